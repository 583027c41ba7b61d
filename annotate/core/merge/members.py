"""The members of sets that were put together of two, in the order that the schema wants them in."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from annotate.core.records import Attributes, Record, RelationRecord, SpanRecord
from annotate.core.schema import Attribute, AttributeType, Schema, Value

_replace = msgspec.structs.replace


def in_order(record: Record, schema: Schema) -> Record:
    """The record with its sets as the schema lists their members, those that it does not know behind."""
    match record:
        case SpanRecord():
            return _replace(record, attributes=_ordered(record.attributes, _of_label(schema, record.label)))
        case RelationRecord():
            known = schema.relations.get(record.label)
            return _replace(record, attributes=_ordered(record.attributes, known.attributes if known else ()))
        case _:
            labels = {name: _ordered(said, _of_label(schema, name)) for name, said in record.labels.items()}
            return _replace(record, labels=labels)


def _of_label(schema: Schema, name: str) -> tuple[Attribute, ...]:
    label = schema.labels.get(name)
    return label.attributes if label else ()


def _ordered(attributes: Attributes, declared: Iterable[Attribute]) -> Attributes:
    sets = {each.name: [*each.values] for each in declared if each.type is AttributeType.SET}
    return {name: _members(value, sets[name]) if name in sets else value for name, value in attributes.items()}


def _members(value: Value, listed: list[str]) -> Value:
    if not isinstance(value, tuple):
        return value
    return tuple(sorted(value, key=lambda each: listed.index(each) if each in listed else len(listed)))
