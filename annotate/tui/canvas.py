"""A container for prompt_toolkit that puts ready-made rows on the screen, and nothing else.

`Window` copies and measures every character on every key. Here a row is turned into cells once, and
a row that is the same as in the last frame says so to the renderer, which then does not compare it
cell by cell.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, ItemsView, Sequence
from functools import lru_cache
from unicodedata import category

from prompt_toolkit.application import get_app
from prompt_toolkit.data_structures import Point
from prompt_toolkit.key_binding import KeyBindingsBase
from prompt_toolkit.layout import Container, Dimension, FormattedTextControl, Window
from prompt_toolkit.layout.mouse_handlers import MouseHandler, MouseHandlers
from prompt_toolkit.layout.screen import Char, Screen, WritePosition
from prompt_toolkit.mouse_events import MouseEvent
from prompt_toolkit.utils import get_cwidth

from annotate.tui.shifting import find_shift, send
from annotate.tui.theme import Row

Painted = tuple[Sequence[Row], "tuple[int, int] | None"]
"""Rows from the top, and the cursor's row and column if it is to be seen."""

_Source = tuple[Row, int, int, bool]  # The row, its left end, the width, and whether it is filled.
_NONE: dict[int, Char] = {}
_BLANK = Char(" ", "[transparent]")  # what prompt_toolkit takes for a place where nothing is
_FILLED = "class:filled"  # a blank that is not such a place, and so is painted


class Canvas(Container):
    """Shows what `content(width, height)` gives; `on_mouse` hears of the mouse at any place of it.

    `window` is what has the focus while the canvas has it: give it to `Layout(focused_element=…)`.
    `filled` says whether the whole area is painted, for themes with a background of their own.
    """

    def __init__(
        self,
        content: Callable[[int, int], Painted],
        on_mouse: MouseHandler | None = None,
        key_bindings: KeyBindingsBase | None = None,
        filled: Callable[[], bool] = lambda: False,
    ) -> None:
        self.content = content
        self.on_mouse = on_mouse
        self.filled = filled
        self.window = Window(FormattedTextControl(focusable=True, key_bindings=key_bindings))

    def reset(self) -> None:
        self.window.reset()

    def preferred_width(self, max_available_width: int) -> Dimension:
        return Dimension(preferred=max_available_width)

    def preferred_height(self, width: int, max_available_height: int) -> Dimension:
        return Dimension(preferred=max_available_height)

    def get_children(self) -> list[Container]:
        return [self.window]

    def write_to_screen(
        self,
        screen: Screen,
        mouse_handlers: MouseHandlers,
        write_position: WritePosition,
        parent_style: str,
        erase_bg: bool,
        z_index: int | None,
    ) -> None:
        left, top = write_position.xpos, write_position.ypos
        width, height = write_position.width, write_position.height
        rows, cursor = self.content(width, height)
        put = _Putter(screen, left, width, self.filled())
        rows = [rows[y] if y < len(rows) else () for y in range(height)]
        if (left, top) == (0, 0):
            put.shift(rows)
        for y, row in enumerate(rows, top):
            put.row(y, row)
        screen.width = max(screen.width, left + width)
        screen.height = max(screen.height, top + height)
        screen.visible_windows_to_write_positions[self.window] = write_position
        if cursor is not None and get_app().layout.current_window is self.window:
            y, x = cursor
            screen.set_cursor_position(self.window, Point(x=left + x, y=top + y))
            screen.show_cursor = True
        if self.on_mouse is not None:
            _listen(mouse_handlers, self.on_mouse, left, top, width, height)


class _Cells(dict[int, Char]):
    """One row of the screen. `still` if it is the same in the two frames that are now compared.

    The renderer asks for `items` only to find the last column to compare. A row that is still has
    none; any other gives those from its last visible character on. Whoever writes into the row
    afterwards (a float over it) ends the stillness.
    """

    __slots__ = ("before", "end", "source", "still")

    def __init__(self, cells: dict[int, Char], end: dict[int, Char], source: _Source | None) -> None:
        super().__init__(cells)
        self.source = source
        self.end: dict[int, Char] | None = end
        self.still = False
        self.before: _Cells | None = None

    def __missing__(self, column: int) -> Char:
        return _BLANK

    def __setitem__(self, column: int, char: Char) -> None:
        super().__setitem__(column, char)
        self.source = self.end = None
        self.still = False
        if self.before is not None:
            self.before.still = False

    def items(self) -> ItemsView[int, Char]:  # type: ignore[override]
        if self.still:
            self.still = False  # the next frame may be without this canvas and know nothing of it
            return _NONE.items()
        return super().items() if self.end is None else self.end.items()


