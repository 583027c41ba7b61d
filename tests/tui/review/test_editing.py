"""Editing the result freely, and what that does to the question it was done for."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotate.core.review import State
from annotate.core.rulings import How, Reason
from annotate.tui.state import Answering, Judging, Picking, Reading, Typing
from tests.tui.review.reviewer import Reviewer, link, mark, reviewer, side

LONG, SHORT = mark("claim", "forty bridges need repair"), mark("claim", "bridges need repair", "short")
COUNCIL = mark("source", "The council")


@pytest.fixture
def desk(tmp_path: Path) -> Reviewer:
    return reviewer(tmp_path, side("ann", LONG, COUNCIL), side("bob", SHORT, COUNCIL))


def ruling(desk: Reviewer, words: str = "forty") -> How:
    """How the question about these words was settled."""
    for standing in desk.walk.of(1):
        quotes = [getattr(version.record, "quote", "") for version in standing.case.versions]
        if any(words in quote for quote in quotes) and standing.ruling:
            return standing.ruling.how
    raise AssertionError(words)


def test_editing_begins_with_the_version_in_hand(desk: Reviewer) -> None:
    desk.press("right", "e")
    assert isinstance(desk.state.doing, Reading)
    assert desk.state.focused is not None and desk.state.focused.quote == "bridges need repair"
    assert "editing freely" in desk.shown()


def test_all_keys_of_label_work_while_editing(desk: Reviewer) -> None:
    desk.press("e", "]", "left", "s")
    assert ("source", "forty bridges need") in desk.labeled


def test_what_was_changed_settles_the_question_as_the_reviewer_s_own(desk: Reviewer) -> None:
    desk.press("e", "]", "left", "enter", "escape")
    assert isinstance(desk.state.doing, Judging) and ruling(desk) is How.OWN
    assert ("claim", "forty bridges need") in desk.labeled
    assert "✓ your own" in desk.press("up").shown()


def test_what_was_not_changed_stays_the_version_that_was_taken(desk: Reviewer) -> None:
    desk.press("right", "e", "enter", "up")
    assert (ruling(desk), desk.standing.taken) == (How.TAKEN, 2)


def test_an_annotation_made_in_the_place_of_a_deleted_one_settles_the_question(desk: Reviewer) -> None:
    desk.press("e", "backspace").jump("forty", "bridges").press("c", "escape")
    assert ("claim", "forty bridges") in desk.labeled and ruling(desk) is How.OWN


def test_what_was_deleted_and_not_made_anew_is_none_of_them(desk: Reviewer) -> None:
    desk.press("e", "backspace", "escape")
    assert ruling(desk) is How.NONE and desk.labeled == [("source", "The council")]
    assert "✓0 none of these" in desk.press("up").shown()


def test_what_nobody_has_seen_can_be_added_without_settling_anything(tmp_path: Path) -> None:
    desk = reviewer(tmp_path, side("ann", LONG), side("bob", SHORT)).press("1", "e").jump("council").press("s", "enter")
    assert ("source", "council") in desk.labeled and ruling(desk) is How.TAKEN


def test_escape_drops_a_selection_before_it_goes_back(desk: Reviewer) -> None:
    desk.press("e", "space", "escape")
    assert isinstance(desk.state.doing, Reading)
    assert isinstance(desk.press("escape").state.doing, Judging)


def test_editing_can_be_undone_step_by_step(desk: Reviewer) -> None:
    desk.press("e", "]", "left", "enter", "escape", "u", "u", "u")
    assert desk.labeled == [("source", "The council")] and desk.standing.state is State.OPEN


def test_attributes_are_asked_without_leaving_the_question(desk: Reviewer) -> None:
    desk.press("=")
    assert isinstance(desk.state.doing, Answering)
    desk.answer("glad").press("enter")
    assert isinstance(desk.state.doing, Judging) and ruling(desk) is How.OWN
    claim = next(span for span in desk.spans if span.label == "claim")
    assert claim.attributes == {"mood": "glad"}


def test_a_form_that_is_left_as_it_was_settles_nothing_else(desk: Reviewer) -> None:
    desk.press("=", "escape")
    assert ruling(desk) is How.TAKEN
    assert "claim: took 1 (ann); undo takes it back" in desk.shown()


def test_links_are_edited_as_in_label(desk: Reviewer) -> None:
    desk.press("e", ">").hint("The council")
    assert [each.label for each in desk.links] == ["said_by"]


def test_a_relation_in_question_can_be_edited(tmp_path: Path) -> None:
    desk = reviewer(tmp_path, side("ann", LONG, COUNCIL, link(LONG, COUNCIL)), side("bob", LONG, COUNCIL))
    desk.press("e")
    assert desk.state.in_hand is not None and desk.state.in_hand.label == "said_by"
    desk.press("backspace", "escape")
    assert not desk.links and ruling_of_link(desk) is How.NONE


def ruling_of_link(desk: Reviewer) -> How | None:
    standing = next(each for each in desk.walk.of(1) if each.case.key.startswith("relation"))
    return standing.ruling and standing.ruling.how


def test_labels_of_the_paragraph_are_edited_in_their_form(tmp_path: Path) -> None:
    said = {1: {"labels": {"role": {"kind": "lead"}}}}
    desk = reviewer(tmp_path, side("ann", said=said), side("bob"))
    desk.press("e")
    assert isinstance(desk.state.doing, Answering)
    desk.answer("end").press("enter")
    assert desk.state.session.marks.paragraph(1).labels == {"role": {"kind": "end"}}
    assert isinstance(desk.state.doing, Judging)


def test_an_annotation_that_the_schema_forbids_is_not_edited(desk: Reviewer) -> None:
    desk.press("pagedown", "=")
    assert "there is no question here" in desk.state.message


# Reasons and notes


def test_the_reason_is_picked_by_a_letter(desk: Reviewer) -> None:
    desk.press("r")
    assert isinstance(desk.state.doing, Picking)
    assert [entry.key for entry in desk.state.doing.entries] == ["s", "o", "g", "a", "c", "w", "0"]
    desk.press("g")
    assert desk.standing.ruling is not None and desk.standing.ruling.reason == Reason.GUIDELINE.value
    assert desk.standing.state is State.OPEN and "why: guideline-unclear" in desk.shown()


def test_the_reason_stays_when_the_question_is_settled(desk: Reviewer) -> None:
    desk.press("r", "s", "1", "up")
    assert desk.standing.ruling is not None
    assert (desk.standing.ruling.reason, desk.standing.taken) == (Reason.SLIP.value, 1)


def test_other_words_are_typed(desk: Reviewer) -> None:
    desk.press("r", "w")
    assert isinstance(desk.state.doing, Typing)
    desk.type("both are right")
    assert desk.standing.ruling is not None and desk.standing.ruling.reason == "both are right"
    desk.press("r", "0")
    assert desk.standing.ruling is None


def test_the_reason_for_what_was_settled_last_can_be_given_from_the_next_question(tmp_path: Path) -> None:
    desk = reviewer(tmp_path, side("ann", LONG, COUNCIL), side("bob", SHORT))
    desk.press("1", "R", "o")
    assert desk.hand == "forty bridges need repair" and desk.standing.ruling is None
    assert desk.press("up").standing.ruling is not None
    assert "why: overlooked" in desk.shown()


def test_a_question_can_have_a_note(desk: Reviewer) -> None:
    desk.press('"').type("ask the council")
    assert desk.standing.ruling is not None and desk.standing.ruling.note == "ask the council"
    assert "note: ask the council" in desk.shown()
    assert desk.press('"').state.doing.text == "ask the council"  # type: ignore[union-attr]


def test_the_guideline_is_that_of_the_version_in_hand(desk: Reviewer) -> None:
    desk.press("\\")
    assert "Guideline: claim" in desk.shown()
    assert isinstance(desk.press("escape").state.doing, Judging)
