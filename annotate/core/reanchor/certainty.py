"""Whether a stretch that is found again can be no other than the one that was annotated."""

from __future__ import annotations

from collections.abc import Sequence

from annotate.core.reanchor.likeness import sides
from annotate.core.reanchor.pieces import Piece
from annotate.core.reanchor.texts import Stretch, Text
from annotate.core.reanchor.tokens import Token, tokens
from annotate.core.reanchor.trace import Trace

DOUBLE = 0.25
"""The share of the shingles of a stretch and the words on one side of it that make a double."""

DEEP = 500
"""Characters on both sides that stayed with a stretch: where it stood between them, it stands still."""

_NEAR = 20_000
"""Characters around a word in which it has to be the only one, if something beside it changed."""


def has_no_double(trace: Trace, piece: Piece, start: int, end: int) -> bool:
    """Whether that is plain without a look at the words; False where it takes one."""
    if not trace.rest.anything or trace.old.at(start) in trace.rest.firm:
        return True
    return start - piece.old >= DEEP and piece.old + piece.length - end >= DEEP


def is_alone(trace: Trace, pieces: Sequence[Piece], here: Stretch, there: Stretch) -> bool:
    """Whether it can be no other: nothing changed directly beside the stretch, or on one side only
    and its word there is the only one of its kind around; and there is no double of it."""
    start, end = here
    first, last = pieces[0], pieces[-1]
    left = first.left and start <= first.old
    right = last.right and end >= last.old + last.length
    if left and right:
        return False
    plain = len(pieces) == 1 and has_no_double(trace, first, start, end)
    if not plain and _is_double(trace, here, there):
        return False
    return not (left or right) or _is_single(trace, here, there, 0 if left else -1)


def _is_double(trace: Trace, here: Stretch, there: Stretch) -> bool:
    """Whether the stretch, with the words on one side of it, stands once more in new text that is
    known from nowhere, or stood in old text that went nowhere."""
    old, new, rest = trace.old, trace.new, trace.rest
    if old.at(here[0]) in rest.firm:
        return False
    return any(
        left.hold(words, DOUBLE)
        for text, stretch, left in ((old, here, rest.new), (new, there, rest.old))
        if left.shingles
        for words in sides(text, *stretch)
    )


def _is_single(trace: Trace, here: Stretch, there: Stretch, edge: int) -> bool:
    """Whether the first word (`edge` 0) or the last one (-1) is the only one of its kind around."""
    word = tokens(trace.old.text, *here)[edge]
    other = tokens(trace.new.text, *there)[edge]
    return _once(trace.old, word) and _once(trace.new, other)


def _once(text: Text, word: Token) -> bool:
    low, high = max(0, word.start - _NEAR), word.end + _NEAR
    return text.text.count(word.text, low, high) == 1
