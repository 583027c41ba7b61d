"""Annotations that one side removed and the other side's relations still need."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import cast

from annotate.core.merge.conflicts import Settle
from annotate.core.merge.fates import Fate, removed
from annotate.core.merge.things import Thing
from annotate.core.records import RelationRecord, SpanRecord

AnyThing = Thing[SpanRecord] | Thing[RelationRecord]
AnyFate = Fate[SpanRecord] | Fate[RelationRecord]


class Web:
    """What becomes of all annotations, by their ids, made to hold together: no relation is left
    without its ends.

    Who removes an annotation removes its relations with it. If the other side changed one of these,
    or made another, the annotation is in conflict; if it stays, so do its relations.
    """

    def __init__(
        self,
        things: dict[str, AnyThing],
        fates: dict[str, AnyFate],
        settle: Settle,
        paragraph_of: Callable[[str], int],
    ) -> None:
        self.things = things
        self.fates = fates
        self._settle = settle
        self.paragraph_of = paragraph_of
        self._lost: set[str] = set()
        self._relations = [each for each in things.values() if _is_relation(each)]

    def mend(self) -> None:
        """Until nothing dangles."""
        while any([*self._needed(), *self._restored()]):
            pass

    def _needed(self) -> Iterator[bool]:
        """Brings back what a relation needs, or takes the relation away where that is the choice."""
        for thing in self._relations:
            fate = self.fates[thing.id]
            for end in ends_of(fate.records):
                if self._is_gone(end):
                    if not self._brought_back(end):
                        self.fates[thing.id] = Fate((), fate.conflict, fate.choice)
                        self._lost.add(thing.id)
                    yield True
                    break

    def _brought_back(self, id: str) -> bool:
        fate, thing = self.fates[id], self.things[id]
        if fate.conflict is not None or id in self._lost or not (thing.ours or thing.theirs):
            return False
        if isinstance(kept := thing.ours or thing.theirs, RelationRecord) and self.went_along(thing):
            self.fates[id] = Fate((kept,))
            return True
        n = self.paragraph_of(id)
        # The same, but for mypy, which knows no union of generics.
        if isinstance(kept, RelationRecord):
            self.fates[id] = removed(cast(Thing[RelationRecord], thing), n, self._settle)
        else:
            self.fates[id] = removed(cast(Thing[SpanRecord], thing), n, self._settle)
        return bool(self.fates[id].records)

    def _restored(self) -> Iterator[bool]:
        """Brings back relations that went only because of an annotation that has stayed."""
        for thing in self._relations:
            fate = self.fates[thing.id]
            kept = thing.ours or thing.theirs
            if fate.records or fate.conflict or thing.id in self._lost:
                continue
            if not isinstance(kept, RelationRecord) or thing.base is None:
                continue
            ends = ends_of([kept])
            if not any(map(self._is_gone, ends)) and self.went_along(thing):
                self.fates[thing.id] = Fate((kept,))
                yield True

    def went_along(self, thing: AnyThing) -> bool:
        """Whether a side removed the relation together with one of its ends, which the other side
        has."""
        if not isinstance(thing.base, RelationRecord) or (thing.ours is None) is (thing.theirs is None):
            return False
        side = "ours" if thing.ours is None else "theirs"
        found = (self.things.get(end) for end in ends_of([thing.base]))
        return any(each is not None and getattr(each, side) is None for each in found)

    def _is_gone(self, id: str) -> bool:
        """What is not known here stands elsewhere, and is the same on all sides."""
        fate = self.fates.get(id)
        return fate is not None and not fate.records


def ends_of(records: Iterable[SpanRecord | RelationRecord]) -> list[str]:
    return [end for each in records if isinstance(each, RelationRecord) for end in (each.source, each.target)]


def _is_relation(thing: AnyThing) -> bool:
    return isinstance(thing.ours or thing.theirs or thing.base, RelationRecord)
