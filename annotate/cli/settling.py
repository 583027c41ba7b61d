"""Asking a person about each conflict of a merge: one question, one letter, and back if it was a slip."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from annotate.cli import output
from annotate.core.merge.conflicts import Choice, Conflict
from annotate.core.records import ParagraphRecord
from annotate.errors import Usage
from annotate.report.merging import named, subject, value

_ANSWERS = {"o": Choice.OURS, "t": Choice.THEIRS, "b": Choice.BOTH, "l": Choice.OPEN}
_WORDS = {Choice.OURS: "ours", Choice.THEIRS: "theirs", Choice.BOTH: "both", Choice.OPEN: "left open"}
_QUESTION = "[o]urs, [t]heirs, [b]oth, [l]eave it open, [p]revious, [q]uit?"
_HELP = "  One of o, t, b, l, p, q; Enter leaves it open, or as it was answered."

Key = tuple[str, int, tuple[str, ...], str]


class Questions:
    """The conflicts of a merge, which is done again once they are answered: what is decided about one
    may bring up another, or spare it."""

    def __init__(self) -> None:
        self._answers: dict[Key, Choice] = {}
        self._conflicts: dict[Key, Conflict] = {}

    def settle(self, conflict: Conflict) -> Choice:
        """What was answered; open before it was asked."""
        self._conflicts.setdefault(_key(conflict), conflict)
        return self._answers.get(_key(conflict), Choice.OPEN)

    def ask(self) -> bool:
        """Asks about all that have come up since the last time; whether there were any.

        Raises Usage at the end of the input, KeyboardInterrupt if the person quits: nothing is to be
        written then.
        """
        asked = len(self._answers)
        new = (each for each in self._conflicts if each not in self._answers)
        order = [*self._answers, *sorted(new, key=lambda key: key[1])]
        at = asked
        while at < len(order):
            key = order[at]
            _show(self._conflicts[key], at + 1, len(order), self._answers.get(key))
            answer = _answer(self._answers.get(key, Choice.OPEN))
            if answer is not None:
                self._answers[key] = answer
                at += 1
            elif at:
                at -= 1
            else:
                output.note("  This is the first.")
        return len(order) > asked


def need_terminal() -> None:
    """Raises Usage if there is nobody to ask."""
    if not (sys.stdin is not None and sys.stdin.isatty() and output.notes_to_terminal()):
        hint = "give ours, theirs or union, or none to leave conflicts open."
        raise Usage("--strategy ask asks at a terminal, and there is none.", slug="usage", hint=hint)


def _answer(known: Choice) -> Choice | None:
    """None to go back; an empty line is what is known."""
    while True:
        output.prompt(f"{_QUESTION} ")
        line = sys.stdin.readline()
        if not line:
            raise Usage("No more answers; nothing is written.", slug="usage", hint="run the command again.")
        letter = line.strip().lower()[:1]
        if letter == "q":
            output.note("Nothing is written.")
            raise KeyboardInterrupt
        if letter == "p":
            return None
        if not letter or letter in _ANSWERS:
            return _ANSWERS[letter] if letter else known
        output.note(_HELP)


def _show(conflict: Conflict, number: int, count: int, known: Choice | None) -> None:
    where = f"paragraph {conflict.n}, " if conflict.n and not isinstance(conflict.ours, ParagraphRecord) else ""
    output.note(f"conflict {number} of {count}, {where}{subject(conflict)}")
    for line in _versions(conflict):
        output.note(f"  {line}")
    if known is not None:
        output.note(f"  so far  {_WORDS[known]}")


def _versions(conflict: Conflict) -> Sequence[str]:
    lines = []
    for field in conflict.fields:
        what = "" if field == "removed" else f"{named(field)}: "
        lines.append(f"ours    {what}{value(conflict.ours, field)}")
        lines.append(f"theirs  {what}{value(conflict.theirs, field)}")
    return lines


def _key(conflict: Conflict) -> Key:
    record = conflict.ours or conflict.theirs
    return conflict.name, conflict.n, conflict.fields, getattr(record, "id", "")
