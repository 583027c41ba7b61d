"""Krippendorff's unitizing alpha: do annotators mark the same stretches of a continuum?

Units of one annotator and label do not overlap. Two that overlap differ by the squares of how far
their beginnings and their ends are apart; one that lies where the other annotator marks nothing
differs by the square of its length. What is expected are units of these lengths laid anywhere.
Source: Krippendorff 1995, "On the Reliability of Unitizing Continuous Data"; 2004.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate, combinations, pairwise

import msgspec

from annotate.core.agreement.values import Undefined, Value

Unit = tuple[int, int]
"""Start and end on the continuum, half-open."""


class Disagreement(msgspec.Struct, frozen=True):
    """Observed and expected, each by the length of the continuum, so that those of several
    documents or labels may be added."""

    observed: float = 0.0
    expected: float = 0.0

    def __add__(self, other: Disagreement) -> Disagreement:
        return Disagreement(self.observed + other.observed, self.expected + other.expected)


def alpha_u(found: Disagreement) -> Value:
    """1 is full agreement, 0 what chance gives, below 0 less."""
    if not found.expected:
        return Undefined("nobody marks anything")
    return 1 - found.observed / found.expected


def disagreement(units: Sequence[Sequence[Unit]], length: int) -> Disagreement:
    """Of all annotators, the units of each in order and disjoint, on 0 to `length`."""
    count = sum(map(len, units))
    annotators = len(units)
    if annotators < 2 or not count:
        return Disagreement()
    observed = sum(_between(one, other) for one, other in combinations(units, 2))
    return Disagreement(2 * observed / (annotators * (annotators - 1) * length), _expected(units, length, count))


def merged(units: Iterable[Unit]) -> list[Unit]:
    """In order, those that overlap made one."""
    result: list[Unit] = []
    for start, end in sorted(units):
        if result and start < result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return result


def _between(one: Sequence[Unit], other: Sequence[Unit]) -> int:
    """The sum over what overlaps, and over what lies in a gap of the other side."""
    total = 0
    for units, others, twice in ((one, other, True), (other, one, False)):
        starts = [start for start, _ in others]
        ends = [end for _, end in others]
        for start, end in units:
            meeting = range(bisect_right(ends, start), bisect_left(starts, end))
            if not meeting:
                total += (end - start) ** 2
            elif twice:
                total += sum((start - starts[i]) ** 2 + (end - ends[i]) ** 2 for i in meeting)
    return total


def _expected(units: Sequence[Sequence[Unit]], length: int, count: int) -> float:
    lengths = [end - start for each in units for start, end in each]
    gaps = sorted(gap for each in units for gap in _gaps(each, length))
    sums = list(accumulate(reversed(gaps), initial=0))[::-1]
    total = 0.0
    for l in lengths:  # noqa: E741  # as in the source
        first = bisect_left(gaps, l)
        fitting = sums[first] - (l - 1) * (len(gaps) - first)
        total += (count - 1) / 3 * (2 * l**3 - 3 * l**2 + l) + l**2 * fitting
    whole = len(units) * length
    places = whole * (whole - 1) - sum(l * (l - 1) for l in lengths)  # noqa: E741
    return 2 * total / places if places else 0.0


def _gaps(units: Sequence[Unit], length: int) -> Iterable[int]:
    borders = [(0, 0), *units, (length, length)]
    return (start - end for (_, end), (start, _) in pairwise(borders) if start > end)
