"""A stretch of the old text laid beside one of the new: what stayed, and what changed between."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from annotate.core.reanchor.sequence import Hunk, Run, common, doubtful, hunks
from annotate.core.reanchor.texts import Stretch, Text
from annotate.core.reanchor.tokens import Token, parts, telling, tokens

LONG = 20_000
"""Characters above which sentences are compared before words."""

ALIKE = 0.5
"""The least share of the smaller of two paragraphs that stayed, for single words to be trusted."""

_PASSES = 50


class Piece(NamedTuple):
    """`length` characters from `old` on are now those from `new` on.

    `sure`: it can be no other text that is like it. `left`, `right`: something was changed directly
    beside it.
    """

    old: int
    new: int
    length: int
    sure: bool = True
    left: bool = False
    right: bool = False


class Change(NamedTuple):
    """`old:old_end` became `new:new_end`; either may be empty."""

    old: int
    old_end: int
    new: int
    new_end: int


class Region(NamedTuple):
    pieces: list[Piece]
    changes: list[Change]


class _Block(NamedTuple):
    """What is on both sides, and which of it stayed; `whole` unless other blocks tell of the rest."""

    old: list[Token]
    new: list[Token]
    runs: list[Run]
    whole: bool = True


def compare(old: Text, here: Sequence[Stretch], new: Text, there: Sequence[Stretch], *, moved: bool = False) -> Region:
    """What became of the stretches `here` of the old text, which stand `there` if anywhere.

    `moved`: they stood elsewhere; without anything long among it, nothing is taken for the same.
    """
    blocks = list(_blocks(old, here, new, there))
    if moved and not any(_is_long(block.old, run) for block in blocks for run in block.runs):
        return Region([], [])
    found = [each for block in blocks for each in _pieces(old, new, block)]
    alike = _alike(old, here, new, there, (piece for piece, _ in found))
    pieces = [
        piece._replace(sure=piece.sure and (is_long or (old.at(piece.old), new.at(piece.new)) in alike))
        for piece, is_long in found
    ]
    changes = [change for block in blocks if block.whole for change in _changes(block)]
    return Region(pieces, changes)


def _blocks(old: Text, here: Sequence[Stretch], new: Text, there: Sequence[Stretch]) -> Iterator[_Block]:
    """Of long stretches first the long parts that stayed, then the words of the rest."""
    if max(_length(here), _length(there)) <= LONG:
        yield _words(old, here, new, there)
        return
    before = [part for each in here for part in parts(old.text, *each)]
    after = [part for each in there for part in parts(new.text, *each)]
    runs = [run for run in _undoubted(before, after) if _is_long(before, run)]
    yield _Block(before, after, runs, whole=False)
    for hunk in hunks(runs, len(before), len(after)):
        olds = _stretches(old, before[hunk.a : hunk.a_end])
        yield _words(old, olds, new, _stretches(new, after[hunk.b : hunk.b_end]))


def _words(old: Text, here: Sequence[Stretch], new: Text, there: Sequence[Stretch]) -> _Block:
    before = [token for each in here for token in tokens(old.text, *each)]
    after = [token for each in there for token in tokens(new.text, *each)]
    runs = common(*_texts(before, after))
    return _Block(before, after, _without_islands(before, after, runs))


def _undoubted(before: list[Token], after: list[Token]) -> Iterator[Run]:
    names = _texts(before, after)
    runs = common(*names)
    doubts = doubtful(*names, runs)
    for index, run in enumerate(runs):
        head, tail = doubts.get(index, (0, 0))
        if head + tail < run.length:
            yield Run(run.a + head, run.b + head, run.length - head - tail)


def _texts(before: list[Token], after: list[Token]) -> tuple[list[str], list[str]]:
    return [token.text for token in before], [token.text for token in after]


def _length(stretches: Sequence[Stretch]) -> int:
    return sum(end - start for start, end in stretches)


def _stretches(text: Text, found: Sequence[Token]) -> list[Stretch]:
    """What the parts cover, paragraph by paragraph."""
    joined: list[Stretch] = []
    for part in found:
        if joined and joined[-1][1] == part.start:
            joined[-1] = joined[-1][0], part.end
        else:
            joined.append((part.start, part.end))
    return joined


def _is_long(before: list[Token], run: Run) -> bool:
    return telling(word for token in before[run.a : run.a + run.length] for word in token.text.split())


def _without_islands(before: list[Token], after: list[Token], runs: list[Run]) -> list[Run]:
    """The runs without those that are shorter than what was changed on either side of them.

    Any two texts have an "of the" in common; that is not what stayed.
    Source: the semantic cleanup of Google's diff-match-patch.
    """
    for _ in range(_PASSES):
        between = [_weight(before, after, hunk) for hunk in hunks(runs, len(before), len(after))]
        kept = [
            run
            for index, run in enumerate(runs)
            if _size(before, run.a, run.a + run.length) > min(between[index], between[index + 1])
            or _is_long(before, run)
        ]
        if len(kept) == len(runs):
            break
        runs = kept
    return runs


def _weight(before: list[Token], after: list[Token], hunk: Hunk) -> int:
    return max(_size(before, hunk.a, hunk.a_end), _size(after, hunk.b, hunk.b_end))


def _size(found: list[Token], first: int, last: int) -> int:
    return sum(token.end - token.start for token in found[first:last])


def _pieces(old: Text, new: Text, block: _Block) -> Iterator[tuple[Piece, bool]]:
    """The runs as pieces, cut where a paragraph ends, where white space differs and where doubt
    begins; with each, whether it is of a long run, to be trusted by itself."""
    before, after, runs = block.old, block.new, block.runs
    doubts = doubtful(*_texts(before, after), runs)
    between = list(hunks(runs, len(before), len(after)))
    for index, run in enumerate(runs):
        head, tail = doubts.get(index, (0, 0))
        is_long = _is_long(before, run)
        left, right = _is_change(between[index]), _is_change(between[index + 1])
        for low, high in _cuts(old, new, block, run, head, tail):
            first, last = before[run.a + low], before[run.a + high - 1]
            piece = Piece(
                old=first.start,
                new=after[run.b + low].start,
                length=last.end - first.start,
                sure=head <= low and high <= run.length - tail,
                left=left and low == 0,
                right=right and high == run.length,
            )
            yield piece, is_long


def _cuts(old: Text, new: Text, block: _Block, run: Run, head: int, tail: int) -> Iterator[Stretch]:
    """The stretches of a run, counted from its start, that become pieces."""
    start = 0
    for k in range(1, run.length):
        one, two = block.old[run.a + k - 1], block.old[run.a + k]
        first, second = block.new[run.b + k - 1], block.new[run.b + k]
        same = old.text[one.end : two.start] == new.text[first.end : second.start]
        doubt = k in (head, run.length - tail)
        if doubt or not same or old.parts(one.end, two.start) or new.parts(first.end, second.start):
            yield start, k
            start = k
    yield start, run.length


def _is_change(hunk: Hunk) -> bool:
    return hunk.a < hunk.a_end or hunk.b < hunk.b_end


def _changes(block: _Block) -> Iterator[Change]:
    """What was deleted or replaced between the runs; what was only inserted is left out."""
    for hunk in hunks(block.runs, len(block.old), len(block.new)):
        if hunk.a == hunk.a_end:
            continue
        start, end = block.old[hunk.a].start, block.old[hunk.a_end - 1].end
        if hunk.b < hunk.b_end:
            yield Change(start, end, block.new[hunk.b].start, block.new[hunk.b_end - 1].end)
        else:
            yield Change(start, end, 0, 0)


def _alike(
    old: Text, here: Sequence[Stretch], new: Text, there: Sequence[Stretch], found: Iterable[Piece]
) -> set[tuple[int, int]]:
    """The pairs of paragraphs, by their indexes, of which so much stayed that the rest was meant."""
    stayed: dict[tuple[int, int], int] = defaultdict(int)
    for piece in found:
        stayed[old.at(piece.old), new.at(piece.new)] += piece.length
    sizes, others = _sizes(old, here), _sizes(new, there)
    return {(p, q) for (p, q), size in stayed.items() if size >= ALIKE * min(sizes[p], others[q])}


def _sizes(text: Text, stretches: Sequence[Stretch]) -> dict[int, int]:
    sizes: dict[int, int] = defaultdict(int)
    for start, end in stretches:
        sizes[text.at(start)] += end - start
    return sizes
