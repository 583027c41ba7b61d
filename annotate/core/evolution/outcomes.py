"""What a migration did, step by step, and the places to look at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from annotate.core.evolution.things import Thing
from annotate.core.migrations import Step
from annotate.core.records import Record


class Spot(msgspec.Struct, frozen=True):
    """A place in the file as it was before: `line` from 1; `id` and `quote` only of annotations."""

    line: int
    message: str
    id: str = ""
    quote: str = ""


class Outcome(msgspec.Struct, frozen=True):
    """What a step did: `changed` things, of which `dropped` are gone and `lost` have something in
    a note that was an answer. `unmapped` are values that had no place, `touched` the changed things
    by their numbers among all of the file."""

    step: Step
    changed: int = 0
    dropped: int = 0
    lost: int = 0
    unmapped: tuple[Spot, ...] = ()
    first: Spot | None = None
    touched: frozenset[int] = frozenset()

    @property
    def is_lossy(self) -> bool:
        return bool(self.dropped or self.lost)

    def without_place(self, found: Mapping[int, Spot]) -> Outcome:
        """The same with more values, by the numbers of their things, that the step gave in vain."""
        if not found:
            return self
        touched = self.touched | found.keys()
        spots = tuple(found.values())
        return msgspec.structs.replace(
            self,
            changed=len(touched),
            lost=self.lost + len(spots),
            unmapped=(*self.unmapped, *spots),
            first=self.first or spots[0],
            touched=touched,
        )


class Migrated(msgspec.Struct, frozen=True):
    """`misfits` are what does not fit the later schema afterwards. `flagged` annotations are to be
    looked at again, `reopened` paragraphs to be decided again."""

    records: tuple[Record, ...]
    outcomes: tuple[Outcome, ...] = ()
    misfits: tuple[Spot, ...] = ()
    flagged: int = 0
    reopened: int = 0

    @property
    def is_lossy(self) -> bool:
        return any(outcome.is_lossy for outcome in self.outcomes)


def outcome_of(step: Step, records: Sequence[Record], before: Sequence[Thing], after: Sequence[Thing]) -> Outcome:
    pairs = enumerate(zip(before, after, strict=True))
    differing = {number: pair for number, pair in pairs if pair[0] is not pair[1] and _differs(*pair)}
    changed = list(differing.values())
    unmapped = [new for old, new in changed if len(new.look) > len(old.look)]
    return Outcome(
        step,
        changed=len(changed),
        dropped=sum(new.dropped for _, new in changed),
        lost=sum(new.notes != old.notes or new.look != old.look for old, new in changed),
        unmapped=tuple(spot_of(each, records, each.look[-1]) for each in unmapped),
        first=spot_of(changed[0][0], records, "") if changed else None,
        touched=frozenset(differing),
    )


def _differs(old: Thing, new: Thing) -> bool:
    """Not only in what is remembered about it."""
    return (old.label, old.attributes, old.notes, old.look, old.dropped) != (
        *(new.label, new.attributes, new.notes, new.look, new.dropped),
    )


def spot_of(thing: Thing, records: Sequence[Record], message: str) -> Spot:
    named = f"{thing.label}: {message}" if message else thing.label
    return Spot(thing.at + 1, named, thing.id, thing.quote)
