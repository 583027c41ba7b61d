"""Three annotation files of any size put together, and the result written without holding it.

Blocks that are the same on all sides (`versions`) are copied as bytes, and so are the lines of the
others that stay as they are on our side. Where the texts differ, all of the files is read and merged.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import BinaryIO

import msgspec

from annotate.core.canonical import in_order
from annotate.core.compare.blocks import Block, Sheaf, Thing, blocks_of
from annotate.core.merge import Merged, merge
from annotate.core.merge.conflicts import Settle
from annotate.core.merge.fates import Shape
from annotate.core.merge.merging import Symmetric
from annotate.core.records import Record, RelationRecord, SpanRecord
from annotate.core.shelf import order
from annotate.errors import Unreadable
from annotate.store.comparing import Source, read_sheaf
from annotate.store.content import encode
from annotate.store.versions import Elsewhere, Place, State, differing, sheaves_of, state_of

_decoder: msgspec.json.Decoder[Record] = msgspec.json.Decoder(Record)

_PIECE = 1 << 20


class Marked(msgspec.Struct, frozen=True):
    """A line of the result that is one version of a conflict."""

    line: int
    conflict: str


class _Part(msgspec.Struct, frozen=True, gc=False):
    """A block that is not the same on all sides: where it is, and what of ours is not on all."""

    place: Place
    ours: Block

    def content(self, content: bytes, merged: Block) -> bytes:
        """That of the merged block; `content` is ours."""
        if merged.paragraph is not self.ours.paragraph:
            content = encode(merged.paragraph) + content[content.index(b"\n") :]
        before = things_in(self.ours)
        after = {each.id: each for each in things_in(merged)}
        if len(after) == len(before) and all(each.id in after and _stays(each, after[each.id]) for each in before):
            for each in before:
                if after[each.id] is not each:
                    content = content.replace(_line(each), _line(after[each.id]), 1)
            return content
        own = set(map(encode, before))
        rest = b"\n".join(line for line in content.split(b"\n")[1:-1] if line not in own)
        return _joined(in_order([*records_of(merged), *_decoder.decode_lines(rest)]))


class Outcome:
    """A merge that is done but not written. If there are `parts`, by their paragraphs, `merged` has
    only what is not the same on all sides; the rest is that of our file."""

    def __init__(self, merged: Merged, ours: Source, state: State, parts: Mapping[int, _Part] | None) -> None:
        self.merged = merged
        self.marked: list[Marked] = []
        self._ours = ours
        self._state = state
        self._parts = parts

    def pieces(self) -> Iterator[bytes]:
        """The content of the result. What is `marked` is known when all of it was taken.

        Raises Unreadable: our file is no longer what it was.
        """
        self.marked.clear()
        head, blocks = self.merged.records[0], blocks_of(self.merged.records)
        yield self._told(1, [head], _joined([head]))
        if self._parts is not None:
            yield from self._woven({block.paragraph.n: block for block in blocks}, self._parts)
            return
        line = 2
        for block in blocks:
            records = records_of(block)
            yield self._told(line, records, _joined(records))
            line += len(records)

    def _woven(self, merged: Mapping[int, Block], parts: Mapping[int, _Part]) -> Iterator[bytes]:
        """What has changed, in its place among what is copied."""
        line = 2
        with self._ours.open() as file:
            if state_of(file) != self._state:
                raise _changed(self._ours)
            at = len(file.readline())
            for n, part in parts.items():
                for content in _copied(file, part.place.start - at):
                    yield content
                    line += content.count(b"\n")
                content = part.content(file.read(part.place.length), merged[n])
                at = part.place.start + part.place.length
                yield self._told(line, records_of(merged[n]), content)
                line += content.count(b"\n")
            yield from _copied(file, -1)

    def _told(self, line: int, records: list[Record], content: bytes) -> bytes:
        """The content as it is written from this line on, those of the records that are marked noted."""
        if marked := [each for each in records if each.conflict]:
            lines = content.split(b"\n")
            self.marked += (Marked(line + lines.index(encode(each)), each.conflict) for each in marked)
        return content


def merge_sources(
    base: Source | None, ours: Source, theirs: Source, symmetric: Symmetric, settle: Settle, shape: Shape
) -> Outcome:
    """What both files made of the base, nothing written.

    Raises:
        Invalid: one of them is not a valid annotation file.
        Unmergeable: they are not versions of one file.
        Unreadable: one of them cannot be read.
    """
    sides = (base, ours, theirs)
    found = differing(sides)
    if found is not None:
        one, other, third = sheaves = sheaves_of(sides, found)
        if _on_one_text(sheaves):
            assert other is not None and third is not None
            merged = merge(one, other, third, symmetric, settle, shape, Elsewhere(ours))
            places = zip(found.places, other.blocks, strict=True)
            parts = {block.paragraph.n: _Part(place, block) for place, block in places}
            return Outcome(merged, ours, found.state, parts)
    whole = None if base is None else read_sheaf(base)
    merged = merge(whole, read_sheaf(ours), read_sheaf(theirs), symmetric, settle, shape)
    return Outcome(merged, ours, (0, 0, 0), None)


def _copied(file: BinaryIO, count: int) -> Iterator[bytes]:
    """So many of the next bytes, in pieces; all if it is below 0."""
    while count and (piece := file.read(_PIECE if count < 0 else min(count, _PIECE))):
        yield piece
        count -= len(piece) if count > 0 else 0


def _on_one_text(sheaves: list[Sheaf | None]) -> bool:
    texts = {
        tuple([(block.paragraph.n, block.paragraph.start, block.paragraph.text) for block in sheaf.blocks])
        for sheaf in sheaves
        if sheaf is not None
    }
    return len(texts) == 1


def records_of(block: Block) -> list[Record]:
    return [block.paragraph, *block.spans, *block.relations]


def things_in(block: Block) -> list[Thing]:
    return [*block.spans, *block.relations]


def _joined(records: list[Record]) -> bytes:
    """The lines of the records."""
    return b"".join([*(part for each in records for part in (encode(each), b"\n"))])


def _line(record: Record) -> bytes:
    """The line of an annotation with the end of the one before it: nothing else in a block is that."""
    return b"\n%b\n" % encode(record)


def _stays(before: SpanRecord | RelationRecord, after: SpanRecord | RelationRecord) -> bool:
    """Whether an annotation keeps its place in the order of the file."""
    if isinstance(before, SpanRecord) and isinstance(after, SpanRecord):
        return order(before) == order(after)
    if isinstance(before, RelationRecord) and isinstance(after, RelationRecord):
        return (before.source, before.label) == (after.source, after.label)
    return False


def _changed(source: Source) -> Unreadable:
    message = f"{source.name}: changed by another program meanwhile"
    return Unreadable(message, slug="changed-meanwhile", hint="Run the command again.")
