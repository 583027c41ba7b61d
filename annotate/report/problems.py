"""Problems as lines for people."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby

from annotate.core.display import display
from annotate.core.problems import Level, Problem
from annotate.report.found import Found, Tally, by_place
from annotate.report.words import hint_line

LINES = 25
"""At most so many for one file: more are not read, and hide what the other files have."""

_BOLD, _DIM = "1", "2"
_COLORS = {Level.ERROR: "31", Level.WARNING: "33", Level.INFO: "36"}

Show = Callable[[Problem], str]


def lines(problems: Iterable[Problem], said: set[str] | None = None) -> Iterator[str]:
    """`file:line:column: message [slug]` for each problem, and a hint where it is a new one: those in
    `said` are not, and what is told here gets into it.

    In the order of the places; not yet safe to show.
    """
    said = set() if said is None else said
    for _, found in groupby(by_place(problems), key=lambda problem: problem.place.path):
        yield from _of_one_file(list(found), one_line, _hint, said)


def summary(problems: Sequence[Problem], files: int) -> str:
    """What was checked and found, in a line."""
    tally = Tally()
    tally.files = files
    tally.add(Found("", "", problems))
    return tally.summary()


def pieces(found: Iterable[Found], color: bool) -> Iterator[str]:
    """The lines of each file as it comes, safe to show, each with its end; no hint is told twice."""
    line, hint = (_painted, _painted_hint) if color else (one_line, _hint)
    said: set[str] = set()
    for each in found:
        for told in _of_one_file(list(each.problems), line, hint, said):
            yield (told if color else display(told)) + "\n"


def _of_one_file(problems: list[Problem], line: Show, hint: Show, said: set[str]) -> Iterator[str]:
    kept = _kept(problems, LINES, said)
    if len(kept) < len(problems):
        kept = _kept(problems, LINES - 1, said)
    for problem in by_place(kept):
        yield line(problem)
        if problem.hint and problem.hint not in said:
            said.add(problem.hint)
            yield hint(problem)
    if len(kept) < len(problems):
        yield f"{display(problems[0].place.path)}: … and {len(problems) - len(kept)} more"


def _kept(problems: list[Problem], room: int, said: set[str]) -> list[Problem]:
    """As many as fit into the lines with their hints, errors before the rest."""
    kept: list[Problem] = []
    hints: set[str] = set()
    for problem in sorted(problems, key=lambda each: list(Level).index(each.level)):
        room -= 2 if problem.hint and problem.hint not in hints and problem.hint not in said else 1
        if room < 0:
            break
        kept.append(problem)
        hints.add(problem.hint)
    return kept


def one_line(problem: Problem) -> str:
    """The problem without its hint; not yet safe to show."""
    return f"{problem.place}: {_word(problem)}{problem.message} [{problem.slug}]"


def _hint(problem: Problem) -> str:
    return hint_line(problem.hint)


def _painted(problem: Problem) -> str:
    """The same in colors, and safe: what it is made of is, before it gets any."""
    color = _COLORS[problem.level]
    place = _ink(display(str(problem.place)) + ":", _BOLD)
    word = _ink(_word(problem), color) if _word(problem) else ""
    return f"{place} {word}{display(problem.message)} {_ink(f'[{display(problem.slug)}]', color)}"


def _painted_hint(problem: Problem) -> str:
    return _ink(display(_hint(problem)), _DIM)


def _ink(text: str, code: str) -> str:
    return f"\x1b[{code}m{text}\x1b[0m"


def _word(problem: Problem) -> str:
    return "" if problem.level is Level.ERROR else f"{problem.level.value}: "
