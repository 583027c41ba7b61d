"""The questions of one paragraph as a reviewer sees them: how many, one after the other, by number.

Nothing here looks at all of them: a paragraph may have thousands, and this is asked for every key.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate
from typing import TYPE_CHECKING

import msgspec

from annotate.core.review.cases import Case, Subject
from annotate.core.review.states import Standing

if TYPE_CHECKING:
    from annotate.core.review.walking import Walk


class Row(msgspec.Struct, frozen=True):
    """What the walk knows of the questions between two places of its order, until it is asked about
    other marks. `listed` is the number of those that there is anything to look at for; `asked` and
    `waiting` ones are among them, all others are `agreed`."""

    walk: Walk
    low: int
    high: int
    listed: int
    asked: int
    waiting: int

    @property
    def settled(self) -> int:
        return self.listed - self.asked - self.waiting

    @property
    def agreed(self) -> int:
        return self.high - self.low - self.listed

    def open(self) -> list[Case]:
        """Those that are asked, in their order."""
        return self.walk.asked_between(self.low, self.high)

    def first_open(self) -> Case | None:
        return next(iter(self.walk.asked_between(self.low, self.high, most=1)), None)

    def at(self, index: int) -> Standing:
        """Of those listed the one with this number, from 0, or from the end if it is negative."""
        return self.walk.listed_at(self.low, index if index >= 0 else self.listed + index)

    def index(self, key: str) -> int | None:
        """Its number, from 0; None if it is not listed here."""
        place = self.walk.place_of(key)
        if place is None or not self.low <= place < self.high:
            return None
        return self.walk.index_of(self.low, place)

    def part(self, first: int, end: int) -> tuple[Standing, ...]:
        """Those listed from a number on, up to another, as far as there are any."""
        return tuple(map(self.at, range(max(0, first), min(end, self.listed))))


class Crossing(msgspec.Struct, frozen=True):
    """Questions about annotations in the order of the text: where they start, and how far those up to
    each reach."""

    cases: tuple[Case, ...]
    starts: tuple[int, ...]
    reach: tuple[int, ...]

    @classmethod
    def of(cls, cases: Sequence[Case]) -> Crossing:
        spans = tuple(sorted((c for c in cases if c.subject is Subject.SPAN), key=lambda c: c.start))
        return cls(spans, tuple(c.start for c in spans), tuple(accumulate((c.end for c in spans), max)))

    def at(self, start: int, end: int) -> list[Case]:
        """Those that have text between two offsets."""
        first = bisect_left(self.reach, start + 1)
        return [case for case in self.cases[first : bisect_left(self.starts, end)] if case.end > start]
