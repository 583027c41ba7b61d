"""Selecting text by keys."""

from collections.abc import Callable

import pytest

from annotate.core.schema import Schema
from annotate.tui.state import Choosing, Marking, State
from tests.tui.typist import Typist

TEXT = "Ann Lee (the mayor) said: “We paid €3.5m, twice.” It was late; nobody came."


def selected(state: State) -> str:
    assert isinstance(state.doing, Marking), state.message
    return state.session.document.text[state.doing.start : state.doing.end]


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("space", "Ann"),
        ("space right", "Ann Lee"),
        ("space right right left", "Ann Lee"),
        ("right space", "Lee"),
        ("right space [ left", "Ann Lee"),
        ("right space space left", "Ann Lee"),
        ("space right space right", "Lee"),
        ("space > >", "Ann L"),
        ("space <", "An"),
        (".", "Ann Lee (the mayor) said: “We paid €3.5m, twice.”"),
        ("'", "We paid €3.5m, twice."),
        ("(", "the mayor"),
        ("#", "€3.5m"),
        ("space up down", "Ann"),
    ],
)
def test_keys_select(claims: Schema, keys: str, expected: str) -> None:
    assert selected(Typist.at(TEXT, claims).press(*keys.split()).state) == expected


def test_growing_goes_from_word_to_the_whole_paragraph_and_never_shrinks(claims: Schema) -> None:
    typist = Typist.at(TEXT, claims).press("space")
    sizes = [len(selected(typist.press("up").state)) for _ in range(8)]
    assert sizes == sorted(sizes)
    assert sizes[-1] == len(TEXT)


def test_an_edge_never_passes_the_other(claims: Schema) -> None:
    typist = Typist.at(TEXT, claims).press("space", "left")
    assert selected(typist.state) == "Ann"
    assert typist.state.alert


def test_a_character_is_what_a_person_sees_as_one(schema: Callable[[str], Schema]) -> None:
    typist = Typist.at("A 👩‍👩‍👧 né́e z", schema("labels: {a: {key: a}}"))
    typist.press("right", "right", "space", "<", "a")
    typist.press("left", "space", ">", "a")
    assert typist.labeled == [("a", "👩‍👩‍👧"), ("a", "né́")]


def test_escape_leaves_the_text_unmarked(claims: Schema) -> None:
    typist = Typist.at(TEXT, claims).press("space", "escape")
    assert typist.labeled == []
    assert "nothing marked" in typist.state.message


def test_edges_of_an_annotation_are_moved_and_kept_with_enter(claims: Schema) -> None:
    typist = Typist.at(TEXT, claims).press("s").answer("person").press("]", "right", "enter")
    assert typist.labeled == [("source", "Ann Lee")]


@pytest.mark.parametrize(("edge", "word", "expected"), [("]", "said", "the mayor) said"), ("[", "Ann", "Ann Lee (the")])
def test_a_letter_over_a_word_moves_the_edge_there(claims: Schema, edge: str, word: str, expected: str) -> None:
    typist = Typist.at(TEXT, claims).press("right", "right", "s").answer("person")
    before = typist.pressed
    typist.press(edge, ";").hint(word).press("enter")
    assert typist.labeled == [("source", expected)]
    assert typist.pressed - before <= 4
    assert typist.press("u").labeled == [("source", "the")]


def test_an_edge_has_letters_only_over_words_that_leave_something(claims: Schema) -> None:
    typist = Typist.at(TEXT, claims).press("right", "right", "s").answer("person").press("]", ";")
    assert isinstance(typist.state.doing, Choosing)
    assert min(hint.offset or 0 for hint in typist.state.doing.hints) == TEXT.index("the")


def test_letters_for_an_edge_are_left_with_the_edge_as_it_was(claims: Schema) -> None:
    typist = Typist.at(TEXT, claims).press("s").answer("person").press("]", "right", ";", "escape", "enter")
    assert typist.labeled == [("source", "Ann Lee")]
    assert typist.press("]", ";", "enter", "enter").labeled == [("source", "Ann Lee")]


def test_both_edges_are_moved_in_one_go(claims: Schema) -> None:
    typist = Typist.at(TEXT, claims).press("right", "s").answer("person")
    typist.press("]", "right", "[", "left", "enter")
    assert typist.labeled == [("source", "Ann Lee (the")]
    typist.press("u")
    assert typist.labeled == [("source", "Lee")]


def test_escape_leaves_the_edges_as_they_were(claims: Schema) -> None:
    typist = Typist.at(TEXT, claims).press("s").answer("person").press("]", "right", "escape")
    assert typist.labeled == [("source", "Ann")]


