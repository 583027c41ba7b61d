"""Where every character of the old text is in the new one, as far as it is there."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from operator import itemgetter

import msgspec

from annotate.core.reanchor.doubles import without_doubles
from annotate.core.reanchor.edges import with_edges
from annotate.core.reanchor.moves import crossing, moved_out
from annotate.core.reanchor.paragraphs import match
from annotate.core.reanchor.pieces import Change, Piece, Region
from annotate.core.reanchor.regions import compare
from annotate.core.reanchor.remains import LeftOver, left_over
from annotate.core.reanchor.texts import Text

_ROUNDS = 3
_OLD = itemgetter(0)


class Trace(msgspec.Struct, frozen=True, eq=False):
    """`pieces` and `changes` in the order of the old text; what neither covers is gone."""

    old: Text
    new: Text
    pieces: Sequence[Piece]
    changes: Sequence[Change]
    rest: LeftOver

    def pieces_in(self, start: int, end: int) -> Iterator[Piece]:
        """The pieces that have a character in `start:end`."""
        at = max(0, bisect_right(self.pieces, start, key=_OLD) - 1)
        while at < len(self.pieces) and self.pieces[at].old < end:
            piece = self.pieces[at]
            if piece.old + piece.length > start:
                yield piece
            at += 1

    def changes_in(self, start: int, end: int) -> Iterator[Change]:
        """The changes that concern a character in `start:end`."""
        at = max(0, bisect_right(self.changes, start, key=_OLD) - 1)
        while at < len(self.changes) and self.changes[at].old < end:
            change = self.changes[at]
            if change.old_end > start:
                yield change
            at += 1

    def before(self, offset: int) -> Piece | None:
        """The last piece that begins at or before the offset."""
        at = bisect_right(self.pieces, offset, key=_OLD)
        return self.pieces[at - 1] if at else None

    def pieces_before(self, offset: int, low: int) -> Iterator[Piece]:
        """The pieces that begin before the offset and end behind `low`, backward."""
        at = bisect_left(self.pieces, offset, key=_OLD) - 1
        while at >= 0 and self.pieces[at].old + self.pieces[at].length > low:
            yield self.pieces[at]
            at -= 1


def trace(old: Text, new: Text) -> Trace:
    """First whole paragraphs, then the words of changed ones, then what moved out of them."""
    found = _in_paragraphs(old, new)
    for _ in range(_ROUNDS):
        explained, regions = moved_out(old, new, found)
        if not regions:
            break
        found = _joined([Region(found.pieces, _without(found.changes, explained)), *regions])
    pieces = with_edges(old, new, sorted(found.pieces))
    rest = left_over(old, new, pieces)
    return Trace(old, new, without_doubles(old, new, pieces, rest), sorted(found.changes), rest)


def _in_paragraphs(old: Text, new: Text) -> Region:
    """What stayed in paragraphs that are the same, and in those that take the place of others."""
    matching = match(
        [old.paragraph(index) for index in range(len(old))],
        [new.paragraph(index) for index in range(len(new))],
    )
    whole = [Piece(old.starts[a], new.starts[b], old.ends[a] - old.starts[a], sure) for a, b, sure in matching.pairs]
    gaps, apart = crossing(old, new, matching.gaps)
    moved = (compare(old, [old.stretch(a)], new, [new.stretch(b)], moved=True) for a, b in apart)
    changed = (compare(old, [old.stretch(a) for a in gap.old], new, [new.stretch(b) for b in gap.new]) for gap in gaps)
    return _joined([Region(whole, []), *moved, *changed])


def _joined(regions: Sequence[Region]) -> Region:
    return Region(
        [piece for region in regions for piece in region.pieces],
        [change for region in regions for change in region.changes],
    )


def _without(changes: Sequence[Change], explained: Sequence[Change]) -> list[Change]:
    gone = set(explained)
    return [change for change in changes if change not in gone]
