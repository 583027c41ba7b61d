"""Which annotation of one side is which of the other.

Spans are matched in five rounds, each among what the earlier ones left: by id; by label and place;
by place; by label and overlap; by overlap of more than half whatever the label. Where a span could
have several partners, it gets the one that overlaps most, and of equals the first in the text.
Swapping the sides gives the same pairs swapped; the order in which spans come makes no difference.
Relations are matched by id, then by name and matched ends.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Generic, TypeVar

import msgspec

from annotate.core.records import RelationRecord, SpanRecord
from annotate.core.shelf import Place, order

T = TypeVar("T", SpanRecord, RelationRecord)
V = TypeVar("V")

HALF = 0.5
"""Spans with different labels are taken for one if more than this part of what they cover together
is covered by both."""


class Matching(msgspec.Struct, Generic[T], frozen=True):
    """`pairs` in the order of the left side, the rest in the order of their own side."""

    pairs: tuple[tuple[T, T], ...] = ()
    left: tuple[T, ...] = ()
    right: tuple[T, ...] = ()


def match_spans(left: Iterable[SpanRecord], right: Iterable[SpanRecord]) -> Matching[SpanRecord]:
    """Spans of one paragraph, or of any stretch of one text."""
    rounds = _Rounds(left, right)
    rounds.equal(lambda span: span.id)
    rounds.equal(lambda span: (span.label, span.stretches))
    rounds.equal(lambda span: span.stretches)
    rounds.overlapping(lambda one, other: one.label == other.label)
    rounds.overlapping(lambda one, other: overlap(one, other) > HALF)
    return rounds.matching()


def match_relations(
    left: Iterable[RelationRecord],
    right: Iterable[RelationRecord],
    same: Mapping[str, str],
    symmetric: Callable[[str], bool] = lambda name: False,
) -> Matching[RelationRecord]:
    """Relations of the whole document. `same` gives for the id of a span on the left that of its
    partner; `symmetric` says whether relations of a name mean the same turned around.

    A relation that hangs on another is matched after it, so each side comes in the order of the file.
    """
    ours, theirs = list(left), {each.id: each for each in right}
    ids = dict(same)
    found: dict[str, str] = {}
    for mine in ours:
        if mine.id in theirs:
            found[mine.id] = ids[mine.id] = mine.id
    taken = set(found)
    places: dict[Hashable, list[str]] = defaultdict(list)
    for other in theirs.values():
        if other.id not in taken:
            places[_ends(other.label, other.source, other.target, symmetric)].append(other.id)
    for mine in ours:
        if mine.id in found:
            continue
        source, target = ids.get(mine.source), ids.get(mine.target)
        if source is None or target is None:
            continue
        if free := places.get(_ends(mine.label, source, target, symmetric)):
            found[mine.id] = ids[mine.id] = free.pop(0)
    taken = set(found.values())
    return Matching(
        tuple((each, theirs[found[each.id]]) for each in ours if each.id in found),
        tuple(each for each in ours if each.id not in found),
        tuple(each for each in theirs.values() if each.id not in taken),
    )


def overlap(one: SpanRecord, other: SpanRecord) -> float:
    """What both cover as part of what either covers, in code points: 1 the same place, 0 nothing."""
    both = sum(
        max(0, min(end, other_end) - max(start, other_start))
        for start, end in one.stretches
        for other_start, other_end in other.stretches
    )
    return both / (_length(one) + _length(other) - both)


class _Rounds:
    """What is matched so far, and what is still free on either side."""

    def __init__(self, left: Iterable[SpanRecord], right: Iterable[SpanRecord]) -> None:
        self.left = {span.id: span for span in sorted(left, key=order)}
        self.right = {span.id: span for span in sorted(right, key=order)}
        self.pairs: list[tuple[SpanRecord, SpanRecord]] = []

    def equal(self, feature: Callable[[SpanRecord], Hashable]) -> None:
        """Pairs those with the same feature; where it is one of several with one of several, those
        with the same attributes first."""
        if not self.left or not self.right:
            return
        there: dict[Hashable, list[SpanRecord]] = defaultdict(list)
        for span in self.right.values():
            there[feature(span)].append(span)
        here: dict[Hashable, list[SpanRecord]] = defaultdict(list)
        for span in self.left.values():
            if (key := feature(span)) in there:
                here[key].append(span)
        for key, ours in here.items():
            for one, other in paired(ours, there[key], _content):
                self._pair(one, other)

    def overlapping(self, fits: Callable[[SpanRecord, SpanRecord], bool]) -> None:
        """Pairs those that overlap and fit, the most overlap first."""
        if not self.left or not self.right:
            return
        candidates = [
            (one, other)
            for one, other in _crossing(list(self.left.values()), list(self.right.values()))
            if overlap(one, other) and fits(one, other)
        ]
        for one, other in sorted(candidates, key=rank):
            if one.id in self.left and other.id in self.right:
                self._pair(one, other)

    def matching(self) -> Matching[SpanRecord]:
        pairs = sorted(self.pairs, key=lambda pair: order(pair[0]))
        return Matching(tuple(pairs), tuple(self.left.values()), tuple(self.right.values()))

    def _pair(self, one: SpanRecord, other: SpanRecord) -> None:
        self.pairs.append((one, other))
        del self.left[one.id], self.right[other.id]


def paired(ours: Sequence[V], theirs: Sequence[V], content: Callable[[V], tuple[str, ...]]) -> Iterator[tuple[V, V]]:
    """As many pairs as there are: what says the same first, then the rest in the order of what it says.

    `content` gives what one says and, as the last, its id.
    """
    if len(ours) == len(theirs) == 1:
        yield ours[0], theirs[0]
        return
    there: dict[Hashable, list[V]] = defaultdict(list)
    for each in sorted(theirs, key=content, reverse=True):
        there[content(each)[:-1]].append(each)
    rest = []
    for one in sorted(ours, key=content):
        if same := there.get(content(one)[:-1]):
            yield one, same.pop()
        else:
            rest.append(one)
    left = sorted((each for some in there.values() for each in some), key=content)
    yield from zip(rest, left, strict=False)


def _crossing(left: Sequence[SpanRecord], right: Sequence[SpanRecord]) -> Iterator[tuple[SpanRecord, SpanRecord]]:
    """All pairs of which the outer bounds overlap; both sides are in the order of the file."""
    open_right: list[SpanRecord] = []
    at = 0
    for one in left:
        while at < len(right) and right[at].start < one.end:
            open_right.append(right[at])
            at += 1
        # What ends before this one starts ends before all later ones start.
        open_right = [other for other in open_right if other.end > one.start]
        yield from ((one, other) for other in open_right if other.start < one.end)


def rank(pair: tuple[SpanRecord, SpanRecord]) -> tuple[float, list[Place]]:
    """The most overlap first, then the first in the text, whichever side it is on."""
    return -overlap(*pair), sorted(map(order, pair))


def _content(span: SpanRecord) -> tuple[str, str, str]:
    return span.label, repr(sorted(span.attributes.items())), span.id


def _length(span: SpanRecord) -> int:
    return sum(end - start for start, end in span.stretches)


def _ends(name: str, source: str, target: str, symmetric: Callable[[str], bool]) -> Hashable:
    if symmetric(name) and source > target:
        source, target = target, source
    return name, source, target
