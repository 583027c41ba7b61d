"""How many relations annotations have to have, counted quickly."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from annotate.core.ranges import Range
from annotate.core.requirements import LinkCount, Side, Unit
from annotate.core.schema import Schema, admits

_MANY = 1 << 62


class Demand(NamedTuple):
    """So many of what the `tally` counts. Once met it is `final` if no relation that stands
    elsewhere in the file can change that."""

    tally: int
    low: int
    high: int
    final: bool


def are_met(demands: Iterable[Demand], tallies: Tallies, id: str) -> bool:
    """Whether the annotation has what is asked of it, whatever else there is in the file."""
    return all(final and low <= tallies[tally].get(id, 0) <= high for tally, low, high, final in demands)


def together(demands: Iterable[Demand]) -> list[Demand]:
    """The same demands, those of one tally made one."""
    found: dict[int, Demand] = {}
    for each in demands:
        other = found.get(each.tally, each)
        low, high = max(each.low, other.low), min(each.high, other.high)
        found[each.tally] = Demand(each.tally, low, high, each.final and other.final)
    return list(found.values())


class Counted(NamedTuple):
    """A tally that a relation counts in, for the end it leaves, the one it reaches, or both."""

    tally: int
    source: bool
    target: bool


def single(demands: Sequence[Demand]) -> tuple[int, ...] | None:
    """The tallies that have to count an annotation where none counts more than it may; None if that
    does not tell whether the demands are met."""
    if all(each.final and each.low <= 1 <= each.high for each in demands):
        return tuple(each.tally for each in demands if each.low)
    return None


Tallies = Sequence[dict[str, int]]
"""For each tally how many it counts for an id."""


class Demands:
    """What a schema asks for by the bounds of its relations and by its constraints."""

    def __init__(self, schema: Schema) -> None:
        self._schema = schema
        self._tallies: dict[object, int] = {}
        #: The kinds of relations -> where they count.
        self.counted: dict[str, list[Counted]] = {}
        self._limited: set[int] = set()
        ends = (*schema.labels, *(f"@{name}" for name in schema.relations))
        self._of: dict[str, list[Demand]] = {end: list(self._bounds(end)) for end in ends}
        for each in schema.constraints:
            if each.unit is Unit.LABEL and isinstance(each.require, LinkCount):
                self.of(each.require)
        constrained = {e.label for e in schema.constraints if isinstance(e.require, LinkCount)}
        self.concerned = constrained | {name for name, of in self._of.items() if of}
        self.from_afar = {name for name, of in self.counted.items() if any(each.target for each in of)}

    def of_end(self, end: str) -> list[Demand]:
        """What the relations themselves ask of annotations that are such an end of them, as
        `records.end_of` gives it."""
        return self._of.get(end, [])

    def of(self, count: LinkCount) -> Demand:
        """What a constraint asks."""
        symmetric = {name for name, kind in self._schema.relations.items() if kind.symmetric}
        return self._demand(count.relations, count.side, count.count, symmetric)

    def tallies(self) -> Tallies:
        """Before anything is counted."""
        return [{} for _ in self._tallies]

    def are_single(self, tallies: Tallies) -> bool:
        """Whether no tally that has a limit counts more than one of anything."""
        limited = [tallies[each] for each in self._limited]
        return not any(count and max(count.values()) > 1 for count in limited)

    def _bounds(self, end: str) -> Iterable[Demand]:
        for kind in self._schema.relations.values():
            if kind.outgoing != Range() and admits(kind.sources, end):
                yield self._demand((kind.name,), Side.OUT, kind.outgoing, set())
            if kind.incoming != Range() and admits(kind.targets, end):
                yield self._demand((kind.name,), Side.IN, kind.incoming, set())

    def _demand(self, kinds: tuple[str, ...], side: Side, count: Range, both_ways: set[str]) -> Demand:
        ways = [(kind, Side.DEGREE if kind in both_ways else side) for kind in kinds]
        key = frozenset(ways)
        if key not in self._tallies:
            self._tallies[key] = len(self._tallies)
            for kind, way in key:
                counted = Counted(self._tallies[key], way is not Side.IN, way is not Side.OUT)
                self.counted.setdefault(kind, []).append(counted)
        final = count.high is None or all(way is Side.OUT for _, way in ways)
        high = _MANY if count.high is None else count.high
        if count.high is not None:
            self._limited.add(self._tallies[key])
        return Demand(self._tallies[key], count.low, high, final)
