"""Making, moving, relabeling and deleting spans."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from annotate.core.attributes import misfit
from annotate.core.edit.things import Refused, number_of, span_label, span_of, thing_of, without
from annotate.core.events import Change, Step
from annotate.core.records import Attributes, Origin, RelationRecord, SpanRecord, end_of
from annotate.core.rules import Stretches, overlap_clash
from annotate.core.schema import Granularity
from annotate.core.session import Session
from annotate.core.units import fit

_replace = msgspec.structs.replace


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
    return Step("label", number_of(session, span), at, (Change(after=span),))


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
    return Step("label all", number_of(session, made[0]), at, changes), tuple(refused)


def reshape(session: Session, at: str, id: str, stretches: Stretches) -> Step:
    """Move the edges of a span, or change its fragments."""
    span = span_of(session, id)
    placed = _place(session, span, stretches)
    whole = span_label(session, span.label).span.granularity
    if placed == span and whole is not Granularity.CHAR:
        raise Refused(f"nothing changed: a {span.label!r} takes whole {whole.value}s")
    return _change("edges", session, at, span, placed)


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
    it cannot have are removed, with what hangs on them."""
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
    changes = (*without(session, *gone), Change(before=span, after=after))
    return Step("relabel", number_of(session, span), at, changes)


def delete(session: Session, at: str, id: str) -> Step:
    """Remove a span with all that hangs on it: its relations, the relations at these, and so on."""
    span = span_of(session, id)
    return Step("delete", number_of(session, span), at, without(session, span))


def _blank(id: str, label: str, attributes: Attributes) -> SpanRecord:
    return SpanRecord(id=id, label=label, start=0, end=0, attributes=dict(attributes), origin=Origin.HUMAN)


def _place(session: Session, span: SpanRecord, stretches: Stretches, beside: Iterable[SpanRecord] = ()) -> SpanRecord:
    """The span on these stretches, moved to the borders that its label wants."""
    label = span_label(session, span.label)
    document = session.document
    fitted = [fit(document, stretch, label.span) for stretch in stretches]
    parts = _join(document.text, [each for each in fitted if each])
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


def _check_overlap(session: Session, span: SpanRecord, n: int, beside: Iterable[SpanRecord]) -> None:
    for other in (*session.marks.shelf(n).crossing(span.start, span.end), *beside):
        if other.id != span.id and (reason := overlap_clash(session.schema, span, other)):
            raise Refused(reason)


def _join(text: str, stretches: Sequence[tuple[int, int]]) -> Stretches:
    """In order; those that touch, overlap or have only space between them made one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(stretches):
        if joined and not text[joined[-1][1] : start].strip():
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return tuple(joined)


def _still_fits(session: Session, relation: RelationRecord, span: SpanRecord) -> bool:
    kind = session.schema.relations.get(relation.label)
    ends = [end_of(span if id == span.id else thing_of(session, id)) for id in (relation.source, relation.target)]
    return kind is not None and kind.joins(ends[0], ends[1])


def _change(action: str, session: Session, at: str, before: SpanRecord, after: SpanRecord) -> Step:
    if before == after:
        raise Refused("nothing changed")
    return Step(action, number_of(session, before), at, (Change(before=before, after=after),))
