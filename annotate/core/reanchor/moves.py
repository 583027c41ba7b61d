"""Changed text that stands elsewhere now: whole paragraphs, and what moved out of them."""

from __future__ import annotations

from collections.abc import Sequence

from annotate.core.reanchor.kin import kin
from annotate.core.reanchor.paragraphs import Gap
from annotate.core.reanchor.pieces import Change, Region
from annotate.core.reanchor.regions import compare
from annotate.core.reanchor.remains import unclaimed
from annotate.core.reanchor.sequence import longest_chain
from annotate.core.reanchor.texts import Stretch, Text
from annotate.core.reanchor.tokens import telling, words_of

KIN = 0.3
"""The least share of the shingles that paragraphs or parts of them have in common to be compared."""

_EDGE = 20


def crossing(old: Text, new: Text, gaps: Sequence[Gap]) -> tuple[list[Gap], list[tuple[int, int]]]:
    """Paragraphs that were changed and stand elsewhere in the sequence, in pairs; the gaps without
    them."""
    home = {a: number for number, gap in enumerate(gaps) for a in gap.old}
    other = {b: number for number, gap in enumerate(gaps) for b in gap.new}
    if not home or not other or max(len(home), len(other)) < 2:
        return list(gaps), []
    olds, news = sorted(home), sorted(other)
    alike = _kin_of(old, [old.stretch(index) for index in olds], new, [new.stretch(index) for index in news])
    pairs = [(olds[a], news[b]) for a, b in alike]
    stays = {pairs[index] for index in longest_chain([b for _, b in pairs])}
    apart = [pair for pair in pairs if home[pair[0]] != other[pair[1]] or pair not in stays]
    from_, to = {a for a, _ in apart}, {b for _, b in apart}
    rest = [Gap(tuple(a for a in gap.old if a not in from_), tuple(b for b in gap.new if b not in to)) for gap in gaps]
    return rest, apart


def moved_out(old: Text, new: Text, found: Region) -> tuple[list[Change], list[Region]]:
    """What was deleted here and inserted there, as a sentence that moved: the changes of `found`
    that were it, and what became of each."""
    froms = [change for change in found.changes if _tells(old, (change.old, change.old_end))]
    free = [each for each in unclaimed(new, (piece.there for piece in found.pieces)) if _tells(new, each)]
    explained, regions = [], []
    for a, b in _kin_of(old, [(change.old, change.old_end) for change in froms], new, free):
        change, there = froms[a], free[b]
        if change.new <= there[0] and there[1] <= change.new_end:
            continue
        region = compare(old, [(change.old, change.old_end)], new, [there], moved=True)
        if region.pieces:
            explained.append(change)
            regions.append(region if _is_unmistakable(old, new, region) else _unsure(region))
    return explained, regions


def _kin_of(old: Text, here: Sequence[Stretch], new: Text, there: Sequence[Stretch]) -> list[tuple[int, int]]:
    if not here or not there:
        return []
    return kin([words_of(old, each) for each in here], [words_of(new, each) for each in there], KIN)


def _is_unmistakable(old: Text, new: Text, region: Region) -> bool:
    """Whether a good part of it stands nowhere else: of a passage that is there twice, the other one
    may be the one that moved."""
    return any(
        piece.sure
        and _tells(old, piece.here)
        and old.has_once(_inside(piece.here))
        and new.has_once(_inside(piece.there))
        for piece in sorted(region.pieces, key=lambda piece: -piece.length)
    )


def _inside(stretch: Stretch) -> Stretch:
    """Without its edges, which may be those of its neighbors."""
    start, end = stretch
    edge = min(_EDGE, (end - start) // 4)
    return start + edge, end - edge


def _unsure(region: Region) -> Region:
    return Region([piece._replace(sure=False) for piece in region.pieces], region.changes)


def _tells(text: Text, stretch: Stretch) -> bool:
    return telling(words_of(text, stretch))
