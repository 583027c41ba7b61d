"""From one open question to the next, and how many there are left."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterator

import msgspec

from annotate.core.marks import Marks
from annotate.core.records import RelationRecord, SpanRecord
from annotate.core.review.cases import Case, Review, Subject
from annotate.core.review.rows import Crossing, Row
from annotate.core.review.states import Standing, State, standing_of
from annotate.core.schema import Schema


class Progress(msgspec.Struct, frozen=True):
    """`questions` are all that were not settled beforehand, `settled` those of them that are now;
    `beforehand` the others. `changed` ones are open again, `waiting` ones follow from open ones."""

    questions: int
    settled: int
    beforehand: int
    changed: int = 0
    waiting: int = 0

    @property
    def open(self) -> int:
        return self.questions - self.settled


class Walk:
    """Where each question stands, kept up to date at the cost of what changes. Ask `at` first."""

    def __init__(self, review: Review, schema: Schema) -> None:
        self.review = review
        self._schema = schema
        self._order = [case for n in review.paragraphs for case in review.of(n)]
        self._places = {case.key: index for index, case in enumerate(self._order)}
        self._lines = [case for case in self._order if case.conflict and not _ids(case)]
        self._marks: Marks | None = None
        self._standings: dict[str, Standing] = {}
        self._owners = {id: case.key for case in self._order if case.conflict for id in _ids(case)}
        self._found: dict[object, list[int]] = defaultdict(list)
        self._crossing: dict[int, Crossing] = {}

    def at(self, marks: Marks) -> Walk:
        """The walk as it is with these marks."""
        before, self._marks = self._marks, marks
        if before is None:
            self._begin(marks)
        elif before is not marks:
            keys = self._with_hanging(self._with_near(set(self._touched(before, marks))))
            for place in sorted(map(self._places.__getitem__, keys)):
                self._set(place, standing_of(self.review, self._schema, marks, self._order[place]))
        return self

    def of(self, n: int) -> tuple[Standing, ...]:
        """The questions about a paragraph, in the order in which they are asked; 0: the document."""
        return tuple(self._standings[case.key] for case in self.review.of(n))

    def row(self, n: int) -> Row:
        """The same, without looking at all of them."""
        low = self._first(n)
        high = low + len(self.review.of(n))
        listed, asked, waiting = (self._count(kind, low, high) for kind in (_LISTED, _ASKED, State.WAITING))
        return Row(self, low, high, listed, asked, waiting)

    def standing(self, key: str) -> Standing:
        return self._standings[key]

    def crossing(self, n: int, start: int, end: int) -> list[Case]:
        """The questions about annotations of a paragraph that have text between two offsets."""
        known = self._crossing.get(n)
        if known is None:
            known = self._crossing[n] = Crossing.of(self.review.of(n))
        return known.at(start, end)

    @property
    def progress(self) -> Progress:
        def count(kind: object) -> int:
            return len(self._found[kind])

        beforehand = count(_BEFOREHAND)
        return Progress(
            questions=len(self._order) - beforehand - count(State.MOOT),
            settled=count(State.SETTLED) - beforehand,
            beforehand=beforehand,
            changed=count(State.CHANGED),
            waiting=count(State.WAITING),
        )

    def next(self, n: int, key: str = "") -> Case | None:
        """The next question to settle behind the one with this key, or without one from the start
        of paragraph `n` (0: the document's, which come last); from the top again after the end.

        None if there is none but, perhaps, that one.
        """
        asked, start = self._found[_ASKED], self._start(n, key, 1)
        at = bisect_left(asked, start)
        return self._unless(key, asked[at if at < len(asked) else 0]) if asked else None

    def previous(self, n: int, key: str = "") -> Case | None:
        """The one before, from the end again after the start."""
        asked = self._found[_ASKED]
        return self._unless(key, asked[bisect_left(asked, self._start(n, key, 0)) - 1]) if asked else None

    # For rows

    def place_of(self, key: str) -> int | None:
        """Its number in the order of all questions."""
        return self._places.get(key)

    def asked_between(self, low: int, high: int, most: int | None = None) -> list[Case]:
        asked = self._found[_ASKED]
        first = bisect_left(asked, low)
        end = bisect_left(asked, high) if most is None else min(bisect_left(asked, high), first + most)
        return [self._order[place] for place in asked[first:end]]

    def listed_at(self, low: int, index: int) -> Standing:
        listed = self._found[_LISTED]
        return self._standings[self._order[listed[bisect_left(listed, low) + index]].key]

    def index_of(self, low: int, place: int) -> int | None:
        listed = self._found[_LISTED]
        at = bisect_left(listed, place)
        return at - bisect_left(listed, low) if at < len(listed) and listed[at] == place else None

    def _count(self, kind: object, low: int, high: int) -> int:
        places = self._found[kind]
        return bisect_left(places, high) - bisect_left(places, low)

    def _start(self, n: int, key: str, behind: int) -> int:
        place = self._places.get(key)
        return self._first(n) if place is None else place + behind

    def _unless(self, key: str, place: int) -> Case | None:
        case = self._order[place]
        return case if case.key != key else None

    def _first(self, n: int) -> int:
        return bisect_left(self._order, (n == 0, n), key=lambda case: (case.n == 0, case.n))

    def _touched(self, before: Marks, after: Marks) -> Iterator[str]:
        known = self.review.known
        for key in after.rulings.differing(before.rulings):
            if key in known:
                yield key
        if self._lines and (after.document is not before.document or after.paragraphs is not before.paragraphs):
            yield from (case.key for case in self._lines)
        for ids in (after.places.differing(before.places), after.relations.differing(before.relations)):
            for id in ids:
                if (owner := self._owners.get(id)) in known:
                    yield str(owner)

    def _with_near(self, keys: set[str]) -> set[str]:
        """With those that lie on the same text: one may leave the other no place."""
        changed = [self.review.known[key] for key in keys]
        spans = [case for case in changed if case.subject is Subject.SPAN]
        return keys | {other.key for case in spans for other in self.crossing(case.n, case.start, case.end)}

    def _with_hanging(self, found: set[str]) -> set[str]:
        queue = list(found)
        for key in queue:
            more = [each for each in self.review.hanging.get(key, ()) if each not in found]
            found.update(more)
            queue += more
        return found

    def _begin(self, marks: Marks) -> None:
        for place, case in enumerate(self._order):
            standing = standing_of(self.review, self._schema, marks, case)
            for kind in _kinds(standing):
                self._found[kind].append(place)
            self._know(standing)

    def _set(self, place: int, standing: Standing) -> None:
        before = self._standings.get(standing.case.key)
        was, now = (set(_kinds(each)) if each else set() for each in (before, standing))
        for kind in was - now:
            places = self._found[kind]
            del places[bisect_left(places, place)]
        for kind in now - was:
            insort(self._found[kind], place)
        self._know(standing)

    def _know(self, standing: Standing) -> None:
        key = standing.case.key
        self._standings[key] = standing
        for id in standing.ruling.made if standing.ruling else ():
            self._owners[id] = key


def _ids(case: Case) -> list[str]:
    """Of the annotations that are its versions."""
    records = [version.record for version in case.versions]
    return [each.id for each in records if isinstance(each, SpanRecord | RelationRecord)]


_BEFOREHAND, _ASKED, _LISTED = "beforehand", "asked", "listed"


def _kinds(standing: Standing) -> Iterator[object]:
    yield standing.state
    if standing.state is State.SETTLED and standing.beforehand:
        yield _BEFOREHAND
    if standing.state.asks:
        yield _ASKED
    if standing.contested:
        yield _LISTED
