"""How far each question is settled, from the marks of the session."""

from __future__ import annotations

from enum import Enum

import msgspec

from annotate.core.marks import Marks
from annotate.core.records import SpanRecord, end_of
from annotate.core.review.cases import Case, Review, Subject, Version
from annotate.core.rules import overlap_clash
from annotate.core.rulings import BEFOREHAND, Ruling
from annotate.core.schema import Schema


class State(str, Enum):
    """`OPEN` and `CHANGED` are for the reviewer to settle; `CHANGED`: it was settled before
    somebody said something new about it. `WAITING`: a relation of which an end is not settled.
    `MOOT`: nothing can be taken beside what was: a relation has nothing left to join, or no version
    of an annotation may lie where others are now."""

    OPEN = "open"
    CHANGED = "changed"
    WAITING = "waiting"
    SETTLED = "settled"
    MOOT = "moot"

    @property
    def asks(self) -> bool:
        return self in (State.OPEN, State.CHANGED)

    @property
    def closed(self) -> bool:
        return self in (State.SETTLED, State.MOOT)


class Standing(msgspec.Struct, frozen=True):
    """Where a question stands; `ruling` is the reviewer's latest word about it, None if there is
    none."""

    case: Case
    state: State
    ruling: Ruling | None = None

    @property
    def taken(self) -> int | None:
        """The number of the version that was taken, 0 for none, None if it was something else."""
        ruling = self.ruling
        if ruling is None or not ruling.settles:
            return None
        if ruling.took:
            digests = [version.digest for version in self.case.versions]
            return digests.index(ruling.took) + 1 if ruling.took in digests else None
        return None if ruling.made else 0

    @property
    def beforehand(self) -> bool:
        """Whether it was accepted without the reviewer, who is not asked about it now."""
        return self.ruling is not None and self.ruling.how in BEFOREHAND and not self.state.asks

    @property
    def contested(self) -> bool:
        """Whether there is anything for the reviewer to look at: all but what all agreed on."""
        return not (self.case.unanimous and self.beforehand)


def standing_of(review: Review, schema: Schema, marks: Marks, case: Case) -> Standing:
    ruling = marks.rulings.get(case.key)
    return Standing(case, _state(review, schema, marks, case, ruling), ruling)


def result_of(marks: Marks, key: str) -> str | None:
    """The id of what the result has of a question about an annotation or relation, if anything."""
    ruling = marks.rulings.get(key)
    made = ruling.made if ruling is not None and ruling.settles else ()
    return next((id for id in made if id in marks), None)


def is_joinable(schema: Schema, marks: Marks, version: Version, label: str) -> bool | None:
    """Whether both ends of a version of a relation are there and may be joined so; None if that is
    not known yet."""
    ends = [result_of(marks, end) for end in version.ends]
    for key, end in zip(version.ends, ends, strict=True):
        ruling = marks.rulings.get(key)
        if end is None and ruling is not None and ruling.settles:
            return False
    if None in ends:
        return None
    kind = schema.relations.get(label)
    source, target = (marks.thing(end) for end in ends if end)
    assert source is not None and target is not None
    return kind is None or (source.id != target.id and kind.joins(end_of(source), end_of(target)))


def is_outdated(case: Case, ruling: Ruling) -> bool:
    """Whether somebody says now what nobody said when it was settled, or nobody says any more what
    was taken."""
    if not case.digests <= set(ruling.seen):
        return True
    return bool(ruling.took) and ruling.took not in case.digests


def _state(review: Review, schema: Schema, marks: Marks, case: Case, ruling: Ruling | None) -> State:
    if case.conflict:
        return State.OPEN if in_conflict(marks, case) else State.SETTLED
    settled = ruling is not None and ruling.settles
    # A relation that is there has its ends.
    if case.subject is Subject.RELATION and not (ruling and _there(marks, ruling)):
        state = _state_of_ends(review, schema, marks, case)
        if state is not None:
            return state
        if settled and ruling is not None and ruling.how in BEFOREHAND and ruling.made:
            return State.OPEN
    if ruling is None or not settled:
        return State.MOOT if _has_no_place(schema, marks, case) else State.OPEN
    return State.CHANGED if is_outdated(case, ruling) else State.SETTLED


def _state_of_ends(review: Review, schema: Schema, marks: Marks, case: Case) -> State | None:
    """None if there is a version that can be taken."""
    joinable = [is_joinable(schema, marks, each, _label(each)) for each in case.versions]
    if True in joinable:
        return None
    if None not in joinable:
        return State.MOOT
    if all(_moot_end(review, schema, marks, each) for each in case.versions):
        return State.MOOT
    return State.WAITING


def in_conflict(marks: Marks, case: Case) -> bool:
    """Whether the file still has the conflict, whoever settled it."""
    if case.subject in (Subject.SPAN, Subject.RELATION):
        things = [marks.thing(getattr(version.record, "id", "")) for version in case.versions]
        return any(each is not None and each.conflict == case.conflict for each in things)
    # Here and not above: what merges is large, and seldom needed.
    from annotate.core.merge.remarks import split

    mark = marks.paragraph(case.n) if case.n else marks.document
    field = case.key.removeprefix(f"conflict {case.conflict}").strip()
    fields = [remark.field for remark in split(mark.note)[1]]
    return mark.conflict == case.conflict and (field in fields or not (field or fields))


def _has_no_place(schema: Schema, marks: Marks, case: Case) -> bool:
    """Whether the schema forbids every version beside what the result has."""
    if case.subject is not Subject.SPAN:
        return False
    near = list(marks.shelf(case.n).crossing(case.start, case.end))
    return bool(near) and all(
        isinstance(each.record, SpanRecord) and any(overlap_clash(schema, each.record, other) for other in near)
        for each in case.versions
    )


def _moot_end(review: Review, schema: Schema, marks: Marks, version: Version) -> bool:
    """Whether there will be nothing at an end."""
    ends = (review.known.get(end) for end in version.ends)
    return any(each and standing_of(review, schema, marks, each).state is State.MOOT for each in ends)


def _label(version: Version) -> str:
    return getattr(version.record, "label", "")


def _there(marks: Marks, ruling: Ruling) -> bool:
    """Whether the result has what the ruling made."""
    return any(id in marks for id in ruling.made)
