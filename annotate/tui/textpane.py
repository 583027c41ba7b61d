"""The document as rows of styled text: the current paragraph with its spans, its neighbors
fainter."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache, partial
from itertools import chain

import msgspec

from annotate.core.display import direction
from annotate.core.document import Document
from annotate.core.marks import Marks
from annotate.core.records import SpanRecord
from annotate.core.schema import Schema
from annotate.core.segments import is_heading
from annotate.core.shelf import Shelf
from annotate.tui.bars import ASCII, LEVELS, NOTHING, UNICODE, Stack, Woven, braid, by_line, paint_bars, stack
from annotate.tui.bidi import reordered
from annotate.tui.gutter import Gutter, gutter_for
from annotate.tui.held import Same
from annotate.tui.layout import BLOCK, Line, locate, offset_at, wrap
from annotate.tui.textline import Hint, Layer, paint_line
from annotate.tui.theme import UNKNOWN, Look, Row, looks
from annotate.tui.view import TEXT, Stripe, Unit, unit_at, view

MEASURE = 100
"""Columns of text at most: longer lines are hard to read."""


class Page(msgspec.Struct, frozen=True):
    """What is to be seen of a document.

    `selection` are the fragments being selected, `edge` the end that is being moved, `focus` the id
    of a span, `hints` the letters to be painted over the text at an offset, `typed` those typed so
    far, `found` the matches of a search. `visual` if right-to-left text is to be put into visual
    order here instead of by the terminal, `ascii` if lines and signs must be drawn with ASCII.

    With `lanes` the bars below the current paragraph are those that it gives for lines of it instead
    of those of the marks; `hand` is what they are about at the moment.
    """

    document: Document
    schema: Schema
    marks: Marks
    n: int
    cursor: int
    selection: tuple[tuple[int, int], ...] = ()
    edge: str = ""
    focus: str = ""
    hints: Mapping[int, str] = {}
    found: tuple[tuple[int, int], ...] = ()
    typed: str = ""
    visual: bool = False
    ascii: bool = False
    lanes: Callable[[tuple[Line, ...]], Mapping[Line, Woven]] | None = None
    hand: tuple[tuple[int, int], ...] = ()


class Pane(msgspec.Struct, frozen=True):
    """The painted rows, each exactly as wide as asked for. `cursor` is row and column; `first`
    and `last` bound what is visible of the current paragraph."""

    rows: tuple[Row, ...]
    cursor: tuple[int, int] | None
    first: int
    last: int
    lines: tuple[Line | None, ...]
    left: int

    @property
    def window(self) -> tuple[int, int]:
        """The first and last offset that is visible, in whichever paragraph."""
        shown = [line for line in self.lines if line is not None]
        return (shown[0].start, shown[-1].end) if shown else (self.first, self.last)

    def offset_at(self, row: int, column: int) -> int | None:
        """The character at or nearest to a place; None where there is no text."""
        line = self.lines[row] if 0 <= row < len(self.lines) else None
        return None if line is None else offset_at((line,), 0, column - self.left)


def paint(page: Page, width: int, height: int) -> Pane:
    """The rows of the pane, exactly `height`, the cursor's among them."""
    if width < 1 or height < 1:
        return Pane(((),) * max(0, height), None, page.cursor, page.cursor, (), 0)
    frame = _frame(page, width)
    unit = unit_at(page.document, page.n, page.cursor)
    stripes = view(page.document, unit, page.cursor, height, frame.wrap, partial(_stripes, frame))
    here = [stripe.line for stripe in stripes if stripe.n == page.n and stripe.line]
    blank: Row = (("", " " * width),)
    rows = [_row(frame, stripe) for stripe in stripes]
    return Pane(
        (*rows, *[blank] * (height - len(rows))),
        _cursor(frame, stripes),
        here[0].start,
        here[-1].end,
        tuple(stripe.line for stripe in stripes),
        frame.gutter.width,
    )


class _Frame(msgspec.Struct, frozen=True, eq=False):
    """What the rows of one pane have in common. `room` is the width of the text, `margin` that
    of what is left free right of it; `hints` are in the order of the text, `woven` the lanes of the
    lines laid out so far."""

    page: Page
    gutter: Gutter
    room: int
    margin: int
    looks: Mapping[str, Look]
    hints: tuple[tuple[int, str], ...]
    woven: dict[Line, Woven]

    def wrap(self, start: int, end: int) -> tuple[Line, ...]:
        document = self.page.document
        lines = wrap(document.text, start, end, self.room)
        if not self.page.visual:
            return lines
        paragraph = document.at(start)
        return reordered(lines, self.room, _is_rtl(document.text, paragraph.start, paragraph.end))


