"""Many cases at once: each waits most of its time for a program or a disk."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

Case = TypeVar("Case")
Found = TypeVar("Found")
_work: tuple[Callable[[Any], Any], Sequence[Any]]


def each(check: Callable[[Case], Found], cases: Sequence[Case]) -> list[Found]:
    """What `check` gives for each case, in order; raises what the first that fails raised.

    The workers are copies of this process: `check` may be any function, its results are sent back.
    """
    global _work
    _work = check, cases
    workers = min(2 * (os.cpu_count() or 1), max(1, len(cases)))
    with multiprocessing.get_context("fork").Pool(workers) as pool:
        return pool.map(_call, range(len(cases)), chunksize=1)


def _call(index: int) -> Any:
    check, cases = _work
    return check(cases[index])
