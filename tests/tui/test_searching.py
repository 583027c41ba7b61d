"""Search: the match is selected, ready to be labeled."""

import pytest

from annotate.core.schema import Schema
from annotate.tui.searching import backward, forward
from annotate.tui.state import Marking, Picking
from tests.tui.typist import Typist, document_of

TEXT = "The bridge is old.\nA Bridge, a bridge and no bridges.\nThe end."


def stretch(typist: Typist) -> tuple[int, int]:
    assert isinstance(typist.state.doing, Marking), typist.state.message
    return typist.state.doing.start, typist.state.doing.end


def test_a_match_is_selected_and_labeled_with_one_key(claims: Schema) -> None:
    typist = Typist.at(TEXT, claims).press("/").type("a bridge").press("s").answer("other")
    assert typist.labeled == [("source", "A Bridge")]


def test_n_goes_on_and_round_and_capital_n_goes_back(claims: Schema) -> None:
    typist = Typist.at(TEXT, claims).press("/").type("bridge")
    places = [stretch(typist)[0]]
    places += [stretch(typist.press("n"))[0] for _ in range(4)]
    assert places == [4, 21, 31, 45, 4]
    assert [stretch(typist.press("N"))[0] for _ in range(2)] == [45, 31]


def test_capitals_are_looked_for_as_they_are_typed(claims: Schema) -> None:
    assert stretch(Typist.at(TEXT, claims).press("/").type("Bridge")) == (21, 27)


def test_an_empty_search_is_the_last_one_again(claims: Schema) -> None:
    typist = Typist.at(TEXT, claims).press("/").type("end").press("escape", "home", "/").type("")
    assert stretch(typist) == (TEXT.index("end"), TEXT.index("end") + 3)


def test_what_is_not_there_is_said_and_nothing_moves(claims: Schema) -> None:
    typist = Typist.at(TEXT, claims).press("/").type("tunnel")
    assert (typist.state.n, typist.state.cursor) == (1, 0)
    assert "'tunnel' is not in this document" in typist.state.message


def test_a_search_text_is_never_a_pattern(claims: Schema) -> None:
    assert "not in this document" in Typist.at(TEXT, claims).press("/").type("b.*e").state.message


@pytest.mark.parametrize("offset", range(0, len(TEXT) + 1, 5))
def test_backward_and_forward_find_the_same_places(offset: int) -> None:
    document = document_of(TEXT)
    places = [4, 21, 31, 45]
    assert forward(document, "bridge", offset) == next(
        ((p, p + 6) for p in places if p >= offset), (places[0], places[0] + 6)
    )
    before = [p for p in places if p < offset]
    assert backward(document, "bridge", offset) == ((before or places)[-1], (before or places)[-1] + 6)


def test_an_occurrence_across_a_paragraph_border_is_not_labeled(claims: Schema) -> None:
    typist = Typist.at("old. The\nThe end", claims).press("right", "s").answer("other").press("*")
    assert [entry.stretch for entry in typist.state.doing.entries] == [(9, 12)]  # type: ignore[union-attr]
    assert typist.state.doing.title.startswith("1 more place for this source")  # type: ignore[union-attr]


def test_the_same_text_is_offered_in_any_case_and_ticked_if_only_the_first_letter_differs(
    claims: Schema,
) -> None:
    text = "The council met, and the council left; THE COUNCIL, the Council and the councils stay."
    typist = Typist.at(text, claims).jump("The", "council").press("s").answer("government")
    typist.press("*")
    picking = typist.state.doing
    assert isinstance(picking, Picking)
    offered = [(text[slice(*each.stretch)], each.ticked) for each in picking.entries if each.stretch]
    assert offered == [("the council", True), ("THE COUNCIL", False), ("the Council", False)]
    typist.press("enter")
    assert typist.labeled == [("source", "The council"), ("source", "the council")]
