"""Forms: what is asked, what a key answers, what closes them."""

from collections.abc import Callable

import pytest

from annotate.core.schema import Schema
from annotate.report.guideline.content import guideline
from annotate.report.guideline.page import Entries
from annotate.tui.state import Answering, Choosing, Reading, Typing
from tests.tui.typist import Typist

TEXT = "The council said that nearly 15 thousand bridges need repair.\nA mayor feared it."
YAML = """
labels:
  fact:
    key: f
    attributes:
      sure: {type: bool, default: false}
      tags: {type: set, values: [red, green, blue]}
      rank: {type: int, min: 1, max: 5}
      day: {type: date}
      cue: {type: span}
      why: {type: string, required: true, when: {sure: [true]}}
  free:
    key: g
    attributes: {comment: {type: string, required: true, suggest: recent_values}}
"""


def attributes(typist: Typist) -> dict[str, object]:
    return dict(typist.spans[-1].attributes)


def test_a_figure_is_filled_in_by_the_text_and_confirmed_with_one_key(claims: Schema) -> None:
    typist = Typist.at(TEXT, claims).press("f")
    assert "proposed" in typist.shown()
    assert attributes(typist) == {}
    typist.press("enter")
    assert attributes(typist) == {"kind": "cardinal", "value": 15_000, "comparator": "almost"}


def test_what_is_proposed_and_not_confirmed_is_not_kept(claims: Schema) -> None:
    assert attributes(Typist.at(TEXT, claims).press("f", "escape")) == {}


def test_a_proposal_can_be_changed_before_it_is_confirmed(claims: Schema) -> None:
    typist = Typist.at(TEXT, claims).press("f").answer("ordinal").press("enter")
    assert attributes(typist)["kind"] == "ordinal"
    assert attributes(typist)["value"] == 15_000


def test_one_key_gives_one_answer(schema: Callable[[str], Schema]) -> None:
    typist = Typist.at(TEXT, schema(YAML)).press("f", "=").answer("green", "red", "green", "blue")
    assert attributes(typist) == {"tags": ("red", "blue")}


def test_answers_are_chosen_with_arrows_too(claims: Schema) -> None:
    typist = Typist.at(TEXT, claims).press("s").answer("person").press("=", "down", "right")
    name = list(attributes(typist))
    assert len(name) == 2


def test_a_condition_that_comes_true_asks_for_more(schema: Callable[[str], Schema]) -> None:
    typist = Typist.at(TEXT, schema(YAML)).press("f", "=").answer("yes")
    assert "why" in typist.shown()


def test_a_value_whose_condition_turned_false_is_dropped_and_said(schema: Callable[[str], Schema]) -> None:
    typist = Typist.at(TEXT, schema(YAML)).press("f", "=").answer("yes").press("w").type("because")
    assert attributes(typist)["why"] == "because"
    typist.answer("no")
    assert attributes(typist) == {"sure": False}
    assert "why no longer asked" in typist.state.message


@pytest.mark.parametrize(
    ("question", "text", "value"),
    [("r", "3", 3), ("d", "2026-02-28", "2026-02-28")],
)
def test_values_are_typed(schema: Callable[[str], Schema], question: str, text: str, value: object) -> None:
    typist = Typist.at(TEXT, schema(YAML)).press("f", "=")
    keys = {q.attribute.name[0]: q.key for q in _questions(typist)}
    typist.press(keys[question]).type(text)
    assert value in attributes(typist).values()


@pytest.mark.parametrize(("question", "text"), [("r", "9"), ("r", "many"), ("d", "2026-02-30")])
def test_what_does_not_fit_is_refused_and_stays_to_be_corrected(
    schema: Callable[[str], Schema], question: str, text: str
) -> None:
    typist = Typist.at(TEXT, schema(YAML)).press("f", "=")
    keys = {q.attribute.name[0]: q.key for q in _questions(typist)}
    typist.press(keys[question]).type(text)
    assert typist.state.alert
    assert isinstance(typist.state.doing, Typing) and typist.state.doing.text == text


def test_a_stretch_of_text_is_pointed_at(schema: Callable[[str], Schema]) -> None:
    typist = Typist.at(TEXT, schema(YAML)).press("f", "=")
    key = next(q.key for q in _questions(typist) if q.attribute.name == "cue")
    typist.press(key)
    assert isinstance(typist.state.doing, Choosing)
    typist.hint("said").press("enter")
    assert attributes(typist) == {"cue": (12, 16)}
    assert "cue: said" in typist.state.message


def test_a_required_text_is_asked_at_once_and_earlier_answers_are_offered(schema: Callable[[str], Schema]) -> None:
    typist = Typist.at(TEXT, schema(YAML)).press("g").type("the bridge")
    assert isinstance(typist.state.doing, Reading)
    typist.press("pagedown", "g")
    from annotate.tui.dispatch import completions

    assert [text for text, _ in completions(typist.state, "br")] == ["the bridge"]


def test_an_answer_is_taken_back(claims: Schema) -> None:
    typist = Typist.at(TEXT, claims).press("c").answer("attributed").press("=", "backspace")
    assert attributes(typist) == {}


def test_every_answer_is_one_step_to_undo(claims: Schema) -> None:
    typist = Typist.at(TEXT, claims).press("c").answer("attributed").press("=").answer("probable").press("escape", "u")
    assert attributes(typist) == {"attribution": "attributed"}


def test_a_slip_of_the_label_is_undone_while_its_form_is_open(claims: Schema) -> None:
    typist = Typist.at(TEXT, claims).press("c", "c-u")
    assert isinstance(typist.state.doing, Reading)
    assert typist.spans == []
    assert typist.state.message == "undone: claim labeled"


