"""What the reports are made of: the problems of one file after the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from annotate.core.problems import Level, Problem
from annotate.report.words import count


class Found(NamedTuple):
    """A file that was checked, and its problems in the order of their places.

    `kind` is `schema`, `annotations` or `project`; `unread`: its one problem is why it could not
    be read.
    """

    path: str
    kind: str
    problems: Sequence[Problem]
    unread: bool = False


class Tally:
    """How much was found; counts while it is told, so that nothing has to be kept for it."""

    def __init__(self) -> None:
        self.files = 0
        self.unread = 0
        self._levels: Counter[Level] = Counter()

    def add(self, found: Found) -> None:
        self.files += bool(found.kind)
        self.unread += found.unread
        self._levels.update(each.level for each in found.problems)

    def counting(self, found: Iterable[Found]) -> Iterator[Found]:
        """The same, counted as it passes."""
        for each in found:
            self.add(each)
            yield each

    def __getitem__(self, level: Level) -> int:
        return self._levels[level]

    @property
    def problems(self) -> int:
        return sum(self._levels.values())

    def summary(self) -> str:
        """What was checked and found, in a line."""
        found = [count(self[level], level.value) for level in Level if self[level]]
        return f"{count(self.files, 'file')} checked: {', '.join(found) or 'no problems'}"


def by_place(problems: Iterable[Problem]) -> list[Problem]:
    return sorted(problems, key=lambda problem: problem.place)
