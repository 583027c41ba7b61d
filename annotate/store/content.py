"""The content of an annotation file: each record in its one form, each line in its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from annotate.core.marks import Marks
from annotate.core.records import (
    Attributes,
    DocumentRecord,
    Labels,
    Record,
    RelationRecord,
    SpanRecord,
)
from annotate.core.schema import Attribute, Schema
from annotate.core.session import Session

_encoder = msgspec.json.Encoder()
_replace = msgspec.structs.replace


def encode(record: Record) -> bytes:
    """The one form of the record's line, without the line end."""
    return _encoder.encode(record)


def lines_of(session: Session) -> Iterator[bytes]:
    """The content of the file for a session, line by line, each with its line end."""
    yield document_line(session)
    for n in range(1, len(session.document) + 1):
        yield from paragraph_lines(session, n)


def document_record(session: Session) -> DocumentRecord:
    """What the file is about, and what is said about the document."""
    schema, mark = session.schema, session.marks.document
    return _replace(
        mark.record(session.document),
        schema=schema.id,
        schema_version=schema.version,
        schema_sha256=schema.hash,
        annotator=session.annotator,
        labels=_ordered_labels(schema, mark.labels),
    )


def document_line(session: Session) -> bytes:
    return _encoder.encode(document_record(session)) + b"\n"


def paragraph_lines(session: Session, n: int) -> Iterator[bytes]:
    """The paragraph's own line and, in pieces of many lines, those of its spans and relations."""
    marks, schema, document = session.marks, session.schema, session.document
    paragraph, mark = document.paragraph(n), marks.paragraph(n)
    mark = msgspec.structs.replace(mark, labels=_ordered_labels(schema, mark.labels))
    record = mark.record(paragraph.start, document.text_of(paragraph))
    yield _encoder.encode(record) + b"\n"
    spans = marks.spans(n)
    for span in spans:
        yield _encoder.encode(_ordered(span, _span_attributes(schema, span.label))) + b"\n"
    for relation in leaving(marks, spans):
        yield _encoder.encode(by_schema(relation, schema)) + b"\n"


def by_schema(record: Record, schema: Schema) -> Record:
    """The record with its labels and attributes in the schema's order; others come behind."""
    match record:
        case SpanRecord():
            return _ordered(record, _span_attributes(schema, record.label))
        case RelationRecord():
            known = schema.relations.get(record.label)
            return _ordered(record, known.attributes if known else ())
        case _:
            return _replace(record, labels=_ordered_labels(schema, record.labels))


def leaving(marks: Marks, spans: Iterable[SpanRecord]) -> Iterator[RelationRecord]:
    """The relations of a block with these spans, in the order of the file: those that leave the
    spans, one span after the other, then those that leave these relations, and so on."""
    ends = [span.id for span in spans]
    for end in ends:
        links = [each for each in marks.links_of(end) if each.source == end]
        for relation in sorted(links, key=lambda each: (each.label, each.id)):
            ends.append(relation.id)
            yield relation


def _span_attributes(schema: Schema, label: str) -> tuple[Attribute, ...]:
    known = schema.labels.get(label)
    return known.attributes if known else ()


def _ordered(record: SpanRecord | RelationRecord, declared: tuple[Attribute, ...]) -> SpanRecord | RelationRecord:
    """With its attributes in the schema's order, so that the same annotation is the same line."""
    if len(record.attributes) < 2:
        return record
    return _replace(record, attributes=_in_order(record.attributes, declared))


def _ordered_labels(schema: Schema, labels: Labels) -> Labels:
    return {
        name: _in_order(labels[name], _span_attributes(schema, name))
        for name in [*(n for n in schema.labels if n in labels), *_others(labels, schema.labels)]
    }


def _in_order(attributes: Attributes, declared: tuple[Attribute, ...]) -> Attributes:
    names = [each.name for each in declared]
    known = {name: attributes[name] for name in names if name in attributes}
    return {**known, **attributes}


def _others(labels: Iterable[str], known: Iterable[str]) -> list[str]:
    declared = set(known)
    return [name for name in labels if name not in declared]
