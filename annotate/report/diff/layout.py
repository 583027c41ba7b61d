"""A paragraph in lines of a terminal, with the marks below each line of text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

import msgspec

from annotate.core.display import Cell, cells
from annotate.core.words import words
from annotate.report.diff.marks import SIGNS, Mark, Stretch

GUTTER = 2
NARROW = 24
AROUND = 3
"""Words on either side of a border that `--word` shows."""

_GAP = "."
_FOLD = " … "


class Line(msgspec.Struct, frozen=True):
    """`sign` is empty for a line of text. Safe to show."""

    sign: str
    text: str


def lines(text: str, marks: Sequence[Mark], columns: int, *, brief: bool = False) -> Iterator[Line]:
    """Every line begins with a sign and a space; with `brief` only words around borders are shown."""
    shown = _brief(text, marks) if brief else cells(text, 0, len(text))
    room = max(columns - GUTTER, NARROW)
    for row in _rows(shown, room):
        yield Line("", ("  " + "".join([cell.shown for cell in row])).rstrip())
        low, high = row[0].start, row[-1].end
        here = [mark for mark in marks if mark.stretches[0][0] < high and mark.stretches[-1][1] > low]
        for sign in SIGNS if here else ():
            for lane in _lanes(row, [each for each in here if each.sign == sign], room):
                yield Line(sign, f"{sign} {lane}")


def _rows(shown: Sequence[Cell], columns: int) -> Iterator[Sequence[Cell]]:
    """Broken behind spaces where that is possible."""
    begin, at, used, space = 0, 0, 0, 0
    while at < len(shown):
        cell = shown[at]
        if used + cell.width > columns and at > begin and not cell.shown.isspace():
            end = space if space > begin else at
            yield shown[begin:end]
            begin = at = end
            used, space = 0, 0
            continue
        used += cell.width
        at += 1
        if cell.shown in (" ", _FOLD):
            space = at
    if begin < len(shown):
        yield shown[begin:]


def _lanes(row: Sequence[Cell], marks: Sequence[Mark], room: int) -> Iterator[str]:
    """Marks that overlap stand one below the other."""
    if not marks:
        return
    starts = [cell.start for cell in row]
    columns = [0, *accumulate(cell.width for cell in row)]
    lanes: list[list[str]] = []
    for mark in marks:
        pieces = list(_pieces(row, starts, columns, mark))
        if not pieces:
            continue
        low, high = pieces[0][0], pieces[-1][1]
        lane = next((each for each in lanes if not "".join(each[low:high]).strip()), None)
        if lane is None:
            lane = [" "] * columns[-1]
            lanes.append(lane)
        _draw(lane, mark, pieces, fresh=mark.stretches[0][0] >= starts[0])
    for drawn in ("".join(lane).rstrip() for lane in lanes):
        # The space that a row is broken at may stand outside of the window.
        yield drawn[:room].rstrip() or drawn


def _draw(lane: list[str], mark: Mark, pieces: Sequence[Stretch], fresh: bool) -> None:
    low, high = pieces[0][0], pieces[-1][1]
    lane[low:high] = _GAP * (high - low)
    for start, end in pieces:
        lane[start:end] = mark.sign * (end - start)
    if fresh:
        lane[low] = mark.letter


def _pieces(row: Sequence[Cell], starts: Sequence[int], columns: Sequence[int], mark: Mark) -> Iterator[Stretch]:
    """The columns of the row that the mark's stretches take."""
    for low, high in mark.stretches:
        first = max(bisect_right(starts, low) - 1, 0)
        last = bisect_left(starts, high)
        if low < row[-1].end and high > starts[0] and first < last:
            yield columns[first], columns[last]


def _brief(text: str, marks: Sequence[Mark]) -> list[Cell]:
    """The words around the borders of the marks; the rest is one cell each time."""
    shown: list[Cell] = []
    at = 0
    for low, high in _windows(text, marks):
        if low > at:
            shown.append(Cell(at, low, _FOLD, len(_FOLD)))
        shown += cells(text, low, high)
        at = high
    if at < len(text):
        shown.append(Cell(at, len(text), _FOLD, len(_FOLD)))
    return shown


def _windows(text: str, marks: Sequence[Mark]) -> list[Stretch]:
    known = words(text, 0, len(text))
    starts = [start for start, _ in known]
    found: list[Stretch] = []
    borders = sorted({each for mark in marks for stretch in mark.stretches for each in stretch})
    for border in borders:
        at = bisect_right(starts, border)
        low = known[max(0, at - AROUND - 1)][0] if known else 0
        last = min(len(known), at + AROUND) - 1
        high = max(known[last][1], border) if known else len(text)
        low = min(low, border)
        if found and low <= found[-1][1]:
            found[-1] = (found[-1][0], max(high, found[-1][1]))
        else:
            found.append((low, high))
    return found
