"""What a version covers, short enough that its borders can be read."""

from __future__ import annotations

from annotate.core.display import cells, display, width
from annotate.tui.review.facts import Piece
from annotate.tui.rows import clipped
from annotate.tui.theme import Fragment, Row

SHORT = 16
"""Columns that a piece of text is cut to at least."""


def covered(text: str, pieces: tuple[Piece, ...], room: int) -> Row:
    """What a version covers, shortened in the middle of what all cover, so that its borders and what
    only some have can be read."""
    shares = _shares([text[piece.start : piece.end] for piece in pieces], [p.differs for p in pieces], room)
    row: list[Fragment] = []
    behind = None
    for piece, share in zip(pieces, shares, strict=True):
        if behind is not None and text[behind : piece.start].strip():
            row.append(("class:faint", " … "))
        elif behind is not None and behind < piece.start:
            row.append(("", " "))
        style = "class:found" if piece.differs else ""
        row.append((style, middle(text[piece.start : piece.end], share)))
        behind = piece.end
    return tuple(row)


def _shares(texts: list[str], differs: list[bool], room: int) -> list[int]:
    """How many columns each gets: first what is only in some versions."""
    wanted = [width(display(text[:400])) for text in texts]
    shares = [0] * len(texts)
    left = room
    for some in (True, False):
        group = [i for i, each in enumerate(differs) if each is some]
        for at, i in enumerate(group):
            fair = max(SHORT // 2, (left - (SHORT if some and not all(differs) else 0)) // (len(group) - at))
            shares[i] = min(wanted[i], fair)
            left -= shares[i]
    return shares


def middle(text: str, columns: int) -> str:
    """Safe text not wider than so many columns, its middle left out if need be."""
    shown = display(text[: columns * 8]) if len(text) > columns * 8 else display(text)
    if len(text) <= columns * 8 and width(shown) <= columns:
        return shown
    if columns < 5:
        return clipped(shown, columns)
    head = clipped(display(text[: columns * 4]), columns - columns // 2)
    tail, used = "", 0
    for cell in reversed(cells(text, max(0, len(text) - columns * 4), len(text))):
        if used + cell.width > columns // 2:
            break
        tail, used = cell.shown + tail, used + cell.width
    return head + tail
