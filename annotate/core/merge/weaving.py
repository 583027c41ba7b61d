"""The fields of one thing on three sides, put together one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import pairwise
from typing import Generic, TypeGuard, TypeVar

import msgspec

from annotate.core.records import (
    Attributes,
    DocumentRecord,
    Labels,
    Origin,
    ParagraphRecord,
    Record,
    RelationRecord,
    SpanRecord,
    Status,
)
from annotate.core.schema import Value

V = TypeVar("V")
A = TypeVar("A", SpanRecord, RelationRecord)
S = TypeVar("S", ParagraphRecord, DocumentRecord)
R = TypeVar("R", SpanRecord, RelationRecord, ParagraphRecord, DocumentRecord)

_PLACES = {SpanRecord: ("start", "end", "fragments", "quote"), RelationRecord: ("source", "target")}
_DECISION = ("status", "by", "at", "seconds")
_replace = msgspec.structs.replace


class Woven(msgspec.Struct, Generic[R], frozen=True):
    """What both sides come to. Where they cannot agree, in `clashes`, `ours` has what we changed and
    `theirs` what they did; otherwise the two are the same."""

    ours: R
    theirs: R
    clashes: tuple[str, ...] = ()


class Pick(msgspec.Struct, Generic[V], frozen=True):
    """A value for either side."""

    ours: V
    theirs: V
    clash: bool = False


def same(one: object, other: object) -> bool:
    """Whether two things are equal; yes is not 1."""
    return one == other and isinstance(one, bool) is isinstance(other, bool)


def alike(one: object, other: object) -> bool:
    """Whether two values of an attribute mean the same: the order of a set says nothing."""
    return same(one, other) or (_is_set(one) and _is_set(other) and sorted(one) == sorted(other))


def equal(one: Record | None, other: Record | None) -> bool:
    """Whether two records are the same; a value that is yes is not one that is 1."""
    if one is other:
        return True
    if one is None or other is None or one != other:
        return False
    if isinstance(one, (SpanRecord, RelationRecord)) and isinstance(other, (SpanRecord, RelationRecord)):
        return [*map(type, one.attributes.values())] == [*map(type, other.attributes.values())]
    if isinstance(one, (ParagraphRecord, DocumentRecord)) and isinstance(other, (ParagraphRecord, DocumentRecord)):
        return not one.labels or repr(one.labels) == repr(other.labels)
    return False


def three(base: V, ours: V, theirs: V, same: Callable[[object, object], bool] = same) -> Pick[V]:
    """What one side changed is taken; a clash if both did, and not to the same."""
    if same(ours, theirs):
        value = ours if repr(ours) <= repr(theirs) else theirs
        return Pick(value, value)
    if same(ours, base):
        return Pick(theirs, theirs)
    if same(theirs, base):
        return Pick(ours, ours)
    return Pick(ours, theirs, True)


def weave_value(base: Value | None, ours: Value | None, theirs: Value | None) -> Pick[Value | None]:
    """The value of an attribute. Sets are put together member by member: each is there or not, so that
    two sides cannot have changed it to something else."""
    pick = three(base, ours, theirs, alike)
    if pick.clash and _is_set(ours) and _is_set(theirs):
        # What was no set had no members.
        gone = {each for each in (base if _is_set(base) else ()) if each not in ours or each not in theirs}
        members = tuple(each for each in merged_order(ours, theirs) if each not in gone)
        return Pick(members, members)
    return pick


def weave_annotation(base: A | None, ours: A, theirs: A) -> Woven[A]:
    """Spans or relations that are the same thing and have the same id. A label takes its attributes
    along: who relabels, and who changes an attribute that the new label does not keep, clash."""
    clashes = []
    label = three(base.label if base else "", ours.label, theirs.label)
    place = three(place_of(base) if base else (), place_of(ours), place_of(theirs))
    before = base.attributes if base else {}
    if label.clash or _uproots(before, base, ours, theirs) or _uproots(before, base, theirs, ours):
        attributes = Pick(ours.attributes, theirs.attributes)
        label = Pick(ours.label, theirs.label, True)
        clashes.append("label")
    else:
        attributes, unlike = weave_attributes(before, ours.attributes, theirs.attributes)
        clashes += [f".{name}" for name in unlike]
    note = three(base.note if base else "", ours.note, theirs.note)
    if place.clash:
        clashes.append("borders" if isinstance(ours, SpanRecord) else "ends")
    if note.clash:
        clashes.append("note")
    flag = three(base.flag if base else False, ours.flag, theirs.flag).ours
    made = {"flag": flag, **_provenance(base, ours, theirs)}
    names = _PLACES[type(ours)]
    left, right = (
        _replace(ours, label=named, attributes=answers, note=noted, **made, **dict(zip(names, placed, strict=True)))
        for named, placed, answers, noted in (
            (label.ours, place.ours, attributes.ours, note.ours),
            (label.theirs, place.theirs, attributes.theirs, note.theirs),
        )
    )
    return Woven(left, right, tuple(clashes))


def weave_line(base: S | None, ours: S, theirs: S) -> Woven[S]:
    """What is said about a paragraph or about the document; the text is the same on all sides.

    The decision is who decided what when. The same decision made twice is the later one.
    """
    clashes: list[str] = []
    labels, names = weave_labels(base.labels if base else {}, ours.labels, theirs.labels)
    note = three(base.note if base else "", ours.note, theirs.note)
    more: dict[str, object] = {
        "flag": three(base.flag if base else False, ours.flag, theirs.flag).ours,
        "conflict": _named(base.conflict if base else "", ours.conflict, theirs.conflict),
    }
    decisions: tuple[Mapping[str, object], Mapping[str, object]] = {}, {}
    if isinstance(ours, ParagraphRecord) and isinstance(theirs, ParagraphRecord):
        before = base if isinstance(base, ParagraphRecord) else None
        more["sources"] = _sources(before.sources if before else (), ours.sources, theirs.sources)
        picked = _decision(before, ours, theirs)
        decisions = picked.ours, picked.theirs
        clashes += ["decision"] if picked.clash else []
    clashes += names
    clashes += ["note"] if note.clash else []
    return Woven(
        _replace(ours, labels=labels.ours, note=note.ours, **more, **decisions[0]),
        _replace(ours, labels=labels.theirs, note=note.theirs, **more, **decisions[1]),
        tuple(clashes),
    )


def weave_labels(base: Labels, ours: Labels, theirs: Labels) -> tuple[Pick[Labels], list[str]]:
    """Label by label, and of a label that both have attribute by attribute; with the names of those
    that clash, `:label` or `:label.attribute`."""
    left: dict[str, Attributes] = {}
    right: dict[str, Attributes] = {}
    clashes = []
    for name in merged_order(ours, theirs):
        before, mine, yours = base.get(name), ours.get(name), theirs.get(name)
        if mine is not None and yours is not None:
            attributes, inner = weave_attributes(before or {}, mine, yours)
            left[name], right[name] = attributes.ours, attributes.theirs
            clashes += [f":{name}.{each}" for each in inner]
            continue
        pick = three(before, mine, yours)
        clashes += [f":{name}"] if pick.clash else []
        for side, value in ((left, pick.ours), (right, pick.theirs)):
            if value is not None:
                side[name] = value
    return Pick(left, right), clashes


def weave_attributes(base: Attributes, ours: Attributes, theirs: Attributes) -> tuple[Pick[Attributes], list[str]]:
    """Attribute by attribute; with the names of those that clash."""
    left: dict[str, Value] = {}
    right: dict[str, Value] = {}
    clashes = []
    for name in merged_order(ours, theirs):
        pick = weave_value(base.get(name), ours.get(name), theirs.get(name))
        clashes += [name] if pick.clash else []
        for side, value in ((left, pick.ours), (right, pick.theirs)):
            if value is not None:
                side[name] = value
    return Pick(left, right), clashes


def merged_order(ours: Iterable[str], theirs: Iterable[str]) -> list[str]:
    """All names, in an order that both sides keep to if there is one; the same for swapped sides."""
    left, right = list(ours), list(theirs)
    if left == right:
        return left
    before: dict[str, set[str]] = {name: set() for name in (*left, *right)}
    for names in (left, right):
        for first, second in pairwise(names):
            before[second].add(first)
    found: list[str] = []
    while before:
        free = [name for name, earlier in before.items() if not earlier & before.keys()]
        found.append(min(free or before))
        del before[found[-1]]
    return found


def place_of(record: SpanRecord | RelationRecord) -> tuple[object, ...]:
    """Where an annotation is: its stretches and their text, or its two ends."""
    if isinstance(record, SpanRecord):
        return record.start, record.end, record.fragments, record.quote
    return record.source, record.target


def joined_notes(one: str, other: str) -> str:
    return "; ".join(sorted({one, other} - {""}))


def _uproots(before: Attributes, base: A | None, side: A, other: A) -> bool:
    """Whether a side gave the thing another label, which did not keep what the other one changed."""
    if base is None or side.label == base.label or other.label == side.label:
        return False
    return any(
        name not in side.attributes and not alike(before.get(name), other.attributes.get(name))
        for name in {*before, *other.attributes}
    )


def _provenance(base: A | None, ours: A, theirs: A) -> dict[str, object]:
    """Who made it, and of what: never a matter of conflict."""
    by = three(base.by if base else "", ours.by, theirs.by)
    origin = three(base.origin if base else None, ours.origin, theirs.origin)
    origins = {origin.ours, origin.theirs}
    return {
        "by": min(by.ours, by.theirs),
        "origin": Origin.HUMAN if Origin.HUMAN in origins else min(origins, key=str),
        "sources": _sources(base.sources if base else (), ours.sources, theirs.sources),
        "conflict": _named(base.conflict if base else "", ours.conflict, theirs.conflict),
    }


def _sources(base: tuple[str, ...], ours: tuple[str, ...], theirs: tuple[str, ...]) -> tuple[str, ...]:
    pick = three(base, ours, theirs)
    return tuple(sorted({*pick.ours, *pick.theirs})) if pick.clash else pick.ours


def _named(base: str, ours: str, theirs: str) -> str:
    """The conflict that a line is a version of; one that a side has settled is settled."""
    pick = three(base, ours, theirs)
    return max(pick.ours, pick.theirs)


def _decision(base: ParagraphRecord | None, ours: ParagraphRecord, theirs: ParagraphRecord) -> Pick[dict[str, object]]:
    mine, yours = decision_of(ours), decision_of(theirs)
    before = decision_of(base) if base else {"status": Status.TODO, "by": "", "at": "", "seconds": 0}
    pick = three(before, mine, yours)
    if not pick.clash:
        return pick
    status = three(before["status"], ours.status, theirs.status)
    if status.clash:
        return pick
    if ours.status is theirs.status:
        last = max((ours, theirs), key=lambda each: (each.at, each.by, each.seconds))
        decided = {**decision_of(last), "seconds": max(ours.seconds, theirs.seconds)}
        return Pick(decided, decided)
    # One changed the decision, the other only when it was made.
    decided = mine if status.ours is ours.status else yours
    return Pick(decided, decided)


def decision_of(record: ParagraphRecord) -> dict[str, object]:
    return {name: getattr(record, name) for name in _DECISION}


def _is_set(value: object) -> TypeGuard[tuple[str, ...]]:
    """Whether it is the value of an attribute that may have several; a stretch of text is two numbers."""
    return isinstance(value, tuple) and all(isinstance(each, str) for each in value)
