"""What becomes of one annotation: the versions of it that the result has."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

import msgspec

from annotate.core.merge.conflicts import Choice, Conflict, Settle, derived_id
from annotate.core.merge.things import Thing
from annotate.core.merge.weaving import (
    Woven,
    equal,
    joined_notes,
    weave_annotation,
)
from annotate.core.records import DocumentRecord, ParagraphRecord, Record, RelationRecord, SpanRecord

A = TypeVar("A", SpanRecord, RelationRecord)
R = TypeVar("R", SpanRecord, RelationRecord, ParagraphRecord, DocumentRecord)
Shape = Callable[[Record], Record]
ParagraphOf = Callable[[str], int]
Taken = Callable[[str, SpanRecord | RelationRecord], bool]
"""Whether an id is that of something else than this record."""
_replace = msgspec.structs.replace
_encode = msgspec.json.Encoder().encode


class Fate(msgspec.Struct, Generic[A], frozen=True):
    """The records in the result, none if the annotation is gone; the conflict if there is one, and
    what was chosen."""

    records: tuple[A, ...] = ()
    conflict: Conflict | None = None
    choice: Choice | None = None


def fate_of(thing: Thing[A], paragraph_of: ParagraphOf, settle: Settle, shape: Shape, taken: Taken) -> Fate[A]:
    """What both sides come to."""
    base, ours, theirs = thing.base, thing.ours, thing.theirs
    if equal(ours, theirs) or equal(theirs, base):
        return Fate((ours,) if ours else ())
    if equal(ours, base):
        return Fate((theirs,) if theirs else ())
    if ours is None or theirs is None:
        if base is None:
            return Fate(tuple(each for each in (ours, theirs) if each))
        return removed(thing, paragraph_of(thing.id), settle)
    woven = shaped(weave_annotation(base, ours, theirs), shape)
    if not woven.clashes:
        return Fate((woven.ours,))
    return _clashing(thing, paragraph_of(thing.id), woven, settle, taken)


def removed(thing: Thing[A], n: int, settle: Settle) -> Fate[A]:
    """One side removed what the other one changed, or still needs."""
    kept = thing.ours or thing.theirs
    assert kept is not None
    conflict = Conflict(kept.conflict or thing.id, n, thing.ours, thing.theirs, ("removed",))
    choice = settle(conflict)
    if choice is Choice.OPEN:
        return Fate((_replace(kept, conflict=conflict.name),), conflict, choice)
    gone = (choice is Choice.OURS and thing.ours is None) or (choice is Choice.THEIRS and thing.theirs is None)
    return Fate(() if gone else (kept,), conflict, choice)


def _clashing(thing: Thing[A], n: int, woven: Woven[A], settle: Settle, taken: Taken) -> Fate[A]:
    name = woven.ours.conflict or thing.id
    conflict = Conflict(name, n, woven.ours, woven.theirs, woven.clashes)
    choice = settle(conflict)
    if choice is Choice.OURS:
        return Fate((woven.ours,), conflict, choice)
    if choice is Choice.THEIRS:
        return Fate((woven.theirs,), conflict, choice)
    if choice is Choice.BOTH and (one := _as_one(woven)):
        return Fate((one,), conflict, choice)
    marked = name if choice is Choice.OPEN else ""
    first, second = sorted((woven.ours, woven.theirs), key=said)
    return Fate(
        (
            _replace(first, conflict=marked),
            _replace(second, id=_second_id(thing, second, taken), conflict=marked),
        ),
        conflict,
        choice,
    )


def _as_one(woven: Woven[A]) -> A | None:
    """The annotation with all that both sides say, if it can say that, as a note can."""
    if woven.clashes != ("note",):
        return None
    return _replace(woven.ours, note=joined_notes(woven.ours.note, woven.theirs.note))


def shaped(woven: Woven[R], shape: Shape) -> Woven[R]:
    """With both versions in the form that the schema wants."""
    ours: R = shape(woven.ours)  # type: ignore[assignment]  # of the same type
    theirs: R = shape(woven.theirs)  # type: ignore[assignment]
    return Woven(ours, theirs, woven.clashes)


def said(record: SpanRecord | RelationRecord) -> str:
    """All that a version says but who it is."""
    return _encode(_replace(record, id="", conflict="")).decode()


def _second_id(thing: Thing[A], version: A, taken: Taken) -> str:
    words, turn = said(version), 0
    while taken(id := derived_id(thing.id, words, str(turn)), version):
        turn += 1
    return id
