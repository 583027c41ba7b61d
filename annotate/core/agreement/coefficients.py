"""Coefficients for answers without order. Each takes a counted table and is 1 for full agreement, 0
for what chance gives, below 0 for less; `observed` is the share that agrees."""

from __future__ import annotations

from annotate.core.agreement.layout import Counted
from annotate.core.agreement.values import NOBODY, ONE_ANSWER, Undefined, Value, mean

TWO_ONLY = Undefined("it is for two annotators")


def observed(table: Counted) -> Value:
    """The mean over items of the share of pairs of annotators who say the same."""
    return table.agreeing / table.n if table.n else NOBODY


def cohen(table: Counted) -> Value:
    """Chance from what each of the two says how often. Source: Cohen 1960.

    Of more than two annotators, the mean over all pairs (Light 1971).
    """
    if len(table.layout.members) != 2:
        return mean({pair: cohen(each) for pair, each in table.pairs.items()})
    if not table.n:
        return NOBODY
    first = table.layout.first.sums(table.counts)
    second = table.layout.second.sums(table.counts)
    chance = sum(a * b for a, b in zip(first, second, strict=True)) / table.n**2
    return beyond(table.agreeing / table.n, chance)


def scott(table: Counted) -> Value:
    """Chance from what both say together how often. Source: Scott 1955."""
    if len(table.layout.members) != 2:
        return TWO_ONLY
    if not table.n:
        return NOBODY
    chance = sum(each * each for each in table.values) / (2 * table.n) ** 2
    return beyond(table.agreeing / table.n, chance)


def fleiss(table: Counted) -> Value:
    """Chance from the mean share of each category. Source: Fleiss 1971; with missing answers as in
    Gwet 2014: items with one answer count for the shares, not for the agreement."""
    if not table.n:
        return NOBODY
    return beyond(table.agreeing / table.n, sum(each * each for each in table.shares))


def ac1(table: Counted) -> Value:
    """Chance from guessing where an item is hard: stays high where nearly all answers are the same.
    Source: Gwet 2008."""
    size = len(table.layout.categories)
    if not table.n:
        return NOBODY
    if size < 2:
        return ONE_ANSWER
    chance = sum(each * (1 - each) for each in table.shares) / (size - 1)
    return beyond(table.agreeing / table.n, chance)


def bennett(table: Counted) -> Value:
    """Chance as if each category in use were as likely. Source: Bennett, Alpert and Goldstein 1954;
    of more than two annotators, Brennan and Prediger 1981."""
    size = len(table.layout.categories)
    if not table.n:
        return NOBODY
    return ONE_ANSWER if size < 2 else beyond(table.agreeing / table.n, 1 / size)


def beyond(agreement: float, chance: float) -> Value:
    """The share of what chance leaves. Rounding is no disagreement: chance of 1 is told with room."""
    left = 1 - chance
    return (agreement - chance) / left if left > 1e-12 else ONE_ANSWER
