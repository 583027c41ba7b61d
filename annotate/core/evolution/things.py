"""What carries labels and attributes, whatever line of the file it is on: the matter of steps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from types import MappingProxyType

import msgspec

from annotate.core.records import (
    Attributes,
    DocumentRecord,
    Labels,
    ParagraphRecord,
    Record,
    RelationRecord,
    SpanRecord,
)
from annotate.core.schema import Attribute, Schema

_replace = msgspec.structs.replace


class Kind(str, Enum):
    SPAN = "span"
    RELATION = "relation"
    PARAGRAPH = "paragraph"
    DOCUMENT = "document"


class Thing(msgspec.Struct, frozen=True, gc=False):
    """An annotation, or a label of a paragraph or document.

    `at` is the index of its record, `n` its paragraph (0 of the document). `pending` are attributes
    that a step gave a value, with the index of the step: whether it fits shows in the end.
    `notes` say what was lost, `look` why somebody has to look at it.
    """

    kind: Kind
    at: int
    n: int
    id: str
    quote: str
    label: str
    attributes: Attributes
    pending: Mapping[str, int] = MappingProxyType({})
    notes: tuple[str, ...] = ()
    look: tuple[str, ...] = ()
    dropped: bool = False

    def noting(self, *notes: str) -> Thing:
        return _replace(self, notes=self.notes + notes)


def things_of(records: Sequence[Record]) -> Iterator[Thing]:
    """In the order of the file."""
    n = 0
    for at, record in enumerate(records):
        match record:
            case SpanRecord(id=id, label=label, quote=quote, attributes=attributes):
                yield Thing(Kind.SPAN, at, n, id, quote, label, attributes)
            case RelationRecord(id=id, label=label, attributes=attributes):
                yield Thing(Kind.RELATION, at, n, id, "", label, attributes)
            case ParagraphRecord(n=n, labels=labels):
                yield from _of_labels(Kind.PARAGRAPH, at, n, labels)
            case DocumentRecord(labels=labels):
                yield from _of_labels(Kind.DOCUMENT, at, 0, labels)


def _of_labels(kind: Kind, at: int, n: int, labels: Labels) -> Iterator[Thing]:
    for name, attributes in labels.items():
        yield Thing(kind, at, n, "", "", name, attributes)


def declared(schema: Schema, kind: Kind, name: str) -> tuple[Attribute, ...]:
    """The attributes that the schema asks on a label, or on a relation of this name."""
    owner = schema.relations.get(name) if kind is Kind.RELATION else schema.labels.get(name)
    return owner.attributes if owner else ()
