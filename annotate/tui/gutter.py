"""The columns left of the text: the paragraph's number, a sign for its status, a line beside the
current one."""

from __future__ import annotations

from functools import lru_cache

import msgspec

from annotate.core.records import Status
from annotate.tui.theme import Row

_SIGNS = {Status.TODO: "·", Status.DONE: "✓", Status.FLAGGED: "!"}
_ASCII_SIGNS = {Status.TODO: ".", Status.DONE: "+", Status.FLAGGED: "!"}
_NARROW, _TINY = 30, 12


class Gutter(msgspec.Struct, frozen=True):
    """`digits` columns for the number, none if the pane is narrow; `width` 0 if it is tiny."""

    digits: int
    width: int
    ascii: bool = False

    def head(self, n: int, status: Status, current: bool) -> Row:
        """Beside the first line of a paragraph."""
        return _head(self, n, status, current)

    def rest(self, current: bool, said: str = "") -> Row:
        """Beside any other row; `said` stands where the number would, cut to what there is room
        for."""
        return _rest(self, current, said)


def gutter_for(paragraphs: int, width: int, ascii: bool) -> Gutter:
    if width < _TINY:
        return Gutter(0, 0, ascii)
    if width < _NARROW:
        return Gutter(0, 3, ascii)
    digits = max(2, len(str(paragraphs)))
    return Gutter(digits, digits + 4, ascii)


def status_sign(status: Status, ascii: bool = False) -> str:
    """One column that stands for what was decided about a paragraph."""
    return (_ASCII_SIGNS if ascii else _SIGNS)[status]


@lru_cache(maxsize=512)
def _head(gutter: Gutter, n: int, status: Status, current: bool) -> Row:
    if not gutter.width:
        return ()
    style = "class:gutter-current" if current else "class:gutter"
    number = f"{n:>{gutter.digits}} " if gutter.digits else ""
    sign = f"class:{status.value}", status_sign(status, gutter.ascii)
    return (style, number), sign, _line(gutter, current)


@lru_cache(maxsize=512)
def _rest(gutter: Gutter, current: bool, said: str) -> Row:
    if not gutter.width:
        return ()
    room = gutter.width - 2
    return ("class:gutter", said[:room].rjust(room)), _line(gutter, current)


def _line(gutter: Gutter, current: bool) -> tuple[str, str]:
    if not current:
        return "", "  "
    return "class:gutter-current", "| " if gutter.ascii else "▎ "
