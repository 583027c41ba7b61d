"""The order of the lines of a file."""

from __future__ import annotations

from annotate.core.document import Document, ParagraphMode
from annotate.core.events import DocumentMark
from annotate.core.marks import Marks, gather
from annotate.core.paragraphs import paragraphs
from annotate.core.records import Origin, RelationRecord, SpanRecord
from annotate.core.schema import Schema
from annotate.core.session import Session
from annotate.store.content import leaving, lines_of

TEXT = "one two\n\nsix"


def span(id: str, start: int, end: int) -> SpanRecord:
    return SpanRecord(id=id, label="x", start=start, end=end, quote=TEXT[start:end], origin=Origin.HUMAN)


def link(id: str, source: str, target: str, label: str = "r") -> RelationRecord:
    return RelationRecord(id=id, label=label, source=source, target=target, origin=Origin.HUMAN)


ONE, TWO, SIX = span("one", 0, 3), span("two", 4, 7), span("six", 9, 12)


def marks(*relations: RelationRecord) -> Marks:
    return gather(DocumentMark(), (), [(1, ONE), (1, TWO), (2, SIX)], relations)


def order(marks: Marks, *spans: SpanRecord) -> list[str]:
    return [each.id for each in leaving(marks, spans)]


def test_relations_follow_their_sources_then_label_and_id() -> None:
    relations = (
        link("l4", "two", "one"),
        link("l3", "one", "two"),
        link("l2", "one", "six"),
        link("l1", "one", "two", "s"),
    )
    assert order(marks(*relations), ONE, TWO) == ["l2", "l3", "l1", "l4"]


def test_relations_that_leave_relations_stand_behind_all_that_leave_spans() -> None:
    relations = (
        link("a", "d", "one"),
        link("b", "c", "d"),
        link("c", "one", "b"),
        link("d", "two", "c"),
        link("e", "b", "six"),
        link("f", "six", "a"),
    )
    assert order(marks(*relations), ONE, TWO) == ["c", "d", "b", "a", "e"]
    assert order(marks(*relations), SIX) == ["f"]


def test_each_relation_is_written_once_in_the_block_where_its_sources_begin() -> None:
    document = Document(
        "d", "d.txt", TEXT, "0" * 64, "utf-8", False, ParagraphMode.AUTO, *paragraphs(TEXT, ParagraphMode.AUTO)
    )
    relations = link("a", "six", "b"), link("b", "a", "one"), link("c", "one", "a")
    session = Session(document, Schema("s", {}), "ana", marks(*relations))
    written = [line.split(b'"id":"')[1][:1] for line in lines_of(session) if b'"relation"' in line]
    assert written == [b"c", b"a", b"b"]
