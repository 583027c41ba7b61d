"""Three versions of an annotation file read side by side, in large pieces, as bytes: what differs.

Blocks (a paragraph with its lines) that are the same on all sides are not decoded; of the others only
the lines that are not on all sides are read and checked, and what two sides have alike only once.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from itertools import repeat, zip_longest
from typing import BinaryIO

import msgspec

from annotate.core.blocks import Block as Lines
from annotate.core.compare.blocks import Block, Sheaf, blocks_of
from annotate.core.file_checks import FileCheck
from annotate.core.records import DocumentRecord, Record
from annotate.store.annotations import parse_annotations
from annotate.store.comparing import Invalid, Source, cut

_ID = re.compile(rb'"id":"([0-9a-z]{8})"')
_decoder: msgspec.json.Decoder[Record] = msgspec.json.Decoder(Record)
_encoder = msgspec.json.Encoder()

Sides = tuple[Source | None, Source, Source]
"""The base, if there is one, ours and theirs."""

State = tuple[int, int, int]
"""Which file it is, how long, and from when."""

_Triple = tuple[bytes, bytes, bytes]


class Place(msgspec.Struct, frozen=True, gc=False):
    """Where a block is in our file, in bytes; `both` if either side has made another one of it."""

    start: int
    length: int
    both: bool


class Differing(msgspec.Struct, frozen=True):
    """Of each side the document's line and the blocks that are not the same on all, with nothing but
    the paragraph and the lines that are not; `places` are those of these blocks. `state` is that of
    our file."""

    heads: _Triple
    blocks: list[_Triple]
    places: list[Place]
    state: State


def differing(sides: Sides) -> Differing | None:
    """None if the sides do not have as many paragraphs. Raises Unreadable."""
    base, ours, theirs = sides
    with ours.open() as mine, theirs.open() as yours:
        state = state_of(mine)
        if base is None:
            parts: Iterator[_Triple] = zip_longest(repeat(b""), cut(mine), cut(yours))
            return _apart(_ending(parts), state, alone=True)
        with base.open() as before:
            return _apart(zip_longest(cut(before), cut(mine), cut(yours)), state, alone=False)


def sheaves_of(sides: Sides, found: Differing) -> list[Sheaf | None]:
    """What differs on each side, as records. Raises Invalid if something is wrong with it."""
    known: dict[bytes, Block] = {}
    return [
        None if side is None else _sheaf(side, head, [contents[at] for contents in found.blocks], known)
        for at, (side, head) in enumerate(zip(sides, found.heads, strict=True))
    ]


class Elsewhere:
    """The ids in a file, read when first asked for."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._ids: set[str] | None = None

    def __contains__(self, id: object) -> bool:
        if self._ids is None:
            with self._source.open() as file:
                self._ids = {each.decode() for part in cut(file) for each in _ID.findall(part)}
        return id in self._ids


def state_of(file: BinaryIO) -> State:
    status = os.fstat(file.fileno())
    return status.st_ino, status.st_size, status.st_mtime_ns


def _ending(parts: Iterator[_Triple]) -> Iterator[_Triple]:
    """Without the endless rest where there is no base."""
    for part in parts:
        if part[1] is None and part[2] is None:
            return
        yield part


def _apart(parts: Iterator[_Triple], state: State, alone: bool) -> Differing | None:
    heads = next(parts)
    blocks = []
    places = []
    end = len(heads[1])
    for part in parts:
        before, mine, yours = part
        start, end = end, end + len(mine or b"")
        if mine == yours and (alone or mine == before):
            continue
        if not mine or not yours or not (alone or before):
            return None
        both = mine != yours and (alone or before not in (mine, yours))
        blocks.append(_unlike(yours if alone else before, mine, yours))
        places.append(Place(start, end - start, both))
    return Differing(heads, blocks, places, state)


def _unlike(before: bytes, mine: bytes, yours: bytes) -> _Triple:
    """The first line of each block and those that are not in all; blocks that are alike give the same
    object."""
    first = before.split(b"\n")
    second = first if mine == before else mine.split(b"\n")
    third = first if yours == before else second if yours == mine else yours.split(b"\n")
    others = [each for each in (second, third) if each is not first]
    common = set(first).intersection(*others) - {b""}
    old = _rest(first, common)
    new = old if second is first else _rest(second, common)
    return old, new, old if third is first else new if third is second else _rest(third, common)


def _rest(lines: list[bytes], common: set[bytes]) -> bytes:
    """The first line and those that are not in common."""
    return b"\n".join([lines[0], *[line for line in lines[1:] if line not in common]])


def _sheaf(source: Source, head: bytes, blocks: Sequence[bytes], known: dict[bytes, Block]) -> Sheaf:
    """The document and some blocks of a file; those that are `known` are sound already, and the
    others are from now on. Raises Invalid if there is something wrong with them."""
    new = [each for each in blocks if each not in known]
    content = b"".join((head, *new))
    try:
        records = _decoder.decode_lines(content)
        sound = _encoder.encode_lines(records) == content
    except (ValueError, RecursionError):
        raise _invalid(source) from None
    if not sound or head.count(b"\n") != 1 or not isinstance(records[0], DocumentRecord):
        raise _invalid(source)
    parts = tuple(blocks_of(records))
    if len(parts) != len(new) or not _are_sound(records[0], parts):
        raise _invalid(source)
    known.update(zip(new, parts, strict=True))
    sheaf = Sheaf(records[0], tuple([known[each] for each in blocks]))
    if not _has_own_ids(sheaf):
        raise _invalid(source)
    return sheaf


def _are_sound(head: DocumentRecord, blocks: Sequence[Block]) -> bool:
    """Whether nothing is wrong within the blocks; what only the whole file shows is not asked."""
    check = FileCheck("")
    if check.block(Lines(1, [head], None, [], [], [], False)):
        return False
    line = 2
    for n, block in enumerate(blocks, 1):
        # The check wants to see all paragraphs: these are numbered as if there were no others.
        paragraph = msgspec.structs.replace(block.paragraph, n=n)
        things = block.things
        ids = [each.id for each in things]
        if check.block(Lines(line, [paragraph, *things], paragraph, block.spans, block.relations, ids, True)):
            return False
        line += 1 + len(things)
    return True


def _has_own_ids(sheaf: Sheaf) -> bool:
    """Whether no id is there twice."""
    ids = [each.id for block in sheaf.blocks for each in block.things]
    return len(set(ids)) == len(ids)


def _invalid(source: Source) -> Invalid:
    from pathlib import Path

    with source.open() as file:
        return Invalid(source.name, parse_annotations(Path(source.name), file.read()).problems)
