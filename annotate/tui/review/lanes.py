"""What annotators marked, as bars below the text: one lane for what is settled, one for each of them
where they do not say the same.

    The council said that 40 bridges need repair.
  = ┃ S──────────         F─
  a ┃ C1═════════════════════════════════════════
  b ┃                     C2═════════════════════
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import count as count_from

from annotate.core.records import SpanRecord
from annotate.core.review import Case, Review, Standing, Subject
from annotate.core.review.states import result_of
from annotate.tui.bars import Lane, Strand, Woven, by_line, extent
from annotate.tui.held import Each, Same
from annotate.tui.layout import Line
from annotate.tui.review.row import spans_at, walk_of
from annotate.tui.state import State

AGREED = "="
DIFFERS, TAKEN = "≠", "✓"


class Lanes:
    """Those of the paragraph in hand, for the lines of any stretch of it. A lane is the same object for
    as long as nothing of it changes, so that what was painted for it serves again."""

    def __init__(self, state: State) -> None:
        self._state = state

    def __call__(self, lines: tuple[Line, ...]) -> Mapping[Line, Woven]:
        state, start, end = self._state, lines[0].start, lines[-1].end
        about = tuple(spans_at(state, state.n, start, end))
        spans = tuple(state.session.marks.shelf(state.n).crossing(start, end))
        return _woven(Same(walk_of(state).review), Each(lines), Each(about), Each(spans), state.hand, state.focus)


@lru_cache(maxsize=8)
def _woven(
    of: Same[Review], lines: Each[Line], about: Each[Standing], spans: Each[SpanRecord], hand: str, focus: str
) -> Mapping[Line, Woven]:
    shown = {id for each in about.of if each.taken for id in _made(each)}
    agreed = by_line(lines.of, (span for span in spans.of if span.id not in shown and not span.conflict))
    crossing = _crossing(lines, Each(tuple(each.case for each in about.of)))
    found: dict[Line, Woven] = {}
    for line in lines.of:
        asked = tuple(about.of[at] for at in crossing.get(line, ()))
        plain = tuple(agreed.get(line, ()))
        # What is not on this line does not change what is.
        held = hand if any(each.case.key == hand for each in asked) else ""
        inner = focus if any(span.id == focus for span in plain) else ""
        if asked or plain:
            found[line] = _lanes(of, line, Each(asked), Each(plain), held, inner)
    return found


@lru_cache(maxsize=16)
def _crossing(lines: Each[Line], cases: Each[Case]) -> Mapping[Line, tuple[int, ...]]:
    """The numbers of the questions on each line."""
    return {
        line: tuple(at for at, case in enumerate(cases.of) if case.start < line.end and line.start < case.end)
        for line in lines.of
    }


@lru_cache(maxsize=512)
def _lanes(
    of: Same[Review], line: Line, asked: Each[Standing], agreed: Each[SpanRecord], hand: str, focus: str
) -> Woven:
    """Those of one line."""
    found = [Lane(AGREED, tuple(Strand(span, bool(focus) and span.id == focus) for span in agreed.of))]
    for side, name in enumerate(_names(of)):
        strands = (strand for each in asked.of for strand in _strands(each, side, hand))
        here = [each for each in strands if each.span.start < line.end and line.start < each.span.end]
        found.append(Lane(name, tuple(sorted(here, key=lambda strand: extent(strand.span)))))
    return tuple(lane for lane in found if lane.strands)


@lru_cache(maxsize=4)
def _names(of: Same[Review]) -> tuple[str, ...]:
    return initials(of.of.shown)


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


def _strands(standing: Standing, side: int, hand: str) -> Iterator[Strand]:
    """What this annotator has of the question: its number while it is in hand."""
    case = standing.case
    number = case.version_of(side)
    if not number:
        return
    version = case.versions[number - 1]
    record = version.records[version.sides.index(side)]
    assert isinstance(record, SpanRecord)
    taken = standing.taken
    if case.key == hand:
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
