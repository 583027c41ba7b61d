"""The file beside an adjudicated one that holds what the reviewer decided, also where it left nothing.

One line for each question in the order of the text, so that it can be committed and read beside the
annotation file. It is written before that one, and the journal has all that came later: whatever
was last done to a question stands.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import msgspec

from annotate.core.persistent import PersistentMap
from annotate.core.rulings import Ruling
from annotate.core.session import Session
from annotate.errors import Findings, Unreadable

FORMAT = 1
CONFLICT = "conflict "
"""How the names of questions begin that a merge left: once settled, there is no such question."""


class Head(msgspec.Struct, frozen=True, tag="review"):
    """The first line."""

    format: int
    document: str
    reviewer: str


@lru_cache
def _decoder() -> msgspec.json.Decoder[Head | Ruling]:
    return msgspec.json.Decoder(Head | Ruling)


_encoder = msgspec.json.Encoder()


def encode_rulings(session: Session) -> bytes:
    """The content of the file for a session; nothing if there is nothing to say."""
    rulings = [each for each in session.marks.rulings.values() if not each.case.startswith(CONFLICT)]
    if not rulings:
        return b""
    rulings.sort(key=lambda each: (each.n == 0, each.n, each.case))
    return _encoder.encode_lines([Head(FORMAT, session.document.id, session.annotator), *rulings])


def decode_rulings(path: Path, content: bytes) -> PersistentMap[str, Ruling]:
    """Raises Findings if a line says nothing that can be understood, Unreadable if the file was
    written by a later version."""
    found: dict[str, Ruling] = {}
    for number, line in enumerate(content.splitlines(), 1):
        try:
            entry = _decoder().decode(line)
        except (ValueError, RecursionError) as error:
            raise _damaged(path, number, str(error)) from None
        if isinstance(entry, Head) and entry.format > FORMAT:
            message = f"{path}: format {entry.format}, this version reads up to {FORMAT}"
            raise Unreadable(message, slug="newer-format", hint="Install a newer version of annotate.")
        if isinstance(entry, Ruling) is (number == 1):
            raise _damaged(path, number, "the first line, and no other, tells whose they are")
        if isinstance(entry, Ruling):
            found[entry.case] = entry
    return PersistentMap(found.items())


def _damaged(path: Path, number: int, reason: str) -> Findings:
    return Findings(
        f"{path}:{number}: not a decision of a reviewer: {reason}",
        slug="damaged-review",
        hint="Take the file from an earlier version; without it, what the result says of its sources counts.",
    )
