"""What a merge left open, settled in the file itself."""

from __future__ import annotations

import msgspec
import pytest

from annotate.core.edit import Refused
from annotate.core.events import DocumentMark, ParagraphMark, Step, Undo
from annotate.core.marks import Marks, gather
from annotate.core.merge.remarks import Remark, remarked
from annotate.core.records import RelationRecord, SpanRecord, Status
from annotate.core.review import Review, State, Walk, review_of_merged, take, union
from annotate.core.session import Session, advance
from annotate.store.reviewing import document_of
from tests.core.review.panels import AT, SCHEMA, link, mark, side

ONE = mark("claim", "forty bridges need repair", "claim222", conflict="claim222")
OTHER = mark("claim", "bridges need", "derived2", conflict="claim222")
COUNCIL = mark("source", "The council", "source22")
BY = link("by", ONE, COUNCIL, "by222222")


class Merged:
    def __init__(
        self, *things: SpanRecord | RelationRecord, line: ParagraphMark | None = None, about: DocumentMark | None = None
    ) -> None:
        spans = [(1, each) for each in things if isinstance(each, SpanRecord)]
        relations = [each for each in things if isinstance(each, RelationRecord)]
        marks = gather(about or DocumentMark(), [line] if line else [], spans, relations)
        self.session = Session(document_of(side("ann").sheaf), SCHEMA, "ann", marks)
        self.review: Review = review_of_merged(self.session)

    def take(self, number: int, index: int = 0) -> Marks:
        self.do(take(self.review, self.session, AT, list(self.review.known.values())[index], number))
        return self.session.marks

    def do(self, step: Step) -> None:
        self.session = advance(self.session, step)

    @property
    def open(self) -> int:
        walk = Walk(self.review, SCHEMA).at(self.session.marks)
        return sum(walk.standing(key).state is State.OPEN for key in self.review.known)


@pytest.mark.parametrize(("number", "quote"), [(1, ONE.quote), (2, OTHER.quote)])
def test_one_version_is_left_without_its_mark_and_keeps_the_links_of_all(number: int, quote: str) -> None:
    merged = Merged(ONE, OTHER, COUNCIL, BY)
    assert merged.open == 1
    marks = merged.take(number)
    (span,) = [each for each in marks.spans(1) if each.label == "claim"]
    assert (span.id, span.quote, span.conflict) == ("claim222", quote, "")
    assert list(marks.relations.values()) == [BY]
    assert merged.open == 0


def test_none_of_them_is_left_nor_what_hung_on_them() -> None:
    marks = Merged(ONE, OTHER, COUNCIL, BY).take(0)
    assert (marks.spans(1), len(marks.relations)) == ((COUNCIL,), 0)


def test_what_one_side_removed_is_kept_or_gone() -> None:
    assert Merged(ONE).take(1).spans(1) == (msgspec.structs.replace(ONE, conflict=""),)
    assert Merged(ONE).take(0).spans(1) == ()


def test_borders_of_both_may_be_merged() -> None:
    merged = Merged(ONE, OTHER)
    merged.do(union(merged.review, merged.session, AT, next(iter(merged.review.known.values())), 2))
    (span,) = merged.session.marks.spans(1)
    assert (span.quote, span.conflict) == (ONE.quote, "")


def test_an_undo_brings_the_conflict_back() -> None:
    merged = Merged(ONE, OTHER, COUNCIL, BY)
    before = merged.session.marks.spans(1)
    merged.take(2)
    with pytest.raises(Refused, match="undo brings them back"):
        merged.take(1)
    merged.session = advance(merged.session, Undo(AT))
    assert (merged.session.marks.spans(1), merged.open) == (before, 1)


def test_a_conflict_that_was_settled_is_known_as_long_as_an_undo_can_bring_it_back() -> None:
    merged = Merged(ONE, OTHER, line=ParagraphMark(1, note=remarked("", [Remark("note", ("a", "b"))]), conflict="p"))
    merged.take(2, 0)
    merged.take(1, 1)
    rulings = type(merged.session.marks.rulings)()
    merged.session = msgspec.structs.replace(
        merged.session, marks=msgspec.structs.replace(merged.session.marks, rulings=rulings)
    )
    walk = Walk(review_of_merged(merged.session), SCHEMA)
    for left in (0, 1, 2):
        assert walk.at(merged.session.marks).progress.open == left
        merged.session = advance(merged.session, Undo(AT)) if left < 2 else merged.session


def test_of_what_was_said_about_a_paragraph_each_field_is_a_question() -> None:
    remarks = [
        Remark("decision", ({"status": "done", "by": "ann"}, {"status": "flagged", "by": "ann"})),
        Remark(":role", (None, {"tags": ["a"]})),
        Remark("note", ("mine", "yours")),
    ]
    line = ParagraphMark(1, Status.FLAGGED, note=remarked("", remarks), conflict="paragraph-1")
    merged = Merged(line=line)
    assert merged.open == 3
    merged.take(1, 0)
    merged.take(2, 1)
    assert merged.session.marks.paragraph(1).conflict == "paragraph-1"
    mark = merged.take(2, 2).paragraph(1)
    assert mark == ParagraphMark(1, Status.DONE, "ann", labels={"role": {"tags": ("a",)}}, note="yours")


def test_conflicts_about_the_document_are_questions_too() -> None:
    note = remarked("", [Remark("note", ("mine", "yours"))])
    marks = Merged(about=DocumentMark(note=note, conflict="document")).take(1)
    assert marks.document == DocumentMark(note="mine")


def test_a_link_whose_ends_are_in_doubt_gets_one_pair_of_them() -> None:
    ferry = mark("source", "said", "said2222")
    note = remarked("kept", [Remark("ends", ([ONE.id, COUNCIL.id], [ONE.id, ferry.id]))])
    plain = msgspec.structs.replace(ONE, conflict="")
    marks = Merged(plain, COUNCIL, ferry, msgspec.structs.replace(BY, note=note, conflict=BY.id)).take(2)
    assert marks.relations[BY.id] == msgspec.structs.replace(BY, target=ferry.id, note="kept")


def test_no_paragraph_is_decided_by_settling_what_a_merge_left() -> None:
    assert Merged(ONE, OTHER).take(1).paragraph(1).status is Status.TODO
