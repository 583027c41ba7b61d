"""Earlier answers offered again: `suggest` and `entity` on the screen and in the line mode."""

from collections.abc import Callable
from pathlib import Path

import pytest
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from annotate.cli.library import Item, Shelf
from annotate.core.document import ParagraphMode
from annotate.core.schema import Schema
from annotate.store.annotations import read_annotations
from annotate.store.disk import Disk
from annotate.tui import prompts
from annotate.tui.app import Options, Screen
from annotate.tui.state import Answering, Typing
from tests.tui.scribe import Scribe
from tests.tui.typist import Typist

TEXT = "Ann met Bo. Ann left. Cy came. Ann wrote to Bo."
SCHEMA = """
labels:
  name:
    key: n
    attributes:
      who: {type: string, suggest: previous_same_text}
      mood: {type: string, suggest: recent_values}
  person:
    key: p
    attributes:
      id: {type: entity, required: true}
  role:
    key: r
    attributes:
      kind: {type: enum, values: [host, guest], required: true, suggest: previous_same_text}
      note: {type: string}
"""
LEAVE, ENTER, DOWN = "\x11", "\r", "\x1b[B"

Make = Callable[[str], Schema]


@pytest.fixture
def typist(schema: Make) -> Typist:
    return Typist.at(TEXT, schema(SCHEMA))


@pytest.fixture
def ids(tmp_path: Path, schema: Make) -> Callable[[str], list[object]]:
    """What persons are called after these keys."""

    def run(keys: str) -> list[object]:
        path = tmp_path / "article.txt"
        path.write_text(TEXT, encoding="utf-8")
        shelf = Shelf(
            [Item(path, tmp_path)], schema(SCHEMA), "alice", tmp_path / "out", "utf-8", ParagraphMode.AUTO, Disk()
        )
        with create_pipe_input() as pipe:
            pipe.send_text(keys + LEAVE)
            assert Screen(shelf, 0, Options(), input=pipe, output=DummyOutput()).run() == 0
        records = read_annotations(tmp_path / "out" / "article.alice.ann.jsonl").entries
        return [getattr(each.record, "attributes", {}).get("id") for each in records[2:]]

    return run


def named(typist: Typist, first: int, who: str) -> Typist:
    """The `first` word of that name labeled, and called `who`."""
    typist.press("home")
    for _ in range(first):
        typist.press("right")
    return typist.press("n", "=").press("w").type(who)


def test_what_the_same_text_was_called_is_offered_under_a_digit(typist: Typist) -> None:
    named(typist, 0, "Ann Lee").press("escape")
    named_again = typist.press("home", *["right"] * 3, "n", "=")
    assert "1 Ann Lee" in named_again.shown()
    typist.press("1")
    assert [span.attributes.get("who") for span in typist.spans] == ["Ann Lee", "Ann Lee"]


def test_another_text_is_not_offered_it(typist: Typist) -> None:
    named(typist, 0, "Ann Lee").press("escape", "home", *["right"] * 2, "n", "=")
    assert "Ann Lee" not in typist.shown()


def test_the_latest_answers_of_any_text_are_offered_where_the_schema_says_so(typist: Typist) -> None:
    typist.press("n", "=", "m").type("calm").press("escape", "right", "right", "n", "=", "m").type("cross")
    typist.press("escape", "right", "right", "n", "=")
    assert "1 cross  2 calm" in typist.shown()


def test_the_arrows_go_through_what_is_offered(typist: Typist) -> None:
    typist.press("n", "=", "m").type("calm").press("escape", "right", "right", "n", "=", "m").type("cross")
    typist.press("escape", "right", "right", "n", "=", "down", "right", "right")
    assert typist.spans[-1].attributes == {"mood": "calm"}


def test_a_choice_that_is_required_is_proposed_and_enter_takes_it(typist: Typist) -> None:
    typist.press("r").answer("guest").press("home", *["right"] * 3, "r")
    assert isinstance(typist.state.doing, Answering) and typist.state.doing.pending == {"kind": "guest"}
    typist.press("enter")
    assert [span.attributes["kind"] for span in typist.spans] == ["guest", "guest"]


def test_another_choice_still_takes_one_key(typist: Typist) -> None:
    typist.press("r").answer("guest").press("home", *["right"] * 3, "r").answer("host")
    assert [span.attributes["kind"] for span in typist.spans] == ["guest", "host"]


def test_a_line_filters_what_is_offered_as_it_is_typed(typist: Typist) -> None:
    for at, who in ((0, "Q1"), (2, "Q2"), (4, "Z3")):
        typist.press("home", *["right"] * at, "p").type(who)
    typist.press("end", "p")
    assert isinstance(typist.state.doing, Typing) and prompts.proposes(typist.state)
    assert prompts.suggestions(typist.state, "") == ("Q2", "Z3", "Q1")
    assert prompts.suggestions(typist.state, "z") == ("Z3",)


def test_enter_takes_the_entity_of_the_same_text(ids: Callable[[str], list[object]]) -> None:
    assert ids("pQ1" + ENTER + "\x1b[C" * 3 + "p" + ENTER) == ["Q1", "Q1"]


def test_an_arrow_takes_another_one_and_a_new_name_makes_a_new_one(
    ids: Callable[[str], list[object]],
) -> None:
    first = "pQ1" + ENTER + "\x1b[C" * 2 + "pQ2" + ENTER + "\x1b[C"
    assert ids(first + "p" + DOWN + ENTER + "\x1b[C" * 2 + "pQ9" + ENTER) == ["Q1", "Q2", "Q2", "Q9"]


def test_an_answer_taken_away_while_typing_is_no_answer(ids: Callable[[str], list[object]]) -> None:
    assert ids("pQ1" + ENTER + "\x1b[C" * 3 + "px\x7f" + ENTER) == ["Q1", None]


def test_the_line_mode_tells_them_and_takes_digits_as_they_are(tmp_path: Path, schema: Make) -> None:
    Scribe(tmp_path, schema(SCHEMA), TEXT).play("""
        article: paragraph 1 of 1, to do
        text: Ann met Bo. Ann left. Cy came. Ann wrote to Bo.
        > person 1 id=Q1
        a1 person: Ann
        a1 id: Q1
        saved 1
        > person 4
        a2 person: Ann
        saved 2
        a2 needs id: some words; earlier: Q1
        answer as id="some words", or ="some words"
        > =1
        a2 id: 1
        saved 2
        > role 3 kind=guest
        a3 role: Bo
        a3 kind: guest
        saved 3
        > role 11
        a4 role: Bo
        saved 4
        a4 kind, proposed: guest
        ok takes what is proposed, kind=host changes it
        > ok
        a4 kind: guest
        saved 4
    """)
