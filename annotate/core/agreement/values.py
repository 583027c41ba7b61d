"""What a measure of agreement comes to: a number, or the reason why there is none."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec


class Undefined(msgspec.Struct, frozen=True):
    """Where a figure would be 0/0 or means nothing: a clause that says why.

    A mean over pairs of annotators lacks these `pairs`, by their positions, each for its reason.
    """

    reason: str
    pairs: tuple[tuple[tuple[int, int], str], ...] = ()


Value = float | Undefined


class Interval(msgspec.Struct, frozen=True):
    """Percentiles of the figure in `resamples` draws of `parts` documents, with replacement; with a
    `run`, of paragraphs of a single document, so many neighbors being a part.

    In `undefined` of the draws the figure was undefined; they are left out.
    """

    low: float
    high: float
    level: float
    resamples: int
    seed: int
    undefined: int = 0
    parts: int = 0
    run: int = 0


def ratio(part: float, whole: float, reason: str) -> Value:
    return part / whole if whole else Undefined(reason)


def mean(values: Mapping[tuple[int, int], Value]) -> Value:
    """Over pairs of annotators. Undefined if it is for any of them; if it is for all of them for the
    same reason, that is the reason."""
    lacking = tuple((pair, each.reason) for pair, each in values.items() if isinstance(each, Undefined))
    if not lacking:
        total = sum(each for each in values.values() if not isinstance(each, Undefined))
        return ratio(total, len(values), "there are no pairs of annotators")
    reasons = {reason for _, reason in lacking}
    if len(lacking) == len(values) and len(reasons) == 1:
        return Undefined(reasons.pop())
    return Undefined("the mean over pairs of annotators lacks", lacking)


NOBODY = Undefined("no item has answers of two annotators")
ONE_ANSWER = Undefined("all answers are the same, so agreement cannot be told from chance")
