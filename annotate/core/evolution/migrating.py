"""Annotations made with an earlier version of a schema become those of a later one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from annotate.core.canonical import in_order
from annotate.core.evolution.aftermath import Misfit, key_of, look_again, misfits
from annotate.core.evolution.carrying import carry
from annotate.core.evolution.retyping import fitted
from annotate.core.evolution.stepping import Stage, take, unfit
from annotate.core.evolution.things import Thing, declared, put_back, things_of
from annotate.core.evolution.wording import said
from annotate.core.fitting import quoted
from annotate.core.migrations import FillAttribute, Step
from annotate.core.records import DocumentRecord, Record, SpanRecord
from annotate.core.schema import Attribute, Schema

_replace = msgspec.structs.replace

class BadStep(ValueError):
    """A step that cannot be taken by any file: what it says does not fit the later schema."""


class Spot(msgspec.Struct, frozen=True):
    """A place in the file as it was before: `line` from 1; `id` and `quote` only of annotations."""

    line: int
    message: str
    id: str = ""
    quote: str = ""


class Outcome(msgspec.Struct, frozen=True):
    """What a step did: `changed` things, of which `dropped` are gone and `lost` have something in
    a note that was an answer. `unmapped` are values that had no place."""

    step: Step
    changed: int = 0
    dropped: int = 0
    lost: int = 0
    unmapped: tuple[Spot, ...] = ()
    first: Spot | None = None

    @property
    def is_lossy(self) -> bool:
        return bool(self.dropped or self.lost)


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


def migrate(records: Sequence[Record], steps: Sequence[Step], old: Schema | None, new: Schema) -> Migrated:
    """The records of one whole, sound file after the steps, in the order of a file.

    What is lost is in notes; what somebody has to look at again is flagged, with the reason in its
    note, and its paragraph is to do. `old` is the schema that the file was made with: without it
    conditions are judged by what is written, not by defaults. Raises BadStep.
    """
    things, outcomes = _take_all(records, steps, old, new)
    things, outcomes = _settle(records, things, outcomes, steps, new)
    moved = put_back(records, things, new, stamp=new.version)
    stamped = [_stamped(each, new) for each in moved]
    found = misfits(in_order(stamped), new, _known(records, old))
    flagged = {key_of(records[each.at]) for each in things if each.look and not each.dropped}
    looked = look_again(in_order(stamped), found, _paragraphs(things), stamp=new.version)
    lines = _lines(records)
    return Migrated(
        records=tuple(looked.records),
        outcomes=tuple(outcomes),
        misfits=tuple(_spot_of(each, lines, records) for each in found),
        flagged=len(flagged | {each.key for each in found}),
        reopened=looked.reopened,
    )


def stepped(
    records: Sequence[Record], steps: Sequence[Step], old: Schema | None, new: Schema
) -> tuple[list[Record], list[Outcome]]:
    """The records after the steps alone, in their old places, without looking at what does not fit."""
    if not steps:
        return list(records), []
    things, outcomes = _take_all(records, steps, old, new)
    return put_back(records, things, new, stamp=new.version), outcomes


def _take_all(
    records: Sequence[Record], steps: Sequence[Step], old: Schema | None, new: Schema
) -> tuple[list[Thing], list[Outcome]]:
    things = list(things_of(records))
    labels = frozenset((*new.labels, *(old.labels if old else ())))
    outcomes = []
    for index, step in enumerate(steps):
        before = carry(old, steps[:index]).schema if old else new
        after = take(step, things, Stage(index, before, labels))
        outcomes.append(_outcome(step, records, things, after))
        things = after
    return things, outcomes


def _outcome(step: Step, records: Sequence[Record], before: Sequence[Thing], after: Sequence[Thing]) -> Outcome:
    pairs = [(old, new) for old, new in zip(before, after, strict=True) if old is not new]
    changed = [pair for pair in pairs if _differs(*pair)]
    unmapped = [new for old, new in changed if len(new.look) > len(old.look)]
    return Outcome(
        step,
        changed=len(changed),
        dropped=sum(new.dropped for _, new in changed),
        lost=sum(new.notes != old.notes or new.look != old.look for old, new in changed),
        unmapped=tuple(_spot(each, records, each.look[-1]) for each in unmapped),
        first=_spot(changed[0][0], records, "") if changed else None,
    )


def _differs(old: Thing, new: Thing) -> bool:
    """Not only in what is remembered about it."""
    return (old.label, old.attributes, old.notes, old.look, old.dropped) != (
        *(new.label, new.attributes, new.notes, new.look, new.dropped),
    )


def _settle(
    records: Sequence[Record],
    things: Sequence[Thing],
    outcomes: Sequence[Outcome],
    steps: Sequence[Step],
    new: Schema,
) -> tuple[list[Thing], list[Outcome]]:
    """Values that steps gave are put into the form of the later schema; those that have none are
    held against the step that gave them."""
    settled: list[Thing] = []
    unmapped: dict[int, list[Spot]] = {}
    for thing in things:
        for name, index in thing.pending.items():
            asked = {each.name: each for each in declared(new, thing.kind, thing.label)}
            if name not in thing.attributes or name not in asked or thing.dropped:
                continue
            after = _fit(thing, asked[name], steps[index])
            if after.look != thing.look:
                spot = _spot(thing, records, after.look[-1])
                unmapped.setdefault(index, []).append(spot)
            thing = after
        settled.append(thing)
    told = [
        _replace(each, unmapped=(*each.unmapped, *more), lost=each.lost + len(more))
        if (more := unmapped.get(index))
        else each
        for index, each in enumerate(outcomes)
    ]
    return settled, told


def _fit(thing: Thing, attribute: Attribute, step: Step) -> Thing:
    name = attribute.name
    value = thing.attributes[name]
    after = fitted(value, attribute)
    if after is not None:
        return _replace(thing, attributes={**thing.attributes, name: after})
    if isinstance(step, FillAttribute):
        message = f"`{said(step)}`: {quoted(step.value)} does not fit {quoted(name)}"
        raise BadStep(f"{message} of {quoted(thing.label)}")
    if isinstance(value, tuple) and attribute.choices:
        return _fit_members(thing, attribute, value)
    return unfit(thing, name, "is not one of its values" if attribute.choices else "does not fit")


def _fit_members(thing: Thing, attribute: Attribute, value: tuple[int | str, ...]) -> Thing:
    """The members of a set that are known stay; one that is only written otherwise is known."""
    name = attribute.name
    single = _replace(attribute, min=None, max=None)
    kept = [fit for each in value if (fit := fitted((str(each),), single)) is not None]
    members = {member for each in kept if isinstance(each, tuple) for member in each}
    after = tuple(each for each in attribute.values if each in members)
    told = unfit(thing, name, "does not fit")
    if not after:
        return told
    return _replace(told, attributes={**thing.attributes, name: after})


def _stamped(record: Record, new: Schema) -> Record:
    if not isinstance(record, DocumentRecord):
        return record
    return _replace(record, schema=new.id, schema_version=new.version, schema_sha256=new.hash)


def _known(records: Sequence[Record], old: Schema | None) -> frozenset[tuple[str, str]]:
    """What was wrong with the file before: not held against the migration."""
    if old is None:
        return frozenset()
    return frozenset((each.slug, each.key) for each in misfits(records, old, frozenset()))


def _paragraphs(things: Sequence[Thing]) -> set[int]:
    return {thing.n for thing in things if thing.look and thing.n}


def _spot(thing: Thing, records: Sequence[Record], message: str) -> Spot:
    named = f"{thing.label}: {message}" if message else thing.label
    return Spot(thing.at + 1, named, thing.id, thing.quote)


def _lines(records: Sequence[Record]) -> Mapping[str, int]:
    return {key_of(record): at + 1 for at, record in enumerate(records)}


def _spot_of(found: Misfit, lines: Mapping[str, int], records: Sequence[Record]) -> Spot:
    line = lines.get(found.key, 1)
    record = records[line - 1]
    quote = record.quote if isinstance(record, SpanRecord) else ""
    return Spot(line, found.message, getattr(record, "id", ""), quote)
