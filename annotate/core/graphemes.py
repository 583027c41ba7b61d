"""What a person takes for one character: grapheme clusters (UAX #29), found by looking nearby only.

The rules are wcwidth's. One thing is added so that every look-up is local: a cluster never runs on
without end. Where no certain border lies within `REACH` code points, there is a border at the next
offset of the document that `REACH` divides. So a letter under a million combining marks is some
thousand clusters, and every function here, wherever it starts, sees the same borders.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from wcwidth import iter_graphemes

REACH = 256
"""Code points; 128 flags in a row are still told apart. A cluster is shorter than twice this."""


# Latin letters and the usual signs: no marks, no emoji, nothing that joins; and no CR LF.
_ALONE = re.compile("[\0-\x0c\x0e-\u02ff\u2010-\u2027\u2030-\u205e\u20a0-\u20bf]*")


@lru_cache(maxsize=16)  # Several look at the same paragraph, one after the other.
def stands_alone(text: str) -> bool:
    """Whether each character is a cluster, as far as a quick look can tell."""
    return (text.isascii() and "\r" not in text) or _ALONE.fullmatch(text) is not None


def clusters(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The clusters of `text[start:end]`, in order and without gaps; `start` must be a border."""
    for low, high in _pieces(text, start, end):
        piece = text[low:high]
        if piece.isascii() and "\r" not in piece:
            yield from zip(range(low, high), range(low + 1, high + 1), strict=True)
            continue
        for cluster in iter_graphemes(piece):
            border = low + len(cluster)
            yield low, border
            low = border


def next_border(text: str, offset: int, end: int) -> int:
    """The first cluster border after `offset`; `end` if there is none before it."""
    if offset >= end:
        return end
    limit = min(end, offset + 2 * REACH)
    for _, border in clusters(text, _anchor(text, offset), limit):
        if border > offset:
            return border
    return end


def previous_border(text: str, offset: int, start: int) -> int:
    """The last cluster border before `offset`; `start` if there is none after it."""
    return start if offset <= start else max(start, _floor(text, offset - 1))


def snap(text: str, start: int, end: int, lo: int, hi: int) -> tuple[int, int]:
    """`start:end` widened to cluster borders, within `lo:hi`."""
    start, end = max(lo, start), min(hi, end)
    first = max(lo, _floor(text, start))
    last = end if end >= hi or _floor(text, end) == end else next_border(text, end, hi)
    return first, last


def _floor(text: str, offset: int) -> int:
    """The last border at or before `offset`; what follows a place has no part in its being one."""
    if offset >= len(text):
        return len(text)
    *_, (border, _) = clusters(text, _anchor(text, offset), offset + 1)
    return border


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """`start:end` cut at the borders that only `REACH` makes."""
    for offset in range(start - start % REACH + REACH, end, REACH):
        if _certain(text, offset) < 0:
            yield start, offset
            start = offset
    if start < end:
        yield start, end


def _anchor(text: str, offset: int) -> int:
    """A border at or before `offset` that can be told without what is before it."""
    multiple = offset - offset % REACH
    certain = _certain(text, offset, multiple - REACH)
    return certain if certain >= 0 else multiple


def _certain(text: str, offset: int, floor: int | None = None) -> int:
    """The last certain border in `floor + 1 .. offset`, -1 if none; as a rule `REACH` far."""
    low = max(offset - REACH if floor is None else floor, -1)
    for place in range(offset, low, -1):
        if place == 0 or _always_parts(text[place - 1], text[place]):
            return place
    return -1


@lru_cache(maxsize=4096)
def _always_parts(before: str, after: str) -> bool:
    """Whether a border lies between the two whatever comes before them."""
    if len(list(iter_graphemes(before + after))) == 1:
        return False
    # A conjunct or a ZWJ sequence is decided by what stands before the mark.
    return not _extends(before) or unicodedata.category(after) in ("Zs", "Lu", "Ll", "Lt", "Nd")


def _extends(character: str) -> bool:
    return (
        unicodedata.category(character)[0] == "M"
        or character in "\u200c\u200d"
        or "\U0001f3fb" <= character <= "\U0001f3ff"
    )
