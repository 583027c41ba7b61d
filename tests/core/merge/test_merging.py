"""What is a conflict, what is not, and what becomes of it."""

from __future__ import annotations

import pytest

from annotate.core.compare.blocks import Sheaf
from annotate.core.merge import Choice, Merged, merge
from annotate.core.merge.remarks import Remark, split
from annotate.core.records import ParagraphRecord, Record, RelationRecord, SpanRecord, Status
from tests.core.merge.histories import Sheet, link, set_, span, symmetric

CLAIM = span("aaaaaaaa", "claim", (0, 3))
SOURCE = span("bbbbbbbb", "source", (4, 11))
LINK = link("cccccccc", "by", "aaaaaaaa", "bbbbbbbb")


def sheaf(*things: SpanRecord | RelationRecord, **said: object) -> Sheaf:
    """With these annotations; `said` about the first paragraph."""
    sheet = Sheet()
    sheet.spans = {each.id: each for each in things if isinstance(each, SpanRecord)}
    sheet.links = {each.id: each for each in things if isinstance(each, RelationRecord)}
    sheet.paragraphs[0] = set_(sheet.paragraphs[0], **said)
    return sheet.sheaf()


def merged(base: Sheaf | None, ours: Sheaf, theirs: Sheaf, choice: Choice = Choice.OPEN) -> Merged:
    return merge(base, ours, theirs, symmetric, lambda _conflict: choice)


def things(done: Merged) -> list[Record]:
    return [each for each in done.records if isinstance(each, (SpanRecord, RelationRecord))]


def first(done: Merged) -> ParagraphRecord:
    return next(each for each in done.records if isinstance(each, ParagraphRecord))


def test_fields_that_only_one_side_changed_come_together() -> None:
    ours, theirs = set_(CLAIM, attributes={"certain": True}, flag=True), set_(CLAIM, attributes={"kind": "x"}, note="?")
    done = merged(sheaf(CLAIM), sheaf(ours), sheaf(theirs))
    assert things(done) == [set_(CLAIM, attributes={"certain": True, "kind": "x"}, flag=True, note="?")]


def test_both_versions_of_what_both_changed_stand_in_the_file() -> None:
    done = merged(sheaf(CLAIM), sheaf(set_(CLAIM, label="source")), sheaf(set_(CLAIM, label="stance", note="?")))
    one, other = things(done)
    assert {one.label, other.label} == {"source", "stance"} and one.note == other.note == "?"  # type: ignore[union-attr]
    assert one.conflict == other.conflict == "aaaaaaaa" and "aaaaaaaa" in (one.id, other.id)  # type: ignore[union-attr]


def test_the_same_annotation_made_by_both_is_one_and_so_are_its_relations() -> None:
    again = [set_(CLAIM, id="dddddddd"), set_(SOURCE, id="eeeeeeee"), link("ffffffff", "by", "dddddddd", "eeeeeeee")]
    assert things(merged(sheaf(), sheaf(CLAIM, SOURCE, LINK), sheaf(*again))) == [CLAIM, SOURCE, LINK]


def test_a_symmetric_relation_made_by_both_in_either_direction_is_one() -> None:
    one, other = link("cccccccc", "near", "aaaaaaaa", "bbbbbbbb"), link("dddddddd", "near", "bbbbbbbb", "aaaaaaaa")
    done = merged(sheaf(CLAIM, SOURCE), sheaf(CLAIM, SOURCE, one), sheaf(CLAIM, SOURCE, other))
    assert len(things(done)) == 3 and not done.conflicts


def test_what_one_side_removed_and_the_other_changed_stays_as_a_conflict() -> None:
    done = merged(sheaf(CLAIM), sheaf(), sheaf(set_(CLAIM, note="?")))
    assert things(done) == [set_(CLAIM, note="?", conflict="aaaaaaaa")]
    assert done.conflicts[0].fields == ("removed",)


def test_an_annotation_that_a_new_relation_of_the_other_side_needs_stays_as_a_conflict() -> None:
    done = merged(sheaf(CLAIM, SOURCE), sheaf(CLAIM), sheaf(CLAIM, SOURCE, LINK))
    assert things(done) == [CLAIM, set_(SOURCE, conflict="bbbbbbbb"), LINK]


def test_relations_that_went_with_an_annotation_come_back_with_it_and_go_with_it() -> None:
    base, ours, theirs = sheaf(CLAIM, SOURCE, LINK), sheaf(CLAIM), sheaf(CLAIM, set_(SOURCE, note="?"), LINK)
    assert LINK in things(merged(base, ours, theirs))
    assert things(merged(base, ours, theirs, Choice.OURS)) == [CLAIM]
    assert things(merged(base, ours, theirs, Choice.THEIRS)) == [CLAIM, set_(SOURCE, note="?"), LINK]


def test_a_new_label_and_an_answer_that_it_does_not_keep_are_in_conflict() -> None:
    ours, theirs = set_(CLAIM, label="source"), set_(CLAIM, attributes={"certain": True})
    done = merged(sheaf(CLAIM), sheaf(ours), sheaf(theirs))
    assert [each.attributes for each in things(done) if each.label == "source"] == [{}]  # type: ignore[union-attr]
    assert done.conflicts[0].fields == ("label",)


def test_a_decision_made_twice_is_the_later_one_and_the_longer_time() -> None:
    ours = sheaf(status=Status.DONE, by="alice", at="2026-01-01T10:00:00Z", seconds=9)
    theirs = sheaf(status=Status.DONE, by="bob", at="2026-01-01T11:00:00Z", seconds=5)
    found = first(merged(sheaf(), ours, theirs))
    assert (found.by, found.at, found.seconds, found.conflict) == ("bob", "2026-01-01T11:00:00Z", 9, "")


