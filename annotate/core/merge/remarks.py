"""Both versions of what a paragraph or document line can have only once: in its note, to be read by
people and by programs.

    [merge: "decision" {"status":"done","by":"alice"} | {"status":"flagged","by":"bob"}]
"""

from __future__ import annotations

import json
from collections.abc import Iterator

import msgspec

from annotate.core.merge.weaving import decision_of, joined_notes
from annotate.core.records import DocumentRecord, ParagraphRecord

_OPEN = '[merge: "'
_encode = msgspec.json.Encoder().encode


class Remark(msgspec.Struct, frozen=True):
    """Two values of `field`: `decision`, `note`, `:label` or `:label.attribute`. None where
    one side has none. Which side had which is not said: they stand in the order of their JSON."""

    field: str
    values: tuple[object, object]

    def __str__(self) -> str:
        values = " | ".join(_json(each) for each in self.values)
        return f"[merge: {_json(self.field)} {values}]"


def remark(field: str, ours: ParagraphRecord | DocumentRecord, theirs: ParagraphRecord | DocumentRecord) -> Remark:
    """What the two versions of a line have in this field."""
    one, other = sorted((value_of(ours, field), value_of(theirs, field)), key=_json)
    return Remark(field, (one, other))


def value_of(line: ParagraphRecord | DocumentRecord, field: str) -> object:
    if field == "decision" and isinstance(line, ParagraphRecord):
        return {name: value for name, value in decision_of(line).items() if value}
    if field == "note":
        return line.note
    field = field.removeprefix(":")
    if field in line.labels:
        return dict(line.labels[field])
    # Either may have a dot in its name.
    for at in (at for at, sign in enumerate(field) if sign == "."):
        if field[:at] in line.labels:
            return line.labels[field[:at]].get(field[at + 1 :])
    return None


def remarked(note: str, remarks: list[Remark]) -> str:
    """The note with the remarks behind it, those left out that it has already."""
    new = [said for each in remarks if (said := str(each)) not in note]
    return " ".join([*([note] if note else []), *new])


def split(note: str) -> tuple[str, tuple[Remark, ...]]:
    """A note without its remarks, and these."""
    rest, found, at = "", [], 0
    while (start := note.find(_OPEN, at)) >= 0:
        read = _read(note, start)
        if read is None:
            rest += note[at : start + 1]
            at = start + 1
            continue
        rest += note[at:start].removesuffix(" ")
        found.append(read[0])
        at = read[1]
    return rest + note[at:], tuple(found)


def without_notes(ours: str, theirs: str) -> str:
    """Two notes as one that has what both say."""
    (one, first), (other, second) = split(ours), split(theirs)
    return remarked(joined_notes(one, other), [*first, *(each for each in second if each not in first)])


def _read(note: str, start: int) -> tuple[Remark, int] | None:
    """The remark there, and where it ends; None if it is none."""
    try:
        parts = list(_parts(note, start + len(_OPEN) - 1))
    except (ValueError, RecursionError):
        return None
    (field, _), (one, _), (other, end) = parts
    return (Remark(field, (one, other)), end + 1) if isinstance(field, str) else None


def _parts(note: str, at: int) -> Iterator[tuple[object, int]]:
    """The field and the two values, each with where it ends. Raises ValueError."""
    for behind in (" ", " | ", "]"):
        value, at = json.JSONDecoder().raw_decode(note, at)
        yield value, at
        if not note.startswith(behind, at):
            raise ValueError(behind)
        at += len(behind)


def _json(value: object) -> str:
    return _encode(value).decode()
