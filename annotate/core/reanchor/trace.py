"""Where every character of the old text is in the new one, as far as it is there."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import itemgetter

import msgspec

from annotate.core.reanchor.doubles import LeftOver, left_over, unclaimed, without_doubles
from annotate.core.reanchor.kin import kin
from annotate.core.reanchor.paragraphs import Gap, match
from annotate.core.reanchor.regions import Change, Piece, Region, compare
from annotate.core.reanchor.sequence import longest_chain
from annotate.core.reanchor.texts import Stretch, Text
from annotate.core.reanchor.tokens import telling, words_of

KIN = 0.3
"""The least share of the shingles that paragraphs or parts of them have in common to be compared."""

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

    def after(self, offset: int) -> Piece | None:
        """The first piece that begins behind the offset."""
        at = bisect_right(self.pieces, offset, key=_OLD)
        return self.pieces[at] if at < len(self.pieces) else None


def trace(old: Text, new: Text) -> Trace:
    """First whole paragraphs, then the words of changed ones, then what moved out of them."""
    matching = match(
        [old.paragraph(index) for index in range(len(old))],
        [new.paragraph(index) for index in range(len(new))],
    )
    found = Region(
        [Piece(old.starts[a], new.starts[b], old.ends[a] - old.starts[a], sure) for a, b, sure in matching.pairs],
        [],
    )
    gaps, apart = _crossing(old, new, matching.gaps)
    for a, b in apart:
        _add(found, compare(old, [old.stretch(a)], new, [new.stretch(b)], moved=True))
    for gap in gaps:
        here = [old.stretch(index) for index in gap.old]
        _add(found, compare(old, here, new, [new.stretch(index) for index in gap.new]))
    for _ in range(_ROUNDS):
        if not _follow(old, new, found):
            break
    pieces = _with_edges(old, new, sorted(found.pieces))
    rest = left_over(old, new, pieces)
    return Trace(old, new, without_doubles(old, new, pieces, rest), sorted(found.changes), rest)


def _with_edges(old: Text, new: Text, pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces, in their order, with what is beside them: the one before, or the start of the
    paragraph, on both sides the same, or something else."""
    if not pieces:
        return []
    joined = [
        _blank(old, _end(one.old, one), two.old) and _blank(new, _end(one.new, one), two.new)
        for one, two in pairwise(pieces)
    ]
    return [
        piece._replace(
            left=not before and not (_begins(old, piece.old) and _begins(new, piece.new)),
            right=not behind and not (_ends(old, _end(piece.old, piece)) and _ends(new, _end(piece.new, piece))),
        )
        for piece, before, behind in zip(pieces, [False, *joined], [*joined, False], strict=True)
    ]


def _end(start: int, piece: Piece) -> int:
    return start + piece.length


def _blank(text: Text, start: int, end: int) -> bool:
    """Whether nothing but white space is between, if anything."""
    return start == end or (start < end and text.text[start:end].isspace())


def _begins(text: Text, offset: int) -> bool:
    return _blank(text, text.starts[text.at(offset)], offset)


def _ends(text: Text, offset: int) -> bool:
    return _blank(text, offset, text.ends[text.at(offset - 1)])


def _add(found: Region, region: Region) -> None:
    found.pieces.extend(region.pieces)
    found.changes.extend(region.changes)


def _crossing(old: Text, new: Text, gaps: Sequence[Gap]) -> tuple[list[Gap], list[tuple[int, int]]]:
    """Paragraphs that were changed and stand elsewhere in the sequence, in pairs; the gaps without
    them."""
    home = {a: number for number, gap in enumerate(gaps) for a in gap.old}
    other = {b: number for number, gap in enumerate(gaps) for b in gap.new}
    if not home or not other or max(len(home), len(other)) < 2:
        return list(gaps), []
    olds, news = sorted(home), sorted(other)
    pairs = [
        (olds[a], news[b])
        for a, b in kin(
            [words_of(old, old.stretch(index)) for index in olds],
            [words_of(new, new.stretch(index)) for index in news],
            KIN,
        )
    ]
    stays = {pairs[index] for index in longest_chain([b for _, b in pairs])}
    apart = [pair for pair in pairs if home[pair[0]] != other[pair[1]] or pair not in stays]
    from_, to = {a for a, _ in apart}, {b for _, b in apart}
    rest = [Gap(tuple(a for a in gap.old if a not in from_), tuple(b for b in gap.new if b not in to)) for gap in gaps]
    return rest, apart


def _follow(old: Text, new: Text, found: Region) -> bool:
    """Finds what was deleted here and inserted there, as a sentence that moved; whether anything
    was."""
    froms = [change for change in found.changes if _tells(old, (change.old, change.old_end))]
    free = [stretch for stretch in _free(new, found.pieces) if _tells(new, stretch)]
    if not froms or not free:
        return False
    pairs = kin(
        [words_of(old, (change.old, change.old_end)) for change in froms],
        [words_of(new, stretch) for stretch in free],
        KIN,
    )
    moved = False
    for a, b in pairs:
        change, stretch = froms[a], free[b]
        if change.new <= stretch[0] and stretch[1] <= change.new_end:
            continue
        region = compare(old, [(change.old, change.old_end)], new, [stretch], moved=True)
        if region.pieces:
            moved = True
            found.changes.remove(change)
            _add(found, region)
    return moved


def _free(new: Text, pieces: Sequence[Piece]) -> list[Stretch]:
    return unclaimed(new, [(piece.new, piece.new + piece.length) for piece in pieces])


def _tells(text: Text, stretch: Stretch) -> bool:
    return telling(words_of(text, stretch))
