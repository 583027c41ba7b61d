"""Which annotation is which on three sides.

What has one id is one thing. An annotation that only one side made is the same as one that the other
side has and this side has not, if label and place are the same: made by both, or removed and made
again. Every id of every side belongs to one thing, so that each thing can have one of its ids.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from typing import Generic, TypeVar

import msgspec

from annotate.core.compare.matching import paired
from annotate.core.merge.conflicts import derived_id
from annotate.core.merge.weaving import equal
from annotate.core.records import RelationRecord, SpanRecord

T = TypeVar("T", SpanRecord, RelationRecord)
Key = Callable[[T], Hashable]
_replace = msgspec.structs.replace


class Thing(Generic[T]):
    """One annotation as each side has it, None where one has it not; all with the same id."""

    __slots__ = ("base", "id", "ours", "theirs")

    def __init__(self, id: str) -> None:
        self.id = id
        self.base: T | None = None
        self.ours: T | None = None
        self.theirs: T | None = None


class Sides(Generic[T]):
    """All of a kind on three sides. `renamed` says for each side which of its ids are no longer
    those of their things."""

    def __init__(self, base: Iterable[T], ours: Iterable[T], theirs: Iterable[T]) -> None:
        self.things: dict[str, Thing[T]] = {}
        self.renamed: tuple[dict[str, str], dict[str, str], dict[str, str]] = ({}, {}, {})
        for record in base:
            self._thing(record.id).base = record
        for record in ours:
            self._thing(record.id).ours = record
        for record in theirs:
            self._thing(record.id).theirs = record

    def _thing(self, id: str) -> Thing[T]:
        thing = self.things.get(id)
        if thing is None:
            thing = self.things[id] = Thing(id)
        return thing

    def unite(self, key: Key[T]) -> bool:
        """Takes together what has the same key; whether there was any."""
        mine = [each for each in self.things.values() if each.ours and not (each.base or each.theirs)]
        yours = [each for each in self.things.values() if each.theirs and not (each.base or each.ours)]
        # What is new on both sides first: what was removed may have gone for good.
        pairs = list(_pairs(yours, mine, key))
        taken = {each.id for pair in pairs for each in pair}
        for side, lone in (("ours", mine), ("theirs", yours)):
            left = [each for each in lone if each.id not in taken]
            pairs += _pairs(self._lacking(side, left), left, key)
        for there, here in pairs:
            self._join(there, here)
        return bool(pairs)

    def _lacking(self, side: str, lone: list[Thing[T]]) -> list[Thing[T]]:
        """What was there, is gone on this side and stands on the other one."""
        if not lone:
            return []
        return [
            each
            for each in self.things.values()
            if each.base and (each.ours is None) is (side == "ours") and (each.theirs is None) is (side == "theirs")
        ]

    def _join(self, one: Thing[T], other: Thing[T]) -> None:
        final = _id_of(one, other)
        joined: Thing[T] = Thing(final)
        for at, name in enumerate(("base", "ours", "theirs")):
            record: T | None = getattr(one, name) or getattr(other, name)
            if record is not None and record.id != final:
                self.renamed[at][record.id] = final
                record = _replace(record, id=final)
            setattr(joined, name, record)
        del self.things[one.id], self.things[other.id]
        self.things[final] = joined


def _id_of(there: Thing[T], here: Thing[T]) -> str:
    """The id of what only one side has, `here`, and something else, `there`, together. Who has only
    removed an annotation and made it again gets the new id; who has changed it keeps the old one, so
    that it is found again by later merges."""
    if there.base is None:
        return min(there.id, here.id)
    return here.id if equal(there.base, there.ours or there.theirs) else there.id


def place_key(span: SpanRecord) -> Hashable:
    return span.label, span.stretches


def ends_key(symmetric: Callable[[str], bool]) -> Key[RelationRecord]:
    def key(relation: RelationRecord) -> Hashable:
        source, target = relation.source, relation.target
        if source > target and symmetric(relation.label):
            source, target = target, source
        return relation.label, source, target

    return key


def straighten(things: Iterable[Thing[RelationRecord]], symmetric: Callable[[str], bool]) -> None:
    """Which way round two sides have a relation is no difference where it says nothing."""
    for thing in things:
        base, ours, theirs = thing.base, thing.ours, thing.theirs
        if not ours or not theirs or (ours.source, ours.target) != (theirs.target, theirs.source):
            continue
        if symmetric(ours.label) and symmetric(theirs.label):
            source, target = sorted((ours.source, ours.target))
            if base and (base.source, base.target) == (target, source):
                source, target = target, source
            thing.ours = _replace(ours, source=source, target=target)
            thing.theirs = _replace(theirs, source=source, target=target)


def redirected(relation: RelationRecord, renamed: Mapping[str, str]) -> RelationRecord:
    """The same, its ends called by their new ids."""
    source, target = renamed.get(relation.source), renamed.get(relation.target)
    if source is None and target is None:
        return relation
    return _replace(relation, source=source or relation.source, target=target or relation.target)


def told_apart(spans: Iterable[str], relations: list[list[RelationRecord]]) -> list[list[RelationRecord]]:
    """The relations of each side; one whose id is that of a span on another side gets its own."""
    known = set(spans)
    apart = []
    for side in relations:
        renamed = {each.id: derived_id("relation", each.id) for each in side if each.id in known}
        if renamed:
            side = [redirected(_replace(r, id=renamed.get(r.id, r.id)), renamed) for r in side]
        apart.append(side)
    return apart


def _pairs(there: Iterable[Thing[T]], here: Iterable[Thing[T]], key: Key[T]) -> Iterator[tuple[Thing[T], Thing[T]]]:
    """Each of `here`, which only one side has, with one of `there` of the same key: with the same
    content if there is one, otherwise in the order of their contents."""
    places: dict[Hashable, list[Thing[T]]] = defaultdict(list)
    for thing in here:
        places[key(_any(thing))].append(thing)
    if not places:
        return
    groups: dict[Hashable, list[Thing[T]]] = defaultdict(list)
    for thing in there:
        if (found := key(_any(thing))) in places:
            groups[found].append(thing)
    for found, things in groups.items():
        yield from paired(things, places[found], lambda thing: _content(_any(thing)))


def _any(thing: Thing[T]) -> T:
    record = thing.ours or thing.theirs or thing.base
    assert record is not None
    return record


def _content(record: SpanRecord | RelationRecord) -> tuple[str, ...]:
    """What it says, and at last its id."""
    return repr(sorted(record.attributes.items())), record.note, record.id
