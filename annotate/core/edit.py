"""What an annotator can do, each as the step it makes: `session, ... -> Step`.

Nothing is changed here; `session.advance` does that once the step is known to be allowed.
An id and a time are always given, so the same call makes the same step.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from annotate.core.attributes import hidden_values, misfit
from annotate.core.events import Change, DocumentMark, ParagraphMark, Step
from annotate.core.marks import order
from annotate.core.records import Attributes, Labels, Origin, RelationRecord, SpanRecord, Status
from annotate.core.rules import Stretches, overlap_clash, relation_clash
from annotate.core.schema import Attribute, Label, Relation, Scope, Value
from annotate.core.session import Session
from annotate.core.units import fit

_replace = msgspec.structs.replace


class Refused(Exception):
    """The schema does not allow it; the message is for the annotator."""


def create(
    session: Session,
    id: str,
    at: str,
    label: str,
    stretches: Stretches,
    attributes: Attributes | None = None,
) -> Step:
    """Label a stretch of text, or several as one discontinuous span."""
    span = _place(session, _blank(id, label, attributes or {}), stretches)
    return Step("label", _n(session, span), at, (Change(after=span),))


def create_all(
    session: Session,
    ids: Sequence[str],
    at: str,
    label: str,
    places: Sequence[Stretches],
    attributes: Attributes | None = None,
) -> tuple[Step, tuple[str, ...]]:
    """Label many stretches in one step; with it, why each of those left out was left out."""
    made: list[SpanRecord] = []
    refused: list[str] = []
    for id, stretches in zip(ids, places, strict=True):
        try:
            made.append(_place(session, _blank(id, label, attributes or {}), stretches, made))
        except Refused as refusal:
            refused.append(str(refusal))
    if not made:
        raise Refused(refused[0] if refused else "nothing to label")
    changes = tuple(Change(after=span) for span in made)
    return Step("label all", _n(session, made[0]), at, changes), tuple(refused)


def reshape(session: Session, at: str, id: str, stretches: Stretches) -> Step:
    """Move the edges of a span, or change its fragments."""
    span = span_of(session, id)
    return _change("edges", session, at, span, _place(session, span, stretches))


def add_fragment(session: Session, at: str, id: str, stretch: tuple[int, int]) -> Step:
    """Add a stretch to a span; one that touches it makes it longer."""
    span = span_of(session, id)
    after = _place(session, span, (*span.stretches, stretch))
    return _change("add fragment", session, at, span, after)


def remove_fragment(session: Session, at: str, id: str, offset: int) -> Step:
    """Take the fragment at the offset away from a discontinuous span."""
    span = span_of(session, id)
    left = tuple(each for each in span.stretches if not each[0] <= offset < each[1])
    if len(left) == len(span.stretches):
        raise Refused("no fragment of this annotation is here")
    if not left:
        raise Refused("this is its only fragment; delete the annotation instead")
    return _change("remove fragment", session, at, span, _place(session, span, left))


def relabel(session: Session, at: str, id: str, label: str) -> Step:
    """Give a span another label. Attributes that the new label has too are kept, relations that
    it cannot have are removed with it."""
    span = span_of(session, id)
    if span.label == label:
        raise Refused(f"this is a {label!r} already")
    declared = span_label(session, label)
    kept = {
        name: value
        for name, value in span.attributes.items()
        if (attribute := declared.attribute(name)) and not misfit(attribute, value)
    }
    after = _place(session, _replace(span, label=label, attributes=kept), span.stretches)
    gone = [each for each in session.marks.links_of(id) if not _still_fits(session, each, after)]
    changes = [*(Change(before=each) for each in gone), Change(before=span, after=after)]
    return Step("relabel", _n(session, span), at, tuple(changes))


def delete(session: Session, at: str, id: str) -> Step:
    """Remove a span with the relations that hang on it."""
    span = span_of(session, id)
    links = tuple(Change(before=each) for each in session.marks.links_of(id))
    return Step("delete", _n(session, span), at, (*links, Change(before=span)))


def set_attributes(
    session: Session, at: str, id: str, values: Mapping[str, Value | None]
) -> Step:
    """Set attributes of a span or relation, None to clear; values whose condition no longer
    holds are dropped with it."""
    thing = _thing(session, id)
    after = _replace(thing, attributes=_assign(attributes_of(session, id), thing.attributes, values))
    if after == thing:
        raise Refused("nothing changed")
    return Step("set", _n(session, thing), at, (Change(before=thing, after=after),))


def relate(session: Session, id: str, at: str, kind: str, source: str, target: str) -> Step:
    """Join two spans by a relation of the schema."""
    start, end = span_of(session, source), span_of(session, target)
    declared = _relation(session, kind)
    if reason := relation_clash(session.schema, session.marks, declared, start, end):
        raise Refused(reason)
    relation = RelationRecord(
        id=id, label=kind, source=source, target=target, origin=Origin.HUMAN
    )
    return Step("relate", _n(session, start), at, (Change(after=relation),))


def unrelate(session: Session, at: str, id: str) -> Step:
    relation = session.marks.relations.get(id)
    if relation is None:
        raise Refused("there is no such relation")
    return Step("unrelate", _n(session, relation), at, (Change(before=relation),))


def label_paragraph(
    session: Session, at: str, n: int, label: str, values: Mapping[str, Value | None] | None
) -> Step:
    """Set attributes of a paragraph label (which puts it on), or take it off with None."""
    before = session.marks.paragraph(n)
    labels = _label_with(session, before.labels, label, values)
    return _mark("label paragraph", n, at, before, _replace(before, labels=labels))


def label_document(
    session: Session, at: str, n: int, label: str, values: Mapping[str, Value | None] | None
) -> Step:
    """The same for the document; `n` is the paragraph at which it was done."""
    before = session.marks.document
    labels = _label_with(session, before.labels, label, values)
    return _mark("label document", n, at, before, _replace(before, labels=labels))


def note(session: Session, at: str, n: int, id: str, text: str) -> Step:
    """Put a note on a span or relation, or with an empty id on paragraph `n`; "" removes it."""
    before = _thing(session, id) if id else session.marks.paragraph(n)
    if before.note == text:
        raise Refused("the note is the same")
    return _mark("note", n, at, before, _replace(before, note=text))


def note_document(session: Session, at: str, n: int, text: str) -> Step:
    before = session.marks.document
    if before.note == text:
        raise Refused("the note is the same")
    return _mark("note", n, at, before, _replace(before, note=text))


def flag(session: Session, at: str, n: int, id: str) -> Step:
    """Flag a span or relation for another look, or take the flag off."""
    before = _thing(session, id)
    action = "unflag" if before.flag else "flag"
    return _mark(action, n, at, before, _replace(before, flag=not before.flag))


def decide(session: Session, at: str, n: int, status: Status, seconds: int) -> Step:
    """Record a decision about a paragraph: done, flagged, or to do again.

    `seconds` is the active time since the last decision; it adds up.
    """
    before = session.marks.paragraph(n)
    after = _replace(
        before, status=status, by=session.annotator, at=at, seconds=before.seconds + seconds
    )
    action = {Status.DONE: "accept", Status.FLAGGED: "flag", Status.TODO: "re-open"}[status]
    return _mark(action, n, at, before, after)


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
    thing = _thing(session, id)
    kinds = session.schema.labels if isinstance(thing, SpanRecord) else session.schema.relations
    kind: Label | Relation | None = kinds.get(thing.label)
    return kind.attributes if kind else ()


def _blank(id: str, label: str, attributes: Attributes) -> SpanRecord:
    return SpanRecord(
        id=id, label=label, start=0, end=0, attributes=dict(attributes), origin=Origin.HUMAN
    )


def _place(
    session: Session, span: SpanRecord, stretches: Stretches, beside: Iterable[SpanRecord] = ()
) -> SpanRecord:
    """The span on these stretches, moved to the borders that its label wants."""
    label = span_label(session, span.label)
    document = session.document
    fitted = [fit(document, stretch, label.span.granularity) for stretch in stretches]
    parts = _join([each for each in fitted if each])
    if not parts:
        raise Refused("there is no word to label here")
    start, end = parts[0][0], parts[-1][1]
    n = document.at(start).n
    if end > document.paragraph(n).end:
        raise Refused("an annotation stays within one paragraph")
    if len(parts) > 1 and not label.span.discontinuous:
        raise Refused(f"a {label.name!r} is one stretch of text")
    if label.span.max_fragments and len(parts) > label.span.max_fragments:
        raise Refused(f"a {label.name!r} has at most {label.span.max_fragments} fragments")
    placed = _replace(
        span,
        start=start,
        end=end,
        fragments=parts if len(parts) > 1 else (),
        quote=" ".join(document.text[a:b] for a, b in parts),
    )
    _check_overlap(session, placed, n, beside)
    return placed


def _check_overlap(
    session: Session, span: SpanRecord, n: int, beside: Iterable[SpanRecord]
) -> None:
    for other in (*session.marks.shelf(n).crossing(span.start, span.end), *beside):
        if other.id != span.id and (reason := overlap_clash(session.schema, span, other)):
            raise Refused(reason)


def _join(stretches: Sequence[tuple[int, int]]) -> Stretches:
    """In order, those that touch or overlap made one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(stretches):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return tuple(joined)


