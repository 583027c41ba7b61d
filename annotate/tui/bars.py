"""The rows below a line of text that show which spans lie on it, without needing color.

    The council said that 40 bridges need repair.
    S──────────           C──────────────────────
                          F─

The shortest span is nearest to the text. A bar that goes on in the next line ends in a sign, and
begins with one there; what lies between the fragments of a discontinuous span is dotted.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from operator import attrgetter

import msgspec

from annotate.core.records import SpanRecord
from annotate.tui.held import Same
from annotate.tui.layout import Line
from annotate.tui.textline import joined
from annotate.tui.theme import UNKNOWN, Look, Row

_MOST, _LEAST = 12, 2
"""Rows of lanes below one line."""
LEVELS = 4
"""Rows below one line; `+n` counts the spans that find no place on them."""

_start = attrgetter("start")


class Bar(msgspec.Struct, frozen=True):
    """One span on one line. `first:last` are the cells from its beginning to its end,
    `stretches` those of its fragments; `begins` and `ends` say whether the span does so on this
    line. `tag` is a sign behind the label's, `tagged` its style; a `faint` bar is dotted."""

    look: Look
    first: int
    last: int
    stretches: tuple[tuple[int, int], ...]
    begins: bool
    ends: bool
    focused: bool
    tag: str = ""
    tagged: str = ""
    faint: bool = False


class Strand(msgspec.Struct, frozen=True, eq=False):
    """One span of a lane, and how its bar is to look."""

    span: SpanRecord
    focused: bool = False
    tag: str = ""
    tagged: str = ""
    faint: bool = False


class Lane(msgspec.Struct, frozen=True, eq=False):
    """Spans on one line whose bars have rows of their own, with a short name beside them. As long as
    it is the same object, what was worked out for it serves again."""

    name: str
    strands: tuple[Strand, ...]


Woven = tuple[Lane, ...]
"""All lanes of one line."""


class Stack(msgspec.Struct, frozen=True):
    """The bars below one line, row by row from the text downwards; `hidden` found no place. `names`
    stand beside the rows, if they are told apart."""

    rows: tuple[tuple[Bar, ...], ...] = ()
    hidden: int = 0
    names: tuple[str, ...] = ()


NOTHING = Stack()


class Signs(msgspec.Struct, frozen=True):
    """The characters that bars are drawn with."""

    bar: str
    focused: str
    gap: str
    onward: str
    tags: tuple[tuple[str, str], ...] = ()


UNICODE = Signs("─", "═", "┄", "»")
ASCII = Signs("-", "=", ".", ">", (("≠", "%"), ("✓", "+")))


def by_line(lines: tuple[Line, ...], spans: Iterable[SpanRecord]) -> dict[Line, list[SpanRecord]]:
    """The spans of each line, those between whose fragments it lies too, the shortest first."""
    found: dict[Line, list[SpanRecord]] = {}
    for span in sorted(spans, key=extent):
        first = max(0, bisect_right(lines, span.start, key=_start) - 1)
        for line in islice(lines, first, None):
            if line.start >= span.end:
                break
            found.setdefault(line, []).append(span)
    return found


def stack(line: Line, spans: Iterable[SpanRecord], looks: Mapping[str, Look], focus: str) -> Stack:
    """Where the bars of the spans go; the first ones are nearest to the text."""
    rows: list[list[tuple[int, int, Bar]]] = []
    hidden = 0
    for span in spans:
        low, high = line.stretch(span.start, span.end)
        if low == high:
            continue
        row = next((row for row in rows if all(high <= a or b <= low for a, b, _ in row)), None)
        if row is None:
            if len(rows) == LEVELS:
                hidden += 1
                continue
            row = []
            rows.append(row)
        row.append((low, high, _bar(line, span, low, high, looks.get(span.label, UNKNOWN), focus)))
    return Stack(tuple(tuple(bar for _, _, bar in row) for row in rows), hidden)


def braid(
    lines: tuple[Line, ...], woven: Mapping[Line, Woven], looks: Mapping[str, Look], height: int
) -> dict[Line, Stack]:
    """The bars of lanes below each line, as many rows each as let all lines stand within so many
    rows; lanes that look the same there share their rows."""
    known = Same(looks)
    found = {line: _shared(line, lanes, known) for line, lanes in woven.items()}
    most = _most([len(found.get(line, ())) for line in lines], height)
    return {line: _stacked(rows, most) for line, rows in found.items()}


