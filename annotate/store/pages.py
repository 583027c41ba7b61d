"""The content of an annotation file, kept encoded paragraph by paragraph.

After a change only what it touched is encoded again, so that writing a file of 100,000 annotations
costs what its bytes cost. Safe to run in a thread of its own: it sees only immutable sessions, and
gives way often.
"""

from __future__ import annotations

import time
from collections.abc import Iterator

from annotate.core.marks import Marks
from annotate.core.session import Session
from annotate.store.content import document_line, paragraph_lines

PIECE = 1 << 20
"""Bytes, about, that are given at a time."""

_LINES = 256
_PAUSE = 0.0001  # Seconds; a thread that waits to answer a key goes first.


class Pages:
    """Remembers the encoded paragraphs of the session it was asked for last."""

    def __init__(self) -> None:
        self._marks: Marks | None = None
        self._pages: list[bytes] = []

    def pieces(self, session: Session) -> Iterator[bytes]:
        """The whole content in order."""
        self._renew(session)
        yield document_line(session)
        gathered: list[bytes] = []
        size = 0
        for page in self._pages:
            gathered.append(page)
            size += len(page)
            if size >= PIECE:
                yield b"".join(gathered)
                gathered, size = [], 0
        if gathered:
            yield b"".join(gathered)

    def _renew(self, session: Session) -> None:
        if self._marks is None:
            numbers: Iterator[int] = iter(range(1, len(session.document) + 1))
            self._pages = [b""] * len(session.document)
        else:
            numbers = iter(_touched(session.marks, self._marks))
        self._marks = None  # Should this fail halfway, everything is encoded anew.
        count = 0
        for n in numbers:
            lines = []
            for line in paragraph_lines(session, n):
                lines.append(line)
                count += 1
                if count % _LINES == 0:
                    time.sleep(_PAUSE)
            self._pages[n - 1] = b"".join(lines)
        self._marks = session.marks


def _touched(marks: Marks, before: Marks) -> set[int]:
    """The paragraphs whose lines may not be the same."""
    numbers = set(marks.paragraphs.differing(before.paragraphs))
    numbers.update(marks.shelves.differing(before.shelves))
    for id in marks.relations.differing(before.relations):
        for there in (marks, before):
            relation = there.relations.get(id)
            n = relation and there.paragraph_of(relation.source)
            if n:
                numbers.add(n)
    return numbers
