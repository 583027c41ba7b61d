"""Which lines of a document are to be seen: a function of the cursor and the size alone, so nothing
jumps.

A paragraph that fits is shown whole below some of what is before it; a longer one has the window to
itself and is turned like pages, with some rows of overlap. Giant paragraphs are seen block by block.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec

from annotate.core.document import Document
from annotate.tui.bars import NOTHING, Stack
from annotate.tui.layout import Line, block_at, locate

_MARGIN = 3
TEXT = -1
"""The level of the text itself."""

Wrap = Callable[[int, int], tuple[Line, ...]]


class Stripe(msgspec.Struct, frozen=True):
    """One row of the screen. `level` is TEXT for the text itself, else the row of bars below it;
    `line` None for the blank row between paragraphs. `head` if it is the first row of paragraph
    `n`."""

    n: int
    line: Line | None = None
    level: int = TEXT
    stack: Stack = NOTHING
    head: bool = False


class Unit(msgspec.Struct, frozen=True):
    """A paragraph, or one block of a giant one."""

    n: int
    start: int
    end: int


def unit_at(document: Document, n: int, offset: int) -> Unit:
    paragraph = document.paragraph(n)
    return Unit(n, *block_at(document.text, paragraph.start, paragraph.end, offset))


def before(document: Document, unit: Unit) -> Unit | None:
    """What comes above, None at the top of the document."""
    if unit.start > document.paragraph(unit.n).start:
        return unit_at(document, unit.n, unit.start - 1)
    return unit_at(document, unit.n - 1, unit.start) if unit.n > 1 else None


def after(document: Document, unit: Unit) -> Unit | None:
    """What comes below, None at the end of the document."""
    if unit.end < document.paragraph(unit.n).end:
        return unit_at(document, unit.n, unit.end)
    return unit_at(document, unit.n + 1, 0) if unit.n < len(document) else None


def view(
    document: Document,
    unit: Unit,
    cursor: int,
    height: int,
    wrap: Wrap,
    stripes_of: Callable[[Unit, int], list[Stripe]],
) -> list[Stripe]:
    """At most `height` rows, the cursor's among them.

    `stripes_of(unit, height)` gives the rows of one unit when there is room for `height` of them.
    """
    stripes = stripes_of(unit, height)
    if len(stripes) > height and stripes[0].line is None:
        stripes = stripes[1:]
    row = _row_of(stripes, wrap(unit.start, unit.end), cursor)
    above = _above(document, unit, _room_above(stripes, height), height, stripes_of)
    top = 0
    if len(above) + len(stripes) > height:
        top = min(_page_top(len(above) + row, height), _full(above + stripes, height))
    shown = (above + stripes)[top : top + height]
    for stripe in _below(document, unit, height, stripes_of):
        if len(shown) >= height:
            break
        shown.append(stripe)
    return shown


def _full(stripes: list[Stripe], height: int) -> int:
    """The first row of the last page, so that it is full of the paragraph itself."""
    blank = bool(stripes) and stripes[-1].line is None
    return max(0, len(stripes) - blank - height)


def _room_above(stripes: list[Stripe], height: int) -> int:
    """Rows for what is before the unit; where a paragraph begins that needs all, none."""
    if len(stripes) <= height:
        return min(height // 4, height - len(stripes))
    return 0 if stripes[0].head else min(2, height // 4)


def _above(
    document: Document,
    unit: Unit,
    room: int,
    height: int,
    stripes_of: Callable[[Unit, int], list[Stripe]],
) -> list[Stripe]:
    """The last rows before the unit, as many as there is room for."""
    rows: list[Stripe] = []
    other = before(document, unit)
    while other and len(rows) < room:
        rows = stripes_of(other, height) + rows
        other = before(document, other)
    return rows[len(rows) - room :] if room < len(rows) else rows


def _below(
    document: Document,
    unit: Unit,
    height: int,
    stripes_of: Callable[[Unit, int], list[Stripe]],
) -> Iterator[Stripe]:
    other = after(document, unit)
    while other:
        yield from stripes_of(other, height)
        other = after(document, other)


def _row_of(stripes: list[Stripe], lines: tuple[Line, ...], cursor: int) -> int:
    line = lines[locate(lines, cursor)[0]]
    return next(i for i, each in enumerate(stripes) if each.line is line and each.level == TEXT)


def _page_top(row: int, height: int) -> int:
    """The first row of the page that shows `row` with rows around it; pages overlap by twice the
    margin."""
    margin = min(_MARGIN, (height - 1) // 4)
    step = height - 2 * margin
    return max(0, row - margin) // step * step
