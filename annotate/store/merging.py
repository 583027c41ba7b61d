"""Three annotation files of any size put together: read side by side, in large pieces, as bytes.

Blocks (a paragraph with its lines) that are the same on all sides are not decoded; they are copied
when the result is written. Only what differs is read, checked and merged. Where the texts differ, all
of it is.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import repeat, zip_longest
from typing import BinaryIO

import msgspec

from annotate.core.blocks import Block as Lines
from annotate.core.compare.blocks import Block, Sheaf, blocks_of
from annotate.core.file_checks import FileCheck
from annotate.core.merge import Merged, merge
from annotate.core.merge.conflicts import Settle
from annotate.core.merge.fates import Shape
from annotate.core.merge.merging import Symmetric
from annotate.core.records import DocumentRecord, Record, RelationRecord, SpanRecord
from annotate.errors import Unreadable
from annotate.store.annotations import parse_annotations
from annotate.store.comparing import Invalid, Source, cut, read_sheaf
from annotate.store.content import encode

_ID = re.compile(rb'"id":"([0-9a-z]{8})"')
_decoder: msgspec.json.Decoder[Record] = msgspec.json.Decoder(Record)
_encoder = msgspec.json.Encoder()

State = tuple[int, int, int]


class Marked(msgspec.Struct, frozen=True):
    """A line of the result that is one version of a conflict."""

    line: int
    conflict: str


class Outcome:
    """A merge that is done but not written: `merged` has the records of the document's line and of
    all blocks that differ; the others are those of `ours`."""

    def __init__(self, merged: Merged, ours: Source, state: State, partly: bool) -> None:
        self.merged = merged
        self.marked: list[Marked] = []
        self._ours = ours
        self._state = state
        self._partly = partly

    def pieces(self) -> Iterator[bytes]:
        """The content of the result. What is `marked` is known when all of it was taken.

        Raises Unreadable: our file is no longer what it was.
        """
        self.marked.clear()
        head, *blocks = _written(self.merged.records)
        yield self._told(1, *head)
        if not self._partly:
            line = 2
            for content, records in blocks:
                yield self._told(line, content, records)
                line += len(records)
            return
        yield from self._woven({_number(records): (content, records) for content, records in blocks})

    def _woven(self, changed: Mapping[int, tuple[bytes, list[Record]]]) -> Iterator[bytes]:
        """What has changed, in its place among what is copied."""
        line = 2
        with self._ours.open() as file:
            if _state(file) != self._state:
                raise _changed(self._ours)
            parts = cut(file)
            next(parts)
            for n, part in enumerate(parts, 1):
                found = changed.get(n)
                if found is None:
                    yield part
                    line += part.count(b"\n")
                else:
                    yield self._told(line, *found)
                    line += len(found[1])

    def _told(self, line: int, content: bytes, records: list[Record]) -> bytes:
        self.marked += (Marked(at, each.conflict) for at, each in enumerate(records, line) if each.conflict)
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
            return Outcome(merged, ours, found.state, partly=True)
    whole = None if base is None else read_sheaf(base)
    merged = merge(whole, read_sheaf(ours), read_sheaf(theirs), symmetric, settle, shape)
    return Outcome(merged, ours, (0, 0, 0), partly=False)


class _Found(msgspec.Struct, frozen=True):
    """The document's line of each side, and the blocks that are not the same on all sides, each as
    the sides have it; empty where there is no such side. `state` is that of our file."""

    heads: tuple[bytes, bytes, bytes]
    blocks: list[tuple[bytes, bytes, bytes]]
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
    for part in parts:
        before, mine, yours = part
        if mine == yours and (alone or mine == before):
            continue
        if not mine or not yours or not (alone or before):
            return None
        blocks.append(part)
    return _Found(heads, blocks, state)


def _sheaf(source: Source, head: bytes, blocks: list[bytes]) -> Sheaf:
    """The document and some blocks of a file. Raises Invalid if there is something wrong with them."""
    content = b"".join((head, *blocks))
    try:
        records = _decoder.decode_lines(content)
        sound = _encoder.encode_lines(records) == content
    except (ValueError, RecursionError):
        raise _invalid(source) from None
    if not sound or not records or not isinstance(records[0], DocumentRecord):
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
    line = 2
    for n, block in enumerate(blocks, 1):
        # The check wants to see all paragraphs: these are numbered as if there were no others.
        paragraph = msgspec.structs.replace(block.paragraph, n=n)
        things: list[SpanRecord | RelationRecord] = [*block.spans, *block.relations]
        records: list[Record] = [paragraph, *things]
        ids = [each.id for each in things]
        if check.block(Lines(line, records, paragraph, block.spans, block.relations, ids, True)):
            return False
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


def _written(records: list[Record]) -> Iterator[tuple[bytes, list[Record]]]:
    """The lines of the document and then of each block, with what they say."""
    yield encode(records[0]) + b"\n", records[:1]
    for block in blocks_of(records):
        said: list[Record] = [block.paragraph, *block.spans, *block.relations]
        yield _encoder.encode_lines(said), said


def _number(records: list[Record]) -> int:
    first = records[0]
    return getattr(first, "n", 0)


def _state(file: BinaryIO) -> State:
    status = os.fstat(file.fileno())
    return status.st_ino, status.st_size, status.st_mtime_ns


def _changed(source: Source) -> Unreadable:
    message = f"{source.name}: changed by another program meanwhile"
    return Unreadable(message, slug="changed-meanwhile", hint="Run the command again.")
