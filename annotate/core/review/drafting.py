"""A step in the making: changes that go together, each made on what the earlier ones left."""

from __future__ import annotations

import hashlib
from base64 import b32encode
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from annotate.core.edit import Refused
from annotate.core.events import Change, DocumentMark, Item, ParagraphMark, Step
from annotate.core.marks import Marks, apply
from annotate.core.records import RelationRecord, SpanRecord
from annotate.core.rulings import Ruling
from annotate.core.session import Session, play

Thing = SpanRecord | RelationRecord


class Draft:
    """`marks` are those after all changes so far."""

    def __init__(self, session: Session, at: str) -> None:
        self.session = session
        self.schema = session.schema
        self.document = session.document
        self.at = at
        self.marks: Marks = session.marks
        self._changes: list[Change] = []

    def copy(self) -> Draft:
        """One to try something on."""
        other = Draft(self.session, self.at)
        other.marks, other._changes = self.marks, list(self._changes)
        return other

    def put(self, before: Item | None, after: Item | None) -> None:
        if before == after:
            return
        change = Change(before=before, after=after)
        n = self.document.at(after.start).n if isinstance(after, SpanRecord) else 0
        self.marks = apply(self.marks, change, n)
        self._changes.append(change)

    def put_all(self, items: Sequence[Item]) -> None:
        """Many new things at once, nothing of which is there yet."""
        changes = tuple(Change(after=each) for each in items)
        self.marks = play(replace(self.session, marks=self.marks), Step("", 1, self.at, changes))
        self._changes += changes

    def step(self, action: str, n: int) -> Step:
        """All of it, a thing that changed twice with what it was and became. Raises Refused if
        nothing changed."""
        changes = _summed(self._changes)
        if not changes:
            raise Refused("nothing changed")
        return Step(action, max(1, n), self.at, changes)

    def rule(self, ruling: Ruling | None, key: str) -> None:
        self.put(self.marks.rulings.get(key), ruling)

    def remove(self, ids: Iterable[str]) -> None:
        """What is there of these, with all that hangs on it."""
        things = [thing for id in ids if (thing := self.marks.thing(id))]
        hanging = self.marks.hanging_on(*(each.id for each in things))
        for each in (*reversed(hanging), *things):
            if each.id in self.marks:
                self.put(each, None)

    def mark(self, n: int) -> ParagraphMark | DocumentMark:
        return self.marks.paragraph(n) if n else self.marks.document

    def remark(self, n: int, **fields: object) -> None:
        """Says something else about the paragraph, or with 0 about the document."""
        before = self.mark(n)
        self.put(before, replace(before, **fields))

    def id_for(self, key: str, *, but: Sequence[str] = ()) -> str:
        """An id for what settles the question: always the same one if it is free."""
        turn = 0
        while True:
            said = f"{self.document.sha256}\0{key}\0{turn}".encode("utf-8", "surrogatepass")
            id = b32encode(hashlib.sha256(said).digest()[:5]).decode().lower()
            if id in but or id not in self.marks:
                return id
            turn += 1


def _summed(changes: Sequence[Change]) -> tuple[Change, ...]:
    """Each thing once, where it stood first, unless it came and went in between: then all as it was."""
    if len(changes) == 1:
        return tuple(changes)
    seen: dict[tuple[str, str | int], int] = {}
    summed: list[Change] = []
    for change in changes:
        name = _name(change)
        at = seen.get(name)
        if at is None or isinstance(change.after or change.before, SpanRecord | RelationRecord):
            seen[name] = len(summed)
            summed.append(change)
        else:
            summed[at] = Change(before=summed[at].before, after=change.after)
    return tuple(each for each in summed if each.before != each.after)


def _name(change: Change) -> tuple[str, str | int]:
    match change.after or change.before:
        case SpanRecord(id=id) | RelationRecord(id=id):
            return "thing", id
        case ParagraphMark(n=n):
            return "paragraph", n
        case Ruling(case=case):
            return "ruling", case
        case _:
            return "document", ""
