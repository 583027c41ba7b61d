"""How far a long run is, on a terminal only and not before it is long."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator
from types import TracebackType
from typing import TypeVar

from annotate.cli import output
from annotate.report.words import count

PATIENCE = 0.5
"""Seconds without a bar."""

PAUSE = 0.1
"""Seconds from one picture to the next."""

_CELLS = 24
Each = TypeVar("Each")


class Bar:
    """A context, at whose end nothing is left of it.

    `show` takes a line, or nothing to show; none is taken without a terminal that can clear a line.
    """

    def __init__(
        self,
        total: int,
        show: Callable[[str], None] | None = None,
        clock: Callable[[], float] = time.monotonic,
        thing: str = "file",
    ) -> None:
        self._total = total
        self._thing = thing
        self._show = show or (output.passing if _fit() else None)
        self._clock = clock
        self._due = clock() + PATIENCE

    def watch(self, things: Iterable[Each]) -> Iterator[Each]:
        """The same things, counted as they pass."""
        for done, thing in enumerate(things, 1):
            self._tell(done)
            yield thing

    def _tell(self, done: int) -> None:
        if self._show is not None and self._clock() >= self._due:
            self._due = self._clock() + PAUSE
            self._show(picture(done, self._total, self._thing))

    def __enter__(self) -> Bar:
        return self

    def __exit__(
        self,
        _type: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        if self._show is not None:
            self._show("")


def picture(done: int, total: int, thing: str = "file") -> str:
    """One line, short enough for 60 columns."""
    cells = _CELLS * done // total if total else _CELLS
    return f"[{'#' * cells}{'.' * (_CELLS - cells)}] {done:,} of {count(total, thing)}"


def _fit() -> bool:
    return output.notes_to_terminal() and os.environ.get("TERM", "dumb") != "dumb"
