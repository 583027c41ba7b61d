"""Where each character of a block of text stands when it is wrapped to a width.

A block is a stretch of a document that is laid out as a whole: a paragraph, or a part of a giant
one. Columns and rows count from 0 and are terminal cells. Everything is cached by the text itself
(one object per document, hashed once), so that a key press lays out nothing that was laid out
before.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from operator import attrgetter

import msgspec

from annotate.core.display import Cell, cells
from annotate.core.segments import blocks

BLOCK = 2048
"""Code points; a longer paragraph is laid out in blocks of about this length."""

_HANGING = 2
_SPACES = " \t\u1680\u2000-\u2006\u2008-\u200a\u205f\u3000"
_IDEOGRAPHS = "\u2e80-\u2fdf\u3041-\u30ff\u3105-\u33ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_NOT_FIRST = "、。，．：；？！）］｝」』】〉》〕”’々ーぁぃぅぇぉっゃゅょァィゥェォッャュョ,.;:?!)\\]}%"
_NOT_LAST = "（［｛「『【〈《〔“‘(\\[{"
_BETWEEN_WORDS = rf"(?<=[{_SPACES}])(?![{_SPACES}\r\n])|(?<=\w[-‐–])(?=\w)|(?<=—)(?=\w)"
_BETWEEN_IDEOGRAPHS = (
    rf"(?<=[{_IDEOGRAPHS}])(?![{_NOT_FIRST}{_SPACES}\r\n])"
    rf"|(?<![{_NOT_LAST}])(?=[{_IDEOGRAPHS}])(?![{_NOT_FIRST}])"
)
_FIRST_IDEOGRAPH = "\u2e80"
_SPACE = re.compile(f"[{_SPACES}]")
_LINE_END = re.compile(r"\r\n|[\r\n]")
_SUBSTITUTE = ("<U+", "^", "⇥", "↵")
_start = attrgetter("start")


class Line(msgspec.Struct, frozen=True, eq=False):
    """One screen line. `columns[i]` is where `cells[i]` begins; `used` is the number of columns up
    to the right end of the last cell, more than the width only if spaces hang over or a cell is
    that wide.

    `odd` are the indexes of cells that are shown by a substitute. `visual` if the columns do not
    ascend because right-to-left text was put into the order of reading.
    """

    start: int
    end: int
    cells: tuple[Cell, ...]
    columns: tuple[int, ...]
    used: int
    odd: frozenset[int] = frozenset()
    visual: bool = False

    def index(self, offset: int) -> int:
        """The cell that holds the offset, the nearest if none does; 0 in an empty line."""
        return max(0, bisect_right(self.cells, offset, key=_start) - 1)

    def stretch(self, start: int, end: int) -> tuple[int, int]:
        """The cells that `start:end` touches, as a half-open range of indexes; empty if it is
        elsewhere."""
        if end <= self.start or start >= self.end or start >= end:
            return 0, 0
        return self.index(start), bisect_left(self.cells, end, key=_start)


@lru_cache(maxsize=256)
def wrap(text: str, start: int, end: int, width: int) -> tuple[Line, ...]:
    """The lines of `text[start:end]`, at least one; every cell of it is in exactly one of them.

    Words are kept whole where the width allows it, line ends of the text end a line, up to two
    spaces hang over the edge instead of beginning the next line.
    """
    found = cells(text, start, end)
    if not found:
        return (Line(start, end, (), (), 0),)
    edges = [0, *accumulate([cell.width for cell in found])]
    odd = _odd(text, found)
    return tuple(_line(found, edges, odd, first, last) for first, last in _cuts(text, found, edges, max(1, width)))


def block_at(text: str, start: int, end: int, offset: int) -> tuple[int, int]:
    """The block of the paragraph `start:end` that holds `offset`, found without looking at the
    others."""
    if end - start <= BLOCK:
        return start, end
    offset = min(max(offset, start), end - 1)
    number = (offset - start) // BLOCK
    borders = [_border(text, start, end, each) for each in range(number - 1, number + 3)]
    at = bisect_right(borders, offset)
    return borders[at - 1], borders[at]


def locate(lines: Sequence[Line], offset: int) -> tuple[int, int]:
    """Row and column of the cell at `offset`; behind the last cell if it is the end of the
    block."""
    row = max(0, bisect_right(lines, offset, key=_start) - 1)
    line = lines[row]
    if not line.cells:
        return row, 0
    index = line.index(offset)
    behind = line.cells[index].width if offset >= line.end and not line.visual else 0
    return row, line.columns[index] + behind


def offset_at(lines: Sequence[Line], row: int, column: int) -> int:
    """The start of the cell at or nearest to a place."""
    line = lines[min(max(row, 0), len(lines) - 1)]
    if not line.cells:
        return line.start
    if line.visual:
        return min(
            zip(line.columns, line.cells, strict=True),
            key=lambda place: max(place[0] - column, column - place[0] - place[1].width + 1),
        )[1].start
    return line.cells[max(0, bisect_right(line.columns, column) - 1)].start


def _odd(text: str, found: list[Cell]) -> list[int]:
    """The indexes of the cells that are shown by a substitute."""
    if text[found[0].start : found[-1].end] == "".join([cell.shown for cell in found]):
        return []
    substitutes = [i for i, cell in enumerate(found) if cell.shown.startswith(_SUBSTITUTE)]
    return [i for i in substitutes if found[i].shown != text[found[i].start : found[i].end]]


def _line(found: list[Cell], edges: list[int], odd: list[int], first: int, last: int) -> Line:
    left = edges[first]
    return Line(
        found[first].start,
        found[last - 1].end,
        tuple(found[first:last]),
        tuple(edge - left for edge in edges[first:last]),
        edges[last] - left,
        frozenset(i - first for i in odd[bisect_left(odd, first) : bisect_left(odd, last)]),
    )


def _cuts(text: str, found: list[Cell], edges: list[int], width: int) -> Iterator[tuple[int, int]]:
    """Half-open ranges of cell indexes, one for each line."""
    ends = _indexes(_LINE_END, text, found, 1)
    ideographs = max(text[found[0].start : found[-1].end]) >= _FIRST_IDEOGRAPH
    places = _indexes(_opportunity(ideographs), text, found, 0)
    first, count = 0, len(found)
    while first < count:
        last = _cut(text, found, places, first, bisect_right(edges, edges[first] + width) - 1)
        end = bisect_left(ends, first + 1)
        if end < len(ends) and ends[end] <= last + 1:
            last = ends[end]
        yield first, last
        first = last


@lru_cache
def _opportunity(ideographs: bool) -> re.Pattern[str]:
    """Where a line may be broken. Made when asked for: the class of ideographs takes long to
    compile, and most texts have none."""
    between = (_BETWEEN_WORDS, _BETWEEN_IDEOGRAPHS) if ideographs else (_BETWEEN_WORDS,)
    return re.compile("|".join(between))


def _cut(text: str, found: list[Cell], places: list[int], first: int, fit: int) -> int:
    """The end of the line that begins with the cell `first` and has room up to `fit`."""
    if fit >= len(found):
        return len(found)
    hanging = fit
    while hanging < len(found) and hanging - fit < _HANGING and _is_space(text, found[hanging]):
        hanging += 1
    if hanging > fit > first:
        return hanging
    place = bisect_right(places, fit) - 1
    return places[place] if place >= 0 and places[place] > first else max(fit, first + 1)


def _is_space(text: str, cell: Cell) -> bool:
    return _SPACE.fullmatch(text, cell.start, cell.end) is not None


def _indexes(pattern: re.Pattern[str], text: str, found: list[Cell], behind: int) -> list[int]:
    """The cells where the pattern matches, or those behind (1) the match; only at borders of
    cells."""
    start, end = found[0].start, found[-1].end
    found_at = pattern.finditer(text, start, end)
    offsets = [match.end() if behind else match.start() for match in found_at]
    if len(found) == end - start:
        return [offset - start for offset in offsets]
    index = {cell.start: i for i, cell in enumerate(found)} | {end: len(found)}
    return [index[offset] for offset in offsets if offset in index]


@lru_cache(maxsize=256)
def _border(text: str, start: int, end: int, number: int) -> int:
    """Where block `number` begins: at most a quarter block before its even share of the
    paragraph."""
    if number <= 0:
        return start
    low = start + (number - 1) * BLOCK
    return end if low + BLOCK >= end else blocks(text, low, low + BLOCK + 1, BLOCK)[0][1]
