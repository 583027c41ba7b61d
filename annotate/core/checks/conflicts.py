"""Conflicts that a merge has left open."""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter

import msgspec

from annotate.core.blocks import Block
from annotate.core.problems import Place, Problem
from annotate.core.records import ParagraphRecord, Record, RelationRecord, SpanRecord

_conflict = attrgetter("conflict")
_HINT = "settle it with `annotate review`, or remove one version and the field `conflict` of the other."
_IN_NOTE = "settle it with `annotate review`, or correct the line and remove its `conflict`."


def conflicts(path: str, block: Block) -> Iterator[Problem]:
    """No line is a version of what two people changed differently: somebody has decided."""
    # This is asked of every line there is.
    if not any(map(_conflict, block.records if block.tidy else filter(None, block.records))):
        return
    for line, record in block.numbered():
        if record.conflict:
            yield Problem("conflict", Place(path, line), *_told(record))


def one_version(block: Block) -> Block:
    """The block with one version of each conflict, the one that kept the id, for checks of how
    annotations lie to each other and how many there are: versions are never there together."""
    spans = [each for each in block.spans if not _is_other(each)]
    links = [each for each in block.links if not _is_other(each)]
    return msgspec.structs.replace(
        block,
        records=[None if _is_other(each) else each for each in block.records],
        spans=spans,
        links=links,
        ids=[*(each.id for each in spans), *(each.id for each in links)],
        tidy=False,
    )


def _is_other(record: Record | None) -> bool:
    """Whether this is a version beside the one that a conflict is named after."""
    match record:
        case SpanRecord() | RelationRecord():
            return record.conflict not in ("", record.id)
        case _:
            return False


def _told(record: Record) -> tuple[str, str]:
    name = record.conflict
    match record:
        case SpanRecord() | RelationRecord():
            return f"{record.label} {record.id} is one version of the conflict {name!r}", _HINT
        case ParagraphRecord():
            return f"paragraph {record.n} was decided differently on two sides; both are in its note", _IN_NOTE
        case _:
            return "the document was described differently on two sides; both are in its note", _IN_NOTE
