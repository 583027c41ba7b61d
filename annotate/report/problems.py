"""Problems as lines for people and as JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from annotate.core.problems import Level, Problem
from annotate.report.words import count

LINES = 25
"""At most so many for one file: more are not read, and hide what the other files have."""


def lines(problems: Iterable[Problem]) -> Iterator[str]:
    """`file:line:column: message [slug]` for each problem, and a hint where it is a new one.

    In the order of the places; not yet safe to show.
    """
    ordered = sorted(problems, key=lambda problem: problem.place)
    for _, found in groupby(ordered, key=lambda problem: problem.place.path):
        yield from _of_one_file(list(found))


def summary(problems: Sequence[Problem], files: int) -> str:
    """What was checked and found, in a line."""
    tally = _tally(problems)
    found = [count(number, level.value) for level, number in tally.items() if number]
    return f"{count(files, 'file')} checked: {', '.join(found) or 'no problems'}"


def to_json(problems: Sequence[Problem], files: int) -> str:
    """One object: `problems`, each with all its keys, and how many there are. ASCII: safe to show."""
    tally = _tally(problems)
    ordered = sorted(problems, key=lambda problem: problem.place)
    whole = {
        "files": files,
        "errors": tally[Level.ERROR],
        "warnings": tally[Level.WARNING],
        "infos": tally[Level.INFO],
        "problems": [_object(problem) for problem in ordered],
    }
    return json.dumps(whole, indent=2)


def _of_one_file(problems: list[Problem]) -> Iterator[str]:
    told = 0
    hints: set[str] = set()
    for index, problem in enumerate(problems):
        fresh = bool(problem.hint) and problem.hint not in hints
        rest = len(problems) - index
        # One line is kept for what is left out.
        if told + 1 + fresh > LINES - (rest > 1):
            yield f"{problem.place.path}: … and {rest} more"
            return
        yield _line(problem)
        if fresh:
            yield f"Hint: {problem.hint}"
            hints.add(problem.hint)
        told += 1 + fresh


def _line(problem: Problem) -> str:
    level = "" if problem.level is Level.ERROR else f"{problem.level.value}: "
    return f"{problem.place}: {level}{problem.message} [{problem.slug}]"


def _tally(problems: Sequence[Problem]) -> dict[Level, int]:
    return {level: sum(each.level is level for each in problems) for level in Level}


def _object(problem: Problem) -> dict[str, str | int]:
    return {
        "slug": problem.slug,
        "level": problem.level.value,
        "path": unicode(problem.place.path),
        "line": problem.place.line,
        "column": problem.place.column,
        "message": unicode(problem.message),
        "hint": unicode(problem.hint),
    }


def unicode(text: str) -> str:
    """The text with half characters, as in a file name that is not UTF-8, written as escapes:
    strict readers of JSON refuse them."""
    return text.encode("utf-8", "backslashreplace").decode()
