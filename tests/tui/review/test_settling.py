"""A key each: taking versions, going on, undoing."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotate.core.records import Status
from annotate.core.review import Accept, State
from annotate.tui.review.hand import begin
from annotate.tui.state import Judging, Leafing, Request
from tests.tui.review.reviewer import Reviewer, link, mark, reviewer, side

LONG, SHORT = mark("claim", "forty bridges need repair"), mark("claim", "bridges need repair", "short")
COUNCIL, FERRY, MAYOR = mark("source", "The council"), mark("source", "the ferry"), mark("source", "The mayor")
MARN = mark("place", "Marn")


@pytest.fixture
def desk(tmp_path: Path) -> Reviewer:
    """Two questions in the first paragraph, one in the second, none in the third."""
    return reviewer(
        tmp_path,
        side("ann", LONG, COUNCIL, FERRY, MAYOR),
        side("bob", SHORT, mark("place", "The council", "thing"), MAYOR),
    )


def quotes(desk: Reviewer) -> list[str]:
    return [span.quote for span in desk.spans]


def test_a_review_begins_with_the_first_open_question_in_hand(desk: Reviewer) -> None:
    assert (desk.state.n, desk.hand, desk.open) == (1, "The council", 3)
    assert isinstance(desk.state.doing, Judging)


def test_a_digit_takes_the_version_of_that_number_and_the_next_question_comes(desk: Reviewer) -> None:
    desk.press("2")
    assert desk.labeled == [("place", "The council"), ("source", "The mayor")]
    assert desk.hand == "forty bridges need repair"
    assert desk.state.message == "source or place: took 2 (bob)"


def test_zero_says_that_there_is_none(desk: Reviewer) -> None:
    desk.press("0")
    assert quotes(desk) == ["The mayor"] and desk.hand == "forty bridges need repair"


def test_a_version_that_is_not_there_is_refused_and_nothing_changes(desk: Reviewer) -> None:
    desk.press("3")
    assert desk.state.message == "there are versions 1 to 2, and 0 for none" and desk.state.alert
    assert (desk.hand, desk.open) == ("The council", 3)


def test_space_takes_the_version_that_the_arrows_put_in_hand(desk: Reviewer) -> None:
    desk.press("right", "space")
    assert desk.labeled[0] == ("place", "The council")


def test_the_last_question_of_a_paragraph_stays_to_be_looked_at_and_the_paragraph_is_done(desk: Reviewer) -> None:
    desk.press("1", "1")
    assert (desk.state.n, desk.state.hand) == (1, "")
    assert desk.state.session.marks.paragraph(1).status is Status.DONE
    assert desk.state.message == "paragraph 1 done, Enter goes on; claim: took 1 (ann)"
    assert desk.requests == [Request.SAVE]


def test_a_digit_too_many_changes_nothing(desk: Reviewer) -> None:
    before = desk.press("1", "1").labeled
    desk.press("2")
    assert desk.labeled == before
    assert desk.state.message.startswith("nothing is open here: Enter goes on")


def test_the_way_back_to_what_was_settled_last_is_one_key(desk: Reviewer) -> None:
    assert desk.press("1", "1", "up").hand == "forty bridges need repair"


def test_enter_goes_on_to_the_next_paragraph_with_an_open_question(desk: Reviewer) -> None:
    desk.press("1", "1", "enter")
    assert (desk.state.n, desk.hand) == (2, "the ferry")


def test_enter_leads_to_what_is_open_before_it_leaves_a_paragraph(desk: Reviewer) -> None:
    desk.press("enter")
    assert (desk.state.n, desk.hand) == (1, "forty bridges need repair")
    assert desk.state.message == "2 questions of this paragraph to settle first" and desk.state.alert


def test_with_the_last_question_all_is_settled(desk: Reviewer) -> None:
    desk.press("1", "1", "enter", "1")
    assert desk.state.message == "all is settled: ctrl-q leaves; source: took 1 (ann)"
    assert desk.press("enter").state.message.startswith("all is settled")


def test_enter_decides_paragraphs_that_nobody_has_decided(tmp_path: Path) -> None:
    todo = {2: {"status": Status.TODO}}
    desk = reviewer(tmp_path, side("ann", LONG, said=todo), side("bob", SHORT, said=todo))
    desk.press("1", "enter")
    assert desk.state.n == 2
    desk.press("enter")
    assert desk.state.session.marks.paragraph(2).status is Status.DONE


def test_tab_and_its_opposite_go_over_paragraphs_and_round_and_round(desk: Reviewer) -> None:
    assert [desk.press("tab").hand for _ in range(3)] == ["forty bridges need repair", "the ferry", "The council"]
    assert [desk.press("`").hand for _ in range(3)] == ["the ferry", "forty bridges need repair", "The council"]


def test_arrows_go_to_settled_questions_of_the_paragraph_too(desk: Reviewer) -> None:
    desk.press("1", "down")
    assert (desk.hand, desk.standing.state) == ("The council", State.SETTLED)


def test_another_version_can_be_taken_later(desk: Reviewer) -> None:
    desk.press("1", "up", "2")
    assert desk.labeled[0] == ("place", "The council")


def test_the_same_version_again_is_no_step(desk: Reviewer) -> None:
    steps = len(desk.press("1", "up").events)
    desk.press("1")
    assert len(desk.events) == steps and desk.hand == "forty bridges need repair"


def test_undo_takes_a_decision_back_with_all_that_followed_and_shows_where(desk: Reviewer) -> None:
    desk.press("1", "1", "enter", "u")
    assert (desk.state.n, desk.hand, desk.open) == (1, "forty bridges need repair", 2)
    assert desk.state.session.marks.paragraph(1).status is Status.TODO
    desk.press("U")
    assert desk.open == 1 and desk.state.session.marks.paragraph(1).status is Status.DONE


def test_what_was_accepted_beforehand_is_not_undone(desk: Reviewer) -> None:
    desk.press("u")
    assert (desk.state.message, quotes(desk)) == ("there is nothing to undo", ["The mayor"])


def test_a_question_can_be_opened_again(desk: Reviewer) -> None:
    desk.press("1", "1", "up", "o")
    assert (desk.hand, desk.standing.state) == ("forty bridges need repair", State.OPEN)
    assert desk.state.session.marks.paragraph(1).status is Status.TODO and "forty" not in str(quotes(desk))


def test_all_open_ones_of_a_paragraph_can_be_taken_from_one_annotator(desk: Reviewer) -> None:
    desk.press("a", "2")
    assert desk.labeled == [("place", "The council"), ("claim", "bridges need repair"), ("source", "The mayor")]
    assert desk.state.session.marks.paragraph(1).status is Status.DONE and desk.open == 1
    assert desk.press("u").open == 3


def test_the_list_says_how_much_there_is_to_take(desk: Reviewer) -> None:
    desk.press("1", "1", "enter", "a")
    assert "bob  (0 of its own, 1 that it does not have)" in desk.shown()


def test_taking_all_is_refused_where_nothing_is_open(desk: Reviewer) -> None:
    desk.press("1", "1", "a")
    assert desk.state.message == "nothing is open in this paragraph"


@pytest.mark.parametrize(("key", "quote"), [("+", "forty bridges need repair"), ("-", "bridges need repair")])
def test_borders_can_be_merged(tmp_path: Path, key: str, quote: str) -> None:
    desk = reviewer(tmp_path, side("ann", LONG), side("bob", SHORT)).press(key)
    assert quotes(desk) == [quote]


def test_a_relation_waits_for_what_it_joins_and_comes_along_then(tmp_path: Path) -> None:
    desk = reviewer(
        tmp_path, side("ann", LONG, COUNCIL, link(LONG, COUNCIL)), side("bob", SHORT, COUNCIL, link(SHORT, COUNCIL))
    )
    assert "… link said_by" in desk.shown()
    desk.press("2")
    assert [each.label for each in desk.links] == ["said_by"] and not desk.open


def test_digits_for_a_relation_that_waits_say_why_not(tmp_path: Path) -> None:
    desk = reviewer(tmp_path, side("ann", LONG, COUNCIL, link(LONG, COUNCIL)), side("bob", SHORT, COUNCIL))
    desk.press("down", "1")
    assert desk.state.alert and desk.state.message == "what it joins is not settled yet"


def test_a_decision_can_be_a_question(tmp_path: Path) -> None:
    flagged = {1: {"status": Status.FLAGGED, "note": "is this one?"}}
    desk = reviewer(tmp_path, side("ann", said=flagged), side("bob"))
    assert "note: is this one?" in desk.shown()
    desk.press("1")
    assert desk.state.session.marks.paragraph(1).status is Status.FLAGGED


def test_questions_about_the_document_come_last(tmp_path: Path) -> None:
    desk = reviewer(tmp_path, side("ann", LONG, about={"labels": {"genre": {"kind": "report"}}}), side("bob", SHORT))
    desk.press("1", "enter")
    assert desk.hand == "genre"
    desk.press("1")
    assert desk.state.session.marks.document.labels == {"genre": {"kind": "report"}} and not desk.open


def test_a_document_s_question_can_be_reached_from_anywhere_and_left(tmp_path: Path) -> None:
    desk = reviewer(tmp_path, side("ann", LONG, about={"labels": {"genre": {"kind": "report"}}}), side("bob", SHORT))
    assert desk.press("^").hand == "genre"
    assert desk.press("pagedown").state.n == 2 and not desk.state.hand
    assert desk.press("pageup").hand == "forty bridges need repair"


def test_nothing_to_look_at_says_how_to_go_on(desk: Reviewer) -> None:
    desk.press("pagedown", "pagedown")
    assert desk.state.n == 3 and not desk.state.hand
    assert "1 all agree on" in desk.shown()
    for key in ("1", "e", "r", '"', "down"):
        assert desk.press(key).state.message
        if not isinstance(desk.state.doing, Judging):
            desk.press("escape")


def test_labels_do_nothing_while_questions_are_settled_and_it_is_said_what_lets_them(desk: Reviewer) -> None:
    desk.press("c")
    assert desk.state.message == "claim labels only while you edit freely: e" and desk.open == 3
    desk.press(":").type("label claim")
    assert desk.state.message == "claim labels only while you edit freely: e"


def test_every_action_has_a_name_to_be_called_by(desk: Reviewer) -> None:
    desk.press(":").type("take-none")
    assert desk.open == 2
    assert "take-annotator" in desk.press(":").shown()


def test_help_says_whose_the_digits_are(desk: Reviewer) -> None:
    desk.press("?")
    assert isinstance(desk.state.doing, Leafing)
    text = "\n".join(line for _, line in desk.state.doing.lines)
    assert "Digits take versions; labels' keys act only while you edit freely (e)" in text
    assert "Take this version" in text and "None of these" in text
    assert isinstance(desk.press("escape").state.doing, Judging)


def test_the_majority_can_be_accepted_beforehand_and_is_told_so(tmp_path: Path) -> None:
    sides = side("ann", LONG), side("bob", LONG), side("cat", SHORT)
    desk = reviewer(tmp_path, *sides, rule=Accept.MAJORITY)
    assert quotes(desk) == ["forty bridges need repair"] and not desk.open
    assert "accepted beforehand: most say so" in desk.press("up").shown()


def test_nothing_is_settled_beforehand_if_nothing_is_to_be(tmp_path: Path) -> None:
    desk = reviewer(tmp_path, side("ann", MAYOR, MARN), side("bob", MAYOR, MARN), rule=Accept.NONE)
    assert desk.open == 2 and not desk.spans
    assert (desk.state.n, desk.hand) == (2, "Marn")
    assert desk.press("1", "enter").hand == "The mayor"


def test_the_review_goes_on_behind_what_was_settled_last(desk: Reviewer) -> None:
    desk.press("1")
    again = Reviewer(begin(desk.state.session, 1, desk.walk))
    assert again.hand == "forty bridges need repair"
    assert isinstance(again.state.rest, Judging) and isinstance(again.state.doing, Judging)


def test_it_goes_on_in_the_paragraph_that_it_was_left_in(desk: Reviewer) -> None:
    assert Reviewer(begin(desk.state.session, 2, desk.walk)).hand == "the ferry"
    assert Reviewer(begin(desk.state.session, 3, desk.walk)).state.n == 3
