"""Short names for annotations and links: a1, a2, r1. A name is given when a thing is first spoken
of and stays with it until the document is left."""

from __future__ import annotations

import re

from annotate.core.edit import Refused
from annotate.core.marks import Marks
from annotate.core.records import RelationRecord, SpanRecord

Thing = SpanRecord | RelationRecord

_NAME = re.compile(r"[ar][1-9][0-9]{0,8}")


class Names:
    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        self._ids: dict[str, str] = {}
        self._last = {"a": 0, "r": 0}

    def of(self, thing: Thing) -> str:
        name = self._names.get(thing.id)
        if name is None:
            kind = "a" if isinstance(thing, SpanRecord) else "r"
            self._last[kind] += 1
            name = f"{kind}{self._last[kind]}"
            self._names[thing.id], self._ids[name] = name, thing.id
        return name

    def thing(self, marks: Marks, name: str) -> Thing:
        """Raises Refused if nothing has the name, or no longer."""
        id = self._ids.get(name)
        if id is None:
            raise Refused(f"there is no {name[:40]!r}; an annotation is named as a1, a link as r1")
        found = marks.span(id) or marks.relations.get(id)
        if found is None:
            raise Refused(f"{name} is deleted")
        return found

    def span(self, marks: Marks, name: str) -> SpanRecord:
        found = self.thing(marks, name)
        if not isinstance(found, SpanRecord):
            raise Refused(f"{name} is a link, not an annotation of text")
        return found

    def knows(self, name: str) -> bool:
        return name in self._ids


def is_name(text: str) -> bool:
    """Whether the text has the form of a name."""
    return bool(_NAME.fullmatch(text))
