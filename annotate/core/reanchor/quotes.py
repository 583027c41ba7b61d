"""Quotes looked for in what is new in the text."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property

from annotate.core.reanchor.remains import unclaimed
from annotate.core.reanchor.texts import Stretch
from annotate.core.reanchor.tokens import tokens
from annotate.core.reanchor.trace import Trace

_MOST = 20
"""Places of a word, above which it is not followed."""


class Quotes:
    """Finds what was deleted here and inserted there, word for word.

    Only text that is not known from the old document is looked at: what stayed is taken.
    """

    def __init__(self, trace: Trace) -> None:
        self._trace = trace

    def find(self, quote: str) -> int | None:
        """The offset of the quote if it stands there once."""
        found = {place for place in self._candidates(quote) if self._stands(quote, place)}
        return found.pop() if len(found) == 1 else None

    def _candidates(self, quote: str) -> list[int]:
        best: list[int] | None = None
        for token in tokens(quote, 0, len(quote)):
            places = self._places.get(token.text, [])
            if best is None or len(places) < len(best):
                best = [place - token.start for place in places]
            if not best:
                break
        return best if best and len(best) <= _MOST else []

    def _stands(self, quote: str, place: int) -> bool:
        at = bisect_right(self._free, (place, len(self._trace.new.text))) - 1
        inside = at >= 0 and place + len(quote) <= self._free[at][1]
        return inside and self._trace.new.text.startswith(quote, place)

    @cached_property
    def _free(self) -> list[Stretch]:
        return unclaimed(self._trace.new, [piece.there for piece in self._trace.pieces])

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        places: dict[str, list[int]] = {}
        for start, end in self._free:
            for token in tokens(self._trace.new.text, start, end):
                places.setdefault(token.text, []).append(token.start)
        return places