class _Putter:
    """Puts rows into one frame, comparing them with those of the last."""

    def __init__(self, screen: Screen, left: int, width: int, filled: bool) -> None:
        app = get_app()
        self.screen, self.left, self.width, self.filled = screen, left, width, filled
        self.last = None if app.is_done else app.renderer.last_rendered_screen

    def shift(self, rows: Sequence[Row]) -> None:
        """Moves on the terminal, and in the last frame, what only moved. The rows are all there is
        beside the typed line: from the top, as wide as the terminal."""
        app = get_app()
        if self.last is None or not app.full_screen or self.last.width > self.width:
            return
        buffer = self.last.data_buffer
        before = [buffer[y] for y in range(len(rows))]
        shift = find_shift([_row_of(cells) for cells in before], rows)
        if shift is None:
            return
        send(shift, app.output)
        for y in range(shift.top, shift.bottom + 1):
            source = shift.source(y)
            moved = _Cells({}, {}, None) if source is None else before[source]
            buffer[y] = moved  # type: ignore[assignment]

    def row(self, y: int, row: Row) -> None:
        buffer = self.screen.data_buffer
        if y in buffer:
            buffer[y].update(_cells(row, self.left, self.width, self.filled)[0])
            return
        source = row, self.left, self.width, self.filled
        cells = _Cells(*_cells(*source), source)
        buffer[y] = cells  # type: ignore[assignment]
        before = self.last.data_buffer.get(y) if self.last else None
        if isinstance(before, _Cells):
            before.before = None
            before.still = cells.still = before.source is not None and before.source == source
            cells.before = before


def _row_of(cells: object) -> Row | None:
    """What was put there, None if that is not known any more."""
    return cells.source[0] if isinstance(cells, _Cells) and cells.source else None


@lru_cache(maxsize=2048)
def _cells(row: Row, left: int, width: int, filled: bool) -> tuple[dict[int, Char], dict[int, Char]]:
    """The row as cells by column, cut to the width, and those from the last visible one on. Without
    the blanks at its end that nobody sees, unless it is to be filled."""
    cells = _spread(row, left, left + width, _FILLED if filled else _BLANK.style)
    column = max(cells, default=left - 1) + 1
    if filled:
        cells.update({each: _char(" ", _FILLED) for each in range(column, left + width)})
    else:
        while column > left and cells[column - 1] is _BLANK:
            column -= 1
            del cells[column]
    last = next((each for each in reversed(cells) if cells[each].char != " "), left)
    return cells, {each: char for each, char in cells.items() if each >= last}


def _spread(row: Row, left: int, right: int, plain: str) -> dict[int, Char]:
    """The cells in order, those without a style in the style `plain`; of a wide character the
    second one is empty, as `Window` has it."""
    cells: dict[int, Char] = {}
    column = left
    for named, text in row:
        style = named or plain
        for character in text:
            if not character.isprintable() and category(character) != "Zs":
                character = "\ufffd"  # somebody forgot `display`: no control reaches the terminal
            columns = get_cwidth(character)
            if not columns:
                _join(cells, column, character)
                continue
            if column + columns > right:
                return cells
            cells[column] = _char(character, style)
            for behind in range(column + 1, column + columns):
                cells[behind] = _char("", style)
            column += columns
    return cells


@lru_cache(maxsize=16384)
def _char(character: str, style: str) -> Char:
    return _BLANK if (character, style) == (" ", _BLANK.style) else Char(character, style)


def _join(cells: dict[int, Char], column: int, mark: str) -> None:
    """Puts a combining mark on the character before it."""
    while column - 1 in cells and not cells[column - 1].char:
        column -= 1
    before = cells.get(column - 1)
    if before:
        cells[column - 1] = _char(before.char + mark, before.style)


def _listen(handlers: MouseHandlers, heard: MouseHandler, left: int, top: int, width: int, height: int) -> None:
    """One handler for the whole area, without an entry for each cell where no other window is."""
    for y in range(top, top + height):
        if y in handlers.mouse_handlers:
            handlers.set_mouse_handler_for_range(left, left + width, y, y + 1, heard)
        else:
            handlers.mouse_handlers[y] = defaultdict(lambda: _within(heard, left, left + width))


@lru_cache(maxsize=8)
def _within(heard: MouseHandler, left: int, right: int) -> MouseHandler:
    def handle(event: MouseEvent) -> object:
        return heard(event) if left <= event.position.x < right else NotImplemented

    return handle
