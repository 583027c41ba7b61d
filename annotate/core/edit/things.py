"""What a step is about: looked up in the session, refused if it is not there."""

from __future__ import annotations

from annotate.core.events import Change, DocumentMark, ParagraphMark, Step
from annotate.core.records import RelationRecord, SpanRecord
from annotate.core.schema import Attribute, Label, Relation, Scope
from annotate.core.session import Session

Markable = DocumentMark | ParagraphMark | SpanRecord | RelationRecord


class Refused(Exception):
    """The schema does not allow it; the message is for the annotator."""


def span_of(session: Session, id: str) -> SpanRecord:
    span = session.marks.span(id)
    if span is None:
        raise Refused("there is no annotation here")
    return span


def span_label(session: Session, name: str) -> Label:
    label = session.schema.labels.get(name)
    if label is None or label.scope is not Scope.SPAN:
        raise Refused(f"{name!r} is not a label for text in this schema")
    return label


def attributes_of(session: Session, id: str) -> tuple[Attribute, ...]:
    """The attributes that the schema asks of a span or relation."""
    thing = thing_of(session, id)
    kinds = session.schema.labels if isinstance(thing, SpanRecord) else session.schema.relations
    kind: Label | Relation | None = kinds.get(thing.label)
    return kind.attributes if kind else ()


def relation_of(session: Session, name: str) -> Relation:
    relation = session.schema.relations.get(name)
    if relation is None:
        raise Refused(f"{name!r} is not a relation of this schema")
    return relation


def thing_of(session: Session, id: str) -> SpanRecord | RelationRecord:
    thing = session.marks.thing(id)
    if thing is None:
        raise Refused("there is no annotation here")
    return thing


def number_of(session: Session, thing: SpanRecord | RelationRecord) -> int:
    """The paragraph that a thing belongs to; a relation belongs to what it leaves."""
    if isinstance(thing, RelationRecord):
        return session.marks.paragraph_of(thing.source) or 1
    return session.document.at(thing.start).n


def without(session: Session, *things: SpanRecord | RelationRecord) -> tuple[Change, ...]:
    """The things removed with all that hangs on them, those that hang on others first."""
    hanging = session.marks.hanging_on(*(each.id for each in things))
    return tuple(Change(before=each) for each in (*reversed(hanging), *things))


def marking(action: str, n: int, at: str, before: Markable, after: Markable) -> Step:
    if before == after:
        raise Refused("nothing changed")
    return Step(action, n, at, (Change(before=before, after=after),))
