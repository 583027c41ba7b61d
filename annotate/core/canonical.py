"""The one order of an annotation file's records."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from annotate.core.marks import order
from annotate.core.records import (
    DocumentRecord,
    ParagraphRecord,
    Record,
    RelationRecord,
    SpanRecord,
)


class NoPlace(ValueError):
    """`records` belong nowhere: spans before the first paragraph, relations whose chain of sources
    reaches no span."""

    def __init__(self, records: Sequence[SpanRecord | RelationRecord]) -> None:
        super().__init__(f"no place for {', '.join(each.id for each in records)}")
        self.records = tuple(records)


def in_order(records: Iterable[Record]) -> list[Record]:
    """The same records, each where the file has it: the document, then each paragraph by its
    number, the spans that start in it, the relations that leave those.

    What compares equal stays in the order it came. Raises NoPlace.
    """
    documents: list[Record] = []
    paragraphs: list[ParagraphRecord] = []
    spans: list[SpanRecord] = []
    relations: list[RelationRecord] = []
    for record in records:
        match record:
            case SpanRecord():
                spans.append(record)
            case RelationRecord():
                relations.append(record)
            case ParagraphRecord():
                paragraphs.append(record)
            case DocumentRecord():
                documents.append(record)
    paragraphs.sort(key=lambda each: each.n)
    shelves, astray = _shelves(paragraphs, sorted(spans, key=order))
    links = _by_source(relations)
    placed = documents
    for paragraph, shelf in zip(paragraphs, shelves, strict=True):
        placed.append(paragraph)
        placed += with_links(shelf, links)
    left = [relation for leaving in links.values() for relation in leaving]
    if astray or left:
        raise NoPlace([*astray, *left])
    return placed


class Order:
    """Whether records that come one after the other stand where `in_order` puts them.

    Looks at each for a fraction of the time that reading it takes; says no, too, where the starts of
    paragraphs do not ascend.
    """

    def __init__(self) -> None:
        self._paragraph = (-1, -1)
        self._begin(-1)

    def _begin(self, start: int) -> None:
        self._reached = start
        self._before: SpanRecord | None = None
        self._spans: list[str] = []
        self._places: dict[str, int] | None = None
        self._link = (0, "", "")

    def holds(self, records: Iterable[Record]) -> bool:
        """Whether these go on in order; if not, nothing is known of what follows."""
        return all(map(self._follows, records))

    def _follows(self, record: Record) -> bool:
        if type(record) is SpanRecord:
            return self._span(record)
        if type(record) is RelationRecord:
            return self._relation(record)
        if type(record) is ParagraphRecord:
            return self._next(record)
        return self._paragraph == (-1, -1) and not self._spans

    def _next(self, record: ParagraphRecord) -> bool:
        n, start = self._paragraph
        if record.n < n or record.start <= max(start, self._reached):
            return False
        self._paragraph = record.n, record.start
        self._begin(record.start)
        return True

    def _span(self, record: SpanRecord) -> bool:
        if record.start < self._reached or self._places is not None:
            return False
        if record.start == self._reached and self._before and order(self._before) > order(record):
            return False
        self._reached, self._before = record.start, record
        self._spans.append(record.id)
        return self._paragraph != (-1, -1)

    def _relation(self, record: RelationRecord) -> bool:
        if self._places is None:
            self._places = {}
            for id in self._spans:
                self._places.setdefault(id, len(self._places))
        source = self._places.get(record.source)
        if source is None or (link := (source, record.label, record.id)) < self._link:
            return False
        self._link = link
        self._places.setdefault(record.id, len(self._places))
        return True


def with_links(
    spans: Iterable[SpanRecord], links: dict[str, list[RelationRecord]]
) -> list[SpanRecord | RelationRecord]:
    """A paragraph's spans and behind them the relations that leave them, and those that leave these.

    `links` are by source, in the order of the file among themselves; what finds its place is taken
    out.
    """
    block: list[SpanRecord | RelationRecord] = list(spans)
    if links:
        for each in block:  # It grows meanwhile: a relation may leave a relation.
            block += links.pop(each.id, ())
    return block


def _shelves(
    paragraphs: Sequence[ParagraphRecord], spans: Iterable[SpanRecord]
) -> tuple[list[list[SpanRecord]], list[SpanRecord]]:
    """The spans that start in each paragraph, and those that start before the first."""
    by_start = sorted(range(len(paragraphs)), key=lambda index: paragraphs[index].start)
    starts = [paragraphs[index].start for index in by_start]
    shelves: list[list[SpanRecord]] = [[] for _ in paragraphs]
    astray = []
    for span in spans:
        at = bisect_right(starts, span.start)
        if at:
            shelves[by_start[at - 1]].append(span)
        else:
            astray.append(span)
    return shelves, astray


def _by_source(relations: Iterable[RelationRecord]) -> dict[str, list[RelationRecord]]:
    links: dict[str, list[RelationRecord]] = {}
    for relation in sorted(relations, key=lambda each: (each.label, each.id)):
        links.setdefault(relation.source, []).append(relation)
    return links
