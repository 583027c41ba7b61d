"""One line of text as a row: styles laid over each other, hint letters over the text."""

from __future__ import annotations

from functools import lru_cache

from annotate.core.display import width as columns_of
from annotate.tui.layout import Line
from annotate.tui.theme import Fragment, Row

Layer = tuple[int, int, str, bool]
"""A range of cell indexes, a style, and whether it is added to what lies below or takes its
place."""
Hint = tuple[int, tuple[Fragment, ...]]
"""The index of a cell, and letters of one column each that are painted from there on."""


@lru_cache(maxsize=1024)
def paint_line(line: Line, layers: tuple[Layer, ...], hints: tuple[Hint, ...], base: str, width: int) -> Row:
    """The line in exactly `width` columns; what hangs over is not painted."""
    if not (layers or hints or line.odd or line.visual) and line.used <= width:
        text = "".join([cell.shown for cell in line.cells])
        return (base, text), ("", " " * (width - line.used))
    row = _cells(line, _styles(line, layers, base), width)
    for index, letters in hints:
        _overlay(row, max(0, line.columns[index]), letters)
    return joined(row)


def joined(cells: list[Fragment]) -> Row:
    """Neighbors with the same style as one fragment; empty texts vanish."""
    row: list[Fragment] = []
    texts: list[str] = []
    last = None
    for style, text in cells:
        if style != last:
            if last is not None:
                row.append((last, "".join(texts)))
            texts, last = [], style
        texts.append(text)
    if last is not None:
        row.append((last, "".join(texts)))
    return tuple(row)


def _styles(line: Line, layers: tuple[Layer, ...], base: str) -> list[str]:
    """The style of each cell."""
    styles = [base] * len(line.cells)
    for index in line.odd:
        styles[index] = f"{base} class:unseen".lstrip()
    solid = len(styles)
    while solid and line.cells[solid - 1].shown == " ":
        solid -= 1
    for first, last, style, added in layers:
        if added:
            for index in range(first, last):
                styles[index] = f"{styles[index]} {style}".lstrip()
        else:
            # Spaces at the end of a line would show as an underlined nothing.
            last = max(first, min(last, solid))
            styles[first:last] = [style] * (last - first)
    return styles


def _cells(line: Line, styles: list[str], width: int) -> list[Fragment]:
    """One fragment for each column; a cell stands in its first, and the others it takes are
    empty."""
    row: list[Fragment] = [("", " ")] * width
    for column, cell, style in zip(line.columns, line.cells, styles, strict=True):
        first, last = max(column, 0), min(column + cell.width, width)
        if first >= last:
            continue
        whole = last - first == cell.width
        row[first] = style, cell.shown if whole else _fitting(cell.shown, last - first)
        for behind in range(first + 1, last):
            row[behind] = style, ""
    return row


def _fitting(shown: str, width: int) -> str:
    """As much of it as fits, filled up with blanks."""
    kept = ""
    for character in shown:
        if columns_of(kept + character) > width:
            break
        kept += character
    return kept + " " * (width - columns_of(kept))


def _overlay(row: list[Fragment], column: int, letters: tuple[Fragment, ...]) -> None:
    """Paints the letters over whatever is there; of a cell that is cut, blanks are left."""
    behind = end = min(column + len(letters), len(row))
    while behind < len(row) and not row[behind][1]:
        row[behind] = row[behind][0], " "
        behind += 1
    row[column:end] = letters[: max(0, end - column)]
