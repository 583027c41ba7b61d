"""Rows that only moved up or down: the terminal moves them, instead of getting them once more.

Where a row comes or goes, all rows below move. Over a slow line that is most of what a key costs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate

import msgspec
from prompt_toolkit.output import Output

from annotate.tui.theme import Row

_START = 40  # Columns, about: what is beside the text, further right, does not move with it.
_WORTH = 3


class Shift(msgspec.Struct, frozen=True):
    """The rows `top` to `bottom`, both counted from 0, of which the content moves down `by` rows,
    up if that is negative; what moves out is gone, what comes in is blank."""

    top: int
    bottom: int
    by: int

    def source(self, row: int) -> int | None:
        """Where the row's content was before, None if it is blank."""
        before = row - self.by
        return before if self.top <= before <= self.bottom else None


def find_shift(before: Sequence[Row | None], after: Sequence[Row]) -> Shift | None:
    """The shift that brings most rows to where they are to be, None if that is not worth it."""
    places = _places(before)
    votes = {y: y - places[start] for y, row in enumerate(after) if (start := _start(row)) in places}
    counts = Counter(filter(None, votes.values()))
    if not counts:
        return None
    by, count = counts.most_common(1)[0]
    moved = [y for y, vote in votes.items() if vote == by]
    top, bottom = moved[0] - max(by, 0), moved[-1] - min(by, 0)
    spoiled = sum(vote == 0 for y, vote in votes.items() if top <= y <= bottom)
    return Shift(top, bottom, by) if count - spoiled >= _WORTH else None


def send(shift: Shift, output: Output) -> None:
    """Lets the terminal move the rows: a region that scrolls, as every terminal since the VT100
    has it. The cursor and the colors stay what they are."""
    edge, step = (shift.top, "\x1bM") if shift.by > 0 else (shift.bottom, "\x1bD")
    output.write_raw(
        f"\x1b7\x1b[m\x1b[{shift.top + 1};{shift.bottom + 1}r\x1b[{edge + 1};1H{step * abs(shift.by)}\x1b[r\x1b8"
    )


def _places(rows: Sequence[Row | None]) -> dict[Row, int]:
    """The rows by what they start with, if that is on one row only."""
    starts = [_start(row) if row is not None else None for row in rows]
    counts = Counter(starts)
    return {start: y for y, start in enumerate(starts) if start is not None and counts[start] == 1}


@lru_cache(maxsize=2048)
def _start(row: Row) -> Row | None:
    """The first fragments of the row, None if there is nothing to be seen in them."""
    ends = accumulate(len(text) for _, text in row)
    start = row[: 1 + sum(end < _START for end in ends)]
    return start if any(not text.isspace() for _, text in start) else None
