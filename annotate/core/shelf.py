"""The spans of one paragraph in the order of the file: never changed, quick to add to and to ask."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator
from itertools import chain

import msgspec

from annotate.core.records import SpanRecord

Place = tuple[int, int, str, str]
"""Where a span stands among those of its paragraph: start, end, label, id."""

_Spans = tuple[SpanRecord, ...]

_MOST = 512
_WIDE = 1024  # Code points.


class Shelf(msgspec.Struct, frozen=True, gc=False):
    """The spans in pieces, none of them empty, of which a change copies one; `wide` are the long
    spans, kept once more so that one over all of a giant paragraph does not slow down every look-up.
    """

    pieces: tuple[_Spans, ...] = ()
    wide: _Spans = ()

    @classmethod
    def of(cls, spans: Iterable[SpanRecord]) -> Shelf:
        """Takes the spans in any order."""
        ordered = tuple(sorted(spans, key=order))
        pieces = tuple(ordered[at : at + _MOST] for at in range(0, len(ordered), _MOST))
        return cls(pieces, tuple(filter(_is_wide, ordered)))

    def __len__(self) -> int:
        return sum(map(len, self.pieces))

    def __iter__(self) -> Iterator[SpanRecord]:
        return chain.from_iterable(self.pieces)

    @property
    def spans(self) -> _Spans:
        return self.pieces[0] if len(self.pieces) == 1 else tuple(self)

    def added(self, span: SpanRecord) -> Shelf:
        at = min(self._piece(order(span)), len(self.pieces) - 1)
        piece = _added(self.pieces[at], span) if self.pieces else (span,)
        half = len(piece) if len(piece) <= _MOST else len(piece) // 2
        parts = tuple(part for part in (piece[:half], piece[half:]) if part)
        wide = _added(self.wide, span) if _is_wide(span) else self.wide
        return Shelf((*self.pieces[: max(at, 0)], *parts, *self.pieces[at + 1 :]), wide)

    def removed(self, span: SpanRecord) -> Shelf:
        """Without the span, which is there."""
        at = self._piece(order(span))
        piece = _removed(self.pieces[at], span)
        wide = _removed(self.wide, span) if _is_wide(span) else self.wide
        return Shelf((*self.pieces[:at], *((piece,) if piece else ()), *self.pieces[at + 1 :]), wide)

    def piece_of(self, span: SpanRecord) -> _Spans:
        """The piece that the span, which is there, stands in."""
        return self.pieces[self._piece(order(span))]

    def after(self, place: Place) -> SpanRecord | None:
        """The first span that stands behind the place."""
        for piece in self.pieces[self._piece(place) :]:
            at = bisect_right(piece, place, key=order)
            if at < len(piece):
                return piece[at]
        return None

    def before(self, place: Place) -> SpanRecord | None:
        """The last span that stands before the place."""
        for piece in reversed(self.pieces[: self._piece(place) + 1]):
            at = bisect_left(piece, place, key=order)
            if at:
                return piece[at - 1]
        return None

    def crossing(self, start: int, end: int) -> Iterator[SpanRecord]:
        """The spans that have a code point in `start:end`, in order."""
        near = start - _WIDE
        for span in self.wide:
            if span.start >= near:
                break
            if span.end > start:
                yield span
        for piece in self.pieces[bisect_left(self.pieces, near, key=_last_start) :]:
            for span in piece[bisect_left(piece, near, key=_start) :]:
                if span.start >= end:
                    return
                if span.end > start:
                    yield span

    def _piece(self, place: Place) -> int:
        """The number of the first piece that does not end before the place."""
        return bisect_left(self.pieces, place, key=_last)


def order(span: SpanRecord) -> Place:
    return span.start, span.end, span.label, span.id


def _added(spans: _Spans, span: SpanRecord) -> _Spans:
    changed = list(spans)
    insort(changed, span, key=order)
    return tuple(changed)


def _removed(spans: _Spans, span: SpanRecord) -> _Spans:
    at = bisect_left(spans, order(span), key=order)
    return spans[:at] + spans[at + 1 :]


def _start(span: SpanRecord) -> int:
    return span.start


def _last(piece: _Spans) -> Place:
    return order(piece[-1])


def _last_start(piece: _Spans) -> int:
    return piece[-1].start


def _is_wide(span: SpanRecord) -> bool:
    return span.end - span.start > _WIDE
