"""The schema's rules between annotations, for those who make them and those who check them."""

from __future__ import annotations

from collections.abc import Iterator

from annotate.core.marks import Marks
from annotate.core.records import RelationRecord, SpanRecord, end_of
from annotate.core.schema import Overlap, Reach, Relation, Schema

Stretches = tuple[tuple[int, int], ...]
Thing = SpanRecord | RelationRecord


def overlap_clash(schema: Schema, span: SpanRecord, other: SpanRecord) -> str:
    """Why two spans may not lie as they do, or "" if they may."""
    if span.label == other.label and span.stretches == other.stretches:
        return f"this text is already labeled {span.label!r}"
    if not shares_text(span.stretches, other.stretches):
        return ""
    match schema.overlap_rule(span.label, other.label):
        case Overlap.FORBID:
            return f"a {span.label!r} may not overlap a {other.label!r}"
        case Overlap.NEST if not _nested(span.stretches, other.stretches):
            return f"a {span.label!r} and a {other.label!r} may lie inside each other but not cross"
        case _:
            return ""


def shares_text(one: Stretches, other: Stretches) -> bool:
    return any(a < d and c < b for a, b in one for c, d in other)


def _nested(one: Stretches, other: Stretches) -> bool:
    return _inside(one, other) or _inside(other, one)


def _inside(inner: Stretches, outer: Stretches) -> bool:
    return all(any(c <= a and b <= d for c, d in outer) for a, b in inner)


def relation_clash(marks: Marks, kind: Relation, source: Thing, target: Thing) -> str:
    """Why `source` may not get a relation of this kind to `target`, or "" if it may.

    Each is a span or, as a schema may allow, another relation.
    """
    return next(_relation_clashes(marks, kind, source, target), "")


def _relation_clashes(marks: Marks, kind: Relation, source: Thing, target: Thing) -> Iterator[str]:
    if source.id == target.id:
        yield "an annotation cannot point at itself"
    if not kind.joins(end_of(source), end_of(target)):
        yield f"{kind.name!r} does not lead from {_named(source)} to {_named(target)}"
    places = {marks.paragraph_of(source.id), marks.paragraph_of(target.id)}
    if kind.reach is Reach.PARAGRAPH and len(places) > 1:
        yield f"{kind.name!r} stays within one paragraph"
    same = [each for each in marks.links_of(source.id) if each.label == kind.name]
    if any(_joins(each, source.id, target.id, kind.symmetric) for each in same):
        yield f"these two are already joined by {kind.name!r}"
    leaving = sum(each.source == source.id for each in same)
    if kind.outgoing.high is not None and leaving >= kind.outgoing.high:
        yield f"at most {kind.outgoing.high} {kind.name!r} may leave one {source.label!r}"
    arriving = sum(each.label == kind.name and each.target == target.id for each in marks.links_of(target.id))
    if kind.incoming.high is not None and arriving >= kind.incoming.high:
        yield f"at most {kind.incoming.high} {kind.name!r} may reach one {target.label!r}"
    if kind.acyclic and source.id in reachable(marks, kind.name, target.id):
        yield f"{kind.name!r} would lead round in a circle"


def reachable(marks: Marks, kind: str, start: str) -> set[str]:
    """What relations of this kind lead to from `start`, itself included: ids of spans and of
    relations."""
    found, queue = {start}, [start]
    while queue:
        span = queue.pop()
        for relation in marks.links_of(span):
            leads = relation.label == kind and relation.source == span
            if leads and relation.target not in found:
                found.add(relation.target)
                queue.append(relation.target)
    return found


def _named(thing: Thing) -> str:
    return repr(thing.label) if isinstance(thing, SpanRecord) else f"a relation {thing.label!r}"


def _joins(relation: RelationRecord, source: str, target: str, symmetric: bool) -> bool:
    if (relation.source, relation.target) == (source, target):
        return True
    return symmetric and (relation.source, relation.target) == (target, source)
