"""What does not fit the later schema after a migration, and what somebody has to look at again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet

import msgspec

from annotate.core.checks import check
from annotate.core.checks.sheet import lay_out
from annotate.core.evolution.returning import noted
from annotate.core.problems import Level
from annotate.core.records import (
    DocumentRecord,
    ParagraphRecord,
    Record,
    RelationRecord,
    SpanRecord,
    Status,
)
from annotate.core.schema import Schema

_replace = msgspec.structs.replace


class Misfit(msgspec.Struct, frozen=True):
    """A problem by what it is about: `key` as `key_of` gives it."""

    key: str
    slug: str
    message: str


class Looked(msgspec.Struct, frozen=True):
    records: Sequence[Record]
    reopened: int


def key_of(record: Record) -> str:
    """What the record is called as long as its file lives."""
    match record:
        case SpanRecord(id=id) | RelationRecord(id=id):
            return id
        case ParagraphRecord(n=n):
            return f"paragraph {n}"
        case DocumentRecord():
            return "document"


def misfits(records: Sequence[Record], schema: Schema, known: AbstractSet[tuple[str, str]]) -> tuple[Misfit, ...]:
    """What the schema holds against the records, without what is `known` (slug and key)."""
    sheet = lay_out("", enumerate(records, 1))
    found = []
    for problem in check(sheet, schema):
        if problem.level is Level.ERROR and problem.place.line:
            key = key_of(records[problem.place.line - 1])
            if (problem.slug, key) not in known:
                found.append(Misfit(key, problem.slug, problem.message))
    return tuple(found)


def look_again(records: Iterable[Record], found: Sequence[Misfit], paragraphs: AbstractSet[int], stamp: str) -> Looked:
    """Flags what is found, with the reasons, and re-opens its paragraphs and those given."""
    reasons: dict[str, list[str]] = {}
    for each in found:
        reasons.setdefault(each.key, []).append(each.message)
    marked = [_flagged(record, reasons.get(key_of(record), ()), stamp) for record in records]
    todo = paragraphs | _around(marked, reasons)
    opened = [_reopened(record, stamp) if _is_in(record, todo) else record for record in marked]
    return Looked(
        records=opened,
        reopened=sum(one is not other for one, other in zip(opened, marked, strict=True)),
    )


def _flagged(record: Record, reasons: Sequence[str], stamp: str) -> Record:
    if not reasons:
        return record
    return _replace(record, flag=True, note=noted(record.note, stamp, reasons))


def _around(records: Iterable[Record], keys: AbstractSet[str] | dict[str, list[str]]) -> set[int]:
    """The paragraphs in which records with these keys are."""
    found: set[int] = set()
    n = 0
    for record in records:
        n = record.n if isinstance(record, ParagraphRecord) else n
        if key_of(record) in keys and n:
            found.add(n)
    return found


def _is_in(record: Record, paragraphs: AbstractSet[int]) -> bool:
    return isinstance(record, ParagraphRecord) and record.n in paragraphs and record.status is not Status.TODO


def _reopened(record: Record, stamp: str) -> Record:
    """That it was flagged, and not done, is remembered."""
    assert isinstance(record, ParagraphRecord)
    was = ("was flagged",) if record.status is Status.FLAGGED else ()
    return _replace(record, status=Status.TODO, note=noted(record.note, stamp, was))
