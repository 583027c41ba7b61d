"""Asking a person about each conflict of a merge: one question, one letter."""

from __future__ import annotations

import sys

from annotate.cli import output
from annotate.core.merge.conflicts import Choice, Conflict
from annotate.core.records import ParagraphRecord
from annotate.errors import Usage
from annotate.report.merging import named, subject, value

_ANSWERS = {"o": Choice.OURS, "t": Choice.THEIRS, "b": Choice.BOTH, "l": Choice.OPEN, "": Choice.OPEN}
_QUESTION = "[o]urs, [t]heirs, [b]oth, or [l]eave it open?"


def ask(conflict: Conflict) -> Choice:
    """What the person answers. Raises Usage at the end of the input: nothing is written then."""
    where = f"paragraph {conflict.n}, " if conflict.n and not isinstance(conflict.ours, ParagraphRecord) else ""
    output.note(f"{where}{subject(conflict)}")
    for field in conflict.fields:
        what = "" if field == "removed" else f"{named(field)}: "
        output.note(f"  ours    {what}{value(conflict.ours, field)}")
        output.note(f"  theirs  {what}{value(conflict.theirs, field)}")
    while True:
        output.prompt(f"{_QUESTION} ")
        line = sys.stdin.readline()
        if not line:
            raise Usage("No more answers; nothing is written.", slug="usage", hint="run the command again.")
        answer = line.strip().lower()[:1]
        if answer in _ANSWERS:
            return _ANSWERS[answer]
        output.note("  One of o, t, b, l; Enter leaves it open.")


def need_terminal() -> None:
    """Raises Usage if there is nobody to ask."""
    if not (sys.stdin is not None and sys.stdin.isatty() and output.notes_to_terminal()):
        hint = "give ours, theirs or union, or none to leave conflicts open."
        raise Usage("--strategy ask asks at a terminal, and there is none.", slug="usage", hint=hint)
