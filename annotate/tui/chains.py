"""Links that hang on links: where they begin, how they read."""

from __future__ import annotations

from collections.abc import Iterator

from annotate.core.marks import Marks
from annotate.core.records import RelationRecord
from annotate.core.schema import Schema
from annotate.tui.rows import clipped

_DEEP = 3
_SHORT = 24


def home(marks: Marks, id: str) -> str:
    """The annotation of text that a link goes out from, over links between; its own id if it is
    one; empty if there is none."""
    seen = set()
    while (relation := marks.relations.get(id)) and id not in seen:
        seen.add(id)
        id = relation.source
    return id if marks.span(id) else ""


def leaving(marks: Marks, id: str) -> Iterator[RelationRecord]:
    """The links that leave an annotation, each with those that leave it."""
    for relation in marks.links_of(id):
        if relation.source == id:
            yield relation
            yield from leaving(marks, relation.id)


def phrase(marks: Marks, id: str, *, deep: int = _DEEP) -> str:
    """What is said of an end of a link in a line: `rents rise`, `(rents rise said_by Ann Lee)`.

    Text of the document, not made safe yet.
    """
    if span := marks.span(id):
        return span.quote if deep == _DEEP else clipped(span.quote, _SHORT)
    relation = marks.relations.get(id)
    if relation is None or not deep:
        return "…"
    ends = (phrase(marks, end, deep=deep - 1) for end in (relation.source, relation.target))
    return f"({f' {relation.label} '.join(ends)})"


def chained(schema: Schema) -> bool:
    """Whether links may hang on links."""
    return any(kind.leaves_relations or kind.reaches_relations for kind in schema.relations.values())
