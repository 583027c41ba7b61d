"""An annotation file in blocks: each paragraph with its spans and the relations that leave them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from annotate.core.records import (
    DocumentRecord,
    ParagraphRecord,
    Record,
    RelationRecord,
    SpanRecord,
)

Thing = SpanRecord | RelationRecord


class Block(msgspec.Struct, frozen=True, gc=False):
    """In the order of the file."""

    paragraph: ParagraphRecord
    spans: tuple[SpanRecord, ...] = ()
    relations: tuple[RelationRecord, ...] = ()

    @property
    def things(self) -> list[Thing]:
        return [*self.spans, *self.relations]

    @property
    def records(self) -> list[Record]:
        return [self.paragraph, *self.spans, *self.relations]


class Sheaf(msgspec.Struct, frozen=True):
    """A whole file."""

    document: DocumentRecord
    blocks: tuple[Block, ...] = ()

    @property
    def records(self) -> list[Record]:
        return [self.document, *(record for block in self.blocks for record in block.records)]


def blocks_of(records: Iterable[Record]) -> Iterator[Block]:
    """The blocks of a valid file's records, one by one; the document's record is passed over."""
    paragraph: ParagraphRecord | None = None
    spans: list[SpanRecord] = []
    relations: list[RelationRecord] = []
    for record in records:
        if isinstance(record, SpanRecord):
            spans.append(record)
        elif isinstance(record, RelationRecord):
            relations.append(record)
        elif isinstance(record, ParagraphRecord):
            if paragraph is not None:
                yield Block(paragraph, tuple(spans), tuple(relations))
            paragraph, spans, relations = record, [], []
    if paragraph is not None:
        yield Block(paragraph, tuple(spans), tuple(relations))


def sheaf_of(records: Iterable[Record]) -> Sheaf:
    """All of a valid file. Raises ValueError if it does not begin with the document's record."""
    records = iter(records)
    first = next(records, None)
    if not isinstance(first, DocumentRecord):
        raise ValueError("the first record is not the document's")
    return Sheaf(first, tuple(blocks_of(records)))


def things_of(sheaf: Sheaf) -> dict[str, Thing]:
    """The spans and relations by their ids, in the order of the file."""
    found: dict[str, Thing] = {}
    for block in sheaf.blocks:
        found.update((span.id, span) for span in block.spans)
        found.update((relation.id, relation) for relation in block.relations)
    return found
