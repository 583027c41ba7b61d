"""Coefficients for answers with an order, where near answers agree in part: by how many ranks they
are apart (linear) or the square of it (quadratic), through the most there can be."""

from __future__ import annotations

from annotate.core.agreement.coefficients import beyond
from annotate.core.agreement.layout import Counted
from annotate.core.agreement.values import NOBODY, ONE_ANSWER, Undefined, Value, mean

NO_ORDER = Undefined("the answers have no order")


def weighted_cohen(table: Counted, power: int) -> Value:
    """`power` 1 is linear, 2 quadratic. Source: Cohen 1968."""
    if len(table.layout.members) != 2:
        return mean({pair: weighted_cohen(each, power) for pair, each in table.pairs.items()})
    if reason := _unfit(table):
        return reason
    size = len(table.layout.categories)
    first = table.layout.first.sums(table.counts)
    second = table.layout.second.sums(table.counts)
    chance = sum(a * b * _weight(k, i, size, power) for k, a in enumerate(first) for i, b in enumerate(second))
    return beyond(_agreement(table, power), chance / table.n**2)


def ac2(table: Counted, power: int) -> Value:
    """`power` as above. Source: Gwet 2014, of which AC1 is the case without order."""
    if reason := _unfit(table):
        return reason
    size = len(table.layout.categories)
    weights = sum(_weight(k, i, size, power) for k in range(size) for i in range(size))
    chance = weights * sum(each * (1 - each) for each in table.shares) / (size * (size - 1))
    return beyond(_agreement(table, power), chance)


def _agreement(table: Counted, power: int) -> float:
    size = len(table.layout.categories)
    total = 0.0
    for count, row, m in zip(table.counts, table.layout.rows, table.layout.sizes, strict=True):
        if count and m > 1:
            alike = sum(r * s * _weight(k, i, size, power) for k, r in row for i, s in row) - m
            total += count * alike / (m * (m - 1))
    return total / table.n


def _weight(one: int, other: int, size: int, power: int) -> float:
    return float(1 - (abs(one - other) / (size - 1)) ** power)


def _unfit(table: Counted) -> Undefined | None:
    if not table.n:
        return NOBODY
    if len(table.layout.categories) < 2:
        return ONE_ANSWER
    return None if table.layout.ranked else NO_ORDER
