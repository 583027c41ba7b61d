"""Counts by document, each kind of count a numbered field."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TypeVar

from annotate.core.agreement.layout import Pattern
from annotate.core.agreement.resampling import Pool
from annotate.core.agreement.subjects import Cell, Column, Length, Subject

Rating = tuple[Subject, Pattern]
K = TypeVar("K", Rating, Cell, Length)


class Fields:
    """What is counted while documents are read. Each part that `close` ends is what is drawn when
    figures are resampled: a document, or paragraphs of a single one."""

    def __init__(self) -> None:
        self.ratings: dict[Rating, int] = {}
        self.cells: dict[Cell, int] = {}
        self.lengths: dict[Length, int] = {}
        self.columns: dict[Column, int] = {}
        self._numbers = 0
        self._counts: Counter[int] = Counter()
        self._sums: dict[int, float] = {}
        self._parts: list[Counter[int]] = []
        self._measured: list[dict[int, float]] = []
        self._kept: list[int] = []

    def rate(self, subject: Subject, pattern: Pattern, count: int = 1) -> None:
        """Items that were answered so. One that only one annotator answered counts as unanswered:
        there is nobody to agree with."""
        if len(pattern) - pattern.count(None) < 2:
            pattern = (None,) * len(pattern)
        self.rate_as_is(subject, pattern, count)

    def rate_as_is(self, subject: Subject, pattern: Pattern, count: int) -> None:
        """The same, where a single answer counts for how often each is given."""
        self._counts[self._field(self.ratings, (subject, pattern))] += count

    def add(self, subject: Subject, pair: tuple[int, int], what: str, count: int) -> None:
        if count:
            self._counts[self._field(self.cells, Cell(subject, pair, what))] += count

    def lay(self, length: Length, number: int) -> None:
        self._counts[self._field(self.lengths, length)] += number

    def sum(self, subject: Subject, members: tuple[int, ...], what: str, number: float) -> None:
        column = self.columns.setdefault(Column(subject, members, what), len(self.columns))
        self._sums[column] = self._sums.get(column, 0.0) + number

    def close(self, drawn: bool = True) -> None:
        """What was counted since the last time is a part; not `drawn`: it is in no resample."""
        if not drawn:
            self._kept.append(len(self._parts))
        self._parts.append(self._counts)
        self._measured.append(self._sums)
        self._counts, self._sums = Counter(), {}

    def reopen(self, part: int) -> None:
        """What is counted from now on is of that part, counted from 0."""
        self._counts, self._sums = self._parts[part], self._measured[part]

    @property
    def drawn(self) -> int:
        """Parts that are drawn."""
        return len(self._parts) - len(self._kept)

    def pool(self) -> Pool:
        return Pool(self._parts, self._measured, self._numbers, len(self.columns), self._kept)

    def subjects(self) -> list[Subject]:
        """All about which anything was counted, in the order in which it was."""
        found: Iterable[Subject] = (
            *(subject for subject, _ in self.ratings),
            *(cell.subject for cell in self.cells),
            *(column.subject for column in self.columns),
        )
        return list(dict.fromkeys(found))

    def patterns(self, subject: Subject) -> tuple[list[Pattern], list[int]]:
        """The patterns of answers about the subject, and their fields."""
        found = [(pattern, field) for (each, pattern), field in self.ratings.items() if each == subject]
        return [pattern for pattern, _ in found], [field for _, field in found]

    def _field(self, known: dict[K, int], key: K) -> int:
        field = known.get(key)
        if field is None:
            field = known[key] = self._numbers
            self._numbers += 1
        return field
