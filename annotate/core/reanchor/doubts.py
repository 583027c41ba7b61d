"""Which items of a run could as well be others."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from annotate.core.reanchor.runs import Hunk, Run, hunks

_FAR = 200


def doubtful(old: Sequence[Hashable], new: Sequence[Hashable], runs: Sequence[Run]) -> dict[int, tuple[int, int]]:
    """How many items at the head and at the tail of a run could as well be others, by the run's index.

    As in `a b a c`, become `a c`: which `a` is left cannot be told. An item is in doubt if it, with
    what stands between it and the hunk beside it, stands in the hunk once more.
    """
    doubts: dict[int, tuple[int, int]] = {}
    between = list(hunks(runs, len(old), len(new)))
    for index, run in enumerate(runs):
        head = _repeated(old, new, run, between[index], forward=True)
        tail = _repeated(old, new, run, between[index + 1], forward=False)
        if head or tail:
            doubts[index] = head, tail
    return doubts


def _repeated(old: Sequence[Hashable], new: Sequence[Hashable], run: Run, hunk: Hunk, *, forward: bool) -> int:
    step = 1 if forward else -1
    first = run.a if forward else run.a + run.length - 1
    most = min(run.length, _FAR)
    longest = 0
    for items, low, high in ((old, hunk.a, hunk.a_end), (new, hunk.b, hunk.b_end)):
        for place in range(low, high):
            length = 0
            while (
                length < most
                and low <= place + step * length < high
                and items[place + step * length] == old[first + step * length]
            ):
                length += 1
            longest = max(longest, length)
            if longest == most:
                return run.length
    return longest
