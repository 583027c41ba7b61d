"""What differs between two annotation files of one text."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from annotate.core.compare.blocks import Block, Sheaf, blocks_of, sheaf_of
from annotate.core.compare.differences import Difference, Kind, Shift, compare, shift
from annotate.core.records import DocumentRecord, Origin, ParagraphRecord, Record, RelationRecord, SpanRecord, Status

TEXTS = ("The council said 40 bridges need repair.", "Nobody asked the ferry office.")
HEAD = DocumentRecord(1, "article", "article.txt", "0" * 64, "utf-8", "small", "1.0.0", "alice")
set_ = msgspec.structs.replace


def paragraph(n: int, **more: object) -> ParagraphRecord:
    start = 0 if n == 1 else len(TEXTS[0]) + 2
    return ParagraphRecord(n, start, TEXTS[n - 1], Status.TODO, **more)  # type: ignore[arg-type]


def span(id: str, label: str, start: int, end: int, **more: object) -> SpanRecord:
    return SpanRecord(id=id, label=label, start=start, end=end, origin=Origin.HUMAN, **more)  # type: ignore[arg-type]


def link(id: str, source: str, target: str, label: str = "by") -> RelationRecord:
    return RelationRecord(id=id, label=label, source=source, target=target, origin=Origin.HUMAN)


def sheaf(*first: Record, second: Sequence[Record] = (), head: DocumentRecord = HEAD) -> Sheaf:
    """The first paragraph with what is in it, then the second."""
    return sheaf_of([head, paragraph(1), *first, paragraph(2), *second])


def kinds(left: Sheaf, right: Sheaf) -> list[tuple[int, Kind]]:
    return [(each.n, one.kind) for each in compare(left, right) for one in each.differences]


CLAIM = span("aaaaaaaa", "claim", 17, 39)
SOURCE = span("bbbbbbbb", "source", 0, 11)


def test_a_file_does_not_differ_from_itself() -> None:
    whole = sheaf(SOURCE, CLAIM, link("cccccccc", "aaaaaaaa", "bbbbbbbb"))
    assert compare(whole, whole) == []


def test_two_people_who_say_the_same_do_not_differ() -> None:
    mine = sheaf(SOURCE, CLAIM, link("cccccccc", "aaaaaaaa", "bbbbbbbb"))
    yours = sheaf(set_(SOURCE, id="y1"), set_(CLAIM, id="y2"), link("y3", "y2", "y1"), head=set_(HEAD, annotator="bob"))
    assert compare(mine, yours) == []


def test_what_is_on_one_side_only_is_added_or_removed() -> None:
    assert kinds(sheaf(SOURCE), sheaf(SOURCE, CLAIM)) == [(1, Kind.ADDED)]
    assert kinds(sheaf(SOURCE, CLAIM), sheaf(SOURCE)) == [(1, Kind.REMOVED)]


def test_one_annotation_may_differ_in_several_ways() -> None:
    changed = set_(CLAIM, label="stance", start=20, attributes={"certain": True}, note="?", flag=True)
    assert kinds(sheaf(CLAIM), sheaf(changed)) == [
        (1, Kind.RELABELED),
        (1, Kind.BORDERS),
        (1, Kind.ATTRIBUTE),
        (1, Kind.NOTE),
        (1, Kind.FLAG),
    ]


def test_a_difference_names_its_attribute() -> None:
    left, right = set_(CLAIM, attributes={"a": 1, "b": 2}), set_(CLAIM, attributes={"a": 1, "b": 3, "c": 4})
    (found,) = compare(sheaf(left), sheaf(right))
    assert found.differences == (
        Difference(Kind.ATTRIBUTE, left, right, "b"),
        Difference(Kind.ATTRIBUTE, left, right, "c"),
    )


def test_the_order_of_a_set_is_no_difference_and_yes_is_not_one() -> None:
    left, right = set_(CLAIM, attributes={"a": ("x", "y")}), set_(CLAIM, attributes={"a": ("y", "x")})
    assert kinds(sheaf(left), sheaf(right)) == []
    left, right = set_(CLAIM, attributes={"a": 1}), set_(CLAIM, attributes={"a": True})
    assert kinds(sheaf(left), sheaf(right)) == [(1, Kind.ATTRIBUTE)]


def test_decisions_labels_and_notes_of_paragraphs_differ_and_times_do_not() -> None:
    here = paragraph(1, by="alice", at="2026-01-01T10:00:00Z", seconds=3, labels={"topic": {"about": "a"}})
    there = paragraph(1, by="bob", labels={"topic": {"about": "b"}, "mood": {}}, note="odd")
    there = set_(there, status=Status.DONE)
    (found,) = compare(sheaf_of([HEAD, here]), sheaf_of([HEAD, there]))
    assert [(each.kind, each.name) for each in found.differences] == [
        (Kind.DECISION, ""),
        (Kind.ATTRIBUTE, "topic.about"),
        (Kind.LABEL, "mood"),
        (Kind.NOTE, ""),
    ]


def test_what_is_said_about_the_document_stands_before_the_first_paragraph() -> None:
    found = compare(sheaf(), sheaf(CLAIM, head=set_(HEAD, labels={"genre": {}})))
    assert [(each.n, each.differences[0].kind) for each in found] == [(0, Kind.LABEL), (1, Kind.ADDED)]


def test_a_link_that_points_elsewhere_is_changed_and_one_that_is_gone_removed() -> None:
    other = span("dddddddd", "source", 4, 11)
    before = link("cccccccc", "aaaaaaaa", "bbbbbbbb")
    after = link("cccccccc", "aaaaaaaa", "dddddddd")
    assert kinds(sheaf(SOURCE, other, CLAIM, before), sheaf(SOURCE, other, CLAIM, after)) == [(1, Kind.RELATION)]
    assert kinds(sheaf(SOURCE, CLAIM, before), sheaf(SOURCE, CLAIM)) == [(1, Kind.RELATION_REMOVED)]
    assert kinds(sheaf(SOURCE, CLAIM), sheaf(SOURCE, CLAIM, before)) == [(1, Kind.RELATION_ADDED)]


def test_a_link_of_an_annotation_that_is_gone_is_gone_too() -> None:
    before = link("cccccccc", "aaaaaaaa", "bbbbbbbb")
    assert kinds(sheaf(SOURCE, CLAIM, before), sheaf(SOURCE)) == [(1, Kind.REMOVED), (1, Kind.RELATION_REMOVED)]


def test_an_id_in_another_paragraph_is_the_same_annotation() -> None:
    there = set_(CLAIM, start=42, end=48)
    (found,) = compare(sheaf(CLAIM), sheaf(second=[there]))
    assert (found.n, found.differences) == (1, (Difference(Kind.BORDERS, CLAIM, there),))


def test_another_text_is_a_difference_of_its_own() -> None:
    other = set_(paragraph(1), text="The council said 41 bridges need repair.")
    left, right = sheaf_of([HEAD, paragraph(1)]), sheaf_of([set_(HEAD, sha256="1" * 64), other, paragraph(2)])
    assert kinds(left, right) == [(0, Kind.TEXT), (1, Kind.TEXT), (2, Kind.TEXT)]


def test_a_shift_counts_words_and_characters() -> None:
    wider = set_(CLAIM, start=4, end=32)
    assert shift(TEXTS[0], 0, CLAIM, wider) == Shift(-13, -7, -2, -1)
    assert shift(TEXTS[0], 0, wider, CLAIM) == Shift(13, 7, 2, 1)
    assert shift(TEXTS[0], 0, CLAIM, CLAIM) == Shift(0, 0, 0, 0)


def test_blocks_hold_what_stands_behind_their_paragraph() -> None:
    records = [HEAD, paragraph(1), SOURCE, CLAIM, link("c", "aaaaaaaa", "bbbbbbbb"), paragraph(2)]
    assert list(blocks_of(records)) == [
        Block(paragraph(1), (SOURCE, CLAIM), (records[4],)),  # type: ignore[arg-type]
        Block(paragraph(2)),
    ]


def files(prefix: str) -> st.SearchStrategy[Sheaf]:
    one = st.tuples(st.sampled_from("pq"), st.integers(0, 30), st.integers(1, 8), st.booleans(), st.booleans())

    def made(found: list[tuple[str, int, int, bool, bool]]) -> Sheaf:
        spans = [
            span(f"{'same' if shared else prefix}{i}", label, start, start + length, flag=flag)
            for i, (label, start, length, shared, flag) in enumerate(found)
        ]
        links = [link(f"{prefix}l{i}", a.id, b.id) for i, (a, b) in enumerate(pairwise(spans))]
        return sheaf(*spans, *links)

    return st.lists(one, max_size=6).map(made)


@given(files("l"), files("r"))
def test_swapped_sides_give_the_reversed_differences(left: Sheaf, right: Sheaf) -> None:
    forth = [each for block in compare(left, right) for each in block.differences]
    back = [each.reversed for block in compare(right, left) for each in block.differences]
    assert sorted(map(repr, forth)) == sorted(map(repr, back))


@given(files("l"), files("r"))
def test_nothing_differs_only_where_everything_is_paired(left: Sheaf, right: Sheaf) -> None:
    found = [each.kind for block in compare(left, right) for each in block.differences]
    counts = [sum(len(block.spans) for block in side.blocks) for side in (left, right)]
    assert counts[1] - counts[0] == found.count(Kind.ADDED) - found.count(Kind.REMOVED)
