"""Where paragraphs begin and end, which of them look like headings, and how giants are cut into blocks.

LF, CR LF and a lone CR end a line, as they do in editors and in git. U+0085, U+2028 and U+2029 do not:
they are text, and shown as such.
"""

from __future__ import annotations

import re
from array import array

from annotate.core.document import ParagraphMode
from annotate.core.graphemes import next_border, previous_border

BLOCK = 8192
"""Code points that segmentation and layout work on at a time."""

_LINE = re.compile(r"[^\r\n]+")
_SENTENCE_END = re.compile(r"[.!?…。！？؟۔][\"'”’»)\]」』]*\s+|[。！？]")
_SPACE = re.compile(r"\s+")
_HEADING_LENGTH = 80
_CLOSING = ".!…。！:;,،؛؟?—–-"

Offsets = tuple["array[int]", "array[int]"]


def paragraphs(text: str, mode: ParagraphMode) -> Offsets:
    """Starts and ends of the paragraphs, in order; nothing but blank space lies outside them.

    A paragraph is whole lines without the last line end, indentation included.
    """
    lines = _lines(text)
    if mode is ParagraphMode.LINE:
        return lines
    joined = _joined(text, lines)
    if mode is ParagraphMode.AUTO and len(joined[0]) == 1:
        return lines
    return joined


def is_heading(text: str) -> bool:
    """Whether a paragraph looks like an unmarked heading: short, one line, no closing punctuation.

    A question may be one if it is very short: "War or ceasefire?" is, a question of a line is not.
    """
    text = text.strip()
    if not text or len(text) > _HEADING_LENGTH or _LINE.match(text).end() < len(text):  # type: ignore[union-attr]
        return False
    if text[-1] in "?؟？":
        return len(text) <= _HEADING_LENGTH // 2 and not re.search(r"[.!?…]\s", text)
    return text[-1] not in _CLOSING and any(map(str.isalpha, text))


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
    starts, ends = array("q"), array("q")
    for line in _LINE.finditer(text):
        start, end = line.span()
        if text[start].isspace() and text[start:end].isspace():
            continue
        starts.append(start)
        ends.append(end)
    return starts, ends


def _joined(text: str, lines: Offsets) -> Offsets:
    """Lines that follow each other without a blank line between are one paragraph."""
    starts, ends = array("q"), array("q")
    for start, end in zip(*lines, strict=True):
        if ends and _one_line_end(text, ends[-1], start):
            ends[-1] = end
        else:
            starts.append(start)
            ends.append(end)
    return starts, ends


def _one_line_end(text: str, start: int, end: int) -> bool:
    return end - start == 1 or (end - start == 2 and text[start:end] == "\r\n")


def _cut(text: str, low: int, high: int) -> int:
    """The best place to cut in `low + 1 .. high`: the last sentence end, else space, else cluster border."""
    for pattern in (_SENTENCE_END, _SPACE):
        ends = [found.end() for found in pattern.finditer(text, low, high)]
        places = [end for end in ends if low < end < high and _border(text, end)]
        if places:
            return places[-1]
    border = previous_border(text, high + 1, low)
    return border if border > low else next_border(text, high, len(text))


def _border(text: str, offset: int) -> bool:
    return previous_border(text, offset + 1, offset - 1) == offset
