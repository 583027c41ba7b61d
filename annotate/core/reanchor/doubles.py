"""Text that is there twice: what looks like the one may be the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from annotate.core.reanchor.kin import Shingle, shingles
from annotate.core.reanchor.regions import Piece
from annotate.core.reanchor.texts import Stretch, Text
from annotate.core.reanchor.tokens import words_of

TWICE = 0.25
"""The share of a paragraph's shingles that, standing in what is left over, make it a double."""

CONTESTED = 0.5
"""The share that changed paragraphs have in common with each other to be taken for one another."""


class LeftOver(NamedTuple):
    """The shingles of old text that went nowhere and of new text that came from nowhere, and the old
    paragraphs that stand as they did between the neighbors they had."""

    old: set[Shingle]
    new: set[Shingle]
    firm: set[int]


def left_over(old: Text, new: Text, pieces: Sequence[Piece]) -> LeftOver:
    return LeftOver(
        _shingles(old, unclaimed(old, ((each.old, each.old + each.length) for each in pieces))),
        _shingles(new, unclaimed(new, ((each.new, each.new + each.length) for each in pieces))),
        _firm(old, new, pieces),
    )


def without_doubles(old: Text, new: Text, pieces: Sequence[Piece], rest: LeftOver) -> list[Piece]:
    """The pieces, in their order; unsure are those of paragraphs that have a double.

    If a good part of a paragraph stands once more in new text that is known from nowhere, or in old text
    that went nowhere, the one may have become the other. Only a paragraph between the neighbors it
    always had is beyond doubt. Where paragraphs that changed were much alike before, each may be any
    of them.
    """
    left, right, firm = rest
    repeated = set() if _only_grew(old, pieces) else _repeated(old, new)
    before = {old.at(each.old) for each in pieces} - firm
    after = {new.at(each.new) for each in pieces if old.at(each.old) not in firm}
    doubles = {index for index in before if old.paragraph(index) in repeated or _is_double(old, index, right)}
    doubles |= _contested(old, new, pieces, before)
    others = {index for index in after if _is_double(new, index, left)}
    return [
        piece._replace(sure=False)
        if old.at(piece.old) in doubles or (new.at(piece.new) in others and old.at(piece.old) not in firm)
        else piece
        for piece in pieces
    ]


def unclaimed(text: Text, claimed: Iterable[Stretch]) -> list[Stretch]:
    """What lies outside those stretches, none over the end of a paragraph, none blank."""
    free = []
    taken = sorted(claimed)
    at = 0
    for index in range(len(text)):
        start, end = text.stretch(index)
        while at < len(taken) and taken[at][0] < end:
            if start < taken[at][0]:
                free.append((start, taken[at][0]))
            start = max(start, taken[at][1])
            at += 1
        if start < end:
            free.append((start, end))
    return [stretch for stretch in free if not text.text[slice(*stretch)].isspace()]


def _firm(old: Text, new: Text, pieces: Sequence[Piece]) -> set[int]:
    """The old paragraphs that are there as they were, with the same neighbors on both sides."""
    whole = _whole(old, new, pieces) | {-1: -1, len(old): len(new)}
    return {a for a, b in whole.items() if whole.get(a - 1) == b - 1 and whole.get(a + 1) == b + 1}


def _whole(old: Text, new: Text, pieces: Sequence[Piece]) -> dict[int, int]:
    """The old paragraphs that are there as they were, and where."""
    whole = {}
    for piece in pieces:
        a, b = old.at(piece.old), new.at(piece.new)
        there = piece.new, piece.new + piece.length
        if old.stretch(a) == (piece.old, piece.old + piece.length) and new.stretch(b) == there:
            whole[a] = b
    return whole


def _contested(old: Text, new: Text, pieces: Sequence[Piece], loose: set[int]) -> set[int]:
    """Those of the paragraphs that changed and have most of their shingles in common with others of
    them."""
    whole = _whole(old, new, pieces)
    # One that stands alone between the neighbors it had is not any of the others.
    found = {
        index: set(shingles(words_of(old, old.stretch(index))))
        for index in loose - whole.keys()
        if index - 1 not in whole or whole.get(index + 1) != whole[index - 1] + 2
    }
    counts = Counter(shingle for own in found.values() for shingle in own)
    return {
        index for index, own in found.items() if own and sum(counts[each] > 1 for each in own) >= CONTESTED * len(own)
    }


def _only_grew(old: Text, pieces: Sequence[Piece]) -> bool:
    """Whether every old paragraph is there as it was, in the same order."""
    if [(each.old, each.old + each.length) for each in pieces] != [old.stretch(index) for index in range(len(old))]:
        return False
    return all(one.new < two.new for one, two in pairwise(pieces))


def _repeated(old: Text, new: Text) -> set[str]:
    """The texts that are paragraphs more than once in one of the two."""
    found: set[str] = set()
    for text in (old, new):
        seen: set[str] = set()
        for index in range(len(text)):
            paragraph = text.paragraph(index)
            (found if paragraph in seen else seen).add(paragraph)
    return found


def _shingles(text: Text, stretches: Iterable[Stretch]) -> set[Shingle]:
    return {shingle for stretch in stretches for shingle in shingles(words_of(text, stretch))}


def _is_double(text: Text, index: int, rest: set[Shingle]) -> bool:
    return is_among(words_of(text, text.stretch(index)), rest, TWICE) if rest else False


def is_among(words: Sequence[str], rest: set[Shingle], share: float) -> bool:
    """Whether so large a share of the words' shingles is left over."""
    found = list(shingles(words))
    return bool(found) and sum(each in rest for each in found) >= share * len(found)
