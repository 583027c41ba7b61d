"""What a merge left open in a file that somebody works on: versions that stand beside each other."""

from __future__ import annotations

from collections.abc import Sequence

from annotate.core.events import DocumentMark, ParagraphMark
from annotate.core.marks import Marks
from annotate.core.records import RelationRecord, SpanRecord

Thing = SpanRecord | RelationRecord | ParagraphMark | DocumentMark


def conflicts_in(marks: Marks) -> frozenset[str]:
    """The names of all conflicts."""
    found = {marks.document.conflict}
    found.update(span.conflict for _, span in marks.places.values())
    found.update(relation.conflict for relation in marks.relations.values())
    found.update(mark.conflict for mark in marks.paragraphs.values())
    return frozenset(found - {""})


def versions_of(marks: Marks, thing: SpanRecord | RelationRecord) -> Sequence[SpanRecord | RelationRecord]:
    """The annotations or links in conflict with each other that this is one of."""
    if isinstance(thing, RelationRecord):
        return [each for each in marks.relations.values() if each.conflict == thing.conflict]
    n = marks.paragraph_of(thing.id) or 0
    return [span for span in marks.spans(n) if span.conflict == thing.conflict]


def own_note(thing: Thing) -> str:
    """The note without what a merge has written into it."""
    return _split(thing.note)[0] if thing.conflict else thing.note


def fields_of(thing: Thing) -> tuple[str, ...]:
    """What the two versions of a line differ in, as far as it stands in the note: `decision`, `note`, or
    the name of a label."""
    return _split(thing.note)[1] if thing.conflict else ()


def noted(thing: Thing, text: str) -> str:
    """The note with another text, and with what a merge has written into it: that is settled, not edited."""
    if not thing.conflict:
        return text
    from annotate.core.merge.remarks import remarked, split

    return remarked(split(text)[0], list(split(thing.note)[1]))


def _split(note: str) -> tuple[str, tuple[str, ...]]:
    # Here and not above: what merges is large, and seldom needed.
    from annotate.core.merge.remarks import split

    own, remarks = split(note)
    return own, tuple(remark.field.removeprefix(":") for remark in remarks)
