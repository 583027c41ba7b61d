"""What stands in the way of `done`, where it is shown, and that there is always a way out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.core import edit
from annotate.core.records import Status
from annotate.core.schema import Schema
from annotate.tui import checking
from annotate.tui.checking import needs_of
from annotate.tui.state import act
from tests.tui.scribe import Scribe
from tests.tui.typist import Typist, news_claims

TEXT = "Ann Lee said that rents have doubled, and that schools closed.\nShe denied it, Bo Ray said."
RULES = """
labels:
  claim: {key: c, select: clause}
  source: {key: s, attributes: {kind: {type: enum, values: [person, paper], required: true}}}
  topic: {scope: document, key: t}
relations:
  said_by: {from: claim, to: source, out: 1..1, attributes: {sure: {type: bool, required: true}}}
constraints:
  - {id: a, each: document, require: {any_label: [topic], count: 1..1}, message: the text has a topic}
  - {id: b, each: paragraph, require: {any_label: [claim], count: 0..2}}
  - {id: c, each: source, require: {relation: said_by, in: 1..*}, level: warning}
"""

Make = Callable[[str], Schema]


def attributed(claims: Schema) -> Typist:
    """Two claims that need a source, and a source."""
    typist = Typist.at(TEXT, claims).jump("Ann", "Lee").press("s").answer("person")
    typist.press("c").answer("attributed").press("c").answer("attributed")
    return typist.press("pagedown", "pageup")


def status(typist: Typist, n: int = 1) -> Status:
    return typist.state.session.marks.paragraph(n).status


def test_a_paragraph_is_not_done_as_long_as_something_is_missing(claims: Schema) -> None:
    typist = attributed(claims).press("enter")
    assert (status(typist), typist.state.n) == (Status.TODO, 1)


def test_the_cursor_is_led_to_the_annotation_that_needs_something(claims: Schema) -> None:
    typist = attributed(claims).press("enter")
    assert typist.state.focused is not None
    assert (typist.state.focused.quote, typist.state.cursor) == ("rents have doubled", 18)


def test_a_link_may_need_links_too(schema: Make) -> None:
    rules = """
labels: {claim: {key: c, select: clause}}
relations:
  answers: {from: claim, to: claim}
  because: {from: "@answers", to: claim, out: 1..*}
