"""What annotators marked, as bars below the text: one lane for what is settled, one for each of them
where they do not say the same.

    The council said that 40 bridges need repair.
  = ┃ S──────────         F─
  a ┃ C1═════════════════════════════════════════
  b ┃                     C2═════════════════════
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count as count_from

from annotate.core.records import SpanRecord
from annotate.core.review import Standing, Subject
from annotate.core.review.states import result_of
from annotate.tui.bars import Lane, Strand
from annotate.tui.review.row import spans_at, walk_of
from annotate.tui.state import State

AGREED = "="
DIFFERS, TAKEN = "≠", "✓"


class Lanes:
    """Those of the paragraph in hand, for any stretch of it; what was worked out for a stretch serves
    for the lines in it."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._stretch = (0, 0)
        self._lanes: tuple[Lane, ...] = ()

    def __call__(self, start: int, end: int) -> tuple[Lane, ...]:
        low, high = self._stretch
        if not low <= start <= end <= high:
            self._stretch, self._lanes = (start, end), lanes_of(self._state, start, end)
            return self._lanes
        found = (Lane(lane.name, tuple(_crossing(lane.strands, start, end))) for lane in self._lanes)
        return tuple(lane for lane in found if lane.strands)


def lanes_of(state: State, start: int, end: int) -> tuple[Lane, ...]:
    """Those that cross a stretch of the paragraph in hand."""
    walk = walk_of(state)
    about = tuple(spans_at(state, state.n, start, end))
    shown = {id for each in about if each.taken for id in _made(each)}
    agreed = [
        Strand(span, focused=bool(state.focus) and span.id == state.focus)
        for span in state.session.marks.shelf(state.n).crossing(start, end)
        if span.id not in shown and not span.conflict
    ]
    names = initials(walk.review.shown)
    found = [Lane(AGREED, tuple(agreed))]
    for side, name in enumerate(names):
        strands = tuple(strand for each in about for strand in _strands(state, each, side))
        found.append(Lane(name, strands))
    return tuple(lane for lane in found if lane.strands)


def initials(names: tuple[str, ...]) -> tuple[str, ...]:
    """The shortest beginnings that tell the names apart, numbers where three letters do not."""
    for length in (1, 2, 3):
        short = tuple(name[:length] for name in names)
        if len(set(short)) == len(names) and AGREED not in short:
            return short
    return tuple(str(number) for number, _ in zip(count_from(1), names, strict=False))


def ends_in_hand(state: State) -> tuple[tuple[int, int], ...]:
    """What the link in hand joins, as far as it is text."""
    walk = walk_of(state)
    case = walk.review.known.get(state.hand)
    if case is None or case.subject is not Subject.RELATION:
        return ()
    found: set[tuple[int, int]] = set()
    for key in {end for version in case.versions for end in version.ends}:
        span = state.session.marks.span(result_of(state.session.marks, key) or key)
        found.update(span.stretches if span else ())
    return tuple(sorted(found))


def _crossing(strands: Iterable[Strand], start: int, end: int) -> Iterator[Strand]:
    return (each for each in strands if each.span.start < end and start < each.span.end)


def _strands(state: State, standing: Standing, side: int) -> Iterator[Strand]:
    """What this annotator has of the question: its number while it is in hand."""
    case = standing.case
    number = case.version_of(side)
    if not number:
        return
    version = case.versions[number - 1]
    record = version.records[version.sides.index(side)]
    assert isinstance(record, SpanRecord)
    taken = standing.taken
    if case.key == state.hand:
        tagged = "class:good" if taken == number else "class:hint"
        yield Strand(record, taken in (None, number), _digit(number), tagged, taken not in (None, number))
    elif standing.state.asks:
        yield Strand(record, False, DIFFERS, "class:warning")
    elif taken == number:
        yield Strand(record, False, TAKEN, "class:good")
    else:
        yield Strand(record, False, faint=True)


def _digit(number: int) -> str:
    return str(number) if number < 10 else "#"


def _made(standing: Standing) -> tuple[str, ...]:
    return standing.ruling.made if standing.ruling else ()
