"""What is left over on both sides when all is found, and which paragraphs that cannot concern."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from annotate.core.reanchor.kin import Shingle, shingles
from annotate.core.reanchor.pieces import Piece
from annotate.core.reanchor.texts import Stretch, Text
from annotate.core.reanchor.tokens import words_of


class Remains(NamedTuple):
    """The shingles of text that has no counterpart, and how many characters that text has."""

    shingles: set[Shingle]
    size: int

    def hold(self, words: Sequence[str], share: float) -> bool:
        """Whether so large a share of the words' shingles is among them."""
        found = list(shingles(words))
        return bool(found) and sum(map(self.shingles.__contains__, found)) >= share * len(found)


class LeftOver(NamedTuple):
    """Of the old text what went nowhere, of the new text what came from nowhere, and the old
    paragraphs that stand as they did between the neighbors they had."""

    old: Remains
    new: Remains
    firm: set[int]

    @property
    def anything(self) -> bool:
        """Whether enough is left over to be known again."""
        return bool(self.old.shingles or self.new.shingles)


def left_over(old: Text, new: Text, pieces: Sequence[Piece]) -> LeftOver:
    return LeftOver(
        _remains(old, unclaimed(old, (piece.here for piece in pieces))),
        _remains(new, unclaimed(new, (piece.there for piece in pieces))),
        _firm(old, new, pieces),
    )


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


def unchanged(old: Text, new: Text, pieces: Sequence[Piece]) -> dict[int, int]:
    """The old paragraphs that are there as they were, and where, by their indexes."""
    found = {}
    for piece in pieces:
        a, b = old.at(piece.old), new.at(piece.new)
        if old.stretch(a) == piece.here and new.stretch(b) == piece.there:
            found[a] = b
    return found


def _remains(text: Text, stretches: Sequence[Stretch]) -> Remains:
    found = {shingle for stretch in stretches for shingle in shingles(words_of(text, stretch))}
    return Remains(found, sum(end - start for start, end in stretches))


def _firm(old: Text, new: Text, pieces: Sequence[Piece]) -> set[int]:
    """The old paragraphs that are there as they were, with the same neighbors on both sides."""
    whole = unchanged(old, new, pieces) | {-1: -1, len(old): len(new)}
    return {a for a, b in whole.items() if whole.get(a - 1) == b - 1 and whole.get(a + 1) == b + 1}
