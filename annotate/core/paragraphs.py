"""Where paragraphs begin and end, which look like headings, and how giants are cut into blocks.

LF, CR LF and a lone CR end a line, as they do in editors and in git. U+0085, U+2028 and U+2029 do
not: they are text, and shown as such.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from operator import sub

from annotate.core.document import ParagraphMode
from annotate.core.graphemes import next_border, previous_border

BLOCK = 8192
"""Code points that segmentation and layout work on at a time."""

_SENTENCE_ENDS = (". ", ".” ", '." ', "! ", "? ", "… ", "؟ ", "。", "！", "？")
_SPACES = (" ", "\n", "\r", "\t", "\u3000")
_HEADING_LENGTH = 80
_PIECE = 1 << 16
_CLOSING = ".!…。！:;,،؛؟?—–-"

Offsets = tuple["array[int]", "array[int]"]


def paragraphs(text: str, mode: ParagraphMode) -> Offsets:
    """Starts and ends of the paragraphs, in order; nothing but blank space lies outside them.

    A paragraph is whole lines without the last line end, indentation included.
    """
    starts, ends = _lines(text)
    if mode is ParagraphMode.LINE or not starts:
        return starts, ends
    firsts = _after_blank(text, starts, ends)
    if mode is ParagraphMode.AUTO and not firsts:
        return starts, ends
    return (
        array("q", [starts[0], *(starts[line] for line in firsts)]),
        array("q", [*(ends[line - 1] for line in firsts), ends[-1]]),
    )


def is_heading(text: str) -> bool:
    """Whether a paragraph looks like an unmarked heading: short, one line, no closing punctuation.

    A question may be one if it is very short.
    """
    text = text.strip()
    if not text or len(text) > _HEADING_LENGTH or "\n" in text or "\r" in text:
        return False
    text = text.rstrip("\"'”’»)]」』")
    if text[-1:] in "?؟？":
        return len(text) <= _HEADING_LENGTH // 2 and not re.search(r"[.!?…]\s", text)
    return text[-1:] not in _CLOSING and any(map(str.isalpha, text))


def blocks(text: str, start: int, end: int, limit: int = BLOCK) -> list[tuple[int, int]]:
    """`start:end` in stretches of at most `limit` code points, cut between sentences or words.

    A paragraph that fits is one block. Only the last quarter before each cut is looked at, and a
    cluster is never cut.
    """
    cuts = []
    while end - start > limit:
        border = _cut(text, start + limit - limit // 4, start + limit)
        cuts.append((start, border))
        start = border
    cuts.append((start, end))
    return cuts


def _lines(text: str) -> Offsets:
    """The lines that hold more than blank space."""
    starts, ends = array("q"), array("q")
    start = 0
    # Of the same length, so that offsets hold; the empty line within CR LF is dropped like any.
    for piece in _pieces(text.replace("\r", "\n")):
        for line in piece.split("\n"):
            end = start + len(line)
            if line and not line.isspace():
                starts.append(start)
                ends.append(end)
            start = end + 1
    return starts, ends


def _pieces(text: str) -> Iterator[str]:
    """Many lines at a time, without the line end behind them: to part a large text at once takes
    much memory, and most of the time goes into that."""
    start = 0
    while start <= len(text):
        end = text.find("\n", start + _PIECE)
        end = len(text) if end < 0 else end
        yield text[start:end]
        start = end + 1


def _after_blank(text: str, starts: array[int], ends: array[int]) -> list[int]:
    """Which lines, counted from 0, have a blank line before them and text before that."""
    gaps = enumerate(map(sub, starts[1:], ends), 1)
    return [line for line, gap in gaps if gap > 1 and (gap > 2 or not text.startswith("\r\n", ends[line - 1]))]


def _cut(text: str, low: int, high: int) -> int:
    """The last sentence end in `low .. high`, else the last space, else a cluster border."""
    for signs in (_SENTENCE_ENDS, _SPACES):
        place = max(text.rfind(sign, low, high) + len(sign) for sign in signs)
        if place > low and _border(text, place):
            return place
    border = previous_border(text, high + 1, low)
    return border if border > low else next_border(text, high, len(text))


def _border(text: str, offset: int) -> bool:
    return previous_border(text, offset + 1, offset - 1) == offset
