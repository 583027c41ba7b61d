"""The questions of one paragraph as they stand, worked out once for as long as nothing changes."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate

import msgspec

from annotate.core.edit import Refused
from annotate.core.review import Case, Review, Standing, Subject, Walk
from annotate.core.review import State as Standings
from annotate.core.rulings import BEFOREHAND
from annotate.tui.held import Held, Same
from annotate.tui.state import State


class Row(msgspec.Struct, frozen=True):
    """`listed` are those that there is anything to look at for the reviewer, in the order in which
    they are asked; `asked` those of them that are open; `waiting` and `agreed` are counted only."""

    listed: tuple[Standing, ...]
    asked: tuple[Standing, ...]
    waiting: int
    agreed: int

    @property
    def settled(self) -> int:
        return len(self.listed) - len(self.asked) - self.waiting


def walk_of(state: State) -> Walk:
    """The questions as they stand now."""
    if state.walk is None:
        raise Refused("this is no review")
    return state.walk.at(state.session.marks)


def row_of(state: State, n: int) -> Row:
    """The questions about paragraph `n`; 0: about the document."""
    return _row(Held(state.session, n), walk_of(state))


def contested(standing: Standing) -> bool:
    """Whether there is anything for the reviewer to look at: all but what all agreed on."""
    ruling = standing.ruling
    beforehand = ruling is not None and ruling.how in BEFOREHAND and not standing.state.asks
    return not (standing.case.unanimous and beforehand)


def spans_at(state: State, n: int, start: int, end: int) -> Iterator[Standing]:
    """Of the questions about annotations of paragraph `n`, those that cross a stretch and that there
    is anything to look at for."""
    walk = walk_of(state)
    places = _places(Same(walk.review), n)
    first = bisect_left(places.reach, start + 1)
    for case in places.cases[first : bisect_left(places.starts, end)]:
        if case.end > start and contested(standing := walk.standing(case.key)):
            yield standing


class _Places(msgspec.Struct, frozen=True):
    """Questions about annotations in the order of the text: where they start, and how far those up to
    each reach."""

    cases: tuple[Case, ...]
    starts: tuple[int, ...]
    reach: tuple[int, ...]


@lru_cache(maxsize=4)
def _places(key: Same[Review], n: int) -> _Places:
    cases = tuple(sorted((c for c in key.of.of(n) if c.subject is Subject.SPAN), key=lambda c: c.start))
    return _Places(cases, tuple(c.start for c in cases), tuple(accumulate((c.end for c in cases), max)))


@lru_cache(maxsize=4)
def _row(held: Held, walk: Walk) -> Row:
    found = walk.of(held.n)
    listed = tuple(each for each in found if contested(each))
    return Row(
        listed=listed,
        asked=tuple(each for each in listed if each.state.asks),
        waiting=sum(each.state is Standings.WAITING for each in listed),
        agreed=len(found) - len(listed),
    )
