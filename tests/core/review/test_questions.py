"""What becomes a question, and who says what."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.core.compare.clusters import clusters
from annotate.core.records import Origin, SpanRecord, Status
from annotate.core.review.annotations import together
from tests.core.review.panels import Desk, link, mark, side, who

CLAIM, COUNCIL = mark("claim", "forty bridges need repair"), mark("source", "The council")


def test_what_all_say_is_one_version_of_all() -> None:
    desk = Desk(side("ann", CLAIM), side("bob", mark("claim", CLAIM.quote, "other")))
    assert who(desk, "forty") == ["ann+bob"]
    assert desk.case("forty").unanimous


def test_who_marked_less_said_that_there_is_nothing() -> None:
    desk = Desk(side("ann", CLAIM), side("bob"))
    assert who(desk, "forty") == ["ann", "-bob"]
    assert not desk.case("forty").unanimous


def test_what_most_say_is_the_first_version() -> None:
    short = mark("claim", "bridges need repair", "b")
    desk = Desk(side("ann", CLAIM), side("bob", short), side("cid", mark("claim", short.quote, "c")))
    assert who(desk, "bridges") == ["bob+cid", "ann"]


def test_whoever_has_not_been_in_a_paragraph_has_no_say_there() -> None:
    todo = {"status": Status.TODO}
    desk = Desk(side("ann", CLAIM), side("bob", CLAIM), side("cid", lines=(todo, todo)))
    assert who(desk, "forty") == ["ann+bob"]
    assert desk.case("forty").unanimous


def test_one_alone_is_not_unanimous() -> None:
    assert not Desk(side("ann", CLAIM), side("bob", lines=({"status": Status.TODO}, {}))).case("forty").unanimous


@pytest.mark.parametrize(
    ("mine", "yours"),
    [
        ({}, {"sure": True}),
        ({"words": ("b", "a")}, {"words": ("a", "b")}),
        ({"mood": "calm"}, {"mood": "cross"}),
    ],
    ids=["a default that was chosen", "the order of a set", "what is not to be compared"],
)
def test_is_no_difference(mine: dict[str, object], yours: dict[str, object]) -> None:
    one, other = (mark("claim", CLAIM.quote, attributes=each) for each in (mine, yours))
    desk = Desk(side("ann", one), side("bob", other))
    assert who(desk, "forty") == ["ann+bob"]
    (version,) = desk.case("forty").versions
    swapped = Desk(side("ann", other), side("bob", one))
    assert swapped.case("forty").versions[0].digest == version.digest


def test_the_same_twice_by_one_person_is_never_unanimous() -> None:
    twice = mark("claim", CLAIM.quote, "1"), mark("claim", CLAIM.quote, "2")
    desk = Desk(side("ann", *twice), side("bob", *twice))
    assert not any(case.unanimous for case in desk.review.known.values())


def test_links_are_one_question_if_they_join_the_same_questions() -> None:
    theirs = mark("claim", "bridges need repair", "b"), mark("source", COUNCIL.quote, "c")
    desk = Desk(side("ann", CLAIM, COUNCIL, link("by", CLAIM, COUNCIL)), side("bob", *theirs, link("by", *theirs)))
    assert who(desk, "by") == ["ann+bob"]


def test_a_link_that_one_leads_elsewhere_is_one_question_with_two_versions() -> None:
    ferry = mark("source", "said")
    desk = Desk(
        side("ann", CLAIM, COUNCIL, ferry, link("by", CLAIM, COUNCIL)),
        side("bob", CLAIM, COUNCIL, ferry, link("by", CLAIM, ferry)),
    )
    assert who(desk, "by") == ["ann", "bob"]


def test_a_symmetric_link_is_the_same_turned_around() -> None:
    ferry = mark("source", "said")
    desk = Desk(
        side("ann", COUNCIL, ferry, link("same", COUNCIL, ferry)),
        side("bob", COUNCIL, ferry, link("same", ferry, COUNCIL)),
    )
    assert who(desk, "same") == ["ann+bob"]


def test_who_lacks_an_end_says_nothing_about_a_link() -> None:
    desk = Desk(
        side("ann", CLAIM, COUNCIL, link("by", CLAIM, COUNCIL)), side("bob", CLAIM), side("cid", CLAIM, COUNCIL)
    )
    assert who(desk, "by") == ["ann", "-cid"]


def test_links_may_hang_on_links() -> None:
    by = link("by", CLAIM, COUNCIL)
    things = (CLAIM, COUNCIL, by, link("because", by, CLAIM))
    assert who(Desk(side("ann", *things), side("bob", *things)), "because") == ["ann+bob"]


def test_labels_of_paragraphs_and_of_the_document_are_questions() -> None:
    lines = ({"labels": {"role": {"tags": ("a",)}}}, {})
    desk = Desk(side("ann", lines=lines, about={"labels": {"genre": {}}}), side("bob"))
    assert who(desk, "role") == ["ann", "-bob"]
    assert who(desk, "genre") == ["ann", "-bob"]
    assert desk.case("genre").n == 0


def test_a_decision_is_a_question_if_anybody_flagged_or_noted_anything() -> None:
    desk = Desk(side("ann", lines=({"status": Status.FLAGGED, "note": "Is it?"}, {})), side("bob"))
    assert [case.n for case in desk.review.known.values()] == [1]
    assert who(desk, "decision") == ["ann", "bob"]


def test_a_blind_review_names_nobody_and_does_not_depend_on_the_order_of_the_files() -> None:
    ann, bob = side("ann", CLAIM), side("bob")
    one, other = Desk(ann, bob, blind=True), Desk(bob, ann, blind=True)
    assert one.review.shown == ("A", "B")
    assert one.review.names == other.review.names
    assert who(one, "forty") == who(other, "forty")
    assert {"ann", "bob"}.isdisjoint(who(one, "forty"))


def test_questions_do_not_depend_on_the_order_of_the_files() -> None:
    sides = side("ann", CLAIM, COUNCIL), side("bob", mark("claim", "forty bridges")), side("cid", COUNCIL)
    one, other = Desk(*sides), Desk(*reversed(sides))
    assert {key: case.digests for key, case in one.review.known.items()} == {
        key: case.digests for key, case in other.review.known.items()
    }


def spans(prefix: str) -> st.SearchStrategy[list[SpanRecord]]:
    one = st.tuples(st.sampled_from("pq"), st.integers(0, 14), st.integers(1, 8), st.sampled_from([{}, {"x": 1}]))
    return st.lists(one, max_size=6).map(
        lambda found: [
            SpanRecord(
                id=f"{prefix}{i}", label=label, start=start, end=start + length, attributes=said, origin=Origin.HUMAN
            )
            for i, (label, start, length, said) in enumerate(found)
        ]
    )


@given(st.tuples(spans("a"), spans("b"), spans("c")))
def test_the_short_way_to_versions_leads_where_the_long_one_does(sides: tuple[list[SpanRecord], ...]) -> None:
    assert sorted(map(repr, together(sides))) == sorted(map(repr, clusters(sides)))
