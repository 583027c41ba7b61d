"""One person's work on one document: what is annotated and what can be undone.

A session is a value. `advance` gives the session after an event; what the journal holds, played in
order, gives the same session again. Nothing here knows of files, clocks, screens or chance.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import takewhile

import msgspec

from annotate.core.document import Document
from annotate.core.events import Change, Event, Redo, Step, Undo
from annotate.core.marks import Conflict, Marks, add_all, apply
from annotate.core.records import RelationRecord, SpanRecord
from annotate.core.rulings import Ruling
from annotate.core.schema import Schema

History = tuple["History", Step] | None
"""Steps, the latest outermost: growing it by one shares all the rest."""

_MANY = 1_000
"""New things in one step, from which on it is quicker to put all marks together anew."""


class Session(msgspec.Struct, frozen=True):
    """`done` are the steps that stand, `undone` those that can be put back."""

    document: Document
    schema: Schema
    annotator: str
    marks: Marks = Marks()
    done: History = None
    undone: History = None

    @property
    def last(self) -> Step | None:
        """The step that an undo would take back."""
        return self.done and self.done[1]

    @property
    def next(self) -> Step | None:
        """The step that a redo would put back."""
        return self.undone and self.undone[1]


def advance(session: Session, event: Event) -> Session:
    """The session after the event. Raises Conflict if the event does not fit what is there."""
    match event:
        case Step():
            return _replace(session, marks=play(session, event), done=(session.done, event), undone=None)
        case Undo():
            if session.done is None:
                raise Conflict("nothing to undo")
            earlier, step = session.done
            marks = play(session, reverse(step))
            return _replace(session, marks=marks, done=earlier, undone=(session.undone, step))
        case Redo():
            if session.undone is None:
                raise Conflict("nothing to redo")
            later, step = session.undone
            marks = play(session, step)
            return _replace(session, marks=marks, done=(session.done, step), undone=later)


def replay(session: Session, events: Iterable[Event]) -> Session:
    for event in events:
        session = advance(session, event)
    return session


def remember(session: Session, events: Iterable[Event]) -> Session:
    """The session with the history that these events left, its marks as they are.

    For events whose outcome the annotation file already holds.
    """
    for event in events:
        match event:
            case Step():
                session = _replace(session, done=(session.done, event), undone=None)
            case Undo() if session.done is not None:
                done, step = session.done
                session = _replace(session, done=done, undone=(session.undone, step))
            case Redo() if session.undone is not None:
                undone, step = session.undone
                session = _replace(session, done=(session.done, step), undone=undone)
    return session


def play(session: Session, step: Step) -> Marks:
    """The marks after all changes of a step; a step may reach over many paragraphs.

    Raises Conflict if one of them does not fit.
    """
    marks, changes = session.marks, step.changes
    if len(changes) > _MANY:
        added = tuple(takewhile(_is_new, changes))
        items = [each.after for each in changes[: len(added)] if each.after is not None]
        marks, changes = add_all(marks, items, lambda span: session.document.at(span.start).n), changes[len(added) :]
    for change in changes:
        marks = apply(marks, change, _paragraph_of(session.document, change) or step.n)
    return marks


def reverse(step: Step) -> Step:
    """The step that takes this one back."""
    changes = tuple(change.reversed() for change in reversed(step.changes))
    return msgspec.structs.replace(step, changes=changes)


def _is_new(change: Change) -> bool:
    return change.before is None and isinstance(change.after, SpanRecord | RelationRecord | Ruling)


def _paragraph_of(document: Document, change: Change) -> int | None:
    span = change.after
    return document.at(span.start).n if isinstance(span, SpanRecord) else None


_replace = msgspec.structs.replace
