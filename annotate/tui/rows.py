"""Rows of styled text, cut and filled to a width in columns. All text here is already safe to show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from annotate.core.display import cells, display, width
from annotate.tui.theme import Fragment, Row


def fitted(fragments: Iterable[Fragment], columns: int, style: str = "") -> Row:
    """The fragments as one row exactly so wide; what is cut off is told by an ellipsis."""
    row: list[Fragment] = []
    left = columns
    for of, text in fragments:
        size = width(text)
        both = f"{style} {of}".strip() if style else of
        if size > left:
            row.append((both, clipped(text, left)))
            left -= width(row[-1][1])
            break
        row.append((both, text))
        left -= size
    if left > 0:
        row.append((style, " " * left))
    return tuple(row)


def clipped(text: str, columns: int) -> str:
    """Not wider than so many columns."""
    if width(text) <= columns:
        return text
    if columns < 1:
        return ""
    kept, used = "", 0
    for cell in cells(text, 0, min(len(text), columns * 8)):
        if used + cell.width > columns - 1:
            break
        kept, used = kept + cell.shown, used + cell.width
    return kept + "…"


def safe(text: str, columns: int = 200) -> str:
    """Text of a document, schema or file name, made safe and not wider than so many columns."""
    return clipped(display(text[: columns * 8]), columns)


def flowed(pieces: Iterable[tuple[Fragment, ...]], columns: int, indent: int) -> Iterator[Row]:
    """The pieces side by side with two spaces between, on as many rows as they need."""
    row: list[Fragment] = []
    used = 0
    for piece in pieces:
        size = sum(width(text) for _, text in piece)
        if row and used + 2 + size > columns:
            yield tuple(row)
            row, used = [("", " " * indent)], indent
        elif row:
            row.append(("", "  "))
            used += 2
        row += piece
        used += size
    if row:
        yield tuple(row)


def wrapped(style: str, text: str, columns: int) -> Iterator[Row]:
    """A safe text broken at spaces; further rows are indented as the first one is."""
    if width(text) <= columns:
        yield ((style, text),)
        return
    indent = len(text) - len(text.lstrip())
    line = ""
    for word in text.split():
        joined = f"{line} {word}" if line else " " * indent + word
        if line and width(joined) > columns:
            yield ((style, clipped(line, columns)),)
            joined = " " * indent + word
        line = joined
    yield ((style, clipped(line, columns)),)


_ASCII = str.maketrans("▸→←↑↓✓≠·…¶§│─█░", ">><^v+%.~PD|-#-")


def in_ascii(row: Row) -> Row:
    """The row with the signs of this program, and the same ones in quoted text, in ASCII."""
    return tuple((style, text.translate(_ASCII)) for style, text in row)
