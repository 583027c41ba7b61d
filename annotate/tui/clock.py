"""Time spent on paragraphs, and the two other things that are not the same twice."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from datetime import datetime, timezone

_IDLE = 60.0
"""Seconds without a key after which nobody is taken to be reading."""
_LETTERS = "abcdefghijklmnopqrstuvwxyz234567"


class Stopwatch:
    """Adds up the active seconds on each paragraph until a decision takes them."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._last = clock()
        self._spent: dict[int, float] = {}

    def tick(self, n: int) -> None:
        """A key was pressed while paragraph `n` was read."""
        now = self._clock()
        self._spent[n] = self._spent.get(n, 0.0) + min(now - self._last, _IDLE)
        self._last = now

    def take(self, n: int) -> int:
        """The whole seconds spent on it since they were last taken."""
        return round(self._spent.pop(n, 0.0))


def utc_now() -> str:
    return datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def new_id() -> str:
    """Eight random letters and digits of base 32: never used again."""
    return "".join(secrets.choice(_LETTERS) for _ in range(8))