def test_an_answer_is_undone_in_the_form_and_can_be_given_again(claims: Schema) -> None:
    typist = Typist.at(TEXT, claims).press("c").answer("attributed").press("=").answer("probable").press("c-u")
    assert isinstance(typist.state.doing, Answering)
    assert attributes(typist) == {"attribution": "attributed"}
    typist.press("c-r")
    assert attributes(typist) == {"attribution": "attributed", "certainty": "probable"}
    typist.press("c-u", "c-u")
    assert attributes(typist) == {}
    assert isinstance(typist.state.doing, Answering)


def test_a_new_label_is_undone_in_its_form_which_has_nothing_to_ask_then(claims: Schema) -> None:
    typist = Typist.at(TEXT, claims).press("c").answer("attributed").press("]", "s", "c-u")
    assert [span.label for span in typist.spans] == ["claim"]
    assert isinstance(typist.state.doing, Reading)


def test_an_answer_that_waits_is_undone_before_what_was_done_earlier(claims: Schema) -> None:
    typist = Typist.at(TEXT, claims).press("f").answer("ordinal").press("c-u")
    assert typist.state.message == "undone: kind"
    assert [span.label for span in typist.spans] == ["figure"]
    typist.press("c-u")
    assert typist.spans == []


def test_what_has_to_be_answered_has_the_same_keys_in_every_form(claims: Schema) -> None:
    def keys(typist: Typist) -> dict[object, str]:
        kind = next(each for each in _questions(typist) if each.attribute.name == "kind")
        return {each.value: each.key for each in kind.answers}

    brief = Typist.at(TEXT, claims).press("s")
    assert keys(brief) == keys(brief.press("escape", "="))


def test_the_guideline_promises_no_key_that_the_form_has_for_another_answer(schema: Callable[[str], Schema]) -> None:
    own = schema(
        """
labels:
  claim:
    attributes:
      attribution: {type: enum, values: [attributed, unattributed]}
      certainty: {type: enum, values: [certain, unlikely]}
      kind: {type: enum, values: [assertion, claim], required: true}
"""
    )
    form = Typist.at(TEXT, own).press("c").answer("claim").press("=")
    dealt = {answer.text: answer.key for question in _questions(form) for answer in question.answers}
    parts = [part for section in guideline(own).sections for part in section.blocks]
    entries = [entry for part in parts if isinstance(part, Entries) for entry in part.items]
    told = {choice.name: choice.key for entry in entries for choice in entry.choices if choice.key}
    assert told == {"unattributed": "u", "assertion": "a", "claim": "c"}
    assert told.items() <= dealt.items()


def test_closing_a_form_says_what_is_still_to_be_answered(claims: Schema) -> None:
    typist = Typist.at(TEXT, claims).press("s", "enter")
    assert "kind" in typist.state.message


def test_a_link_is_removed_in_the_form_of_its_annotation(claims: Schema) -> None:
    typist = Typist.at(TEXT, claims).jump("The", "council").press("s").answer("government")
    typist.press("c").answer("attributed").press(">").hint("The council")
    typist.press("=", ">", "enter", "-")
    assert typist.links == []


def test_no_two_answers_of_a_form_have_the_same_key(claims: Schema) -> None:
    for label in ("c", "s", "t", "f"):
        typist = Typist.at(TEXT, claims).press(label)
        while not isinstance(typist.state.doing, Answering):
            typist.type("x")
        typist.press("escape", "=")
        keys = [a.key for q in _questions(typist) for a in q.answers] + [q.key for q in _questions(typist) if q.key]
        assert len(keys) == len(set(keys)) and "" not in keys


def _questions(typist: Typist):  # type: ignore[no-untyped-def]
    from annotate.tui.questions import questions

    assert isinstance(typist.state.doing, Answering), typist.state.message
    return questions(typist.state, typist.state.doing)


def test_what_was_proposed_for_another_kind_is_no_longer_in_the_way(claims: Schema) -> None:
    typist = Typist.at("They met at five.", claims).press("f").answer("date").type("17:00")
    assert isinstance(typist.state.doing, Reading)
    assert attributes(typist) == {"kind": "date", "value_text": "17:00"}


def test_a_corrected_proposal_waits_with_the_others(claims: Schema) -> None:
    typist = Typist.at(TEXT, claims).press("f")
    typist.ask("value").type("16,000")
    assert attributes(typist) == {}
    typist.press("enter")
    assert attributes(typist) == {"kind": "cardinal", "value": 16_000, "comparator": "almost"}
    typist.press("u")
    assert attributes(typist) == {}


def test_the_question_in_hand_is_explained(claims: Schema) -> None:
    typist = Typist.at(TEXT, claims).press("c")
    assert "Does the text say whose claim it is?" in typist.shown()


def test_the_guideline_is_read_while_a_form_is_open_and_leads_back_to_it(claims: Schema) -> None:
    typist = Typist.at(TEXT, claims).press("c", "\\")
    assert "Guideline: claim" in typist.shown()
    typist.press("escape").answer("attributed")
    assert attributes(typist) == {"attribution": "attributed"}
    typist.press("p", "\\")
    assert "Guideline: paragraph_role" in typist.shown()


def test_what_the_text_answers_is_proposed_again_when_the_form_is_opened_later(claims: Schema) -> None:
    typist = Typist.at(TEXT, claims).press("f", "escape", "=", "enter")
    assert attributes(typist)["value"] == 15_000
