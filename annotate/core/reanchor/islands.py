"""Little that two texts have in common by chance, between much that was changed."""

from __future__ import annotations

from annotate.core.reanchor.rows import Row
from annotate.core.reanchor.runs import Hunk, Run, hunks
from annotate.core.reanchor.tokens import telling

_PASSES = 50
_EDGE_SHARE = 8


def without_islands(old: Row, new: Row, runs: list[Run]) -> list[Run]:
    """The runs without those that are shorter than what was changed on either side of them.

    Any two texts have an "of the" in common; that is not what stayed.
    Source: the semantic cleanup of Google's diff-match-patch.
    """
    for _ in range(_PASSES):
        between = [_weight(old, new, hunk) for hunk in hunks(runs, len(old), len(new))]
        kept = [
            run
            for index, run in enumerate(runs)
            if old.size(run.a, run.a + run.length) > _floor(*between[index : index + 2]) or is_long(old, run)
        ]
        if len(kept) == len(runs):
            break
        runs = kept
    return runs


def is_long(old: Row, run: Run) -> bool:
    """Whether nobody writes the text of the run a second time by chance."""
    return telling(word for text in old.texts[run.a : run.a + run.length] for word in text.split())


def _floor(left: int, right: int) -> int:
    """The size that a run has to be above. An edge that stayed speaks for what is beside it, but
    not for a word beside a long change."""
    return max(min(left, right), max(left, right) // _EDGE_SHARE)


def _weight(old: Row, new: Row, hunk: Hunk) -> int:
    return max(old.size(hunk.a, hunk.a_end), new.size(hunk.b, hunk.b_end))
