"""Right-to-left text in visual order, for terminals that do not turn it around themselves.

Only the columns of the cells change: text, offsets and spans stay in logical order, so the cursor,
the selection and the mouse keep meaning what they mean.

Source: the Unicode Bidirectional Algorithm (UAX #9), without its explicit controls, which are never
shown as such, and without its rule for paired brackets (N0).
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from itertools import groupby

from msgspec.structs import replace

from annotate.core.display import Cell
from annotate.tui.layout import Line

_LINE_END = "↵"
_STRONG = ("L", "R", "AL")
_SPACES = ("WS", "S", "B")
_OPEN, _CLOSE = "([{<«‹≤", ")]}>»›≥"
_MIRROR = str.maketrans(_OPEN + _CLOSE, _CLOSE + _OPEN)


@lru_cache(maxsize=256)
def reordered(lines: tuple[Line, ...], width: int, rtl: bool) -> tuple[Line, ...]:
    """The lines of a block with the columns of visual order, right-aligned in `width` if `rtl`.

    `rtl` is the direction of the paragraph. The lines come back as they are if nothing in them
    turns.
    """
    kinds = [kind for line in lines for kind in _kinds(line)]
    if not rtl and not any(kind in ("R", "AL", "AN") for kind in kinds):
        return lines
    levels = iter(list(zip(embedding_levels(kinds, int(rtl)), kinds, strict=True)))
    return tuple(_turned(line, [next(levels) for _ in line.cells], width, rtl) for line in lines)


def embedding_levels(kinds: list[str], base: int) -> list[int]:
    """The level of each character, from its bidirectional class: odd ones run from right to
    left."""
    edge = "R" if base else "L"
    kinds = _neutrals_resolved(_numbers_resolved(kinds, edge), edge)
    odd = {"R": 1, "L": 2, "EN": 2, "AN": 2}
    even = {"R": 1, "L": 0, "EN": 2, "AN": 2}
    return [(odd if base else even)[kind] for kind in kinds]


def visual_order(levels: list[int]) -> list[int]:
    """The indexes of the characters of one line from left to right. Source: rule L2."""
    order = list(range(len(levels)))
    for level in range(max(levels, default=0), 0, -1):
        start = 0
        for turned, run in groupby([levels[i] >= level for i in order]):
            end = start + len(list(run))
            if turned:
                order[start:end] = order[start:end][::-1]
            start = end
    return order


def _kinds(line: Line) -> list[str]:
    """The bidirectional class of each cell; a substitute is neutral, whatever it stands for."""
    return [
        ("B" if cell.shown == _LINE_END else "ON")
        if index in line.odd
        else unicodedata.bidirectional(cell.shown[0]) or "ON"
        for index, cell in enumerate(line.cells)
    ]


def _numbers_resolved(kinds: list[str], edge: str) -> list[str]:
    """Rules W1 to W7: marks, numbers and what belongs to numbers."""
    found: list[str] = []
    strong = edge
    for kind in kinds:
        if kind == "NSM":
            kind = found[-1] if found else edge
        if kind == "EN" and strong == "AL":
            kind = "AN"
        if kind in _STRONG:
            strong = kind
        found.append(kind)
    found = ["R" if kind == "AL" else kind for kind in found]
    for i in range(1, len(found) - 1):
        before, kind, behind = found[i - 1 : i + 2]
        joins = (kind == "CS" and before in ("EN", "AN")) or (kind == "ES" and before == "EN")
        if joins and before == behind:
            found[i] = before
    return _plain_numbers(_terminated(found), edge)


def _terminated(kinds: list[str]) -> list[str]:
    """Rules W5 and W6: signs beside a number are part of it, all others neutral."""
    found: list[str] = []
    runs = [(kind, len(list(run))) for kind, run in groupby(kinds)]
    for i, (kind, length) in enumerate(runs):
        beside = {each for each, _ in (*runs[max(0, i - 1) : i], *runs[i + 1 : i + 2])}
        if kind == "ET" and "EN" in beside:
            kind = "EN"
        elif kind in ("ET", "ES", "CS"):
            kind = "ON"
        found += [kind] * length
    return found


def _plain_numbers(kinds: list[str], edge: str) -> list[str]:
    """Rule W7: a number after left-to-right text belongs to it."""
    found, strong = [], edge
    for kind in kinds:
        strong = kind if kind in ("L", "R") else strong
        found.append("L" if kind == "EN" and strong == "L" else kind)
    return found


def _neutrals_resolved(kinds: list[str], edge: str) -> list[str]:
    """Rules N1 and N2: neutrals go with what is on both sides of them, else with the paragraph."""
    found: list[str] = []
    runs = [(d, list(run)) for d, run in groupby(kinds, key=_direction)]
    for i, (direction, run) in enumerate(runs):
        if direction:
            found += run
            continue
        before = runs[i - 1][0] if i else edge
        behind = runs[i + 1][0] if i + 1 < len(runs) else edge
        found += [before if before == behind else edge] * len(run)
    return found


def _direction(kind: str) -> str:
    if kind == "L":
        return "L"
    return "R" if kind in ("R", "EN", "AN") else ""


def _turned(line: Line, levels: list[tuple[int, str]], width: int, rtl: bool) -> Line:
    """Spaces at the end of a line go with the paragraph (rule L1); brackets are mirrored (L4)."""
    found = [level for level, _ in levels]
    for i in range(len(found) - 1, -1, -1):
        if levels[i][1] not in _SPACES:
            break
        found[i] = int(rtl)
    columns = [0] * len(found)
    column = width - line.used if rtl else 0
    for i in visual_order(found):
        columns[i] = column
        column += line.cells[i].width
    cells = tuple(_mirrored(cell, level) for cell, level in zip(line.cells, found, strict=True))
    return replace(line, cells=cells, columns=tuple(columns), visual=True)


def _mirrored(cell: Cell, level: int) -> Cell:
    if level % 2 and cell.shown in _OPEN + _CLOSE:
        return replace(cell, shown=cell.shown.translate(_MIRROR))
    return cell
