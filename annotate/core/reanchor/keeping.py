"""Where an annotation is kept whose text is gone: on a word of what became of its paragraph."""

from __future__ import annotations

from collections.abc import Iterator

from annotate.core.graphemes import snap
from annotate.core.reanchor.counterparts import Counterparts, neighbors
from annotate.core.reanchor.texts import Stretch, Text
from annotate.core.reanchor.trace import Trace
from annotate.core.words import words

_REACHES = (200, 5000)
"""Characters around a place that are looked at for whole words, before all of its paragraph is."""


class Keeper:
    """Keeps one annotation after the other."""

    def __init__(self, trace: Trace, found: Counterparts) -> None:
        self._trace = trace
        self._found = found
        self._homes = neighbors(found.homes, len(trace.old))
        self._first = min(found.homes, default=0)

    def upon(self, there: Stretch, start: int, end: int) -> Stretch:
        """The words that are left of `start:end`, which stand `there` in the new text; one word if
        they are much more than it was, and one beside it if they stand elsewhere altogether."""
        new = self._trace.new
        if not self._found.has(new.at(there[0]), self._trace.old.at(start)):
            return self.beside(start)
        left = [each for each in words_near(new, there[0]) if each[0] < there[1] and each[1] > there[0]]
        if not left:
            return nearest_word(new, there[0])
        low, high = min(left)[0], max(left)[1]
        return (low, high) if high - low <= 2 * (end - start) else left[0]

    def beside(self, start: int) -> Stretch:
        """The word beside which what began there would stand now."""
        return nearest_word(self._trace.new, self._place(start))

    def _place(self, start: int) -> int:
        """Behind what is left before it of its paragraph, else before what is left behind it."""
        trace, new = self._trace, self._trace.new
        index = trace.old.at(start)
        low, high = trace.old.stretch(index)
        for piece in trace.pieces_before(start, low):
            if self._found.has(new.at(piece.new), index):
                return piece.new + min(piece.length, start - piece.old)
        for piece in trace.pieces_in(start, high):
            if self._found.has(new.at(piece.new), index):
                return piece.new
        home = self._homes[index]
        return new.ends[home] if self._first < index else new.starts[home]


def nearest_word(text: Text, at: int) -> Stretch:
    """The first of the words near the place; where its paragraph has none, the first character that
    is to be seen."""
    found = next(words_near(text, at), None)
    if found:
        return found
    start, end = text.stretch(text.at(at))
    seen = next((k for k in range(start, end) if not text.text[k].isspace()), start)
    return snap(text.text, seen, seen + 1, start, end)


def words_near(text: Text, at: int) -> Iterator[Stretch]:
    """Words of the paragraph at the offset: the one in which it lies, those before it, those behind
    it; the near ones before the far."""
    start, end = text.stretch(text.at(at))
    at = min(max(at, start), end)
    found: list[Stretch] = []
    for reach in (*_REACHES, end - start):
        found = _whole_words(text.text, max(start, at - reach), min(end, at + reach), start, end)
        if found:
            break
    yield from (word for word in found if word[0] <= at < word[1])
    yield from reversed([word for word in found if word[1] <= at])
    yield from (word for word in found if word[0] > at)


def _whole_words(text: str, low: int, high: int, start: int, end: int) -> list[Stretch]:
    """The words within `low:high` that are not cut by its edges; the paragraph is `start:end`."""
    if low >= high:
        return []
    low, high = snap(text, low, high, start, end)
    return [
        word for word in words(text, low, high) if (word[0] > low or low == start) and (word[1] < high or high == end)
    ]