"""
    typist = Typist.at(TEXT, schema(rules)).press("c", "c")
    first, second = (span.id for span in typist.state.session.marks.spans(1))
    step = edit.relate(typist.state.session, "rrrrrrrr", "2026-01-01T10:00:00Z", "answers", first, second)
    typist = Typist(act(typist.state, step)).press("escape", "enter")
    assert status(typist) is Status.TODO
    assert "because" in typist.state.message


@given(st.lists(st.sampled_from(["c", "s", "right", "tab", "backspace", "c-u", "c-r", "> ."]), max_size=14))
def test_what_is_needed_is_the_same_whether_it_was_asked_before_or_not(keys: list[str]) -> None:
    typist = Typist.at(TEXT, news_claims())
    for key in keys:
        for each in key.split():
            typist.press("escape" if each == "." else each)
        remembered = checking.needs(typist.state.session, 1)
        checking._last = None
        assert checking.needs(typist.state.session, 1) == remembered


def test_the_message_says_what_is_missing_and_which_key_gives_it(claims: Schema) -> None:
    typist = attributed(claims).press("enter")
    assert typist.state.message == "not done (1 of 2): an attributed claim needs its source; > links it"
    assert typist.state.alert


def test_enter_again_goes_on_to_the_next_problem_and_round(claims: Schema) -> None:
    typist = attributed(claims)
    found = [typist.press("enter").state.focused for _ in range(3)]
    assert [span and span.quote for span in found] == ["rents have doubled", "schools closed", "rents have doubled"]


def test_what_was_mended_is_not_asked_again_and_then_one_key_is_enough(claims: Schema) -> None:
    typist = attributed(claims)
    typist.press("enter", ">").hint("Ann Lee").press("enter", ">").hint("Ann Lee").press("enter")
    assert (status(typist), typist.state.n) == (Status.DONE, 2)


def test_the_only_problem_tells_the_way_out_when_asked_again(claims: Schema) -> None:
    typist = Typist.at(TEXT, claims).press("s", "escape", "enter", "enter")
    assert typist.state.message == "not done: this source has no 'kind'; = answers it, ! flags it"


def test_a_flag_is_never_blocked(claims: Schema) -> None:
    typist = attributed(claims).press("!")
    assert (status(typist), typist.state.n) == (Status.FLAGGED, 2)


def test_a_paragraph_that_was_done_is_led_through_again_once_it_lacks_something(claims: Schema) -> None:
    typist = Typist.at(TEXT, claims).press("enter", "pageup").jump("rents", "doubled").press("c")
    typist.answer("attributed").press("enter")
    assert typist.state.n == 1 and "needs its source" in typist.state.message


def test_warnings_and_hints_do_not_block(claims: Schema) -> None:
    typist = Typist.at(TEXT, claims).press("s").answer("person").press("enter")
    assert status(typist) is Status.DONE


def test_what_is_missing_stands_beside_the_annotation(claims: Schema) -> None:
    typist = attributed(claims)
    typist.columns = 120
    shown = typist.press("tab", "tab").shown()
    assert "rents have doubled attributed_to?" in shown
    assert "error: an attributed claim needs its" in shown
    assert "schools closed attributed_to?" in shown


def test_what_only_should_be_there_stands_in_brackets(claims: Schema) -> None:
    typist = attributed(claims)
    typist.columns = 120
    shown = typist.press("home").shown()
    assert "Ann Lee (attributed_to?)" in shown
    assert "warning: nothing is linked to this source" in shown
    assert "info: what signals the attribution is not" in shown


def test_below_the_text_of_a_narrow_screen_too(claims: Schema) -> None:
    assert "error: an attributed claim needs its source; > links it" in attributed(claims).press("enter").shown()


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        ("c c right c enter", "not done: the paragraph may have at most 2 'claim'; Backspace deletes one"),
        ("c enter", "not done: this claim has no 'said_by'; > links it"),
    ],
)
def test_rules_without_words_are_told_in_ours(keys: str, message: str, schema: Make) -> None:
    text = "One, two, and he came, and she left, and they won."
    rules = RULES.replace("out: 1..1", "out: 0..1") if "most" in message else RULES
    assert Typist.at(text, schema(rules)).do(keys).state.message == message


def test_a_link_that_needs_an_answer_is_in_hand_itself(schema: Make) -> None:
    typist = Typist.at(TEXT, schema(RULES)).press("s").answer("person")
    typist.jump("rents", "doubled").press("c", ">").hint("Ann").press("escape", "home", "enter")
    assert typist.state.message == "not done: this said_by has no 'sure'; = answers it"
    typist.press("=").answer("yes").press("enter", "enter")
    assert status(typist) is Status.DONE


def test_after_the_last_decision_the_document_is_checked(schema: Make) -> None:
    typist = Typist.at("One.\nTwo.", schema(RULES)).press("pagedown", "enter", "pageup", "enter")
    assert status(typist, 1) is status(typist, 2) is Status.DONE
    assert typist.state.message == "all is decided, but the text has a topic; @ labels it"
    typist.press("@", "enter")
    assert typist.state.message == "all is decided: ctrl-q leaves, ctrl-o lists documents"


def test_nothing_is_worked_out_again_until_something_changes(claims: Schema) -> None:
    typist = attributed(claims)
    id = typist.spans[1].id
    before = needs_of(typist.state.session, 1, id)
    typist.press("right", "right", "left", "tab")
    assert before and needs_of(typist.state.session, 1, id) is before
    typist.press("enter", ">").hint("Ann Lee")
    assert needs_of(typist.state.session, 1, id) == ()


def test_the_line_mode_says_the_same(tmp_path: Path, claims: Schema) -> None:
    Scribe(tmp_path, claims, TEXT).play("""
        article: paragraph 1 of 2, to do
        text: Ann Lee said that rents have doubled, and that schools closed.
        > claim 5-7 attribution=attributed
        a1 claim: rents have doubled
        a1 attribution: attributed
        saved 1
        > done
        error: not done: a1 error: an attributed claim needs its source; help source tells how to label the other end
        > source 1-2
        a2 source: Ann Lee
        saved 2
        a2 needs kind: p person, o official, g government, r organization, m media, d document, u group, t other
        answer as kind=person, or =p
        > done
        error: not done: a2 needs kind; 1 more, show lists all
        > set a2 kind=person
        a2 kind: person
        saved 2
        > link a1 a2
        r1 attributed_to: a1 to a2
        saved 2
        > show
        article: paragraph 1 of 2, to do
        text: Ann Lee said that rents have doubled, and that schools closed.
        a2 source: Ann Lee
        a2 kind: person
        a1 claim: rents have doubled
        a1 attribution: attributed
        r1 attributed_to: a1 to a2
        > done
        paragraph 1 done
        saved 2
        article: paragraph 2 of 2, to do
        text: She denied it, Bo Ray said.
    """)


def test_the_line_mode_tells_what_the_document_needs(tmp_path: Path, schema: Make) -> None:
    Scribe(tmp_path, schema(RULES), "One.").play("""
        article: paragraph 1 of 1, to do
        text: One.
        > done
        paragraph 1 done
        this was the last paragraph; every paragraph is decided; error: the text has a topic; topic labels it
        saved 0
        > topic
        document topic
        saved 0
        > document
        document topic
    """)
