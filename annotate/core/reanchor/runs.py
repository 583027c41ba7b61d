"""What two sequences have in common, and what stands between."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple


class Run(NamedTuple):
    """`old[a : a + length] == new[b : b + length]`."""

    a: int
    b: int
    length: int


class Hunk(NamedTuple):
    """What stands between two runs: `old[a:a_end]` became `new[b:b_end]`; one of them may be empty."""

    a: int
    a_end: int
    b: int
    b_end: int


def merged(runs: Sequence[Run]) -> list[Run]:
    """Runs that follow each other in both sequences made one."""
    whole: list[Run] = []
    for run in runs:
        last = whole[-1] if whole else None
        if last and last.a + last.length == run.a and last.b + last.length == run.b:
            whole[-1] = Run(last.a, last.b, last.length + run.length)
        else:
            whole.append(run)
    return whole


def hunks(runs: Sequence[Run], old: int, new: int) -> Iterator[Hunk]:
    """One before each run and one behind the last, empty ones too; `old`, `new` are the lengths."""
    a = b = 0
    for run in (*runs, Run(old, new, 0)):
        yield Hunk(a, run.a, b, run.b)
        a, b = run.a + run.length, run.b + run.length
