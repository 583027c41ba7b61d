"""Notes, flags and decisions."""

from __future__ import annotations

import msgspec

from annotate.core.conflicts import noted
from annotate.core.edit.things import Refused, marking, thing_of
from annotate.core.events import Step
from annotate.core.records import Status
from annotate.core.session import Session

_replace = msgspec.structs.replace


def note(session: Session, at: str, n: int, id: str, text: str) -> Step:
    """Put a note on a span or relation, or with an empty id on paragraph `n`; "" removes it. What a
    merge has written there of a conflict stays."""
    before = thing_of(session, id) if id else session.marks.paragraph(n)
    text = noted(before, text)
    if before.note == text:
        raise Refused("the note is the same")
    return marking("note", n, at, before, _replace(before, note=text))


def note_document(session: Session, at: str, n: int, text: str) -> Step:
    before = session.marks.document
    text = noted(before, text)
    if before.note == text:
        raise Refused("the note is the same")
    return marking("note", n, at, before, _replace(before, note=text))


def flag(session: Session, at: str, n: int, id: str) -> Step:
    """Flag a span or relation for another look, or take the flag off."""
    before = thing_of(session, id)
    action = "unflag" if before.flag else "flag"
    return marking(action, n, at, before, _replace(before, flag=not before.flag))


def decide(session: Session, at: str, n: int, status: Status, seconds: int) -> Step:
    """Record a decision about a paragraph: done, flagged, or to do again.

    `seconds` is the active time since the last decision; it adds up.
    """
    before = session.marks.paragraph(n)
    after = _replace(before, status=status, by=session.annotator, at=at, seconds=before.seconds + seconds)
    action = {Status.DONE: "accept", Status.FLAGGED: "flag", Status.TODO: "re-open"}[status]
    return marking(action, n, at, before, after)
