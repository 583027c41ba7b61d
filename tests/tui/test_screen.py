"""The whole screen: what stands where, at any size."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.core.display import width
from annotate.core.schema import Schema
from annotate.core.session import Session
from annotate.tui.dispatch import keyboard
from annotate.tui.screen import Surroundings, draw
from annotate.tui.state import State, Typing, place
from tests.tui.typist import Typist, document_of, news_claims

TEXT = "The council said that 40 bridges need repair.\nA heading\nNobody came, they said."
CLAIMS = news_claims()
KEYS = keyboard(CLAIMS)


def rows_of(state: State, columns: int = 80, rows: int = 24, **around: object) -> list[str]:
    drawn = draw(state, Surroundings(KEYS, **around), columns, rows)  # type: ignore[arg-type]
    return ["".join(text for _, text in row) for row in drawn.rows]


def opened(text: str = TEXT) -> State:
    return place(State(Session(document_of(text), CLAIMS, "alice")), 1)


def test_the_top_tells_document_paragraph_and_progress(claims: Schema) -> None:
    top = rows_of(Typist.at(TEXT, claims).press("enter", "!").state)[0]
    for part in ("article", "¶ 3 of 3", "to do", "2 decided", "1 flagged", "alice", "news-claims"):
        assert part in top


def test_the_last_line_always_says_how_much_is_saved() -> None:
    assert rows_of(opened(), saved=7)[-1].startswith(" saved 7 ")


def test_what_is_not_saved_is_said_with_the_reason_and_a_way_out() -> None:
    last = rows_of(opened(), 120, saved=3, unsaved=2, failure="no space left on device")[-1]
    assert "saved 3" in last and "2 not saved: no space left on device" in last and "ctrl-w" in last


@pytest.mark.parametrize(("key", "completed"), [(":", True), ('"', False), ("c-w", False)])
def test_completion_is_spoken_of_only_where_there_is_any(claims: Schema, key: str, completed: bool) -> None:
    assert any("Tab completes" in row for row in rows_of(Typist.at(TEXT, claims).press(key).state)) == completed


def test_the_way_out_fits_the_narrowest_full_screen() -> None:
    last = rows_of(opened(), 80, saved=6, unsaved=29, failure="no space left on device")[-1]
    assert last.rstrip().endswith("ctrl-s again, ctrl-w elsewhere")


def test_links_and_labels_of_paragraphs_are_counted_beside_what_is_saved(claims: Schema) -> None:
    typist = Typist.at("They said it.", claims).press("s", "u", "c", "a", ">", "f").press("p", "h", "escape")
    assert rows_of(typist.state, saved=2)[-1].startswith(" saved 2  1 link  1 label ")


def test_what_only_the_journal_has_is_told_apart_from_what_is_saved() -> None:
    last = rows_of(opened(), saved=12, failure="no space left on device")[-1]
    assert "saved 12" in last and "only in the journal: no space left on device" in last


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("", "Enter done"),
        ("space", "label: its key"),
        ("g", "the first word"),
        ("s", "answer: its letter"),
        ("?", "Esc back"),
        ("s p ]", "Enter keeps"),
    ],
)
def test_the_line_above_says_what_can_be_done_next(claims: Schema, keys: str, expected: str) -> None:
    assert expected in rows_of(Typist.at(TEXT, claims).press(*keys.split()).state)[-2]


def test_label_keys_are_always_in_sight(claims: Schema) -> None:
    assert "c claim  s source  t stance  f figure  p ¶paragraph_role" in rows_of(opened())[-3]


def test_twenty_labels_fit_the_legend_or_it_says_where_the_rest_is(schema: Callable[[str], Schema]) -> None:
    many = schema(f"labels: [{', '.join(f'a_long_label_{i}' for i in range(20))}]")
    state = place(State(Session(document_of(TEXT), many, "alice")), 1)
    drawn = draw(state, Surroundings(keyboard(many)), 80, 24)
    shown = ["".join(text for _, text in row) for row in drawn.rows][-4:-2]
    assert all(width(row) == 80 for row in shown)
    assert "? for all" in shown[-1]


def test_an_annotation_without_what_is_required_says_so(claims: Schema) -> None:
    assert "kind?" in "".join(rows_of(Typist.at(TEXT, claims).press("s", "escape").state))


def test_the_panel_stands_beside_the_text_when_there_is_room(claims: Schema) -> None:
    state = Typist.at(TEXT, claims).press("s").answer("government").state
    narrow, broad = rows_of(state, 80), rows_of(state, 120)
    assert any(row.startswith("─" * 80) for row in narrow)
    assert any("│" in row and "source The" in row for row in broad)


def test_a_note_on_the_document_takes_rows_from_the_text_in_the_first_paragraph_only(claims: Schema) -> None:
    first = Typist.at(TEXT, claims).press("^").type("odd").state
    after = Typist.at(TEXT, claims).press("^").type("odd").press("enter").state
    assert any("document note: odd" in row for row in rows_of(first, 80))
    assert not any("document note" in row for row in rows_of(after, 80))
    assert any("document note: odd" in row for row in rows_of(after, 120))


def test_a_line_that_is_typed_shows_no_digits_for_earlier_answers(claims: Schema) -> None:
    typist = Typist.at(TEXT, claims).press("t").answer("favor").type("the bridge")
    typist.press("pagedown", "t").answer("against")
    assert isinstance(typist.state.doing, Typing)
    assert not any("1 the bridge" in row for row in rows_of(typist.state))
    typist.type("the heading").press("=")
    assert any("1 the bridge" in row or "2 the bridge" in row for row in rows_of(typist.state))


def test_a_window_that_is_too_small_says_so() -> None:
    assert rows_of(opened(), 19, 24) == ["too small          "]
    assert rows_of(opened(), 80, 4)[0].startswith("too small")


HOSTILE = "\x1b]0;x\x07 \x9b31m \u202eabc\u2066 \U000e0041 \x00 \r b\u0301\u0301 \ufeff 👩‍👩‍👧 漢字 שלום"
KEY_SAMPLES = ["f", "enter", "g", "c", "space", "right", "s", "escape", "?", "=", "*", "<", "/", ":", "down", "p", "\\"]


@given(
    st.integers(1, 140),
    st.integers(1, 50),
    st.lists(st.sampled_from(KEY_SAMPLES), max_size=8),
    st.sampled_from([TEXT, HOSTILE, f"{TEXT}\n{HOSTILE}", "word " * 300]),
)
def test_every_row_is_as_wide_as_the_window_whatever_is_shown(
    columns: int, rows: int, keys: list[str], text: str
) -> None:
    typist = Typist.at(text, CLAIMS)
    for key in keys:
        if type(typist.state.doing).__name__ == "Typing":
            typist.type(key)
        else:
            typist.press(key)
    shown = rows_of(typist.state, columns, rows)
    if columns >= 20 and rows >= 5:
        assert len(shown) == rows
    assert all(width(row) == columns for row in shown)
    joined = "".join(shown)
    assert not [c for c in joined if ord(c) < 32 or 0x7F <= ord(c) < 0xA0 or c in "\u202e\u2066\U000e0041\ufeff"]


@pytest.mark.parametrize("columns", [60, 80, 120])
@pytest.mark.parametrize("keys", ["", "s escape", "space", "s escape =", "s p ]"])
def test_help_and_leaving_are_told_of_at_every_width(claims: Schema, keys: str, columns: int) -> None:
    told = rows_of(Typist.at(TEXT, claims).press(*keys.split()).state, columns)[-2]
    assert "? help" in told and "ctrl-q leave" in told


def test_what_can_be_done_to_an_annotation_is_told_once_one_is_in_hand(claims: Schema) -> None:
    typist = Typist.at(TEXT, claims)
    assert "= attributes" not in rows_of(typist.state)[-2]
    assert "= attributes  > link" in rows_of(typist.press("s", "escape").state)[-2]


def test_a_selection_tells_how_to_drop_it(claims: Schema) -> None:
    assert "Esc drop" in rows_of(Typist.at(TEXT, claims).press("space").state)[-2]


def test_while_a_line_is_typed_the_bottom_tells_how_to_end_it(claims: Schema) -> None:
    assert "Enter takes it" in rows_of(Typist.at(TEXT, claims).press("/").state)[-2]


@pytest.mark.parametrize("columns", [80, 120])
@pytest.mark.parametrize("keys", ["", "s escape", "s escape =", "space", "?", "\\", "f enter c u > f", "p", "g", "*"])
def test_everything_can_be_drawn_in_ascii(claims: Schema, keys: str, columns: int) -> None:
    typist = Typist.at(TEXT, claims).press(*keys.split())
    shown = rows_of(typist.state, columns, ascii=True)
    assert all(row.isascii() for row in shown), [row for row in shown if not row.isascii()]
    assert {len(row) for row in shown} == {columns}


def test_after_a_search_the_bottom_tells_how_to_go_on(claims: Schema) -> None:
    typist = Typist.at(TEXT, claims)
    assert "n next match" not in rows_of(typist.press("space").state)[-2]
    assert "n next match" in rows_of(typist.press("escape", "/").type("bridges").state)[-2]
