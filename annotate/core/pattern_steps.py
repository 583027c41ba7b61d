"""A pattern as a row of steps, its counts written out."""

from __future__ import annotations

import msgspec

from annotate.core.pattern_syntax import PatternError
from annotate.core.pattern_tree import Characters, Choice, Edge, Join, Repeat, Tree

MAX_STEPS = 500
MAX_WORK = 20_000


class Fork(msgspec.Struct):
    """The way goes on at any of these steps, given by number."""

    to: list[int]


Step = Characters | Edge | Fork
"""A character is read, an edge must be here, or the way forks. Except behind a fork, the next step
follows; past the last step the pattern has ended."""


def assemble(tree: Tree) -> tuple[Step, ...]:
    """Raises PatternError if there are too many steps."""
    assembler = _Assembler()
    assembler.add(tree)
    return tuple(assembler.steps)


class _Assembler:
    def __init__(self) -> None:
        self.steps: list[Step] = []
        self.work = 0

    def add(self, tree: Tree) -> None:
        # Counts of empty groups add no steps, so the work is bounded on its own.
        self.work += 1
        if len(self.steps) > MAX_STEPS or self.work > MAX_WORK:
            raise PatternError(f"more than {MAX_STEPS} steps when counts are written out", 0)
        match tree:
            case Characters() | Edge():
                self.steps.append(tree)
            case Join(parts):
                for part in parts:
                    self.add(part)
            case Choice(parts):
                self._choose(parts)
            case Repeat(part, least, most):
                for _ in range(least):
                    self.add(part)
                if most is None:
                    self._loop(part)
                else:
                    self._perhaps(part, most - least)

    def _fork(self) -> Fork:
        fork = Fork([])
        self.steps.append(fork)
        return fork

    def _choose(self, parts: tuple[Tree, ...]) -> None:
        start = self._fork()
        ends = []
        for part in parts:
            start.to.append(len(self.steps))
            self.add(part)
            ends.append(self._fork())
        for end in ends:
            end.to.append(len(self.steps))

    def _loop(self, part: Tree) -> None:
        at = len(self.steps)
        start = self._fork()
        start.to.append(len(self.steps))
        self.add(part)
        self._fork().to.append(at)
        start.to.append(len(self.steps))

    def _perhaps(self, part: Tree, times: int) -> None:
        forks = []
        for _ in range(times):
            fork = self._fork()
            fork.to.append(len(self.steps))
            forks.append(fork)
            self.add(part)
        for fork in forks:
            fork.to.append(len(self.steps))
