"""The questions of one paragraph as they stand."""

from __future__ import annotations

from collections.abc import Iterator

from annotate.core.edit import Refused
from annotate.core.review import Row, Standing, Walk
from annotate.tui.state import State


def walk_of(state: State) -> Walk:
    """The questions as they stand now."""
    if state.walk is None:
        raise Refused("this is no review")
    return state.walk.at(state.session.marks)


def row_of(state: State, n: int) -> Row:
    """The questions about paragraph `n`; 0: about the document."""
    return walk_of(state).row(n)


def spans_at(state: State, n: int, start: int, end: int) -> Iterator[Standing]:
    """Of the questions about annotations of paragraph `n`, those that cross a stretch and that there
    is anything to look at for."""
    walk = walk_of(state)
    found = (walk.standing(case.key) for case in walk.crossing(n, start, end))
    return (standing for standing in found if standing.contested)
