"""What the canvas puts on a terminal: the rows, only what changed, and the mouse."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import pyte
from hypothesis import given, settings
from hypothesis import strategies as st
from prompt_toolkit.application import Application
from prompt_toolkit.application.current import set_app
from prompt_toolkit.data_structures import Point, Size
from prompt_toolkit.input import DummyInput
from prompt_toolkit.layout import (
    Container,
    DynamicContainer,
    Float,
    FloatContainer,
    Layout,
    VSplit,
    Window,
)
from prompt_toolkit.layout.controls import FormattedTextControl
from prompt_toolkit.mouse_events import MouseButton, MouseEvent, MouseEventType
from prompt_toolkit.output import ColorDepth
from prompt_toolkit.output.vt100 import Vt100_Output
from prompt_toolkit.styles import Style

from annotate.tui.canvas import Canvas
from annotate.tui.theme import Row

STYLE = Style([("loud", "reverse"), ("faint", "bold"), ("red", "#ff0000")])


class Terminal:
    """A screen behind the application's output; `sent` is how much came since it was last asked."""

    encoding = "utf-8"

    def __init__(self, columns: int, rows: int) -> None:
        self.screen = pyte.Screen(columns, rows)
        self.stream = pyte.Stream(self.screen)
        self.data: list[str] = []

    def write(self, data: str) -> None:
        self.data.append(data)
        self.stream.feed(data)

    def flush(self) -> None:
        pass

    def isatty(self) -> bool:
        return True

    def fileno(self) -> int:
        return -1

    def sent(self) -> int:
        size = len("".join(self.data).encode())
        self.data.clear()
        return size

    def rows(self) -> list[str]:
        columns = range(self.screen.columns)
        lines = (self.screen.buffer[y] for y in range(self.screen.lines))
        return ["".join(line[x].data for x in columns).rstrip() for line in lines]

    def resize(self, columns: int, rows: int) -> None:
        self.screen.resize(rows, columns)


class Shown:
    """An application that shows what `content` is set to."""

    def __init__(self, columns: int = 20, rows: int = 4, **options: object) -> None:
        self.content: Sequence[Row] = ()
        self.cursor: tuple[int, int] | None = None
        self.terminal = Terminal(columns, rows)
        self.canvas = Canvas(lambda *size: (self.content, self.cursor), **options)  # type: ignore[arg-type]
        self.wrap: Callable[[Canvas], object] = lambda canvas: canvas

    @contextmanager
    def running(self) -> Iterator[Callable[..., list[str]]]:
        screen = self.terminal.screen
        output = Vt100_Output(
            self.terminal,  # type: ignore[arg-type]
            lambda: Size(screen.lines, screen.columns),
            "xterm-256color",
            enable_cpr=False,
        )
        self.app: Application[None] = Application(
            Layout(self.wrap(self.canvas), focused_element=self.canvas.window),  # type: ignore[arg-type]
            full_screen=True,
            output=output,
            input=DummyInput(),
            style=STYLE,
            color_depth=ColorDepth.DEPTH_24_BIT,
        )

        def show(*rows: Row | str, cursor: tuple[int, int] | None = None) -> list[str]:
            self.content = [row if isinstance(row, tuple) else (("", row),) for row in rows]
            self.cursor = cursor
            self.app.renderer.render(self.app, self.app.layout)
            return self.terminal.rows()

        with set_app(self.app):
            yield show


def test_rows_are_shown_and_the_rest_is_empty() -> None:
    with Shown().running() as show:
        assert show("one", "two") == ["one", "two", "", ""]


def test_what_does_not_fit_is_cut() -> None:
    with Shown(5, 2).running() as show:
        assert show("too long", "東京都庁", "below") == ["too l", "東京"]


def test_rows_may_shrink_grow_and_vanish() -> None:
    with Shown().running() as show:
        show("a long row", "second", "third")
        assert show("a", "second") == ["a", "second", "", ""]
        assert show("a longer", "", "third") == ["a longer", "", "third", ""]


def test_a_row_that_ends_in_styled_blanks_is_shown() -> None:
    with Shown().running() as show:
        assert show((("class:faint", "bold   "), ("", "  ")))[0] == "bold"


def test_a_mark_joins_its_letter_and_a_wide_character_takes_two_columns() -> None:
    with Shown().running() as show:
        assert show("e\u0301x", "東x")[:2] == ["éx", "東x"]
        assert show("e\u0301y", "東y")[:2] == ["éy", "東y"]


def test_only_what_changed_is_sent() -> None:
    shown = Shown(120, 40)
    rows = [f"row {n} of a full screen of text" * 3 for n in range(40)]
    with shown.running() as show:
        show(*rows)
        assert shown.terminal.sent() > 3000
        show(*rows[:7], "Row" + rows[7][3:], *rows[8:])
        assert shown.terminal.sent() < 100


