"""What two sides changed differently, and what may be done about it."""

from __future__ import annotations

import hashlib
from base64 import b32encode
from collections.abc import Callable
from enum import Enum

import msgspec

from annotate.core.records import Record
from annotate.errors import AnnotateError


class Unmergeable(AnnotateError):
    """The files are not three versions of one; nothing can be said about what both changed."""


class Choice(Enum):
    """What is done about a conflict: one side is taken, both are kept as far as both can stand, or
    both are kept and marked until somebody decides."""

    OURS = "ours"
    THEIRS = "theirs"
    BOTH = "both"
    OPEN = "open"


class Conflict(msgspec.Struct, frozen=True):
    """One annotation, paragraph line or document line that two sides changed differently.

    `name` is what its lines have as `conflict`, `n` the paragraph (0: the document), `fields` what
    was changed: `label`, `borders`, `ends`, `note`, `.attribute` of an annotation, `decision`,
    `:label` and `:label.attribute` of a line, or `removed` where a side is None. The sides are as
    they would be taken: with everything else merged already.
    """

    name: str
    n: int
    ours: Record | None
    theirs: Record | None
    fields: tuple[str, ...]


Settle = Callable[[Conflict], Choice]


def leave_open(_conflict: Conflict) -> Choice:
    return Choice.OPEN


def derived_id(*said: str) -> str:
    """An id made of what it is for: always the same, whoever makes it."""
    digest = hashlib.sha256("\0".join(said).encode("utf-8", "surrogatepass")).digest()
    return b32encode(digest).decode()[:8].lower()
