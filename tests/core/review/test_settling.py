"""What a reviewer decides, and what follows from it."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotate.core import edit
from annotate.core.edit import Refused
from annotate.core.records import Status
from annotate.core.review import (
    Accept,
    State,
    Walk,
    accept,
    adopt,
    finish,
    intersection,
    note,
    reason,
    reject,
    reopen,
    take,
    take_all,
    union,
)
from annotate.core.rulings import How, Reason
from tests.core.review.panels import AT, SCHEMA, Desk, link, mark, side

CLAIM, COUNCIL, FERRY = (
    mark("claim", "forty bridges need repair"),
    mark("source", "The council"),
    mark("source", "the ferry"),
)
SHORT = mark("claim", "bridges need", "b", attributes={"sure": False})
BY = link("by", CLAIM, COUNCIL)


def pair() -> Desk:
    """Two who differ in the borders of a claim, and agree on who said it."""
    return Desk(
        side("ann", CLAIM, COUNCIL, BY), side("bob", SHORT, COUNCIL, link("by", SHORT, COUNCIL)), rule=Accept.UNANIMOUS
    )


def taken(desk: Desk, words: str, number: int) -> None:
    desk.do(take(desk.review, desk.session, AT, desk.case(words), number))


# Accepting beforehand


def test_what_all_say_is_accepted_beforehand_as_one_step_that_can_be_taken_back() -> None:
    desk = Desk(side("ann", CLAIM, COUNCIL, BY), side("bob", CLAIM, COUNCIL, BY), rule=Accept.UNANIMOUS)
    assert (desk.quotes, desk.links, desk.open) == (
        [COUNCIL.quote, CLAIM.quote],
        ["by forty bridges need repair > The council"],
        [],
    )
    assert [desk.session.marks.paragraph(n).status for n in (1, 2)] == [Status.DONE, Status.DONE]
    desk.undo()
    assert (desk.quotes, desk.links, len(desk.session.marks.rulings)) == ([], [], 0)


def test_the_result_says_what_it_was_made_from() -> None:
    desk = pair()
    (source,) = desk.session.marks.spans(1)
    assert source.sources == (f"ann:{COUNCIL.id}", f"bob:{COUNCIL.id}")
    assert source.id != COUNCIL.id


@pytest.mark.parametrize(
    ("rule", "quotes"),
    [(Accept.NONE, []), (Accept.UNANIMOUS, ["The council"]), (Accept.MAJORITY, ["The council", CLAIM.quote])],
)
def test_a_majority_counts_only_if_it_is_asked_for(rule: Accept, quotes: list[str]) -> None:
    desk = Desk(side("ann", COUNCIL, CLAIM), side("bob", COUNCIL, CLAIM, FERRY), side("cid", COUNCIL), rule=rule)
    assert desk.quotes == quotes


def test_what_somebody_flagged_or_has_twice_is_left_to_the_reviewer() -> None:
    flagged = mark("source", "The council", flag=True)
    twice = mark("claim", CLAIM.quote, "1"), mark("claim", CLAIM.quote, "2")
    desk = Desk(side("ann", COUNCIL, *twice), side("bob", flagged, *twice), rule=Accept.UNANIMOUS)
    assert desk.quotes == []


# One question


def test_a_version_is_taken_with_all_that_it_says() -> None:
    desk = pair()
    taken(desk, "forty", 2)
    assert desk.quotes == ["The council", "bridges need"]
    assert desk.session.marks.spans(1)[1].attributes == {"sure": False}


def test_links_that_nobody_doubts_come_along_and_the_paragraph_is_done() -> None:
    desk = pair()
    assert desk.state("by") is State.WAITING
    taken(desk, "forty", 1)
    assert desk.links == ["by forty bridges need repair > The council"]
    assert desk.open == []
    assert desk.session.marks.paragraph(1).status is Status.DONE
    assert desk.session.marks.paragraph(1).by == "carol"


def test_an_undo_takes_back_all_that_followed() -> None:
    desk = pair()
    before = desk.session.marks
    taken(desk, "forty", 1)
    desk.undo()
    after = desk.session.marks
    assert after.paragraph(1) == before.paragraph(1)
    assert (desk.links, desk.open, dict(after.rulings)) == ([], ["forty bridges need repair"], dict(before.rulings))


def test_none_is_a_decision_that_is_kept() -> None:
    desk = pair()
    desk.do(reject(desk.review, desk.session, AT, desk.case("forty")))
    assert (desk.quotes, desk.open) == (["The council"], [])
    assert desk.session.marks.rulings[desk.case("forty").key].how is How.NONE
    assert desk.state("by") is State.MOOT


def test_another_version_takes_the_place_of_the_first_under_the_same_id() -> None:
    desk = pair()
    taken(desk, "forty", 1)
    id = desk.session.marks.spans(1)[1].id
    taken(desk, "forty", 2)
    assert [span.id for span in desk.session.marks.spans(1)][1] == id
    assert desk.links == ["by bridges need > The council"]


def test_a_link_that_lost_its_end_is_back_with_it() -> None:
    desk = pair()
    for number in (1, 0, 2):
        taken(desk, "forty", number)
    assert desk.links == ["by bridges need > The council"]


@pytest.mark.parametrize(("merged", "quote"), [(union, "forty bridges need repair"), (intersection, "bridges need")])
def test_borders_are_merged_with_the_answers_of_a_version(merged: object, quote: str) -> None:
    desk = pair()
    desk.do(merged(desk.review, desk.session, AT, desk.case("forty"), 2))  # type: ignore[operator]
    span = desk.session.marks.spans(1)[1]
    assert (span.quote, span.attributes) == (quote, {"sure": False})
    assert set(span.sources) == {f"ann:{CLAIM.id}", "bob:b"}


def test_only_versions_that_there_are_can_be_taken() -> None:
    desk = pair()
    for number in (-1, 3):
        with pytest.raises(Refused, match="versions 1 to 2"):
            taken(desk, "forty", number)


def test_the_sets_of_a_paragraphs_label_are_put_together() -> None:
    def line(*tags: str) -> tuple[dict[str, object], dict[str, object]]:
        return {"labels": {"role": {"tags": tags}}}, {}

    desk = Desk(side("ann", lines=line("a", "b")), side("bob", lines=line("b", "c")))
    desk.do(union(desk.review, desk.session, AT, desk.case("role")))
    assert desk.session.marks.paragraph(1).labels == {"role": {"tags": ("a", "b", "c")}}
    desk.do(intersection(desk.review, desk.session, AT, desk.case("role")))
    assert desk.session.marks.paragraph(1).labels == {"role": {"tags": ("b",)}}
    assert set(desk.session.marks.paragraph(1).sources) == {"ann:1", "bob:1"}


def test_a_decision_that_was_taken_is_that_of_the_paragraph() -> None:
    flagged = {"status": Status.FLAGGED, "note": "Is it?"}
    desk = Desk(side("ann", lines=(flagged, {})), side("bob"))
    taken(desk, "decision", 1)
    mark = desk.session.marks.paragraph(1)
    assert (mark.status, mark.note, mark.by) == (Status.FLAGGED, "Is it?", "carol")


def test_what_an_annotation_cannot_lie_beside_is_no_question_any_more() -> None:
    both, one, two = mark("figure", "forty bridges"), mark("figure", "forty"), mark("figure", "bridges")
    desk = Desk(side("ann", both), side("bob", one, two))
    taken(desk, "forty bridges", 1)
    assert desk.quotes == ["forty bridges"]
    assert desk.open == []
    taken(desk, "forty bridges", 0)
    assert desk.open == ["forty"]


# A whole paragraph


def test_all_of_one_annotator_is_taken_also_what_is_not_there() -> None:
    desk = Desk(side("ann", CLAIM, COUNCIL, BY), side("bob", SHORT, mark("source", "said")))
    desk.do(take_all(desk.review, desk.session, AT, 1, 0))
    assert (sorted(desk.quotes), desk.links) == (
        ["The council", "forty bridges need repair"],
        ["by forty bridges need repair > The council"],
    )
    assert desk.open == []
    assert desk.session.marks.paragraph(1).status is Status.DONE


def test_nothing_is_taken_of_who_was_not_there() -> None:
    todo = {"status": Status.TODO}
    desk = Desk(side("ann", CLAIM), side("bob", lines=(todo, {})))
    with pytest.raises(Refused, match="bob has nothing to say here"):
        take_all(desk.review, desk.session, AT, 1, 1)


def test_a_paragraph_is_not_done_while_anything_in_it_is_open() -> None:
    desk = pair()
    with pytest.raises(Refused, match="2 of its questions are still open"):
        finish(desk.review, desk.session, AT, 1)


def test_a_paragraph_is_flagged_if_what_was_taken_together_breaks_a_rule() -> None:
    said = mark("source", "said")
    desk = Desk(side("ann", COUNCIL), side("bob", said))
    taken(desk, "The council", 1)
    assert desk.session.marks.paragraph(1).status is Status.TODO
    taken(desk, "said", 1)
    assert desk.session.marks.paragraph(1).status is Status.FLAGGED
    taken(desk, "said", 0)
    desk.do(reopen(desk.review, desk.session, AT, desk.case("said")))
    taken(desk, "said", 0)
    assert desk.session.marks.paragraph(1).status is Status.DONE


# Freely


def test_the_result_is_edited_as_ever_and_the_question_stays_settled() -> None:
    desk = pair()
    taken(desk, "forty", 1)
    span = desk.session.marks.spans(1)[1]
    desk.do(edit.reshape(desk.session, AT, span.id, ((span.start, span.end - 7),)))
    assert desk.quotes[1] == "forty bridges need"
    assert desk.session.marks.spans(1)[1].sources == (f"ann:{CLAIM.id}",)
    assert desk.state("forty") is State.SETTLED


def test_an_annotation_of_the_reviewers_own_settles_a_question() -> None:
    desk = pair()
    wanted = mark("claim", "need repair")
    desk.do(edit.create(desk.session, "mine2345", AT, "claim", wanted.stretches))
    desk.do(adopt(desk.review, desk.session, AT, desk.case("forty"), "mine2345"))
    assert desk.links == ["by need repair > The council"]
    assert desk.session.marks.rulings[desk.case("forty").key].how is How.OWN


def test_a_reason_and_a_note_stay_with_the_question_whatever_becomes_of_it() -> None:
    desk = pair()
    case = desk.case("forty")
    desk.do(reason(desk.review, desk.session, AT, case, Reason.GUIDELINE.value))
    desk.do(note(desk.review, desk.session, AT, case, "Ask the committee."))
    assert desk.state("forty") is State.OPEN
    taken(desk, "forty", 1)
    desk.do(reopen(desk.review, desk.session, AT, case))
    ruling = desk.session.marks.rulings[case.key]
    assert (ruling.reason, ruling.note, ruling.how) == ("guideline-unclear", "Ask the committee.", How.OPEN)


def test_a_question_that_is_opened_again_leaves_nothing_and_opens_its_paragraph() -> None:
    desk = pair()
    taken(desk, "forty", 1)
    desk.do(reopen(desk.review, desk.session, AT, desk.case("forty")))
    assert (desk.quotes, desk.links, desk.open) == (["The council"], [], ["forty bridges need repair"])
    assert desk.session.marks.paragraph(1).status is Status.TODO
    with pytest.raises(Refused, match="still open"):
        reopen(desk.review, desk.session, AT, desk.case("forty"))


# Files that changed since


def again(desk: Desk, *sides: object, rule: Accept = Accept.UNANIMOUS) -> Desk:
    """The same review with other files: the result and its decisions are as they were."""
    later = Desk(*sides, rulings=desk.session.marks.rulings)  # type: ignore[arg-type]
    later.session = msgspec.structs.replace(later.session, marks=desk.session.marks)
    if step := accept(later.review, later.session, AT, rule):
        later.do(step)
    return later


def test_a_decision_is_kept_as_long_as_nobody_says_anything_new() -> None:
    desk = pair()
    taken(desk, "forty", 1)
    third = side("cid", mark("claim", SHORT.quote, "c", attributes={"sure": False}), COUNCIL)
    later = again(desk, side("ann", CLAIM, COUNCIL, BY), side("bob", SHORT, COUNCIL), third)
    assert later.state("forty") is State.SETTLED
    assert later.quotes == desk.quotes


def test_only_what_changed_is_asked_again() -> None:
    desk = pair()
    taken(desk, "forty", 1)
    other = mark("claim", "need repair", "b")
    later = again(desk, side("ann", CLAIM, COUNCIL, BY), side("bob", other, COUNCIL, link("by", other, COUNCIL)))
    assert later.open == ["forty bridges need repair"]
    assert later.state("forty") is State.CHANGED
    assert later.quotes == desk.quotes


def test_what_was_accepted_beforehand_follows_those_who_still_agree() -> None:
    desk = Desk(side("ann", CLAIM), side("bob", CLAIM), rule=Accept.UNANIMOUS)
    other = mark("claim", SHORT.quote, CLAIM.id)
    later = again(desk, side("ann", other), side("bob", other))
    assert (later.quotes, later.open) == ([SHORT.quote], [])


def test_what_was_taken_and_is_withdrawn_is_asked_again() -> None:
    desk = pair()
    taken(desk, "forty", 1)
    assert again(desk, side("ann", COUNCIL), side("bob", SHORT, COUNCIL)).state(SHORT.quote) is State.CHANGED


# From question to question


def test_the_walk_goes_over_paragraphs_and_from_the_top_again() -> None:
    desk = Desk(side("ann", CLAIM, FERRY), side("bob"))
    walk = desk.walk
    first, second = desk.case("forty"), desk.case("ferry")
    assert walk.next(1) == first
    assert walk.next(1, first.key) == second
    assert walk.next(2, second.key) == first
    assert walk.previous(1, first.key) == second
    assert walk.next(0) == first
    assert walk.progress.open == 2


def _check_rows(walk: Walk) -> None:
    """What is known without looking at all questions is what a look at all of them tells."""
    ordered = [each for n in walk.review.paragraphs for each in walk.of(n)]
    asked = [each.case for each in ordered if each.state.asks]
    for n in walk.review.paragraphs:
        row, every = walk.row(n), walk.of(n)
        listed = [each for each in every if each.contested]
        assert list(row.part(0, 99)) == [row.at(index) for index in range(row.listed)] == listed
        assert [row.index(each.case.key) for each in listed] == list(range(len(listed)))
        assert row.open() == [each.case for each in every if each.state.asks] and row.asked == len(row.open())
        assert row.first_open() == next(iter(row.open()), None)
        assert row.waiting == sum(each.state is State.WAITING for each in every)
        assert row.agreed == len(every) - len(listed) and row.settled == len(listed) - row.asked - row.waiting
    for place, standing in enumerate(ordered):
        case = standing.case
        later = [each.case for each in (*ordered[place + 1 :], *ordered[:place]) if each.case in asked]
        assert walk.next(case.n, case.key) == next(iter(later), None)
        assert walk.previous(case.n, case.key) == next(reversed(later), None)


MOVES = st.lists(
    st.tuples(st.integers(0, 40), st.sampled_from(["take", "none", "all", "undo", "reopen", "union"])), max_size=12
)


@settings(max_examples=60)
@given(MOVES)
def test_a_walk_that_is_kept_up_to_date_is_as_a_new_one(moves: list[tuple[int, str]]) -> None:
    figure = mark("figure", "forty bridges")
    desk = Desk(
        side("ann", CLAIM, COUNCIL, BY, link("because", BY, CLAIM), figure, FERRY),
        side("bob", SHORT, COUNCIL, link("by", SHORT, COUNCIL), mark("figure", "forty"), mark("figure", "bridges")),
        side("cid", COUNCIL),
    )
    walk = Walk(desk.review, SCHEMA)
    cases = list(desk.review.known.values())
    for number, move in moves:
        case = cases[number % len(cases)]
        try:
            match move:
                case "take":
                    desk.do(take(desk.review, desk.session, AT, case, 1 + number % len(case.versions)))
                case "none":
                    desk.do(take(desk.review, desk.session, AT, case, 0))
                case "all":
                    desk.do(take_all(desk.review, desk.session, AT, 1, number % 3))
                case "union":
                    desk.do(union(desk.review, desk.session, AT, case))
                case "reopen":
                    desk.do(reopen(desk.review, desk.session, AT, case))
                case "undo" if desk.session.last:
                    desk.undo()
        except Refused:
            continue
        fresh = Walk(desk.review, SCHEMA).at(desk.session.marks)
        walk.at(desk.session.marks)
        assert [walk.of(n) for n in (1, 2)] == [fresh.of(n) for n in (1, 2)]
        assert walk.progress == fresh.progress
        _check_rows(walk)
        for relation in desk.session.marks.relations.values():
            assert relation.source in desk.session.marks and relation.target in desk.session.marks
    while desk.session.last:
        desk.undo()
    assert (desk.quotes, desk.links, len(desk.session.marks.rulings)) == ([], [], 0)
