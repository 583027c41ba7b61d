"""Where a stretch of the old text is in the new one."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from annotate.core.graphemes import snap
from annotate.core.reanchor.certainty import has_no_double, is_alone
from annotate.core.reanchor.counterparts import Counterparts
from annotate.core.reanchor.fates import Word
from annotate.core.reanchor.keeping import Keeper
from annotate.core.reanchor.likeness import alikeness, by_context
from annotate.core.reanchor.pieces import Piece
from annotate.core.reanchor.places import hull
from annotate.core.reanchor.quotes import Quotes
from annotate.core.reanchor.substitutes import substitute
from annotate.core.reanchor.texts import Stretch
from annotate.core.reanchor.trace import Trace

LEAST = 0.5
"""The score below which a text is another one, and the annotation lost."""

IN_CONTEXT = 0.7
"""The least score of a quote that is found among what is new."""

_PLAIN = "\u0300"  # below the first combining mark every character stands alone, but for CR LF


class Landing(NamedTuple):
    """`start:end` lies in one paragraph of the new text and splits no character."""

    start: int
    end: int
    word: Word
    score: float = 1.0


class Lander:
    """Lands one stretch after the other."""

    def __init__(self, trace: Trace, found: Counterparts) -> None:
        self.trace = trace
        self._quotes = Quotes(trace)
        self._keeper = Keeper(trace, found)

    def land(self, start: int, end: int) -> Landing:
        """The new place of a stretch within one paragraph of the old text."""
        pieces = list(self.trace.pieces_in(start, end))
        return (
            self._whole(start, end, pieces)
            or self._found(start, end)
            or self._changed(start, end, pieces)
            or Landing(*self._keeper.beside(start), Word.LOST, 0.0)
        )

    def simply(self, start: int, end: int) -> Landing | None:
        """The place of a stretch well within what stayed, which most are; None if it takes more."""
        trace = self.trace
        piece = trace.before(start)
        if piece is None or not piece.sure or end > piece.old + piece.length:
            return None
        if (piece.left and start == piece.old) or (piece.right and end == piece.old + piece.length):
            return None
        there = start - piece.old + piece.new, end - piece.old + piece.new
        if not has_no_double(trace, piece, start, end) or not self._is_clear(*there):
            return None
        return Landing(*there, self._exact(start, there))

    def _whole(self, start: int, end: int, pieces: Sequence[Piece]) -> Landing | None:
        """The stretch if all of it stayed together, but for white space."""
        old, new = self.trace.old, self.trace.new
        if not pieces or not _cover(old.text, start, end, pieces):
            return None
        there = pieces[0].image(start, end)[0], pieces[-1].image(start, end)[1]
        if not new.holds(*there) or not _follow(new.text, pieces) or self._snapped(*there) != there:
            return None
        if not all(piece.sure for piece in pieces) or not is_alone(self.trace, pieces, (start, end), there):
            return self._unsure(start, end, there)
        same = old.text[start:end] == new.text[slice(*there)]
        return Landing(*there, self._exact(start, there) if same else Word.MOVED)

    def _exact(self, start: int, there: Stretch) -> Word:
        """Whether what is the same stands at the same place of its paragraph."""
        old, new = self.trace.old, self.trace.new
        before = start - old.starts[old.at(start)]
        return Word.EXACT if before == there[0] - new.starts[new.at(there[0])] else Word.MOVED

    def _unsure(self, start: int, end: int, there: Stretch) -> Landing:
        score = by_context(self.trace.old, (start, end), self.trace.new, there)
        return Landing(*there, Word.FUZZY, score)

    def _found(self, start: int, end: int) -> Landing | None:
        """The quote where it stands once among the text that is new, if what stands around it is
        alike too."""
        quote = self.trace.old.text[start:end]
        place = self._quotes.find(quote)
        if place is None:
            return None
        there = place, place + len(quote)
        if self._snapped(*there) != there:
            return None
        landing = self._unsure(start, end, there)
        return landing if landing.score >= IN_CONTEXT else None

    def _changed(self, start: int, end: int, pieces: Sequence[Piece]) -> Landing | None:
        """What is in the place of the stretch now, if anything is."""
        old, new = self.trace.old, self.trace.new
        changes = self.trace.changes_in(start, end)
        substitutes = (substitute(old.text, new.text, change, start, end) for change in changes)
        left = [piece.image(start, end) for piece in pieces]
        place = hull(new, [*left, *(each for each in substitutes if each is not None)])
        if place is None:
            return None
        there = self._snapped(*place)
        score = alikeness(old.text[start:end], new.text[slice(*there)])
        if score >= LEAST:
            return Landing(*there, Word.FUZZY, score)
        return Landing(*self._keeper.upon(there, start, end), Word.LOST, score)

    def _snapped(self, start: int, end: int) -> Stretch:
        if self._is_clear(start, end):
            return start, end
        new = self.trace.new
        return snap(new.text, start, end, *new.stretch(new.at(start)))

    def _is_clear(self, start: int, end: int) -> bool:
        """Whether no character lies across an edge; False too where that takes a closer look."""
        text = self.trace.new.text
        return _parts(text, start) and _parts(text, end)


def _parts(text: str, offset: int) -> bool:
    if not 0 < offset < len(text):
        return True
    before, after = text[offset - 1], text[offset]
    return before < _PLAIN and after < _PLAIN and not (before == "\r" and after == "\n")


def _cover(text: str, start: int, end: int, pieces: Sequence[Piece]) -> bool:
    """Whether nothing of the stretch but white space lies outside the pieces."""
    at = start
    for piece in pieces:
        if piece.old > at and not text[at : piece.old].isspace():
            return False
        at = piece.old + piece.length
    return at >= end or text[at:end].isspace()


def _follow(text: str, pieces: Sequence[Piece]) -> bool:
    """Whether the pieces follow each other in the new text, with white space between them at most."""
    for one, two in pairwise(pieces):
        between = text[one.new + one.length : two.new]
        if two.new < one.new + one.length or (between and not between.isspace()):
            return False
    return True