def _frame(page: Page, width: int) -> _Frame:
    gutter = gutter_for(len(page.document), width, page.ascii)
    room = min(MEASURE, width - gutter.width)
    hints = tuple(sorted(page.hints.items()))
    return _Frame(page, gutter, room, width - gutter.width - room, looks(page.schema), hints, {})


def _stripes(frame: _Frame, unit: Unit, height: int) -> list[Stripe]:
    """The rows of a unit, a blank one above it where a paragraph begins.

    Below each line of the current paragraph is at least one row for bars if that leaves the
    paragraph whole, with all its bars, so that the text does not move when its first span is made.
    """
    lines = frame.wrap(unit.start, unit.end)
    head = unit.start == frame.page.document.paragraph(unit.n).start
    stripes = [Stripe(unit.n)] if head and unit.n > 1 else []
    near = unit.n == frame.page.n
    stacks = _stacks(frame, unit, lines, height) if near else {}
    least = 1 if near and _roomy(frame, lines, stacks, height) else 0
    for line in lines:
        stacked = stacks.get(line, NOTHING)
        stripes.append(Stripe(unit.n, line, TEXT, stacked, head and line is lines[0]))
        levels = max(least, len(stacked.rows))
        stripes += [Stripe(unit.n, line, level, stacked) for level in range(levels)]
    return stripes


def _roomy(frame: _Frame, lines: tuple[Line, ...], stacks: Mapping[Line, Stack], height: int) -> bool:
    """Whether the lines fit with a row for bars below each. Lanes keep to the height by themselves."""
    if 2 * len(lines) > height or frame.page.lanes is not None:
        return 2 * len(lines) <= height
    return len(lines) + sum(max(1, len(stacks.get(line, NOTHING).rows)) for line in lines) <= height


def _stacks(frame: _Frame, unit: Unit, lines: tuple[Line, ...], height: int) -> Mapping[Line, Stack]:
    """The bars below the lines of the current paragraph."""
    page = frame.page
    if page.lanes is not None:
        woven = page.lanes(lines)
        frame.woven.update(woven)
        return braid(lines, woven, frame.looks, height)
    found = by_line(lines, page.marks.shelf(unit.n).crossing(unit.start, unit.end))
    return {line: stack(line, spans, frame.looks, page.focus) for line, spans in found.items()}


def _row(frame: _Frame, stripe: Stripe) -> Row:
    near, line = stripe.n == frame.page.n, stripe.line
    rest: Row = (("", " " * frame.margin),) if frame.margin else ()
    if line is None:
        return (*frame.gutter.rest(False), ("", " " * frame.room), *rest)
    if stripe.level == TEXT:
        text = _text(frame, stripe.n, line)
        if not stripe.head:
            return (*frame.gutter.rest(near), *text, *rest)
        status = frame.page.marks.paragraph(stripe.n).status
        return (*frame.gutter.head(stripe.n, status, near), *text, *rest)
    signs = ASCII if frame.page.ascii else UNICODE
    bars = stripe.stack.rows[stripe.level] if stripe.level < len(stripe.stack.rows) else ()
    said = _beside(stripe)
    return (*frame.gutter.rest(near, said), *paint_bars(line, bars, frame.room, signs), *rest)


def _beside(stripe: Stripe) -> str:
    """What stands left of a row of bars: whose it is, how many found no place."""
    stack = stripe.stack
    if stack.names:
        name = "".join(stack.names[stripe.level : stripe.level + 1])
        last = stripe.level == len(stack.rows) - 1
        return f"{name}+{stack.hidden}" if stack.hidden and last else name
    return f"+{stack.hidden}" if stack.hidden and stripe.level == LEVELS - 1 else ""


def _text(frame: _Frame, n: int, line: Line) -> Row:
    paragraph = frame.page.document.paragraph(n)
    near = n == frame.page.n
    base = "" if near else "class:far"
    if paragraph.end - paragraph.start < 200 and _is_heading(frame.page.document.text, paragraph.start, paragraph.end):
        base = f"{base} class:heading".lstrip()
    layers = tuple(_layers(frame, n, line))
    return paint_line(line, layers, tuple(_hints(frame, line)), base, frame.room)


