"""What has become of things, put back on the lines they came from."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from annotate.core.evolution.things import Kind, Thing, declared
from annotate.core.evolution.wording import value_text
from annotate.core.records import (
    Attributes,
    DocumentRecord,
    ParagraphRecord,
    Record,
    RelationRecord,
    SpanRecord,
)
from annotate.core.schema import Attribute, Schema, Value

_replace = msgspec.structs.replace


def put_back(records: Sequence[Record], things: Sequence[Thing], schema: Schema, stamp: str) -> list[Record]:
    """The records with what has become of their things; what is lost is noted behind `stamp`.

    The order is that of before; a dropped annotation is gone with the relations that lead to it
    and stands in the note of its paragraph.
    """
    gone = _gone(records, things)
    by_record: dict[int, list[Thing]] = {}
    for thing in things:
        by_record.setdefault(thing.at, []).append(thing)
    farewells: dict[int, list[str]] = {}
    for thing in things:
        if thing.at in gone:
            farewells.setdefault(thing.n, []).append(_farewell(records[thing.at], thing))
    kept: list[Record] = []
    for at, record in enumerate(records):
        if at in gone:
            continue
        own = by_record.get(at, [])
        match record:
            case SpanRecord() | RelationRecord():
                kept.append(_annotation(record, own[0], schema, stamp))
            case ParagraphRecord(n=n):
                kept.append(_labeled(record, own, farewells.get(n, []), schema, stamp))
            case DocumentRecord():
                kept.append(_labeled(record, own, farewells.get(0, []), schema, stamp))
    return kept


def noted(note: str, stamp: str, more: Sequence[str]) -> str:
    """The note with more in it."""
    if not more:
        return note
    added = f"{stamp}: {', '.join(dict.fromkeys(more))}"
    return f"{note}; {added}" if note else added


def ordered(values: Attributes, declared: Sequence[Attribute]) -> Attributes:
    """The attributes in the schema's order, and the members of sets too."""
    known = {each.name: _in_order(values[each.name], each) for each in declared if each.name in values}
    return {**known, **{name: value for name, value in values.items() if name not in known}}


def _in_order(value: Value, attribute: Attribute) -> Value:
    if not isinstance(value, tuple) or not attribute.choices:
        return value
    places = {name: place for place, name in enumerate(attribute.values)}
    return tuple(sorted(value, key=lambda each: places.get(str(each), len(places))))


def _gone(records: Sequence[Record], things: Sequence[Thing]) -> set[int]:
    """Records that are no longer there: dropped ones, and what hangs on them."""
    gone = {each.at for each in things if each.dropped and each.id}
    hanging: dict[str, list[int]] = {}
    for at, record in enumerate(records):
        if isinstance(record, RelationRecord):
            for end in {record.source, record.target}:
                hanging.setdefault(end, []).append(at)
    waiting = list(gone)
    while waiting:
        record = records[waiting.pop()]
        if isinstance(record, SpanRecord | RelationRecord):
            more = set(hanging.get(record.id, ())) - gone
            gone |= more
            waiting += more
    return gone


def _farewell(record: Record, thing: Thing) -> str:
    """All that was said with an annotation that is no longer there."""
    match record:
        case SpanRecord():
            where = "+".join(f"{a}-{b}" for a, b in record.stretches)
            said = f"{value_text(record.quote)} at {where}"
        case RelationRecord():
            said = f"from {record.source} to {record.target}"
        case _:
            said = ""
    values = f" {value_text(thing.attributes)}" if thing.attributes else ""
    note = getattr(record, "note", "")
    remark = f" (note: {note})" if note else ""
    lost = f" ({', '.join(thing.notes)})" if thing.notes else ""
    return f"dropped {thing.label} {said}{values}{remark}{lost}"


def _annotation(
    record: SpanRecord | RelationRecord, thing: Thing, schema: Schema, stamp: str
) -> SpanRecord | RelationRecord:
    return _replace(
        record,
        label=thing.label,
        attributes=ordered(thing.attributes, declared(schema, thing.kind, thing.label)),
        note=noted(record.note, stamp, thing.notes + thing.look),
        flag=record.flag or bool(thing.look),
    )


LabeledRecord = ParagraphRecord | DocumentRecord


def _labeled(
    record: LabeledRecord, things: Sequence[Thing], farewells: list[str], schema: Schema, stamp: str
) -> LabeledRecord:
    """Labels that have become one give it the answers of all; where they differ, the first's."""
    labels: dict[str, Attributes] = {}
    notes: list[str] = []
    for thing in things:
        notes += (f"{thing.label}: {each}" for each in thing.notes + thing.look)
        if thing.dropped:
            values = f" {value_text(thing.attributes)}" if thing.attributes else ""
            notes.append(f"dropped {thing.label}{values}")
            continue
        there = labels.get(thing.label, {})
        for name, value in thing.attributes.items():
            if there.get(name, value) != value:
                notes.append(f"{thing.label}: {name} was {value_text(value)} too")
        labels[thing.label] = {**thing.attributes, **there}
    names = [*(name for name in schema.labels if name in labels), *labels]
    kind = Kind.PARAGRAPH if isinstance(record, ParagraphRecord) else Kind.DOCUMENT
    return _replace(
        record,
        labels={name: ordered(labels[name], declared(schema, kind, name)) for name in names},
        note=noted(record.note, stamp, [*notes, *farewells]),
        flag=record.flag or any(thing.look for thing in things),
    )
