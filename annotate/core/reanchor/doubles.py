"""Text that is there twice: what looks like the one may be the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from annotate.core.reanchor.kin import shingles
from annotate.core.reanchor.pieces import Piece
from annotate.core.reanchor.remains import LeftOver, Remains, unchanged
from annotate.core.reanchor.texts import Text
from annotate.core.reanchor.tokens import words_of

TWICE = 0.25
"""The share of a paragraph's shingles that, standing in what is left over, make it a double."""

CONTESTED = 0.5
"""The share that changed paragraphs have in common with each other to be taken for one another."""


def without_doubles(old: Text, new: Text, pieces: Sequence[Piece], rest: LeftOver) -> list[Piece]:
    """The pieces, in their order; unsure are those of paragraphs that have a double.

    If a good part of a paragraph stands once more in new text that is known from nowhere, or in old text
    that went nowhere, the one may have become the other. Only a paragraph between the neighbors it
    always had is beyond doubt. Where paragraphs that changed were much alike before, each may be any
    of them.
    """
    repeated = set() if _only_grew(old, pieces) else _repeated(old, new)
    before = {old.at(each.old) for each in pieces} - rest.firm
    after = {new.at(each.new) for each in pieces if old.at(each.old) not in rest.firm}
    doubles = {index for index in before if old.paragraph(index) in repeated or _is_double(old, index, rest.new)}
    doubles |= _contested(old, new, pieces, before)
    others = {index for index in after if _is_double(new, index, rest.old)}
    return [
        piece._replace(sure=False)
        if old.at(piece.old) in doubles or (new.at(piece.new) in others and old.at(piece.old) not in rest.firm)
        else piece
        for piece in pieces
    ]


def _only_grew(old: Text, pieces: Sequence[Piece]) -> bool:
    """Whether every old paragraph is there as it was, in the same order."""
    if [piece.here for piece in pieces] != [old.stretch(index) for index in range(len(old))]:
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


def _is_double(text: Text, index: int, rest: Remains) -> bool:
    start, end = text.stretch(index)
    # Too little is left over to hold so much of it; a long paragraph is not read for that.
    if not rest.shingles or rest.size < TWICE * (end - start):
        return False
    return rest.hold(words_of(text, (start, end)), TWICE)


def _contested(old: Text, new: Text, pieces: Sequence[Piece], loose: set[int]) -> set[int]:
    """Those of the paragraphs that changed and have most of their shingles in common with others of
    them."""
    whole = unchanged(old, new, pieces)
    # One that stands alone between the neighbors it had is not any of the others.
    changed = [
        index
        for index in loose - whole.keys()
        if index - 1 not in whole or whole.get(index + 1) != whole[index - 1] + 2
    ]
    if len(changed) < 2:
        return set()
    found = {index: set(shingles(words_of(old, old.stretch(index)))) for index in changed}
    counts = Counter(shingle for own in found.values() for shingle in own)
    return {
        index for index, own in found.items() if own and sum(counts[each] > 1 for each in own) >= CONTESTED * len(own)
    }
