"""Which spans of several annotators are one and the same, so that their attributes can be compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from annotate.core.compare.matching import Matching, match_spans, overlap
from annotate.core.records import SpanRecord

Group = dict[int, SpanRecord]
"""A span each of some annotators, by their positions."""

Pair = tuple[int, int]
"""Positions of two annotators, the smaller first."""


def matchings(spans: Mapping[int, Sequence[SpanRecord]]) -> dict[Pair, Matching[SpanRecord]]:
    """The spans of a paragraph, of each two annotators matched; without pairs who have none."""
    return {(i, j): match_spans(spans[i], spans[j]) for i, j in combinations(sorted(spans), 2) if spans[i] or spans[j]}


def groups(spans: Mapping[int, Sequence[SpanRecord]], matched: Mapping[Pair, Matching[SpanRecord]]) -> list[Group]:
    """Every span is in one group, each group has at most one span of an annotator.

    Of two annotators these are the matches; of more, matches are joined, those that overlap most
    first, unless an annotator would be in a group twice.
    """
    found: list[Group] = []
    of: dict[tuple[int, str], Group] = {}
    for i, each in sorted(spans.items()):
        for span in each:
            of[i, span.id] = group = {i: span}
            found.append(group)
    for i, j, one, other in _links(matched):
        mine, theirs = of[i, one.id], of[j, other.id]
        if mine is theirs or mine.keys() & theirs.keys():
            continue
        mine.update(theirs)
        for position, span in theirs.items():
            of[position, span.id] = mine
        theirs.clear()
    return [group for group in found if group]


def _links(
    matched: Mapping[Pair, Matching[SpanRecord]],
) -> Iterator[tuple[int, int, SpanRecord, SpanRecord]]:
    links = [(i, j, one, other) for (i, j), matching in matched.items() for one, other in matching.pairs]
    if len(matched) > 1:
        links.sort(key=lambda link: (-overlap(link[2], link[3]), link[2].start, link[0], link[1]))
    yield from links