def _layers(frame: _Frame, n: int, line: Line) -> Iterator[Layer]:
    """What is painted over the line: the outermost span first, so that the innermost is seen."""
    page = frame.page
    if page.lanes is not None and n == page.n:
        spans, layers = _below(line, frame.woven.get(line, ()), Same(frame.looks))
    else:
        spans, layers = _on_shelf(line, Same(page.marks.shelf(n)), Same(frame.looks), n == page.n)
    yield from layers
    for span in spans if page.focus else ():
        if span.id == page.focus:
            yield from _over(line, span.stretches, "class:focus", True)
    yield from _over(line, page.hand, "class:focus", True)
    yield from _over(line, page.found, "class:found", True)
    yield from _over(line, page.selection, "class:selection", True)
    if page.edge and page.selection:
        at = page.selection[0][0] if page.edge == "start" else page.selection[-1][1] - 1
        yield from _over(line, ((at, at + 1),), "class:edge", True)


_Spans = tuple[tuple[SpanRecord, ...], tuple[Layer, ...]]
"""Those on a line, and what is painted for them."""


@lru_cache(maxsize=512)
def _below(line: Line, lanes: Woven, known: Same[Mapping[str, Look]]) -> _Spans:
    """What lanes have on the line."""
    return _spans(line, (strand.span for lane in lanes for strand in lane.strands), known.of, True)


@lru_cache(maxsize=512)
def _on_shelf(line: Line, shelf: Same[Shelf], known: Same[Mapping[str, Look]], near: bool) -> _Spans:
    """What is annotated on the line."""
    return _spans(line, shelf.of.crossing(line.start, line.end), known.of, near)


def _spans(line: Line, found: Iterable[SpanRecord], known: Mapping[str, Look], near: bool) -> _Spans:
    spans = tuple(sorted(found, key=_length, reverse=True))
    looks = (known.get(span.label, UNKNOWN) for span in spans)
    styles = (look.text if near else look.far for look in looks)
    layers = (_over(line, span.stretches, style, False) for span, style in zip(spans, styles, strict=True))
    return spans, tuple(chain.from_iterable(layers))


def _over(line: Line, stretches: Iterable[tuple[int, int]], style: str, added: bool) -> Iterator[Layer]:
    for start, end in stretches:
        first, last = line.stretch(start, end)
        if first < last:
            yield first, last, style, added


def _hints(frame: _Frame, line: Line) -> Iterator[Hint]:
    first = bisect_left(frame.hints, (line.start, ""))
    last = bisect_left(frame.hints, (line.end, ""))
    typed = frame.page.typed
    for offset, letters in frame.hints[first:last]:
        yield line.index(offset), _letters(letters, typed)


@lru_cache(maxsize=2048)
def _letters(letters: str, typed: str) -> Row:
    """A hint letter by letter: fainter what is typed already, and all of it if it is not meant."""
    if not letters.startswith(typed):
        return tuple(("class:hint-off", letter) for letter in letters)
    done = len(typed)
    styles = ["class:hint-typed"] * done + ["class:hint"] * (len(letters) - done)
    return tuple(zip(styles, letters, strict=True))


@lru_cache(maxsize=512)
def _is_heading(text: str, start: int, end: int) -> bool:
    return is_heading(text[start:end])


@lru_cache(maxsize=512)
def _is_rtl(text: str, start: int, end: int) -> bool:
    return direction(text[start : min(end, start + BLOCK)]) == "rtl"


def _length(span: SpanRecord) -> int:
    return span.end - span.start


def _cursor(frame: _Frame, stripes: list[Stripe]) -> tuple[int, int] | None:
    """Row and column; the last column if it is on a space that hangs over or behind the last
    character."""
    page = frame.page
    rows = [
        row
        for row, stripe in enumerate(stripes)
        if stripe.line and stripe.level == TEXT and stripe.n == page.n
        and stripe.line.start <= page.cursor
    ]  # fmt: skip
    if not rows:
        return None
    line = stripes[rows[-1]].line
    column = locate((line,), page.cursor)[1] if line else 0
    return rows[-1], frame.gutter.width + max(0, min(column, frame.room - 1))
