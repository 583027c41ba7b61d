"""Files checked by several processes at once, told of in their order."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from msgspec.structs import replace

from annotate.cli.checking import Checker, Checking, Outcome
from annotate.cli.targets import Target

WORTH = 2 << 20
"""Bytes for each process: with less to read, starting it takes longer than it saves."""

_BATCH = 256 << 10
_FILES = 100
_AHEAD = 16
"""Batches that each process may be ahead of the one told next: what is kept stays bounded."""


def processors(wanted: int) -> int:
    """How many processes are meant: 0 is one for each processor that we may use."""
    if wanted > 0:
        return wanted
    allowed = getattr(os, "sched_getaffinity", None)
    return len(allowed(0)) if allowed else os.cpu_count() or 1


def checked(checking: Checking, chosen: Sequence[Target], jobs: int) -> Iterator[Outcome]:
    """What is found in each file, in the order of `chosen`, as it comes; `jobs` 0: all processors.

    Raises AnnotateError at once if the schema that was given cannot be used.
    """
    checker = Checker(checking)
    count = _worthwhile(chosen, processors(jobs))
    if count < 2:
        return map(checker.outcome, chosen)
    return _by_many(_portable(checking), list(_batches(chosen)), count)


def _worthwhile(chosen: Sequence[Target], jobs: int) -> int:
    """As many processes as there is work for."""
    if jobs < 2 or len(chosen) < 2:
        return 1
    return min(jobs, len(chosen), sum(_size(each.path) for each in chosen) // WORTH)


def _by_many(checking: Checking, batches: Sequence[list[Target]], count: int) -> Iterator[Outcome]:
    # Only here: one process needs nothing of this.
    from annotate.cli.crew import Crew

    found: dict[int, list[Outcome]] = {}
    given = told = 0
    crew: Crew[list[Target], list[Outcome]] = Crew(partial(_Batch, checking), count)
    with crew:
        while told < len(batches):
            while crew.free and given < min(len(batches), told + count * _AHEAD):
                crew.give(given, batches[given])
                given += 1
            found.update(crew.results())
            while told in found:
                yield from found.pop(told)
                told += 1


def _portable(checking: Checking) -> Checking:
    """Without the keys of the screen: what they are in cannot be sent to a process."""
    return replace(checking, settings=replace(checking.settings, keys={}))


class _Batch:
    """What a worker does with a batch."""

    def __init__(self, checking: Checking) -> None:
        self._checker = Checker(checking)

    def __call__(self, batch: list[Target]) -> list[Outcome]:
        return [self._checker.outcome(target) for target in batch]


def _batches(chosen: Sequence[Target]) -> Iterator[list[Target]]:
    """Neighbors together: a message for each of many small files would cost more than they do."""
    batch: list[Target] = []
    size = 0
    for target in chosen:
        batch.append(target)
        size += _size(target.path)
        if size >= _BATCH or len(batch) >= _FILES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _size(path: Path) -> int:
    try:
        return os.stat(path).st_size
    except (OSError, ValueError):
        return 0
