"""Three annotation files of any size put together: read side by side, in large pieces, as bytes.

Blocks (a paragraph with its lines) that are the same on all sides are not decoded; they are copied
when the result is written. Of the others only the lines that are not on all sides are read, checked
and merged. Where the texts differ, all of it is.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import repeat, zip_longest
from typing import BinaryIO

import msgspec

from annotate.core.blocks import Block as Lines
from annotate.core.canonical import in_order
from annotate.core.compare.blocks import Block, Sheaf, blocks_of
from annotate.core.file_checks import FileCheck
from annotate.core.merge import Merged, merge
from annotate.core.merge.conflicts import Settle
from annotate.core.merge.fates import Shape
from annotate.core.merge.merging import Symmetric
from annotate.core.records import DocumentRecord, Record, RelationRecord, SpanRecord
from annotate.core.shelf import order
from annotate.errors import Unreadable
from annotate.store.annotations import parse_annotations
from annotate.store.comparing import Invalid, Source, cut, read_sheaf
from annotate.store.content import encode

_ID = re.compile(rb'"id":"([0-9a-z]{8})"')
_decoder: msgspec.json.Decoder[Record] = msgspec.json.Decoder(Record)
_encoder = msgspec.json.Encoder()

_PIECE = 1 << 20

State = tuple[int, int, int]


class Marked(msgspec.Struct, frozen=True):
    """A line of the result that is one version of a conflict."""

    line: int
    conflict: str


class _Part(msgspec.Struct, frozen=True):
    """A block that is not the same on all sides: the lines that are, the others of our side, and
    where it is in our file, in bytes."""

    common: set[bytes]
    ours: Block
    start: int
    length: int

    def lines(self, content: bytes, merged: Block) -> list[bytes]:
        """The lines of the merged block; `content` is ours."""
        lines = content.split(b"\n")[:-1]
        before = _things(self.ours)
        after = {each.id: each for each in _things(merged)}
        if len(after) == len(before) and all(each.id in after and _stays(each, after[each.id]) for each in before):
            own = [at for at, line in enumerate(lines) if at and line not in self.common]
            for at, each in zip(own, before, strict=True):
                lines[at] = encode(after[each.id])
            lines[0] = encode(merged.paragraph)
            return lines
        rest = _decoder.decode_lines(b"\n".join(line for line in lines[1:] if line in self.common))
        return list(map(encode, in_order([*records_of(merged), *rest])))


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
        gathered: list[bytes] = []
        size = 0
        for piece in self._lines():
            gathered.append(piece)
            size += len(piece)
            if size >= _PIECE:
                yield b"".join(gathered)
                gathered, size = [], 0
        yield b"".join(gathered)

    def _lines(self) -> Iterator[bytes]:
        head, blocks = self.merged.records[0], blocks_of(self.merged.records)
        yield self._told(1, [encode(head)], [head])
        if self._parts is not None:
            yield from self._woven({block.paragraph.n: block for block in blocks}, self._parts)
            return
        line = 2
        for block in blocks:
            records = records_of(block)
            yield self._told(line, list(map(encode, records)), records)
            line += len(records)

    def _woven(self, merged: Mapping[int, Block], parts: Mapping[int, _Part]) -> Iterator[bytes]:
        """What has changed, in its place among what is copied."""
        line = 2
        with self._ours.open() as file:
            if _state(file) != self._state:
                raise _changed(self._ours)
            file.readline()
            for n, part in parts.items():
                for content in _copied(file, part.start - file.tell()):
                    yield content
                    line += content.count(b"\n")
                lines = part.lines(file.read(part.length), merged[n])
                yield self._told(line, lines, records_of(merged[n]))
                line += len(lines)
            yield from _copied(file, -1)

    def _told(self, line: int, lines: list[bytes], records: list[Record]) -> bytes:
        """The lines as they are written, those that are marked noted."""
        marked = [each for each in records if each.conflict]
        self.marked += (Marked(line + lines.index(encode(each)), each.conflict) for each in marked)
        return b"".join([*(each for line in lines for each in (line, b"\n"))])


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
    found = _differing(sides)
    if found is not None:
        sheaves = [
            None if side is None else _sheaf(side, head, [contents[at] for contents in found.blocks])
            for at, (side, head) in enumerate(zip(sides, found.heads, strict=True))
        ]
        if _on_one_text(sheaves):
            one, other, third = sheaves
            assert other is not None and third is not None
            merged = merge(one, other, third, symmetric, settle, shape, _Elsewhere(ours))
            parts = {
                block.paragraph.n: _Part(common, block, *place)
                for common, block, place in zip(found.common, other.blocks, found.places, strict=True)
            }
            return Outcome(merged, ours, found.state, parts)
    whole = None if base is None else read_sheaf(base)
    merged = merge(whole, read_sheaf(ours), read_sheaf(theirs), symmetric, settle, shape)
    return Outcome(merged, ours, (0, 0, 0), None)


class _Found(msgspec.Struct, frozen=True):
    """The document's line of each side; the blocks that are not the same on all sides, with nothing
    but the paragraph and what is not on all sides; and of each what is, and where ours begins and how long
    it is. `state` is that of our file."""

    heads: tuple[bytes, bytes, bytes]
    blocks: list[tuple[bytes, bytes, bytes]]
    common: list[set[bytes]]
    places: list[tuple[int, int]]
    state: State


def _differing(sides: tuple[Source | None, Source, Source]) -> _Found | None:
    """None if the sides do not have as many paragraphs."""
    base, ours, theirs = sides
    with ours.open() as mine, theirs.open() as yours:
        state = _state(mine)
        if base is None:
            parts: Iterator[tuple[bytes, bytes, bytes]] = zip_longest(repeat(b""), cut(mine), cut(yours))
            return _apart(_ending(parts), state, alone=True)
        with base.open() as before:
            return _apart(zip_longest(cut(before), cut(mine), cut(yours)), state, alone=False)


def _ending(parts: Iterator[tuple[bytes, bytes, bytes]]) -> Iterator[tuple[bytes, bytes, bytes]]:
    """Without the endless rest where there is no base."""
    for part in parts:
        if part[1] is None and part[2] is None:
            return
        yield part


def _apart(parts: Iterator[tuple[bytes, bytes, bytes]], state: State, alone: bool) -> _Found | None:
    heads = next(parts)
    blocks = []
    everywhere = []
    places = []
    end = len(heads[1])
    for part in parts:
        before, mine, yours = part
        start, end = end, end + len(mine or b"")
        if mine == yours and (alone or mine == before):
            continue
        if not mine or not yours or not (alone or before):
            return None
        lines = [each.split(b"\n") for each in part]
        common = set(lines[1]).intersection(lines[2], *([] if alone else [lines[0]])) - {b""}
        blocks.append((_rest(lines[0], common), _rest(lines[1], common), _rest(lines[2], common)))
        everywhere.append(common)
        places.append((start, end - start))
    return _Found(heads, blocks, everywhere, places, state)


def _copied(file: BinaryIO, count: int) -> Iterator[bytes]:
    """So many of the next bytes, in pieces; all if it is below 0."""
    while count and (piece := file.read(_PIECE if count < 0 else min(count, _PIECE))):
        yield piece
        count -= len(piece) if count > 0 else 0


def _rest(lines: list[bytes], common: set[bytes]) -> bytes:
    """The first line and those that are not in common."""
    return b"\n".join([lines[0], *(line for line in lines[1:] if line not in common)])


def _sheaf(source: Source, head: bytes, blocks: list[bytes]) -> Sheaf:
    """The document and some blocks of a file. Raises Invalid if there is something wrong with them."""
    content = b"".join((head, *blocks))
    try:
        records = _decoder.decode_lines(content)
        sound = _encoder.encode_lines(records) == content
    except (ValueError, RecursionError):
        raise _invalid(source) from None
    if not sound or head.count(b"\n") != 1 or not isinstance(records[0], DocumentRecord):
        raise _invalid(source)
    parts = tuple(blocks_of(records))
    if len(parts) != len(blocks) or not _sound(records[0], parts):
        raise _invalid(source)
    return Sheaf(records[0], parts)


def _sound(head: DocumentRecord, blocks: Iterable[Block]) -> bool:
    """Whether nothing is wrong within the blocks; what only the whole file shows is not asked."""
    check = FileCheck("")
    if check.block(Lines(1, [head], None, [], [], [], False)):
        return False
    line, known = 2, set[str]()
    for n, block in enumerate(blocks, 1):
        # The check wants to see all paragraphs: these are numbered as if there were no others.
        paragraph = msgspec.structs.replace(block.paragraph, n=n)
        things: list[SpanRecord | RelationRecord] = [*block.spans, *block.relations]
        records: list[Record] = [paragraph, *things]
        ids = [each.id for each in things]
        if check.block(Lines(line, records, paragraph, block.spans, block.relations, ids, True)):
            return False
        if len(set(ids)) < len(ids) or not known.isdisjoint(ids):
            return False
        known.update(ids)
        line += len(records)
    return True


def _invalid(source: Source) -> Invalid:
    from pathlib import Path

    with source.open() as file:
        return Invalid(source.name, parse_annotations(Path(source.name), file.read()).problems)


def _on_one_text(sheaves: list[Sheaf | None]) -> bool:
    texts = {
        tuple((block.paragraph.n, block.paragraph.start, block.paragraph.text) for block in sheaf.blocks)
        for sheaf in sheaves
        if sheaf is not None
    }
    return len(texts) == 1


class _Elsewhere:
    """The ids in a file, read when first asked for."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._ids: set[str] | None = None

    def __contains__(self, id: object) -> bool:
        if self._ids is None:
            with self._source.open() as file:
                self._ids = {each.decode() for part in cut(file) for each in _ID.findall(part)}
        return id in self._ids


def records_of(block: Block) -> list[Record]:
    return [block.paragraph, *block.spans, *block.relations]


def _things(block: Block) -> list[SpanRecord | RelationRecord]:
    return [*block.spans, *block.relations]


def _stays(before: SpanRecord | RelationRecord, after: SpanRecord | RelationRecord) -> bool:
    """Whether an annotation keeps its place in the order of the file."""
    if isinstance(before, SpanRecord) and isinstance(after, SpanRecord):
        return order(before) == order(after)
    if isinstance(before, RelationRecord) and isinstance(after, RelationRecord):
        return (before.source, before.label) == (after.source, after.label)
    return False


def _state(file: BinaryIO) -> State:
    status = os.fstat(file.fileno())
    return status.st_ino, status.st_size, status.st_mtime_ns


def _changed(source: Source) -> Unreadable:
    message = f"{source.name}: changed by another program meanwhile"
    return Unreadable(message, slug="changed-meanwhile", hint="Run the command again.")
