"""An annotation file laid out for its checks: records with their lines and paragraphs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Generic, TypeVar

import msgspec

from annotate.core.ids import Known
from annotate.core.problems import Level, Place, Problem
from annotate.core.records import (
    DocumentRecord,
    ParagraphRecord,
    Record,
    RelationRecord,
    SpanRecord,
    Status,
    end_of,
)

R = TypeVar("R", bound=Record)


class Row(msgspec.Struct, Generic[R], frozen=True, gc=False):
    """A record at its `line` of the file; `n` is the paragraph line it stands behind, 0 if none."""

    line: int
    n: int
    record: R


class Sheet(msgspec.Struct, frozen=True):
    """What a file says, or a part of it, in its order.

    `at` finds a span by its id, the first if there are two. `ends` has all ids that are known, of
    spans and relations, those of other parts too, each with what it is as an end of a relation
    (`records.end_of`).
    """

    path: str
    head: Row[DocumentRecord] | None
    paragraphs: Sequence[Row[ParagraphRecord]]
    spans: Sequence[Row[SpanRecord]]
    relations: Sequence[Row[RelationRecord]]
    at: Mapping[str, Row[SpanRecord]]
    ends: Known
    decided: frozenset[int]

    def problem(self, slug: str, line: int, message: str, hint: str, level: Level = Level.ERROR) -> Problem:
        return Problem(slug, Place(self.path, line), message, hint, level)

    def gap(self, n: int) -> Level:
        """How bad it is that something is missing: before the decision nothing to worry about."""
        return Level.ERROR if n in self.decided or not n else Level.WARNING

    def by_paragraph(self) -> Mapping[int, Sequence[Row[SpanRecord]]]:
        found: dict[int, list[Row[SpanRecord]]] = defaultdict(list)
        for row in self.spans:
            found[row.n].append(row)
        return found


def lay_out(path: str, records: Iterable[tuple[int, Record]], ends: Known | None = None) -> Sheet:
    """The sheet of these records with their line numbers, of a whole file if there are no `ends`."""
    head: Row[DocumentRecord] | None = None
    paragraphs: list[Row[ParagraphRecord]] = []
    spans: list[Row[SpanRecord]] = []
    relations: list[Row[RelationRecord]] = []
    n = 0
    for line, record in records:
        match record:
            case SpanRecord():
                spans.append(Row(line, n, record))
            case RelationRecord():
                relations.append(Row(line, n, record))
            case ParagraphRecord():
                n = record.n
                paragraphs.append(Row(line, n, record))
            case DocumentRecord():
                head = head or Row(line, 0, record)
    return sheet(path, head, paragraphs, spans, relations, ends)


def sheet(
    path: str,
    head: Row[DocumentRecord] | None,
    paragraphs: Sequence[Row[ParagraphRecord]],
    spans: Sequence[Row[SpanRecord]],
    relations: Sequence[Row[RelationRecord]],
    ends: Known | None = None,
) -> Sheet:
    """The sheet of these rows; as `lay_out`."""
    if ends is None:
        ends = {row.record.id: end_of(row.record) for row in reversed(relations)}
        ends |= {row.record.id: end_of(row.record) for row in reversed(spans)}
    return Sheet(
        path=path,
        head=head,
        paragraphs=paragraphs,
        spans=spans,
        relations=relations,
        at={row.record.id: row for row in reversed(spans)},
        ends=ends,
        decided=frozenset(r.n for r in paragraphs if r.record.status is Status.DONE),
    )
