"""A stretch of the old text laid beside one of the new: what stayed, and what changed between."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from annotate.core.reanchor.blocks import Block, blocks
from annotate.core.reanchor.cutting import Homes, by_paragraph, homes, pieces
from annotate.core.reanchor.pieces import Change, Region
from annotate.core.reanchor.runs import hunks
from annotate.core.reanchor.texts import Stretch, Text

ALIKE = 0.5
"""The least share of the smaller of two paragraphs that stayed, for single words to be trusted."""


def compare(old: Text, here: Sequence[Stretch], new: Text, there: Sequence[Stretch], *, moved: bool = False) -> Region:
    """What became of the stretches `here` of the old text, which stand `there` if anywhere.

    `moved`: they stood elsewhere; without anything long among it, nothing is taken for the same.
    """
    found = list(blocks(old, here, new, there))
    alike = _alike(old, here, new, there, found, max if moved else min)
    stayed = [piece for block in found for piece in pieces(old, new, block, alike)]
    if moved and not any(piece.sure for piece in stayed):
        return Region([], [])
    return Region(stayed, [each for block in found if block.whole for each in _changes(old, block)])


def _alike(
    old: Text,
    here: Sequence[Stretch],
    new: Text,
    there: Sequence[Stretch],
    found: Sequence[Block],
    measure: Callable[[int, int], int],
) -> set[Homes]:
    """The pairs of paragraphs of which so much stayed that the rest was meant: so much of the
    smaller or of the larger, as `measure` says."""
    stayed: dict[Homes, int] = defaultdict(int)
    for block in found:
        for run in block.runs:
            for part in by_paragraph(old, new, block, run):
                start, end = block.old.stretch(part.a, part.a + part.length)
                stayed[homes(old, new, block, part)] += end - start
    sizes, others = _sizes(old, here), _sizes(new, there)
    return {(p, q) for (p, q), size in stayed.items() if size >= ALIKE * measure(sizes[p], others[q])}


def _sizes(text: Text, stretches: Sequence[Stretch]) -> dict[int, int]:
    """How much of each paragraph is in the stretches."""
    sizes: dict[int, int] = defaultdict(int)
    for start, end in stretches:
        sizes[text.at(start)] += end - start
    return sizes


def _changes(old: Text, block: Block) -> Iterator[Change]:
    """What was deleted or replaced between the runs, paragraph by paragraph: others may stand
    between them. What was only inserted is left out."""
    for hunk in hunks(block.runs, len(block.old), len(block.new)):
        place = block.new.stretch(hunk.b, hunk.b_end) if hunk.b < hunk.b_end else (0, 0)
        words = range(hunk.a, hunk.a_end)
        for _, group in groupby(words, key=lambda word: old.at(block.old.starts[word])):
            part = list(group)
            yield Change(*block.old.stretch(part[0], part[-1] + 1), *place)
