"""A stretch of the old text laid beside one of the new: what stayed, and what changed between."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from annotate.core.reanchor.sequence import Hunk, Run, common, doubtful, hunks
from annotate.core.reanchor.texts import Stretch, Text
from annotate.core.reanchor.tokens import Token, parts, telling, tokens

LONG = 20_000
"""Characters above which sentences are compared before words."""

ALIKE = 0.5
"""The least share of the smaller of two paragraphs that stayed, for single words to be trusted."""

_PASSES = 50
_PROBE = 200
_EDGE = 2
_EDGE_SHARE = 8


class Piece(NamedTuple):
    """`length` characters from `old` on are now those from `new` on.

    `sure`: it can be no other text that is like it. `left`, `right`: something else stands directly
    beside it than did; known only when all pieces are.
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
    alike = _alike(old, here, new, there, blocks, max if moved else min)
    found = [piece for block in blocks for piece in _pieces(old, new, block, alike)]
    if moved and not any(piece.sure for piece in found):
        return Region([], [])
    return Region(found, [each for block in blocks if block.whole for each in _changes(old, block)])


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
            if _size(before, run.a, run.a + run.length) > _floor(*between[index : index + 2]) or _is_long(before, run)
        ]
        if len(kept) == len(runs):
            break
        runs = kept
    return runs


def _floor(left: int, right: int) -> int:
    """The size that a run has to be above. An edge that stayed speaks for what is beside it, but
    not for a word beside a long change."""
    return max(min(left, right), max(left, right) // _EDGE_SHARE)


def _weight(before: list[Token], after: list[Token], hunk: Hunk) -> int:
    return max(_size(before, hunk.a, hunk.a_end), _size(after, hunk.b, hunk.b_end))


def _size(found: list[Token], first: int, last: int) -> int:
    return sum(token.end - token.start for token in found[first:last])


def _pieces(old: Text, new: Text, block: _Block, alike: set[tuple[int, int]]) -> Iterator[Piece]:
    """The runs as pieces, cut where a paragraph ends, where white space differs and where doubt
    begins."""
    doubts = doubtful(*_texts(block.old, block.new), block.runs)
    for index, run in enumerate(block.runs):
        head, tail = doubts.get(index, (0, 0))
        for part in _by_paragraph(old, new, block, run):
            sure = run.a + head, run.a + run.length - tail
            if _home(old, new, block, part) not in alike:
                sure = _strictly(old, new, block, run, part, sure)
            yield from _cut(old, new, block, part, sure)


def _home(old: Text, new: Text, block: _Block, run: Run) -> tuple[int, int]:
    """The paragraphs that a run within one lies in."""
    return old.at(block.old[run.a].start), new.at(block.new[run.b].start)


def _strictly(old: Text, new: Text, block: _Block, run: Run, part: Run, sure: Stretch) -> Stretch:
    """Of the words `sure` those that are so between paragraphs that are not alike: all but the
    edges, if they are long and stand nowhere else. Two sentences may well begin or end alike."""
    if not _is_long(block.old, part) or not _is_unique(old, new, block, part):
        return run.a, run.a
    return max(sure[0], run.a + _EDGE), min(sure[1], run.a + run.length - _EDGE)


def _by_paragraph(old: Text, new: Text, block: _Block, run: Run) -> Iterator[Run]:
    """The run in parts that each lie in one paragraph of both texts."""
    start = 0
    for k in range(1, run.length):
        one, two = block.old[run.a + k - 1], block.old[run.a + k]
        first, second = block.new[run.b + k - 1], block.new[run.b + k]
        if old.parts(one.end, two.start) or new.parts(first.end, second.start):
            yield Run(run.a + start, run.b + start, k - start)
            start = k
    yield Run(run.a + start, run.b + start, run.length - start)


def _cut(old: Text, new: Text, block: _Block, run: Run, sure: Stretch) -> Iterator[Piece]:
    """The pieces of a run within one paragraph; sure are those of the words `sure`."""
    start = 0
    for k in range(1, run.length + 1):
        here = run.a + k
        if k < run.length and here not in sure:
            one, two = block.old[here - 1], block.old[here]
            first, second = block.new[run.b + k - 1], block.new[run.b + k]
            if old.text[one.end : two.start] == new.text[first.end : second.start]:
                continue
        begin = block.old[run.a + start].start
        yield Piece(
            old=begin,
            new=block.new[run.b + start].start,
            length=block.old[here - 1].end - begin,
            sure=sure[0] <= run.a + start and here <= sure[1],
        )
        start = k


def _is_unique(old: Text, new: Text, block: _Block, run: Run) -> bool:
    """Whether neither text has the run a second time."""
    first, last = block.old[run.a], block.old[run.a + run.length - 1]
    other, end = block.new[run.b], block.new[run.b + run.length - 1]
    return all(
        text.text.count(text.text[low : min(high, low + _PROBE)]) == 1
        for text, low, high in ((old, first.start, last.end), (new, other.start, end.end))
    )


def _changes(old: Text, block: _Block) -> Iterator[Change]:
    """What was deleted or replaced between the runs, paragraph by paragraph: others may stand
    between them. What was only inserted is left out."""
    for hunk in hunks(block.runs, len(block.old), len(block.new)):
        new = new_end = 0
        if hunk.b < hunk.b_end:
            new, new_end = block.new[hunk.b].start, block.new[hunk.b_end - 1].end
        words = block.old[hunk.a : hunk.a_end]
        for _, group in groupby(words, key=lambda word: old.at(word.start)):
            part = list(group)
            yield Change(part[0].start, part[-1].end, new, new_end)


def _alike(
    old: Text,
    here: Sequence[Stretch],
    new: Text,
    there: Sequence[Stretch],
    blocks: Sequence[_Block],
    measure: Callable[[int, int], int],
) -> set[tuple[int, int]]:
    """The pairs of paragraphs, by their indexes, of which so much stayed that the rest was meant:
    so much of the smaller or of the larger, as `measure` says."""
    stayed: dict[tuple[int, int], int] = defaultdict(int)
    for block in blocks:
        for run in block.runs:
            for part in _by_paragraph(old, new, block, run):
                first, last = block.old[part.a], block.old[part.a + part.length - 1]
                stayed[_home(old, new, block, part)] += last.end - first.start
    sizes, others = _sizes(old, here), _sizes(new, there)
    return {(p, q) for (p, q), size in stayed.items() if size >= ALIKE * measure(sizes[p], others[q])}


def _sizes(text: Text, stretches: Sequence[Stretch]) -> dict[int, int]:
    sizes: dict[int, int] = defaultdict(int)
    for start, end in stretches:
        sizes[text.at(start)] += end - start
    return sizes
