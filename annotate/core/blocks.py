"""The lines of an annotation file in the pieces that checks look at: paragraph by paragraph."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from annotate.core.records import ParagraphRecord, Record, RelationRecord, SpanRecord

Records = Sequence[Record | None]
"""What lines that follow each other say; None for a line that cannot be read."""


class Block(msgspec.Struct, frozen=True, gc=False):
    """A paragraph line and all lines up to the next; the first block is what comes before any.

    `records[i]` is what line `line + i` says. A block is `tidy` if it is a paragraph, its `spans`
    and then its relations, `links`, with nothing else and nothing unreadable among them. `ids` are
    those of the spans, then of the links.
    """

    line: int
    records: Records
    paragraph: ParagraphRecord | None
    spans: Sequence[SpanRecord]
    links: Sequence[RelationRecord]
    ids: Sequence[str]
    tidy: bool

    def lines(self) -> tuple[Sequence[int], Sequence[int]]:
        """Where its spans and its links stand."""
        if self.tidy:
            middle = self.line + 1 + len(self.spans)
            return range(self.line + 1, middle), range(middle, middle + len(self.links))
        numbers = list(self.numbered())
        return (
            [number for number, record in numbers if isinstance(record, SpanRecord)],
            [number for number, record in numbers if isinstance(record, RelationRecord)],
        )

    def numbered(self) -> Iterator[tuple[int, Record]]:
        """The lines that could be read."""
        for number, record in enumerate(self.records, self.line):
            if record is not None:
                yield number, record


class Blocks:
    """Cuts lines, as they come, into blocks; a line starts a block if it is a paragraph's."""

    def __init__(self) -> None:
        self._line = 1
        self._records: list[Record | None] = []
        self._kinds: list[type] = []

    def feed(self, records: Records) -> Iterator[Block]:
        """The blocks that are now complete."""
        kinds = list(map(type, records))
        begin, end = 0, -1
        for _ in range(kinds.count(ParagraphRecord)):
            end = kinds.index(ParagraphRecord, end + 1)
            if begin < end or self._records:
                yield self._cut(records[begin:end], kinds[begin:end])
            begin = end
        self._records += records[begin:]
        self._kinds += kinds[begin:]

    def end(self) -> Iterator[Block]:
        """What is left."""
        if self._records:
            yield self._cut([], [])

    def _cut(self, records: Records, kinds: list[type]) -> Block:
        if self._records:
            records, self._records = [*self._records, *records], []
            kinds, self._kinds = [*self._kinds, *kinds], []
        line = self._line
        self._line += len(records)
        return _block(line, records, kinds)


def blocks(records: Records) -> Iterator[Block]:
    """The blocks of a whole file."""
    cut = Blocks()
    yield from cut.feed(records)
    yield from cut.end()


def _block(line: int, records: Records, kinds: Sequence[type]) -> Block:
    first = records[0]
    paragraph = first if isinstance(first, ParagraphRecord) else None
    count, links = kinds.count(SpanRecord), kinds.count(RelationRecord)
    tidy = paragraph is not None and 1 + count + links == len(records) and SpanRecord not in kinds[count + 1 :]
    # By far the most are tidy, so this is quick; the others are put in order first.
    things: Sequence[SpanRecord | RelationRecord] = (
        records[1:]  # type: ignore[assignment]
        if tidy
        else [
            *(each for each in records if isinstance(each, SpanRecord)),
            *(each for each in records if isinstance(each, RelationRecord)),
        ]
    )
    return Block(
        line=line,
        records=records,
        paragraph=paragraph,
        spans=things[:count],  # type: ignore[arg-type]
        links=things[count:],  # type: ignore[arg-type]
        ids=[each.id for each in things],
        tidy=tidy,
    )