def test_moving_the_cursor_sends_little_more_than_its_place() -> None:
    shown = Shown()
    with shown.running() as show:
        show("one", "two", cursor=(0, 0))
        shown.terminal.sent()
        show("one", "two", cursor=(1, 2))
        assert shown.terminal.sent() < 40
        cursor = shown.terminal.screen.cursor
        assert (cursor.y, cursor.x, cursor.hidden) == (1, 2, False)


def test_without_a_place_the_cursor_is_hidden() -> None:
    shown = Shown()
    with shown.running() as show:
        show("one", cursor=None)
        assert shown.terminal.screen.cursor.hidden


def test_another_size_and_another_style_paint_everything_anew() -> None:
    shown = Shown()
    with shown.running() as show:
        show("one", "two")
        shown.terminal.screen.reset()
        shown.terminal.resize(30, 5)
        assert show("one", "two") == ["one", "two", "", "", ""]
        shown.terminal.screen.reset()
        shown.app.style = Style([("loud", "bold")])
        assert show("one", "two") == ["one", "two", "", "", ""]


def test_a_float_that_is_taken_away_uncovers_the_row() -> None:
    shown = Shown()
    popup = Float(Window(FormattedTextControl("POP"), width=3, height=1), left=2, top=0)
    container: list[FloatContainer] = []

    def covered(canvas: Canvas) -> FloatContainer:
        container.append(FloatContainer(canvas, []))
        return container[0]

    shown.wrap = covered
    with shown.running() as show:
        assert show("abcdefgh")[0] == "abcdefgh"
        container[0].floats.append(popup)
        assert show("abcdefgh")[0] == "abPOPfgh"
        container[0].floats.clear()
        assert show("abcdefgh")[0] == "abcdefgh"


def test_another_container_in_place_of_the_canvas_leaves_nothing_of_it() -> None:
    shown, other = Shown(), Window(FormattedTextControl("other"))
    there: list[Container] = []

    def wrap(canvas: Canvas) -> DynamicContainer:
        there.append(canvas)
        return DynamicContainer(lambda: there[-1])

    shown.wrap = wrap
    with shown.running() as show:
        show("a long row", "second")
        show("a long row", "second")
        there.append(other)
        assert show() == ["other", "", "", ""]
        there.pop()
        assert show("a long row", "second")[:2] == ["a long row", "second"]


def test_a_window_may_stand_beside_the_canvas() -> None:
    for first in (True, False):
        shown = Shown()
        side = Window(FormattedTextControl("side"), width=6)
        shown.wrap = lambda canvas, first=first, side=side: VSplit(  # type: ignore[misc]
            [canvas, side] if first else [side, canvas]
        )
        with shown.running() as show:
            show("abc", "def")
            expected = ["xyz           side", "def"] if first else ["side  xyz", "      def"]
            assert show("xyz", "def")[:2] == expected


def test_the_mouse_is_heard_everywhere_on_the_canvas() -> None:
    heard: list[MouseEvent] = []
    shown = Shown(on_mouse=heard.append)
    with shown.running() as show:
        show("abc")
        for x, y in ((0, 0), (19, 3)):
            kind, button = MouseEventType.MOUSE_DOWN, MouseButton.LEFT
            event = MouseEvent(Point(x, y), kind, button, frozenset())
            shown.app.renderer.mouse_handlers.mouse_handlers[y][x](event)
    assert [(event.position.x, event.position.y) for event in heard] == [(0, 0), (19, 3)]


def test_a_filled_canvas_paints_its_whole_area() -> None:
    shown = Shown(filled=lambda: True)
    with shown.running() as show:
        shown.app.style = Style([("", "#ffffff bg:#000080")])
        show("abc")
        backs = {shown.terminal.screen.buffer[y][x].bg for y in range(4) for x in range(20)}
    assert backs == {"000080"}


FRAGMENTS = st.tuples(
    st.sampled_from(["", "class:loud", "class:faint", "class:red"]),
    st.text("ab 東e\u0301", max_size=8).filter(lambda text: not text.startswith("\u0301")),
)
ROWS = st.lists(FRAGMENTS, max_size=3).map(tuple)


def cells_of(screen: pyte.Screen) -> list[list[tuple[object, ...]]]:
    """Everything that can be seen of each cell: bold is not, where there is nothing but a blank."""
    return [
        [
            (cell.data, cell.reverse, (cell.fg, cell.bold) if cell.data.strip() else ())
            for cell in (screen.buffer[y][x] for x in range(screen.columns))
        ]
        for y in range(screen.lines)
    ]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.lists(ROWS, max_size=4), min_size=1, max_size=5))
def test_after_any_changes_the_screen_is_as_if_painted_at_once(frames: list[list[Row]]) -> None:
    walked, fresh = Shown(12, 4), Shown(12, 4)
    with walked.running() as show:
        for frame in frames:
            show(*frame)
    with fresh.running() as show:
        show(*frames[-1])
    assert cells_of(walked.terminal.screen) == cells_of(fresh.terminal.screen)
