"""Stretches of the old and the new text side by side, and what they have in common."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from annotate.core.reanchor.doubts import doubtful
from annotate.core.reanchor.islands import is_long, without_islands
from annotate.core.reanchor.rows import Row, joined, sentences_in, words_in
from annotate.core.reanchor.runs import Run, hunks
from annotate.core.reanchor.sequence import common
from annotate.core.reanchor.texts import Stretch, Text

LONG = 20_000
"""Characters above which sentences are compared before words."""


class Block(NamedTuple):
    """What is on both sides, and which of it stayed; `whole` unless other blocks tell of the rest."""

    old: Row
    new: Row
    runs: list[Run]
    whole: bool = True

    @property
    def doubts(self) -> dict[int, tuple[int, int]]:
        """How many items at both edges of a run could be others, by the run's index."""
        return doubtful(self.old.texts, self.new.texts, self.runs)


def blocks(old: Text, here: Sequence[Stretch], new: Text, there: Sequence[Stretch]) -> Iterator[Block]:
    """Of long stretches first the long sentences that stayed, then the words of the rest."""
    if max(_length(here), _length(there)) <= LONG:
        yield _words(old, here, new, there)
        return
    before, after = sentences_in(old, here), sentences_in(new, there)
    runs = [run for run in _undoubted(before, after) if is_long(before, run)]
    yield Block(before, after, runs, whole=False)
    for hunk in hunks(runs, len(before), len(after)):
        yield _words(old, joined(before, hunk.a, hunk.a_end), new, joined(after, hunk.b, hunk.b_end))


def _words(old: Text, here: Sequence[Stretch], new: Text, there: Sequence[Stretch]) -> Block:
    before, after = words_in(old, here), words_in(new, there)
    runs = common(before.texts, after.texts)
    return Block(before, after, without_islands(before, after, runs))


def _undoubted(before: Row, after: Row) -> Iterator[Run]:
    """What both have in common, without the edges of runs that could be others."""
    block = Block(before, after, common(before.texts, after.texts))
    doubts = block.doubts
    for index, run in enumerate(block.runs):
        head, tail = doubts.get(index, (0, 0))
        if head + tail < run.length:
            yield Run(run.a + head, run.b + head, run.length - head - tail)


def _length(stretches: Sequence[Stretch]) -> int:
    return sum(end - start for start, end in stretches)
