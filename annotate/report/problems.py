"""Problems as lines for people and as JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from annotate.core.problems import Level, Place, Problem
from annotate.report.words import count

LINES = 25
"""At most so many for one file: more are not read, and hide what the other files have."""

_WORDS = {Level.ERROR: "error", Level.WARNING: "warning", Level.INFO: "note"}


def lines(problems: Iterable[Problem]) -> Iterator[str]:
    """`file:line:column: message [slug]` for each problem, and a hint where it is a new one.

    In the order of the places; not yet safe to show.
    """
    ordered = sorted(problems, key=_place)
    for _, found in groupby(ordered, key=lambda problem: problem.place.path):
        yield from _of_one_file(list(found))


def summary(problems: Sequence[Problem], files: int) -> str:
    """What was checked and found, in a line."""
    tally = _tally(problems)
    found = [count(number, _WORDS[level]) for level, number in tally.items() if number]
    return f"{count(files, 'file')} checked: {', '.join(found) or 'no problems'}"


def to_json(problems: Sequence[Problem], files: int) -> str:
    """One object: `problems`, each with all its keys, and how many there are. In ASCII."""
    tally = _tally(problems)
    ordered = sorted(problems, key=_place)
    whole = {
        "files": files,
        "errors": tally[Level.ERROR],
        "warnings": tally[Level.WARNING],
        "infos": tally[Level.INFO],
        "problems": [_object(problem) for problem in ordered],
    }
    return json.dumps(whole, indent=2)


def _of_one_file(problems: list[Problem]) -> Iterator[str]:
    kept = _kept(problems, LINES)
    if len(kept) < len(problems):
        kept = _kept(problems, LINES - 1)
    hints: set[str] = set()
    for problem in sorted(kept, key=_place):
        yield _line(problem)
        if problem.hint and problem.hint not in hints:
            hints.add(problem.hint)
            yield f"Hint: {problem.hint}"
    if len(kept) < len(problems):
        yield f"{problems[0].place.path}: … and {len(problems) - len(kept)} more"


def _kept(problems: list[Problem], room: int) -> list[Problem]:
    """As many as fit into the lines with their hints, errors before the rest."""
    kept: list[Problem] = []
    hints: set[str] = set()
    for problem in sorted(problems, key=lambda each: list(Level).index(each.level)):
        room -= 2 if problem.hint and problem.hint not in hints else 1
        if room < 0:
            break
        kept.append(problem)
        hints.add(problem.hint)
    return kept


def _place(problem: Problem) -> Place:
    return problem.place


def _line(problem: Problem) -> str:
    level = "" if problem.level is Level.ERROR else f"{_WORDS[problem.level]}: "
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