Named = tuple[tuple[Bar, ...], str]
"""A row of bars and the names of the lanes that it is of."""


def _most(sizes: Sequence[int], height: int) -> int:
    """How many rows of bars a line can have, of lines that want so many each."""
    for most in range(_MOST, _LEAST, -1):
        if sum(max(1, min(most, size)) for size in sizes) + len(sizes) <= height:
            return most
    return _LEAST


@lru_cache(maxsize=512)
def _shared(line: Line, lanes: Woven, looks: Same[Mapping[str, Look]]) -> tuple[Named, ...]:
    """The rows of all lanes, those once that look the same."""
    found: dict[tuple[tuple[Bar, ...], ...], list[str]] = {}
    for lane in lanes:
        found.setdefault(_rows(line, lane.strands, looks.of), []).append(lane.name)
    return tuple((row, "".join(names)) for rows, names in found.items() for row in rows)


def _rows(line: Line, strands: Iterable[Strand], looks: Mapping[str, Look]) -> tuple[tuple[Bar, ...], ...]:
    rows: list[list[Bar]] = []
    for strand in strands:
        span = strand.span
        low, high = line.stretch(span.start, span.end)
        if low == high:
            continue
        row = next((row for row in rows if all(high <= bar.first or bar.last <= low for bar in row)), None)
        if row is None:
            row = []
            rows.append(row)
        bar = _bar(line, span, low, high, looks.get(span.label, UNKNOWN), span.id if strand.focused else "")
        row.append(msgspec.structs.replace(bar, tag=strand.tag, tagged=strand.tagged, faint=strand.faint))
    return tuple(map(tuple, rows))


def _stacked(rows: tuple[Named, ...], most: int) -> Stack:
    """The rows with their names; where there are too many, those in focus are among the ones seen."""
    hidden = 0
    if len(rows) > most:
        seen = sorted(range(len(rows)), key=lambda at: not any(bar.focused for bar in rows[at][0]))[:most]
        hidden = sum(len(row) for at, (row, _) in enumerate(rows) if at not in seen)
        rows = tuple(rows[at] for at in sorted(seen))
    return Stack(tuple(row for row, _ in rows), hidden, tuple(who for _, who in rows))


@lru_cache(maxsize=1024)
def paint_bars(line: Line, bars: tuple[Bar, ...], width: int, signs: Signs) -> Row:
    """One row of bars as wide as `width`."""
    row = [("", " ")] * width
    for bar in bars:
        _draw(row, line, bar, signs)
    return joined(row)


def extent(span: SpanRecord) -> tuple[int, int, str]:
    """In the order of this, bars are laid: the shortest is nearest to the text."""
    return span.end - span.start, span.start, span.id


def _bar(line: Line, span: SpanRecord, first: int, last: int, look: Look, focus: str) -> Bar:
    found = (line.stretch(start, end) for start, end in span.stretches)
    return Bar(
        look,
        first,
        last,
        tuple(each for each in found if each[0] < each[1]),
        span.start >= line.start,
        span.end <= line.end,
        span.id == focus,
    )


def _draw(row: list[tuple[str, str]], line: Line, bar: Bar, signs: Signs) -> None:
    style = bar.look.bar + " class:focus" * bar.focused
    columns = _columns(line, bar.first, bar.last, len(row))
    if not columns:
        return
    for column in columns:
        row[column] = style, signs.gap
    for first, last in bar.stretches:
        for column in _columns(line, first, last, len(row)):
            row[column] = style, signs.gap if bar.faint else signs.focused if bar.focused else signs.bar
    if not bar.ends:
        row[columns[-1]] = style, signs.onward
    if not bar.begins:
        row[columns[0]] = style, signs.onward
    at = 0 if bar.begins or len(columns) == 1 else 1
    row[columns[at]] = style, bar.look.sign
    if bar.tag:
        # A bar of one column shows the tag: the label is told by its color and beside the text.
        row[columns[min(at + 1, len(columns) - 1)]] = bar.tagged, dict(signs.tags).get(bar.tag, bar.tag)


def _columns(line: Line, first: int, last: int, width: int) -> list[int]:
    """The columns of some cells as far as they can be seen, in the order of the text."""
    ranges = (
        range(max(column, 0), min(column + cell.width, width))
        for column, cell in zip(line.columns[first:last], line.cells[first:last], strict=True)
    )
    return [column for each in ranges for column in each]
