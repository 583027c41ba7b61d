"""What each side brought, as numbers."""

from __future__ import annotations

from collections import Counter
from enum import Enum
from typing import NamedTuple

from annotate.core.merge.weaving import equal
from annotate.core.records import Record


class Word(str, Enum):
    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


class Side(str, Enum):
    """`BOTH`: the same was done on both sides."""

    OURS = "ours"
    THEIRS = "theirs"
    BOTH = "both"


class Brought(NamedTuple):
    """`kind` is the type of a line: `span`, `relation`, `paragraph` or `document`."""

    side: Side
    kind: str
    word: Word


Counts = Counter[Brought]


def count(counts: Counts, kind: str, base: Record | None, ours: Record | None, theirs: Record | None) -> None:
    if equal(ours, theirs):
        if not equal(ours, base):
            counts[Brought(Side.BOTH, kind, _word(base, ours))] += 1
        return
    for side, record in ((Side.OURS, ours), (Side.THEIRS, theirs)):
        if not equal(record, base):
            counts[Brought(side, kind, _word(base, record))] += 1


def _word(base: Record | None, record: Record | None) -> Word:
    if record is None:
        return Word.REMOVED
    return Word.CHANGED if base else Word.ADDED