def test_a_label_key_while_edges_move_relabels(claims: Schema) -> None:
    typist = Typist.at(TEXT, claims).press("s").answer("person").press("]", "right", "t")
    assert typist.labeled == [("stance", "Ann Lee")]


@pytest.mark.parametrize("keys", ["pagedown", "enter pagedown", "%"])
def test_what_was_selected_in_another_paragraph_is_not_labeled(claims: Schema, keys: str) -> None:
    typist = Typist.at("One two.\nThree four.\nFive.", claims).press("space", *keys.split(), "s").answer("person")
    assert typist.labeled == [("source", "Three")]


def test_going_on_to_what_is_to_do_leaves_the_match_of_a_search(claims: Schema) -> None:
    typist = Typist.at("One two.\nThree four.", claims).press("enter", "/").type("one")
    typist.press("%", "enter")
    assert typist.state.session.marks.decided == 2


def test_parts_make_a_discontinuous_annotation(claims: Schema) -> None:
    typist = Typist.at(TEXT, claims).press("space", "+").jump("It", "late").press("c")
    (span,) = typist.spans
    assert span.quote == "Ann It was late"
    assert [TEXT[a:b] for a, b in span.fragments] == ["Ann", "It was late"]


def test_a_fragment_is_added_and_removed(claims: Schema) -> None:
    typist = Typist.at(TEXT, claims).press("space", "right", "c").answer("unattributed")
    focus = typist.state.focus
    typist.jump("nobody", "came")
    assert typist.state.focus == focus
    typist.press("&")
    assert typist.labeled == [("claim", "Ann Lee nobody came")]
    typist.press("end", "-")
    assert typist.labeled == [("claim", "Ann Lee")]


def test_without_an_annotation_in_hand_nothing_is_added_and_it_is_said_how(claims: Schema) -> None:
    typist = Typist.at(TEXT, claims).press("space", "&")
    assert typist.state.message.startswith("no annotation is in hand: take one with Tab")


def test_a_label_that_is_one_stretch_refuses_a_second(schema: Callable[[str], Schema]) -> None:
    typist = Typist.at(TEXT, schema("labels: {a: {key: a}}")).press("space", "+").jump("It", "late").press("a")
    assert typist.labeled == []
    assert "one stretch" in typist.state.message


def test_selecting_goes_on_in_the_same_place_after_a_refusal(claims: Schema) -> None:
    typist = Typist.at(TEXT, claims).press("space", "s").answer("person").press("space", "s")
    assert "already labeled" in typist.state.message
    assert selected(typist.state) == "Ann"


def test_an_edge_within_a_word_is_refused_with_the_reason_where_words_are_taken_whole(claims: Schema) -> None:
    typist = Typist.at(TEXT, claims).press("space", "s").answer("person").press("]", "<", "enter")
    assert typist.state.message == "nothing changed: a 'source' takes whole words"
    assert [span.quote for span in typist.spans] == ["Ann"]


def test_the_same_letters_again_mean_one_word(claims: Schema) -> None:
    assert selected(Typist.at(TEXT, claims).jump("said", "said").state) == "said"
    typist = Typist.at(TEXT, claims).press("s").answer("person").press("=").ask("cue").hint("said").hint("said")
    assert typist.spans[0].attributes["cue"] == (TEXT.index("said"), TEXT.index("said") + 4)


def test_edges_left_as_they_were_are_no_step(claims: Schema) -> None:
    typist = Typist.at(TEXT, claims).press("space", "+").jump("It", "late").press("c").answer("attributed")
    done = typist.state.session.done
    typist.press("home", "[", "enter")
    assert typist.state.session.done == done and not typist.state.alert
    typist.press("[", "t")
    assert typist.labeled == [("stance", "Ann It was late")]


def test_a_selection_is_still_there_after_the_guideline_was_read(claims: Schema) -> None:
    typist = Typist.at("The council said that 40 bridges need repair.", claims)
    typist.press("s").answer("group").press("space", "\\", "escape")
    assert isinstance(typist.state.doing, Marking)


def test_the_page_does_not_turn_between_the_first_letter_and_the_last(claims: Schema) -> None:
    typist = Typist.at(" ".join(["word"] * 250), claims).press("g")
    before = typist.shown().splitlines()[1]
    far = typist.state.doing.hints[-1]  # type: ignore[union-attr]
    typist.press(*far.letters)
    assert typist.shown().splitlines()[1].split()[0] == before.split()[0]
