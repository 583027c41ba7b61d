"""Annotations made with an earlier version of a schema become those of a later one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from annotate.core.canonical import in_order
from annotate.core.evolution.aftermath import Misfit, key_of, look_again, misfits
from annotate.core.evolution.carrying import carry
from annotate.core.evolution.outcomes import Migrated, Outcome, Spot, outcome_of
from annotate.core.evolution.returning import put_back
from annotate.core.evolution.settling import settle
from annotate.core.evolution.stages import Stage
from annotate.core.evolution.stepping import take
from annotate.core.evolution.things import Thing, things_of
from annotate.core.migrations import Step
from annotate.core.records import DocumentRecord, Record, SpanRecord
from annotate.core.schema import Schema

_replace = msgspec.structs.replace


def migrate(records: Sequence[Record], steps: Sequence[Step], old: Schema | None, new: Schema) -> Migrated:
    """The records of one whole, sound file after the steps, in the order of a file.

    What is lost is in notes; what somebody has to look at again is flagged, with the reason in its
    note, and its paragraph is to do. `old` is the schema that the file was made with: without it
    conditions are judged by what is written, not by defaults. Raises BadStep.
    """
    things, outcomes = _take_all(records, steps, old, new)
    things, outcomes = settle(records, things, outcomes, steps, new)
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
        outcomes.append(outcome_of(step, records, things, after))
        things = after
    return things, outcomes


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


def _lines(records: Sequence[Record]) -> Mapping[str, int]:
    return {key_of(record): at + 1 for at, record in enumerate(records)}


def _spot_of(found: Misfit, lines: Mapping[str, int], records: Sequence[Record]) -> Spot:
    line = lines.get(found.key, 1)
    record = records[line - 1]
    quote = record.quote if isinstance(record, SpanRecord) else ""
    return Spot(line, found.message, getattr(record, "id", ""), quote)
