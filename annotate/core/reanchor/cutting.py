"""Runs of words that stayed, cut into pieces that each are one stretch of both texts."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from annotate.core.reanchor.blocks import Block
from annotate.core.reanchor.islands import is_long
from annotate.core.reanchor.pieces import Piece
from annotate.core.reanchor.runs import Run
from annotate.core.reanchor.texts import Stretch, Text

_EDGE = 2

Homes = tuple[int, int]
"""An old and a new paragraph, by their indexes."""


def pieces(old: Text, new: Text, block: Block, alike: Collection[Homes]) -> Iterator[Piece]:
    """The runs as pieces, cut where a paragraph ends, where white space differs and where doubt
    begins. Between paragraphs that are not `alike` little is certain."""
    doubts = block.doubts
    for index, run in enumerate(block.runs):
        head, tail = doubts.get(index, (0, 0))
        for part in by_paragraph(old, new, block, run):
            sure = run.a + head, run.a + run.length - tail
            if homes(old, new, block, part) not in alike:
                sure = _strictly(old, new, block, run, part, sure)
            yield from _cut(old, new, block, part, sure)


def homes(old: Text, new: Text, block: Block, run: Run) -> Homes:
    """The paragraphs that a run within one lies in."""
    return old.at(block.old.starts[run.a]), new.at(block.new.starts[run.b])


def by_paragraph(old: Text, new: Text, block: Block, run: Run) -> Iterator[Run]:
    """The run in parts that each lie in one paragraph of both texts."""
    last = Run(run.a + run.length - 1, run.b + run.length - 1, 1)
    if homes(old, new, block, run) == homes(old, new, block, last):
        yield run
        return
    start = 0
    for k in range(1, run.length):
        one, two = block.old.end(run.a + k - 1), block.old.starts[run.a + k]
        first, second = block.new.end(run.b + k - 1), block.new.starts[run.b + k]
        if old.parts(one, two) or new.parts(first, second):
            yield Run(run.a + start, run.b + start, k - start)
            start = k
    yield Run(run.a + start, run.b + start, run.length - start)


def _strictly(old: Text, new: Text, block: Block, run: Run, part: Run, sure: Stretch) -> Stretch:
    """Of the words `sure` those that are so between paragraphs that are not alike: all but the
    edges, if they are long and stand nowhere else. Two sentences may well begin or end alike."""
    if not is_long(block.old, part) or not _is_unique(old, new, block, part):
        return run.a, run.a
    return max(sure[0], run.a + _EDGE), min(sure[1], run.a + run.length - _EDGE)


def _is_unique(old: Text, new: Text, block: Block, run: Run) -> bool:
    here = block.old.stretch(run.a, run.a + run.length)
    return old.has_once(here) and new.has_once(block.new.stretch(run.b, run.b + run.length))


def _cut(old: Text, new: Text, block: Block, run: Run, sure: Stretch) -> Iterator[Piece]:
    """The pieces of a run within one paragraph; sure are those of the words `sure`."""
    start = 0
    for k in range(1, run.length + 1):
        here = run.a + k
        if k < run.length and here not in sure:
            gap = old.text[block.old.end(here - 1) : block.old.starts[here]]
            if gap == new.text[block.new.end(run.b + k - 1) : block.new.starts[run.b + k]]:
                continue
        begin = block.old.starts[run.a + start]
        yield Piece(
            old=begin,
            new=block.new.starts[run.b + start],
            length=block.old.end(here - 1) - begin,
            sure=sure[0] <= run.a + start and here <= sure[1],
        )
        start = k