def _still_fits(session: Session, relation: RelationRecord, span: SpanRecord) -> bool:
    kind = session.schema.relations.get(relation.label)
    ends = [
        span if id == span.id else span_of(session, id)
        for id in (relation.source, relation.target)
    ]
    return kind is not None and kind.joins(ends[0].label, ends[1].label)


def _assign(
    declared: Sequence[Attribute], values: Attributes, changes: Mapping[str, Value | None]
) -> dict[str, Value]:
    """The values after the changes, in the order of the schema, without those now hidden."""
    known = {attribute.name: attribute for attribute in declared}
    for name, value in changes.items():
        if name not in known:
            raise Refused(f"there is no attribute {name!r} here")
        if value is not None and (reason := misfit(known[name], value)):
            raise Refused(f"{name}: {reason}")
    merged = {**values, **changes}
    for name in hidden_values(declared, {k: v for k, v in merged.items() if v is not None}):
        merged[name] = None
    names = [*known, *(name for name in merged if name not in known)]
    return {name: value for name in names if (value := merged.get(name)) is not None}


def _label_with(
    session: Session, labels: Labels, name: str, values: Mapping[str, Value | None] | None
) -> dict[str, Attributes]:
    declared = session.schema.labels.get(name)
    if declared is None or declared.scope is Scope.SPAN:
        raise Refused(f"{name!r} is not a label for paragraphs or documents in this schema")
    if values is None:
        return {each: of for each, of in labels.items() if each != name}
    return {**labels, name: _assign(declared.attributes, labels.get(name, {}), values)}


def _relation(session: Session, name: str) -> Relation:
    relation = session.schema.relations.get(name)
    if relation is None:
        raise Refused(f"{name!r} is not a relation of this schema")
    return relation


def _thing(session: Session, id: str) -> SpanRecord | RelationRecord:
    thing = session.marks.span(id) or session.marks.relations.get(id)
    if thing is None:
        raise Refused("there is no annotation here")
    return thing


def _n(session: Session, thing: SpanRecord | RelationRecord) -> int:
    """The paragraph that a thing belongs to; a relation belongs to the span it leaves."""
    if isinstance(thing, RelationRecord):
        return session.marks.paragraph_of(thing.source) or 1
    return session.document.at(thing.start).n


def _change(
    action: str, session: Session, at: str, before: SpanRecord, after: SpanRecord
) -> Step:
    if order(before) == order(after) and before == after:
        raise Refused("nothing changed")
    return Step(action, _n(session, before), at, (Change(before=before, after=after),))


Markable = DocumentMark | ParagraphMark | SpanRecord | RelationRecord


def _mark(action: str, n: int, at: str, before: Markable, after: Markable) -> Step:
    if before == after:
        raise Refused("nothing changed")
    return Step(action, n, at, (Change(before=before, after=after),))
