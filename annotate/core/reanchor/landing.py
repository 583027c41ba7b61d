"""Where a stretch of the old text is in the new one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple

from annotate.core.graphemes import snap
from annotate.core.reanchor.doubles import is_among
from annotate.core.reanchor.fates import Word
from annotate.core.reanchor.quotes import Quotes
from annotate.core.reanchor.regions import Piece
from annotate.core.reanchor.substitutes import substitute
from annotate.core.reanchor.texts import Stretch, Text
from annotate.core.reanchor.tokens import Token, split, tokens
from annotate.core.reanchor.trace import Trace
from annotate.core.words import words

LEAST = 0.5
"""The score below which a text is another one, and the annotation lost."""

DOUBLE = 0.25
"""The share of the shingles of a stretch and the words on one side of it that make a double."""

_PLAIN = "\u0300"  # below the first combining mark every character stands alone, but for CR LF

_NEAR = 20_000
"""Characters around a word in which it has to be the only one, if something beside it changed."""

_AROUND = 200
_CONTEXT = 5
_LONGEST = 2000


class Landing(NamedTuple):
    """`start:end` lies in one paragraph of the new text and splits no character."""

    start: int
    end: int
    word: Word
    score: float = 1.0


class Lander:
    """Lands one stretch after the other."""

    def __init__(self, trace: Trace) -> None:
        self.trace = trace
        self.quotes = Quotes(trace)

    def land(self, start: int, end: int) -> Landing:
        """The new place of a stretch within one paragraph of the old text."""
        pieces = list(self.trace.pieces_in(start, end))
        return (
            self._whole(start, end, pieces)
            or self._found(start, end)
            or self._changed(start, end, pieces)
            or self._lost(start)
        )

    def simply(self, start: int, end: int) -> Landing | None:
        """The place of a stretch well within what stayed, which most are; None if it takes more."""
        trace = self.trace
        piece = trace.before(start)
        if piece is None or not piece.sure or end > piece.old + piece.length:
            return None
        if (piece.left and start == piece.old) or (piece.right and end == piece.old + piece.length):
            return None
        index = trace.old.at(start)
        if index not in trace.rest.firm and (trace.rest.old or trace.rest.new):
            return None
        low, high = start - piece.old + piece.new, end - piece.old + piece.new
        if not _parts(trace.new.text, low) or not _parts(trace.new.text, high):
            return None
        before = start - trace.old.starts[index]
        after = low - trace.new.starts[trace.new.at(low)]
        return Landing(low, high, Word.EXACT if before == after else Word.MOVED)

    def _whole(self, start: int, end: int, pieces: Sequence[Piece]) -> Landing | None:
        """The stretch if all of it stayed together, but for white space."""
        old, new = self.trace.old, self.trace.new
        if not pieces or not _covered(old.text, start, end, pieces):
            return None
        first, last = pieces[0], pieces[-1]
        there = _image(first, start, end)[0], _image(last, start, end)[1]
        if not new.holds(*there) or not _follow(new.text, pieces):
            return None
        if self._snapped(*there) != there:
            return None
        if not all(piece.sure for piece in pieces) or not self._alone(start, end, pieces, there):
            return self._unsure(start, end, there)
        return Landing(*there, self._exact(start, end, there))

    def _exact(self, start: int, end: int, there: Stretch) -> Word:
        old, new = self.trace.old, self.trace.new
        before = start - old.starts[old.at(start)]
        after = there[0] - new.starts[new.at(there[0])]
        same = old.text[start:end] == new.text[slice(*there)]
        return Word.EXACT if same and before == after else Word.MOVED

    def _alone(self, start: int, end: int, pieces: Sequence[Piece], there: Stretch) -> bool:
        """Whether it can be no other: nothing changed directly beside the stretch, or on one side
        only and its word there is the only one of its kind around; and there is no double of it."""
        if self._is_double((start, end), there):
            return False
        first, last = pieces[0], pieces[-1]
        left = first.left and start <= first.old
        right = last.right and end >= last.old + last.length
        if not left or not right:
            return not (left or right) or self._single(start, end, there, 0 if left else -1)
        return False

    def _is_double(self, here: Stretch, there: Stretch) -> bool:
        """Whether the stretch, with the words on one side of it, stands once more in new text that
        is known from nowhere, or stood in old text that went nowhere."""
        old, new, rest = self.trace.old, self.trace.new, self.trace.rest
        if old.at(here[0]) in rest.firm:
            return False
        return any(
            is_among(words, left, DOUBLE)
            for text, stretch, left in ((old, here, rest.new), (new, there, rest.old))
            if left
            for words in _sides(text, *stretch)
        )

    def _single(self, start: int, end: int, there: Stretch, side: int) -> bool:
        old, new = self.trace.old, self.trace.new
        word = tokens(old.text, start, end)[side]
        other = tokens(new.text, *there)[side]
        return _once(old, word) and _once(new, other)

    def _unsure(self, start: int, end: int, there: Stretch) -> Landing:
        return Landing(*there, Word.FUZZY, self._by_context(start, end, there))

    def _by_context(self, start: int, end: int, there: Stretch) -> float:
        """Half for the text itself, half for the words around it that are the same."""
        old, new = self.trace.old, self.trace.new
        same = _shared(_before(old, start), _before(new, there[0]))
        same += _shared(_behind(old, end), _behind(new, there[1]))
        return round(0.5 + same / (4 * _CONTEXT), 2)

    def _found(self, start: int, end: int) -> Landing | None:
        """The quote where it stands once among the text that is new, if what stands around it is
        alike too."""
        quote = self.trace.old.text[start:end]
        place = self.quotes.find(quote)
        if place is None:
            return None
        there = place, place + len(quote)
        if self._snapped(*there) != there:
            return None
        landing = self._unsure(start, end, there)
        return landing if landing.score >= 0.7 else None

    def _changed(self, start: int, end: int, pieces: Sequence[Piece]) -> Landing | None:
        """What is in the place of the stretch now, if anything is."""
        old, new = self.trace.old, self.trace.new
        places = [_image(piece, start, end) for piece in pieces]
        for change in self.trace.changes_in(start, end):
            place = substitute(old.text, new.text, change, start, end)
            if place is not None:
                places.append(place)
        place = _hull(new, [each for place in places for each in _parted(new, place)])
        if place is None:
            return None
        there = self._snapped(*place)
        score = alikeness(old.text[start:end], new.text[slice(*there)])
        if score >= LEAST:
            return Landing(*there, Word.FUZZY, score)
        if there[1] - there[0] > 2 * (end - start):
            there = nearest_word(new, there[0])
        return Landing(*there, Word.LOST, score)

    def _lost(self, start: int) -> Landing:
        """The word beside which the stretch would stand."""
        before, after = self.trace.before(start), self.trace.after(start)
        old, new = self.trace.old, self.trace.new
        home = old.at(start)
        at = before.new + before.length if before else 0
        if after and old.at(after.old) == home and not (before and old.at(before.old) == home):
            at = after.new
        return Landing(*nearest_word(new, at), Word.LOST, 0.0)

    def _snapped(self, start: int, end: int) -> Stretch:
        new = self.trace.new
        return snap(new.text, start, end, *new.stretch(new.at(start)))


def alikeness(one: str, other: str) -> float:
    """From 0 to 1: the share of characters in common, in order (difflib's ratio)."""
    if one == other:
        return 1.0
    if max(len(one), len(other)) > _LONGEST:
        words, others = one.split(), other.split()
        same = _shared(words, others)
        return round(min(0.99, 2 * same / max(1, len(words) + len(others))), 2)
    return round(min(0.99, SequenceMatcher(None, one, other, autojunk=False).ratio()), 2)


def nearest_word(text: Text, at: int) -> Stretch:
    """A word of the paragraph at the offset, behind which or in which it is, else the next one; the
    first character that is to be seen where there is no word."""
    found = next(words_around(text, at), None)
    if found:
        return found
    start, end = text.stretch(text.at(at))
    seen = next((k for k in range(start, end) if not text.text[k].isspace()), start)
    return snap(text.text, seen, seen + 1, start, end)


def words_around(text: Text, at: int) -> Iterator[Stretch]:
    """Words of the paragraph at the offset, those before it first, the near ones before the far."""
    start, end = text.stretch(text.at(at))
    at = min(max(at, start), end)
    low, high = snap(text.text, max(start, at - _AROUND), min(end, at + _AROUND), start, end)
    found = words(text.text, low, high) if low < high else []
    yield from reversed([word for word in found if word[0] < at])
    yield from (word for word in found if word[0] >= at)


def _covered(text: str, start: int, end: int, pieces: Sequence[Piece]) -> bool:
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


def _parts(text: str, offset: int) -> bool:
    """Whether no character lies across the offset; False too where that takes a closer look."""
    if not 0 < offset < len(text):
        return True
    before, after = text[offset - 1], text[offset]
    return before < _PLAIN and after < _PLAIN and not (before == "\r" and after == "\n")


def _once(text: Text, word: Token) -> bool:
    low, high = max(0, word.start - _NEAR), word.end + _NEAR
    return text.text.count(word.text, low, high) == 1


def _before(text: Text, offset: int) -> list[str]:
    low = text.starts[text.at(offset)]
    return text.text[max(low, offset - _AROUND) : offset].split()[-_CONTEXT:]


def _behind(text: Text, offset: int) -> list[str]:
    high = text.ends[text.at(offset - 1)]
    return text.text[offset : min(high, offset + _AROUND)].split()[:_CONTEXT]


def _sides(text: Text, start: int, end: int) -> Iterator[list[str]]:
    """The stretch with the words before it, and with those behind it."""
    quote = split(text.text[start:end])
    yield [*split(" ".join(_before(text, start))), *quote]
    yield [*quote, *split(" ".join(_behind(text, end)))]


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    return sum((Counter(one) & Counter(other)).values())


def _image(piece: Piece, start: int, end: int) -> Stretch:
    low, high = max(start, piece.old), min(end, piece.old + piece.length)
    return low - piece.old + piece.new, high - piece.old + piece.new


def _parted(text: Text, place: Stretch) -> Iterator[Stretch]:
    """The place without white space at its edges, paragraph by paragraph."""
    for index in range(text.at(place[0]), len(text)):
        low, high = max(place[0], text.starts[index]), min(place[1], text.ends[index])
        if text.starts[index] >= place[1]:
            break
        while low < high and text.text[low].isspace():
            low += 1
        while low < high and text.text[high - 1].isspace():
            high -= 1
        if low < high:
            yield low, high


def _hull(text: Text, places: Sequence[Stretch]) -> Stretch | None:
    """What the places cover in the paragraph that has most of them."""
    shares: Counter[int] = Counter()
    for start, end in places:
        shares[text.at(start)] += end - start
    if not shares:
        return None
    home = max(shares, key=lambda index: (shares[index], -index))
    inside = [place for place in places if text.at(place[0]) == home]
    return min(start for start, _ in inside), max(end for _, end in inside)
