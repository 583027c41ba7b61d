"""What stands in the place of words that were replaced."""

from __future__ import annotations

from difflib import SequenceMatcher
from functools import lru_cache

from annotate.core.reanchor.pieces import Change
from annotate.core.reanchor.texts import Stretch
from annotate.core.reanchor.tokens import Token, tokens

_MOST = 40
"""Words on a side, above which none is looked for in a replaced stretch."""

_LONGEST = 60
_KINSHIP = 0.5


def substitute(old: str, new: str, change: Change, start: int, end: int) -> Stretch | None:
    """What became of the part of `start:end` that the change concerns; None if that was deleted."""
    if change.new == change.new_end:
        return None
    size = change.old_end - change.old
    if start <= change.old and end >= change.old_end and change.new_end - change.new <= 3 * size + 20:
        return change.new, change.new_end
    if max(size, change.new_end - change.new) > _MOST * _LONGEST:
        return None
    places = [
        _image(one, other, start - change.old, end - change.old)
        for one, other in _partners(old[change.old : change.old_end], new[change.new : change.new_end])
        if one.start < end - change.old and one.end > start - change.old
    ]
    if not places:
        return None
    return change.new + min(low for low, _ in places), change.new + max(high for _, high in places)


@lru_cache(maxsize=1024)
def _partners(old: str, new: str) -> tuple[tuple[Token, Token], ...]:
    """Which word took the place of which: the pairing in order that has the most in common.

    As many words as before stand for each other one by one. Too many to compare have no partners.
    Kept, because annotations beside each other ask for the same.
    """
    before, after = tokens(old, 0, len(old)), tokens(new, 0, len(new))
    if len(before) > _MOST or len(after) > _MOST:
        return ()
    least = 0.05 if len(before) == len(after) else 0.0
    gains = [[_gain(one.text, two.text, least) for two in after] for one in before]
    best = [[0.0] * (len(after) + 1) for _ in range(len(before) + 1)]
    for a in range(len(before) - 1, -1, -1):
        for b in range(len(after) - 1, -1, -1):
            gain = gains[a][b]
            best[a][b] = max(best[a + 1][b], best[a][b + 1], (gain + best[a + 1][b + 1]) if gain else 0)
    pairs = []
    a = b = 0
    while a < len(before) and b < len(after):
        if gains[a][b] and best[a][b] == gains[a][b] + best[a + 1][b + 1]:
            pairs.append((before[a], after[b]))
            a, b = a + 1, b + 1
        elif best[a][b] == best[a + 1][b]:
            a += 1
        else:
            b += 1
    return tuple(pairs)


def _gain(one: str, other: str, least: float) -> float:
    if one == other:
        return 1.0
    if len(one) > _LONGEST or len(other) > _LONGEST:
        return least
    ratio = SequenceMatcher(None, one, other, autojunk=False).ratio()
    return ratio if ratio >= _KINSHIP else least


def _image(one: Token, other: Token, start: int, end: int) -> Stretch:
    """The part of the other word that stands for the part of the one within `start:end`."""
    if start <= one.start and end >= one.end:
        return other.start, other.end
    low, high = max(0, start - one.start), min(one.end, end) - one.start
    blocks = SequenceMatcher(None, one.text, other.text, autojunk=False).get_matching_blocks()
    places = [
        (max(low, a) - a + b, min(high, a + size) - a + b) for a, b, size in blocks if a < high and a + size > low
    ]
    if not places:
        return other.start, other.end
    return other.start + places[0][0], other.start + places[-1][1]
