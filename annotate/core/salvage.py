"""What of a journal still fits when somebody else has changed the annotations it started from."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from annotate.core.events import Change, Event, Redo, Step, Undo
from annotate.core.marks import Conflict, Marks
from annotate.core.records import RelationRecord, SpanRecord
from annotate.core.session import Session, play, remember, reverse


def salvage(session: Session, known: Sequence[Event], rest: Sequence[Event]) -> tuple[tuple[Step, ...], int]:
    """The steps that bring what `rest` did and still fits to a session, and how many do not fit.

    `known` are the events before `rest`: what was done and may be taken back by an undo in `rest`.
    An undo comes out as a step of its own; what is there already is neither brought nor counted.
    """
    here = remember(session, known)
    brought: list[Step] = []
    loose: set[int] = set()
    unfit: set[int] = set()
    for event in rest:
        origin, effect = _effect(here, event)
        if origin is None or effect is None:
            continue
        after = remember(here, (event,))
        name = id(origin)  # All events outlive this loop, so no two steps share it.
        if name in loose and isinstance(event, Undo):
            unfit.discard(name)
            here = after
            continue
        marks = _fitting(here, effect)
        if marks is not None:
            brought.append(effect)
            here = msgspec.structs.replace(after, marks=marks)
        elif _is_there(here.marks, effect):
            here = after
        else:
            here = after
            unfit.add(name)
            loose.add(name)
            continue
        loose.discard(name)
    return tuple(brought), len(unfit)


def _effect(session: Session, event: Event) -> tuple[Step | None, Step | None]:
    """The step an event is about, and the step that it amounts to."""
    match event:
        case Step():
            return event, event
        case Undo():
            return session.last, session.last and reverse(session.last)
        case Redo():
            return session.next, session.next


def _fitting(session: Session, step: Step) -> Marks | None:
    """The marks after the step, None if it does not fit or would leave a relation without its
    ends."""
    try:
        marks = play(session, step)
    except Conflict:
        return None
    return marks if all(_is_whole(marks, change) for change in step.changes) else None


def _is_whole(marks: Marks, change: Change) -> bool:
    match change.after, change.before:
        case RelationRecord() as relation, _:
            return marks.paragraph_of(relation.source) is not None and relation.target in marks
        case None, (SpanRecord() | RelationRecord()) as thing:
            return not marks.links_of(thing.id)
        case _:
            return True


def _is_there(marks: Marks, step: Step) -> bool:
    return all(_stands(marks, change) for change in step.changes)


def _stands(marks: Marks, change: Change) -> bool:
    like = change.after if change.after is not None else change.before
    return like is None or marks.item(like) == change.after
