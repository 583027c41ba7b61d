"""Which spans of several sides are versions of the same annotation.

The rounds are those of `matching`, with clusters in the place of spans: two clusters become one if
no side has a span in both. What overlaps only joins a cluster in which it overlaps everything, so
that no chain of spans leads from one annotation to the next. For two sides the clusters are the
pairs of `match_spans`. In which order the sides and their spans come makes no difference.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence

import msgspec

from annotate.core.compare.matching import HALF, overlap, rank
from annotate.core.records import SpanRecord
from annotate.core.shelf import order


class Cluster(msgspec.Struct, frozen=True, gc=False):
    """Versions of one annotation: `spans[i]` is that of side i, None if it has none."""

    spans: tuple[SpanRecord | None, ...]

    @property
    def versions(self) -> tuple[tuple[int, SpanRecord], ...]:
        """Those that there are, each with the number of its side from 0; at least one."""
        return tuple((side, span) for side, span in enumerate(self.spans) if span is not None)


def clusters(sides: Sequence[Iterable[SpanRecord]]) -> tuple[Cluster, ...]:
    """Of spans of one paragraph, or of any stretch of one text; in the order of the text."""
    rounds = _Rounds(sides)
    rounds.equal(lambda span: (span.label, span.stretches, _values(span)))
    rounds.equal(lambda span: (span.label, span.stretches))
    rounds.equal(lambda span: span.stretches)
    rounds.overlapping(lambda one, other: one.label == other.label)
    rounds.overlapping(lambda one, other: overlap(one, other) > HALF)
    return rounds.clusters()


class _Unit:
    """A cluster that grows; `sides` has a bit for each side that has a span in it."""

    __slots__ = ("members", "sides")

    def __init__(self) -> None:
        self.members: list[tuple[int, SpanRecord]] = []
        self.sides = 0

    def add(self, side: int, span: SpanRecord) -> None:
        self.members.append((side, span))
        self.sides |= 1 << side


class _Rounds:
    """Begins with spans that have an id in common in one unit: later, an id stands for its unit."""

    def __init__(self, sides: Sequence[Iterable[SpanRecord]]) -> None:
        self._count = len(sides)
        self._full = (1 << len(sides)) - 1
        self._units: dict[str, _Unit] = {}
        members = [(side, span) for side, spans in enumerate(sides) for span in spans]
        for side, span in sorted(members, key=lambda member: _place(member[1])):
            self._units.setdefault(span.id, _Unit()).add(side, span)

    def equal(self, feature: Callable[[SpanRecord], Hashable]) -> None:
        """Joins units that have spans with the same feature."""
        there: dict[Hashable, list[SpanRecord]] = defaultdict(list)
        for span in self._free():
            there[feature(span)].append(span)
        for spans in there.values():
            if len(spans) > 1:
                self._fit(self._units[span.id] for span in sorted(spans, key=_content))

    def overlapping(self, fits: Callable[[SpanRecord, SpanRecord], bool]) -> None:
        """Joins units with spans that overlap and fit, the most overlap first."""
        pairs = [pair for pair in self._crossing() if overlap(*pair) and fits(*pair)]
        for one, other in sorted(pairs, key=rank):
            mine, yours = self._units[one.id], self._units[other.id]
            if not mine.sides & yours.sides and _all_overlap(mine, yours):
                self._join(mine, yours)

    def clusters(self) -> tuple[Cluster, ...]:
        units = {id(unit): unit for unit in self._units.values()}
        found = []
        for unit in units.values():
            first = min(_place(span) for _, span in unit.members)
            spans = dict(unit.members)
            found.append((first, Cluster(tuple(map(spans.get, range(self._count))))))
        return tuple(cluster for _, cluster in sorted(found, key=lambda each: each[0]))

    def _free(self) -> list[SpanRecord]:
        """The spans of units that some side has no part in, in the order of the text."""
        units = {id(unit): unit for unit in self._units.values() if unit.sides != self._full}
        return sorted((span for unit in units.values() for _, span in unit.members), key=_place)

    def _fit(self, units: Iterable[_Unit]) -> None:
        """Puts each unit to the first earlier one that it fits, if there is one."""
        groups: list[_Unit] = []
        # Groups only grow: what did not fit earlier units of the same sides is not tried again.
        tried: dict[int, int] = {}
        seen: set[int] = set()
        for unit in units:
            if id(unit) in seen:
                continue
            seen.add(id(unit))
            at, sides = tried.get(unit.sides, 0), unit.sides
            while at < len(groups) and groups[at].sides & sides:
                at += 1
            tried[sides] = at + 1
            if at == len(groups):
                groups.append(unit)
            else:
                self._join(groups[at], unit)

    def _join(self, unit: _Unit, gone: _Unit) -> None:
        for side, span in gone.members:
            unit.add(side, span)
            self._units[span.id] = unit

    def _crossing(self) -> Iterator[tuple[SpanRecord, SpanRecord]]:
        """All pairs of which the outer bounds overlap and whose units can be joined."""
        before: list[SpanRecord] = []
        for span in self._free():
            before = [each for each in before if each.end > span.start]
            sides = self._units[span.id].sides
            yield from ((each, span) for each in before if not self._units[each.id].sides & sides)
            before.append(span)


def _all_overlap(one: _Unit, other: _Unit) -> bool:
    return all(overlap(mine, yours) for _, mine in one.members for _, yours in other.members)


def _place(span: SpanRecord) -> tuple[Hashable, ...]:
    return *order(span), span.stretches, _values(span)


def _content(span: SpanRecord) -> tuple[Hashable, ...]:
    return span.label, _values(span), span.id, span.stretches


def _values(span: SpanRecord) -> str:
    return repr(sorted(span.attributes.items()))
