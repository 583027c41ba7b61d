"""Colors and blanks cost few bytes, and look as if they had been sent in full."""

from __future__ import annotations

import io

import pyte
import pytest
from hypothesis import given
from hypothesis import strategies as st
from prompt_toolkit.data_structures import Size
from prompt_toolkit.output import ColorDepth
from prompt_toolkit.output.vt100 import Vt100_Output
from prompt_toolkit.styles import Attrs, Style

from annotate.tui.terse import Terse

STYLES = ("", "bold", "#8ab4f8", "bold #8ab4f8", "reverse", "underline", "bg:#3a3a3a", "bg:#3a3a3a bold")
SIZE = Size(60, 160)


def look(style: str) -> Attrs:
    return Style([]).get_attrs_for_style_str(style)


class Sent(io.StringIO):
    def isatty(self) -> bool:
        return True

    def fileno(self) -> int:
        return -1


def sent(kind: type[Vt100_Output], *steps: tuple[str, object]) -> str:
    """What goes to the terminal for steps: a text, a style, a move to the right, the next line."""
    stream = Sent()
    output = kind(stream, lambda: SIZE, "xterm-256color", enable_cpr=False)
    for name, value in steps:
        match name:
            case "text":
                for character in str(value):
                    output.write(character)
            case "style":
                output.set_attributes(look(str(value)), ColorDepth.DEPTH_8_BIT)
            case "reset":
                output.reset_attributes()
            case "right":
                output.cursor_forward(int(str(value)))
            case "lines":
                output.write("\r\n" * int(str(value)))
            case "erase":
                output.erase_end_of_line()
    output.reset_attributes()
    output.flush()
    return stream.getvalue()


def screen(data: str) -> list[object]:
    shown = pyte.Screen(SIZE.columns, SIZE.rows)
    stream = pyte.Stream(shown)
    stream.feed(("x" * SIZE.columns + "\r\n") * (SIZE.rows - 1) + "\x1b[H")  # what was there before
    stream.feed(data)
    cells = [shown.buffer[y][x] for y in range(SIZE.rows) for x in range(SIZE.columns)]
    seen = [
        (cell.data, cell.bg, cell.reverse, cell.underscore)
        if cell.data == " "
        else (cell.data, cell.fg, cell.bg, cell.bold, cell.reverse, cell.underscore)
        for cell in cells
    ]
    return [*seen, shown.cursor.attrs]


STEP = st.one_of(
    st.tuples(st.just("text"), st.sampled_from(["a", "word", " ", "   ", " " * 20, "a" + " " * 12])),
    st.tuples(st.just("style"), st.sampled_from(STYLES)),
    st.tuples(st.just("reset"), st.just("")),
    st.tuples(st.just("right"), st.integers(1, 5)),
    st.tuples(st.just("erase"), st.just("")),
    st.tuples(st.just("lines"), st.integers(1, 4)),
)


@given(st.lists(STEP, max_size=6).map(lambda steps: [*steps, ("lines", 1)]), st.lists(STEP, max_size=6))
def test_the_screen_is_the_same(first: list[tuple[str, object]], second: list[tuple[str, object]]) -> None:
    steps = (*first, *second)
    assert screen(sent(Terse, *steps)) == screen(sent(Vt100_Output, *steps))


def test_a_color_is_named_once_for_all_that_is_written_in_it() -> None:
    style = ("style", "#8ab4f8")
    steps = [style, ("text", "a"), ("reset", ""), ("lines", 1), style, ("text", "b")]
    assert sent(Terse, *steps) == "\x1b[38;5;111ma\r\nb\x1b[m"


def test_only_what_is_new_in_a_look_is_named() -> None:
    steps = [("style", "#8ab4f8"), ("text", "a"), ("style", "bold #8ab4f8"), ("text", "b")]
    assert sent(Terse, *steps) == "\x1b[38;5;111ma\x1b[1mb\x1b[m"


def test_many_lines_are_gone_down_at_once() -> None:
    assert sent(Terse, ("text", "a"), ("lines", 20), ("text", "b")) == "a\r\x1b[20Bb"


def test_many_blanks_are_erased_at_once() -> None:
    assert sent(Terse, ("text", "a" + " " * 40 + "b")) == "a\x1b[40X\x1b[40Cb"


@pytest.mark.parametrize("style", ["reverse", "underline", "bg:#3a3a3a"])
def test_blanks_that_are_seen_are_written(style: str) -> None:
    assert " " * 40 in sent(Terse, ("style", style), ("text", " " * 40))
