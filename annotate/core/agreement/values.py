"""What a measure of agreement comes to: a number, or the reason why there is none."""

from __future__ import annotations

import msgspec


class Undefined(msgspec.Struct, frozen=True):
    """Where a figure would be 0/0 or means nothing: a clause that says why."""

    reason: str


Value = float | Undefined


class Interval(msgspec.Struct, frozen=True):
    """Percentiles of the figure in `resamples` draws of as many documents, with replacement.

    In `undefined` of the draws the figure was undefined; they are left out.
    """

    low: float
    high: float
    level: float
    resamples: int
    seed: int
    undefined: int = 0


def ratio(part: float, whole: float, reason: str) -> Value:
    return part / whole if whole else Undefined(reason)


def mean(values: list[Value]) -> Value:
    """Undefined with the first reason if any is."""
    total = 0.0
    for value in values:
        if isinstance(value, Undefined):
            return value
        total += value
    return ratio(total, len(values), "there are no pairs of annotators")


NOBODY = Undefined("no item has answers of two annotators")
ONE_ANSWER = Undefined("all answers are the same, so agreement cannot be told from chance")