def test_both_decisions_are_in_the_note_of_a_paragraph_that_was_decided_differently() -> None:
    done = merged(sheaf(note="hm"), sheaf(note="hm", status=Status.DONE), sheaf(note="hm", status=Status.FLAGGED))
    found = first(done)
    assert (found.status, found.conflict) == (Status.FLAGGED, "paragraph-1")
    assert split(found.note) == ("hm", (Remark("decision", ({"status": "done"}, {"status": "flagged"})),))


@pytest.mark.parametrize("note", ["", "plain", '[merge: "', '[merge: "x" 1 | 2', 'a [merge: "x" 1 | {] b', "[" * 9000])
def test_a_note_without_remarks_is_left_as_it_is(note: str) -> None:
    assert split(note) == (note, ())


def test_union_joins_notes() -> None:
    ours, theirs = (set_(CLAIM, note=note) for note in ("a", "b"))
    (found,) = things(merged(sheaf(CLAIM), sheaf(ours), sheaf(theirs), Choice.BOTH))
    assert found == set_(CLAIM, note="a; b")


@pytest.mark.parametrize(
    ("before", "ours", "theirs", "after"),
    [
        (("a",), ("a", "b"), ("a", "c"), ("a", "b", "c")),
        (("a", "b"), ("b",), ("a", "b", "c"), ("b", "c")),
        (("a", "b"), ("a",), ("b",), ()),
        (("a", "b", "c"), ("a", "b"), ("b", "c"), ("b",)),
        ((), ("c", "a"), ("a", "b"), ("c", "a", "b")),
        (None, ("a",), ("b",), ("a", "b")),
        ("a", ("a",), ("b",), ("a", "b")),
        (("b", "a"), ("b", "a", "c"), ("d", "b", "a"), ("d", "b", "a", "c")),
    ],
)
@pytest.mark.parametrize("choice", Choice)
def test_sets_are_put_together_member_by_member(
    before: object, ours: object, theirs: object, after: object, choice: Choice
) -> None:
    base, *sides = (set_(CLAIM, attributes={} if each is None else {"kind": each}) for each in (before, ours, theirs))
    done = merged(sheaf(base), *map(sheaf, sides), choice)
    assert things(done) == [set_(CLAIM, attributes={"kind": after})] and not (done.conflicts or done.settled)


def test_sets_of_paragraphs_are_put_together_too() -> None:
    before, ours, theirs = (sheaf(labels={"mood": {"kind": kinds}}) for kinds in (("a",), ("a", "b"), ()))
    done = merged(before, ours, theirs)
    assert first(done).labels == {"mood": {"kind": ("b",)}} and not done.conflicts


@pytest.mark.parametrize("theirs", [None, "a", (0, 3)])
def test_a_set_and_something_else_are_in_conflict(theirs: object) -> None:
    """Nobody says what the members of an answer that was taken back are, or of another one."""
    one = set_(CLAIM, attributes={"kind": ("a", "b")})
    other = set_(CLAIM, attributes={} if theirs is None else {"kind": theirs})
    (found,) = merged(sheaf(set_(CLAIM, attributes={"kind": ("a",)})), sheaf(one), sheaf(other)).conflicts
    assert found.fields == (".kind",)


def test_stretches_of_text_are_no_sets() -> None:
    base, ours, theirs = (set_(CLAIM, attributes={"cue": cue}) for cue in ((4, 11), (4, 7), (8, 11)))
    (found,) = merged(sheaf(base), sheaf(ours), sheaf(theirs)).conflicts
    assert found.fields == (".cue",)


@pytest.mark.parametrize("turned", ["ours", "theirs"])
def test_a_relation_that_one_side_turned_around_is_turned_around(turned: str) -> None:
    back = set_(LINK, source="bbbbbbbb", target="aaaaaaaa")
    sides = [sheaf(CLAIM, SOURCE, back), sheaf(CLAIM, SOURCE, set_(LINK, note="?"))]
    done = merged(sheaf(CLAIM, SOURCE, LINK), *(sides if turned == "ours" else sides[::-1]))
    assert set_(back, note="?") in things(done) and not done.conflicts


def test_which_way_round_a_symmetric_relation_goes_is_no_conflict() -> None:
    near = set_(LINK, label="near")
    back = set_(near, source="bbbbbbbb", target="aaaaaaaa")
    done = merged(sheaf(CLAIM, SOURCE, near), sheaf(CLAIM, SOURCE, back), sheaf(CLAIM, SOURCE, set_(near, note="?")))
    assert set_(near, note="?") in things(done) and not done.conflicts


def test_relations_that_only_together_lead_in_a_circle_go_back_and_are_marked() -> None:
    one, other = link("cccccccc", "by", "aaaaaaaa", "bbbbbbbb"), link("dddddddd", "by", "bbbbbbbb", "aaaaaaaa")
    base = sheaf(CLAIM, SOURCE, one, other)
    ours = sheaf(CLAIM, SOURCE, set_(one, source="dddddddd"), other)
    theirs = sheaf(CLAIM, SOURCE, one, set_(other, source="cccccccc"))
    done = merged(base, ours, theirs)
    assert {each.id for each in things(done) if each.conflict} == {"cccccccc", "dddddddd"}  # type: ignore[union-attr]
