"""Answers counted by their pattern: what each annotator said about an item, in a fixed order.

A million items have few patterns. Everything a coefficient needs is a sum of counts with weights
that depend on the pattern only; so a table is prepared once and then evaluated for any counts, those
of all documents or of a resample.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import combinations
from operator import mul

Answer = str | int | float | tuple[object, ...]
Pattern = tuple[Answer | None, ...]
"""What each annotator said of an item; None where one said nothing."""

_DENSE = 4096
"""Cells, up to which weights are kept as full columns."""


class Layout:
    """The patterns of a table as the annotators at `members` (positions in a pattern) see them.

    `order` are categories in the order of their rank; others follow, numbers by size.
    """

    def __init__(
        self, patterns: Sequence[Pattern], members: Sequence[int] | None = None, order: Sequence[Answer] = ()
    ) -> None:
        if members is None:
            members = range(len(patterns[0])) if patterns else ()
        self.members = tuple(members)
        seen = [tuple(pattern[i] for i in self.members) for pattern in patterns]
        self.categories = _ordered({each for one in seen for each in one if each is not None}, order)
        self.ranked = set(self.categories) <= set(order) or all(map(_number, self.categories))
        number = {each: k for k, each in enumerate(self.categories)}
        self.seen = [tuple(None if each is None else number[each] for each in one) for one in seen]
        self.rows = [tuple(Counter(k for k in one if k is not None).items()) for one in self.seen]
        if len(self.members) < max(map(len, patterns), default=0):
            # Of some of the annotators only: what the others were told of is not about these.
            self.rows = [row if sum(r for _, r in row) > 1 else () for row in self.rows]
        self.sizes = [sum(r for _, r in row) for row in self.rows]
        self.paired = [1 if m > 1 else 0 for m in self.sizes]
        self.answered = [1 if m else 0 for m in self.sizes]
        self.agreeing = [
            sum(r * (r - 1) for _, r in row) / (m * (m - 1)) if m > 1 else 0.0
            for row, m in zip(self.rows, self.sizes, strict=True)
        ]
        self.values = self._margin([[(k, r) for k, r in row] if m > 1 else [] for row, m in self._rows()])
        self.shares = self._margin([[(k, r / m) for k, r in row] for row, m in self._rows()])

    @cached_property
    def first(self) -> Margin:
        """The answers of the first of two annotators where both said something."""
        return self._margin([[(one[0], 1)] if _both(one) else [] for one in self.seen])  # type: ignore[list-item]

    @cached_property
    def second(self) -> Margin:
        return self._margin([[(one[1], 1)] if _both(one) else [] for one in self.seen])  # type: ignore[list-item]

    @cached_property
    def coincidences(self) -> list[float]:
        """For each pattern: values that meet the same value, as alpha counts them."""
        return [a * m for a, m in zip(self.agreeing, self.sizes, strict=True)]

    @cached_property
    def pairs(self) -> tuple[Layout, ...]:
        """The same patterns as each two of the annotators see them."""
        categories = self.categories
        whole = [tuple(None if k is None else categories[k] for k in one) for one in self.seen]
        return tuple(Layout(whole, pair, categories) for pair in combinations(range(len(self.members)), 2))

    def counted(self, counts: Sequence[int]) -> Counted:
        """The table with `counts`, one for each pattern."""
        return Counted(self, counts)

    def _rows(self) -> Iterable[tuple[tuple[tuple[int, int], ...], int]]:
        return zip(self.rows, self.sizes, strict=True)

    def _margin(self, weights: Sequence[Sequence[tuple[int, float]]]) -> Margin:
        return Margin(len(self.categories), weights)


class Margin:
    """How much each pattern adds to each category."""

    def __init__(self, categories: int, weights: Sequence[Sequence[tuple[int, float]]]) -> None:
        self._size = categories
        self._weights = weights
        self._columns: list[list[float]] = []
        if categories * len(weights) <= _DENSE:
            self._columns = [[0.0] * len(weights) for _ in range(categories)]
            for index, row in enumerate(weights):
                for k, weight in row:
                    self._columns[k][index] += weight

    def sums(self, counts: Sequence[int]) -> list[float]:
        """For each category."""
        if self._columns:
            return [float(sum(map(mul, counts, column))) for column in self._columns]
        result = [0.0] * self._size
        for count, row in zip(counts, self._weights, strict=True):
            if count:
                for k, weight in row:
                    result[k] += count * weight
        return result


class Counted:
    """A layout with counts: what the coefficients are made from."""

    def __init__(self, layout: Layout, counts: Sequence[int]) -> None:
        self.layout = layout
        self.counts = counts

    @cached_property
    def n(self) -> int:
        """Items with the answers of two annotators or more."""
        return sum(map(mul, self.counts, self.layout.paired))

    @cached_property
    def answered(self) -> int:
        """Items with any answer."""
        return sum(map(mul, self.counts, self.layout.answered))

    @cached_property
    def agreeing(self) -> float:
        """The sum over items of the share of pairs of answers that are the same."""
        return float(sum(map(mul, self.counts, self.layout.agreeing)))

    @cached_property
    def values(self) -> list[float]:
        """For each category, the answers in items with two or more."""
        return self.layout.values.sums(self.counts)

    @cached_property
    def shares(self) -> list[float]:
        """For each category, the mean over answered items of its share of an item's answers."""
        whole = self.answered
        return [each / whole for each in self.layout.shares.sums(self.counts)] if whole else []

    @cached_property
    def pairs(self) -> dict[tuple[int, int], Counted]:
        """By the positions of two annotators in the patterns."""
        members = combinations(self.layout.members, 2)
        return {pair: each.counted(self.counts) for pair, each in zip(members, self.layout.pairs, strict=True)}


def count(items: Iterable[Sequence[Answer | None]]) -> Counter[Pattern]:
    """Items by their pattern, in one pass."""
    return Counter(map(tuple, items))


def table(ratings: Mapping[Pattern, int], order: Sequence[Answer] = ()) -> Counted:
    """Counted patterns, ready for the coefficients."""
    return Layout(list(ratings), order=order).counted(list(ratings.values()))


def _both(one: Sequence[int | None]) -> bool:
    return one[0] is not None and one[1] is not None


def _ordered(categories: set[Answer], order: Sequence[Answer]) -> tuple[Answer, ...]:
    rank = {each: place for place, each in enumerate(order)}
    known = sorted(categories & rank.keys(), key=rank.__getitem__)
    rest = categories - rank.keys()
    numbers = sorted(each for each in rest if isinstance(each, (int, float)))
    words = sorted((each for each in rest if not isinstance(each, (int, float))), key=str)
    return (*known, *numbers, *words)


def _number(answer: Answer) -> bool:
    return isinstance(answer, (int, float))
