"""Text that is there twice: what looks like the one may be the other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from annotate.core.reanchor.kin import Shingle, shingles
from annotate.core.reanchor.regions import Piece
from annotate.core.reanchor.texts import Stretch, Text
from annotate.core.reanchor.tokens import words_of

TWICE = 0.5
"""The share of a paragraph's shingles that, standing in what is left over, make it a double."""


def without_doubles(old: Text, new: Text, pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces, in their order; unsure are those of paragraphs that have a double.

    If most of a paragraph stands once more in new text that is known from nowhere, or in old text
    that went nowhere, the one may have become the other. Only a paragraph between the neighbors it
    always had is beyond doubt.
    """
    left = _shingles(old, unclaimed(old, ((each.old, each.old + each.length) for each in pieces)))
    right = _shingles(new, unclaimed(new, ((each.new, each.new + each.length) for each in pieces)))
    if not left and not right:
        return list(pieces)
    firm = _firm(old, new, pieces)
    before = {index for index in _homes(old, (each.old for each in pieces)) if index not in firm}
    after = {new.at(each.new) for each in pieces if old.at(each.old) not in firm}
    doubles = {index for index in before if _is_double(old, index, right)}
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
    whole = {-1: -1, len(old): len(new)}
    for piece in pieces:
        a, b = old.at(piece.old), new.at(piece.new)
        if old.stretch(a) == (piece.old, piece.old + piece.length) and new.stretch(b) == (
            piece.new,
            piece.new + piece.length,
        ):
            whole[a] = b
    return {a for a, b in whole.items() if whole.get(a - 1) == b - 1 and whole.get(a + 1) == b + 1}


def _homes(text: Text, offsets: Iterable[int]) -> set[int]:
    return {text.at(offset) for offset in offsets}


def _shingles(text: Text, stretches: Iterable[Stretch]) -> set[Shingle]:
    return {shingle for stretch in stretches for shingle in shingles(words_of(text, stretch))}


def _is_double(text: Text, index: int, left_over: set[Shingle]) -> bool:
    if not left_over:
        return False
    found = list(shingles(words_of(text, text.stretch(index))))
    return bool(found) and sum(each in left_over for each in found) >= TWICE * len(found)
