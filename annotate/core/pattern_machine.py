"""Running a pattern: all its possible states at once, so no text makes it go back.

Source: Thompson 1968, "Regular Expression Search Algorithm"; the sets of states met are kept, as
in Cox 2007, "Regular Expression Matching Can Be Simple And Fast".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from annotate.core.pattern_steps import Fork, Step
from annotate.core.pattern_tree import Characters, Edge

MAX_KEPT = 20_000


class _State:
    """Where one may be: the steps, each a bit, and which of them read a character.

    `next` is filled as texts are met.
    """

    def __init__(self, mask: int, reading: tuple[int, ...]) -> None:
        self.mask = mask
        self.reading = reading
        self.next: dict[str, _State] = {}


class Machine:
    """Steps that can be run. What it learned from texts is dropped when it grows past a bound."""

    def __init__(self, steps: tuple[Step, ...]) -> None:
        self._steps = steps
        self._final = 1 << len(steps)
        self._kinds, self._kind_of = _kinds(steps)
        self._after = [self._reach([at + 1]) if isinstance(step, Characters) else 0 for at, step in enumerate(steps)]
        self._states: dict[int, _State] = {}
        self._kept = 0

    def whole(self, text: str) -> bool:
        """Whether the steps lead from the first to the last character."""
        state = self._state(self._reach([0], start=True))
        for character in text:
            if not state.mask:
                return False
            state = state.next.get(character) or self._learn(state, character)
        return self._ends(state, empty=not text)

    def somewhere(self, text: str) -> bool:
        """Whether the steps lead through some stretch of the text."""
        anew = self._reach([0])
        state = self._state(self._reach([0], start=True))
        for character in text:
            if state.mask & self._final:
                return True
            following = state.next.get(character) or self._learn(state, character)
            state = following
            if anew & ~state.mask:
                state = self._state(state.mask | anew)
        return self._ends(state, empty=not text)

    def _ends(self, state: _State, empty: bool) -> bool:
        if state.mask & self._final:
            return True
        # `$` holds only here, so the way past it is looked at only now.
        waiting = [at for at in _bits(state.mask) if isinstance(self._steps[at], Edge)]
        return bool(self._reach(waiting, start=empty, end=True) & self._final)

    def _learn(self, state: _State, character: str) -> _State:
        if self._kept > MAX_KEPT:
            self._states.clear()
            self._kept = 0
        accepted = [character in kind for kind in self._kinds]
        mask = 0
        for at in state.reading:
            if accepted[self._kind_of[at]]:
                mask |= self._after[at]
        following = self._state(mask)
        state.next[character] = following
        self._kept += 1
        return following

    def _state(self, mask: int) -> _State:
        state = self._states.get(mask)
        if state is None:
            reading = tuple(at for at in _bits(mask) if at in self._kind_of)
            state = self._states[mask] = _State(mask, reading)
            self._kept += 1
        return state

    def _reach(self, steps: Iterable[int], start: bool = False, end: bool = False) -> int:
        """Where one may be without reading: through forks, and edges that are here."""
        mask = 0
        waiting = list(steps)
        while waiting:
            at = waiting.pop()
            if mask >> at & 1:
                continue
            mask |= 1 << at
            step = self._steps[at] if at < len(self._steps) else None
            if isinstance(step, Fork):
                waiting.extend(step.to)
            elif isinstance(step, Edge) and (start if step.start else end):
                waiting.append(at + 1)
        return mask


def _kinds(steps: tuple[Step, ...]) -> tuple[list[Characters], dict[int, int]]:
    """The different sets of characters, and which of them each reading step has."""
    numbers: dict[Characters, int] = {}
    kind_of = {
        at: numbers.setdefault(step, len(numbers)) for at, step in enumerate(steps) if isinstance(step, Characters)
    }
    return list(numbers), kind_of


def _bits(mask: int) -> Iterator[int]:
    digits = bin(mask)[:1:-1]
    at = digits.find("1")
    while at >= 0:
        yield at
        at = digits.find("1", at + 1)
