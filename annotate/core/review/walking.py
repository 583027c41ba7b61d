"""From one open question to the next, and how many there are left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from annotate.core.marks import Marks
from annotate.core.records import RelationRecord, SpanRecord
from annotate.core.review.cases import Case, Review, Subject
from annotate.core.review.states import Standing, State, standing_of
from annotate.core.rulings import BEFOREHAND
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
        self._counts: dict[object, int] = {}

    def at(self, marks: Marks) -> Walk:
        """The walk as it is with these marks."""
        before, self._marks = self._marks, marks
        if before is None:
            keys = set(self._places)
        elif before is marks:
            return self
        else:
            keys = self._with_hanging(self._with_near(set(self._touched(before, marks))))
        for case in sorted((self.review.known[key] for key in keys), key=self._place):
            self._set(standing_of(self.review, self._schema, marks, case))
        return self

    def of(self, n: int) -> tuple[Standing, ...]:
        """The questions about a paragraph, in the order in which they are asked; 0: the document."""
        return tuple(self._standings[case.key] for case in self.review.of(n))

    def standing(self, key: str) -> Standing:
        return self._standings[key]

    @property
    def progress(self) -> Progress:
        count = self._counts.get
        beforehand = count(_BEFOREHAND, 0)
        moot = count(State.MOOT, 0)
        return Progress(
            questions=len(self._order) - beforehand - moot,
            settled=count(State.SETTLED, 0) - beforehand,
            beforehand=beforehand,
            changed=count(State.CHANGED, 0),
            waiting=count(State.WAITING, 0),
        )

    def next(self, n: int, key: str = "") -> Case | None:
        """The next question to settle behind the one with this key, or without one from the start
        of paragraph `n` (0: the document's, which come last); from the top again after the end.

        None if there is none but, perhaps, that one.
        """
        start = self._places[key] + 1 if key in self._places else self._first(n)
        return self._search((*range(start, len(self._order)), *range(start)), key)

    def previous(self, n: int, key: str = "") -> Case | None:
        """The one before, from the end again after the start."""
        start = self._places[key] if key in self._places else self._first(n)
        return self._search((*range(start - 1, -1, -1), *range(len(self._order) - 1, start - 1, -1)), key)

    def _search(self, places: Sequence[int], but: str) -> Case | None:
        for place in places:
            case = self._order[place]
            if case.key != but and self._standings[case.key].state.asks:
                return case
        return None

    def _first(self, n: int) -> int:
        low, high = 0, len(self._order)
        wanted = (n == 0, n)
        while low < high:
            middle = (low + high) // 2
            at = self._order[middle].n
            if (at == 0, at) < wanted:
                low = middle + 1
            else:
                high = middle
        return low

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
        return keys | {
            other.key
            for case in changed
            if case.subject is Subject.SPAN
            for other in self.review.of(case.n)
            if other.start < case.end and case.start < other.end
        }

    def _with_hanging(self, found: set[str]) -> set[str]:
        queue = list(found)
        for key in queue:
            more = [each for each in self.review.hanging.get(key, ()) if each not in found]
            found.update(more)
            queue += more
        return found

    def _place(self, case: Case) -> int:
        return self._places[case.key]

    def _set(self, standing: Standing) -> None:
        key = standing.case.key
        before = self._standings.get(key)
        for each, by in ((before, -1), (standing, 1)):
            for kind in _kinds(each) if each else ():
                self._counts[kind] = self._counts.get(kind, 0) + by
        self._standings[key] = standing
        for id in standing.ruling.made if standing.ruling else ():
            self._owners[id] = key


def _ids(case: Case) -> list[str]:
    """Of the annotations that are its versions."""
    records = [version.record for version in case.versions]
    return [each.id for each in records if isinstance(each, SpanRecord | RelationRecord)]


_BEFOREHAND = "beforehand"


def _kinds(standing: Standing) -> Iterator[object]:
    yield standing.state
    if standing.state is State.SETTLED and standing.ruling and standing.ruling.how in BEFOREHAND:
        yield _BEFOREHAND
