"""Krippendorff's alpha: 1 less the observed through the expected disagreement, where how much two
answers differ depends on what kind of scale they are on; missing answers are no disagreement.

Source: Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability".
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum

from annotate.core.agreement.layout import Counted
from annotate.core.agreement.values import NOBODY, ONE_ANSWER, Undefined, Value

MANY = 3000
"""Different numbers, above which not each is compared with each."""


class Level(str, Enum):
    """What can be said of two answers: that they differ; which is more; by how much; how many times."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    INTERVAL = "interval"
    RATIO = "ratio"


def alpha(table: Counted, level: Level = Level.NOMINAL) -> Value:
    """1 is full agreement, 0 what chance gives, below 0 less."""
    if not table.n:
        return NOBODY
    if sum(1 for each in table.values if each) < 2:
        return ONE_ANSWER
    return _ALPHAS[level](table)


def _nominal(table: Counted) -> Value:
    total = sum(table.values)
    same = sum(c * a for c, a in zip(table.counts, table.layout.coincidences, strict=True) if c)
    expected = total * (total - 1) - sum(n * (n - 1) for n in table.values)
    return 1 - (total - 1) * (total - same) / expected


def _ordinal(table: Counted) -> Value:
    """Two ranks are as far apart as there are answers between them, half of their own included."""
    if not table.layout.ranked:
        return Undefined("the answers have no order")
    places, below = [], 0.0
    for n in table.values:
        places.append(below + n / 2)
        below += n
    return _squared(table, places)


def _interval(table: Counted) -> Value:
    numbers = _numbers(table)
    return numbers if isinstance(numbers, Undefined) else _squared(table, numbers)


def _ratio(table: Counted) -> Value:
    numbers = _numbers(table)
    if isinstance(numbers, Undefined):
        return numbers
    if any(each < 0 for each in numbers):
        return Undefined("some answers are below 0, where there are no ratios")
    if len(numbers) > MANY:
        return Undefined(f"there are more than {MANY:,} different numbers")

    def distance(one: float, other: float) -> float:
        return ((one - other) / (one + other)) ** 2 if one != other else 0.0

    expected = sum(
        2 * n * m * distance(numbers[k], numbers[i])
        for k, n in enumerate(table.values)
        if n
        for i, m in enumerate(table.values[:k])
        if m
    )
    return _share(table, _apart(table, numbers, distance), expected)


def _squared(table: Counted, places: Sequence[float]) -> Value:
    total = sum(table.values)
    center = sum(n * x for n, x in zip(table.values, places, strict=True)) / total
    # 2 x (total x sum of squares - square of sum), about the center: else large numbers cancel.
    spread = 2 * total * sum(n * (x - center) ** 2 for n, x in zip(table.values, places, strict=True))
    return _share(table, _apart(table, places, lambda one, other: (one - other) ** 2), spread)


def _apart(table: Counted, places: Sequence[float], distance: Callable[[float, float], float]) -> float:
    """The observed disagreement: each item's pairs of answers by the number of the others."""
    total = 0.0
    for count, row, size in zip(table.counts, table.layout.rows, table.layout.sizes, strict=True):
        if not count or size < 2 or len(row) < 2:
            continue
        apart = sum(2 * r * s * distance(places[k], places[i]) for at, (k, r) in enumerate(row) for i, s in row[:at])
        total += count * apart / (size - 1)
    return total


def _share(table: Counted, apart: float, expected: float) -> Value:
    return 1 - (sum(table.values) - 1) * apart / expected if expected else ONE_ANSWER


def _numbers(table: Counted) -> list[float] | Undefined:
    numbers = [float(each) for each in table.layout.categories if isinstance(each, (int, float))]
    if len(numbers) != len(table.layout.categories):
        return Undefined("the answers are not numbers")
    return numbers


_ALPHAS = {
    Level.NOMINAL: _nominal,
    Level.ORDINAL: _ordinal,
    Level.INTERVAL: _interval,
    Level.RATIO: _ratio,
}
