"""Rows that only moved are moved by the terminal; what is seen is as if all had been sent."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotate.tui.shifting import Shift, find_shift
from annotate.tui.theme import Row
from tests.tui.test_canvas import Shown

TEXT = [f"line {n} of a text that is long enough to be told from others" for n in range(20)]
LINES: list[Row] = [(("", "   "), ("class:faint", text)) for text in TEXT]
BLANK: Row = (("", " " * 80),)


def test_a_row_that_comes_in_moves_those_below_down() -> None:
    after = [*LINES[:4], BLANK, *LINES[4:9]]
    assert find_shift(LINES[:10], after) == Shift(4, 9, 1)


def test_rows_that_go_move_those_below_up() -> None:
    after = [*LINES[:4], *LINES[6:10], BLANK, BLANK]
    assert find_shift(LINES[:10], after) == Shift(4, 9, -2)


def test_what_comes_in_is_blank_and_the_rest_has_its_place() -> None:
    shift = Shift(4, 9, 2)
    assert [shift.source(row) for row in range(4, 10)] == [None, None, 4, 5, 6, 7]


def test_rows_that_stay_are_not_moved() -> None:
    assert find_shift(LINES[:10], LINES[:10]) is None


def test_few_rows_are_not_worth_a_move() -> None:
    assert find_shift([*LINES[:4], BLANK], [LINES[0], BLANK, LINES[1], LINES[2], BLANK]) is None


def test_rows_are_told_apart_by_style_too() -> None:
    other: list[Row] = [(("", "   "), ("", text)) for text in TEXT]
    assert find_shift(LINES[:10], [BLANK, *other[:9]]) is None


def test_what_stands_beside_the_text_does_not_matter() -> None:
    before = [(*line, ("", f"panel {n}")) for n, line in enumerate(LINES[:10])]
    after = [BLANK, *((*line, ("", "other")) for line in LINES[:9])]
    assert find_shift(before, after) == Shift(0, 9, 1)


def test_a_move_costs_fewer_bytes_than_the_rows() -> None:
    shown = Shown(80, 20)
    with shown.running() as show:
        show(*LINES)
        shown.terminal.sent()
        assert show("new", *LINES[:19])[1:] == [f"   {text}" for text in TEXT[:19]]
        assert shown.terminal.sent() < 120


@given(
    frames=st.lists(
        st.lists(st.sampled_from([*LINES[:8], BLANK, (("class:loud", "bar  "),)]), max_size=12),
        min_size=2,
        max_size=6,
    ),
    moves=st.lists(st.tuples(st.integers(0, 9), st.integers(-4, 4)), max_size=6),
)
def test_the_terminal_shows_what_a_fresh_one_would(frames: list[list[Row]], moves: list[tuple[int, int]]) -> None:
    """Frames at random, and each also with rows put in or taken out."""
    for at, by in moves:
        last = frames[-1]
        put = [BLANK] * by if by > 0 else []
        frames.append([*last[:at], *put, *last[at - min(by, 0) :]][:12])
    shown = Shown(80, 12)
    with shown.running() as show:
        for frame in frames:
            fresh = Shown(80, 12)
            seen = show(*frame, cursor=(3, 5))
            cells = styles(shown)
            with fresh.running() as show_fresh:
                assert seen == show_fresh(*frame, cursor=(3, 5))
                assert cells == styles(fresh)


def styles(shown: Shown) -> list[object]:
    """What every cell looks like, and where the cursor is."""
    screen = shown.terminal.screen
    cells = [
        (cell.data, cell.bold, cell.reverse) if cell.data != " " or cell.reverse else " "
        for y in range(screen.lines)
        for cell in (screen.buffer[y][x] for x in range(screen.columns))
    ]
    return [*cells, screen.cursor.x, screen.cursor.y]
