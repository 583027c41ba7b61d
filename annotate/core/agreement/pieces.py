"""The text of a paragraph as one annotator parts it: stretches with labels, and gaps between them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from annotate.core.agreement.unitizing import Unit as Stretch
from annotate.core.agreement.unitizing import merged
from annotate.core.records import SpanRecord

Labels = tuple[str, ...]
"""In order of their names."""
Piece = tuple[int, int, Labels]
"""A stretch of text, half-open, with all its labels."""


def pieces(spans: Sequence[SpanRecord]) -> list[Piece]:
    """What is marked, in order, no two of them overlapping.

    Spans that overlap part each other: what they share is a piece of its own with the labels of
    both. Those with the same label are one before that; spans that only touch are two.
    """
    found = sorted([(start, end, (span.label,)) for span in spans for start, end in span.stretches])
    if all(one[1] <= other[0] for one, other in pairwise(found)):
        return list[Piece](found)
    return list(_parted(whole_units(spans)))


def whole_units(spans: Sequence[SpanRecord]) -> dict[str, list[Stretch]]:
    """The stretches of each label, as if there were no other labels."""
    found: dict[str, list[Stretch]] = {}
    for span in spans:
        found.setdefault(span.label, []).extend(span.stretches)
    return {label: merged(each) for label, each in found.items()}


def meetings(left: Sequence[Piece], right: Sequence[Piece]) -> Iterator[tuple[int, int, int]]:
    """The positions of each two that share text, and how much."""
    i = j = 0
    while i < len(left) and j < len(right):
        start, end, _ = left[i]
        other_start, other_end, _ = right[j]
        shared = (end if end < other_end else other_end) - (start if start > other_start else other_start)
        if shared > 0:
            yield i, j, shared
        if end <= other_end:
            i += 1
        else:
            j += 1


def _parted(units: Mapping[str, Sequence[Stretch]]) -> Iterator[Piece]:
    opening: dict[int, list[str]] = {}
    closing: dict[int, list[str]] = {}
    for label, stretches in units.items():
        for start, end in stretches:
            opening.setdefault(start, []).append(label)
            closing.setdefault(end, []).append(label)
    here: Counter[str] = Counter()
    for border, following in pairwise(sorted(opening.keys() | closing.keys())):
        here.update(opening.get(border, ()))
        here.subtract(closing.get(border, ()))
        here = +here  # without those that have ended
        if here:
            yield border, following, tuple(sorted(here))
