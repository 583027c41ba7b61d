"""Two annotation files of any size compared: read side by side, in large pieces, as bytes.

Blocks (a paragraph with its lines) that are the same on both sides are not even decoded; of the
others only the lines that are not. What a report needs of the rest is read again by its place.
What both sides have alike is not checked; a file with other problems is refused with all of them.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import partial
from itertools import repeat, zip_longest
from pathlib import Path
from typing import BinaryIO

import msgspec

from annotate.core.compare.blocks import Block, Sheaf, Thing, sheaf_of, things_of
from annotate.core.compare.carrying import compare_texts
from annotate.core.compare.comparison import Comparison, Side
from annotate.core.compare.differences import compare
from annotate.core.compare.lines import PARAGRAPH, Unsound, decoded, differing
from annotate.core.problems import Problem
from annotate.core.records import FORMAT, DocumentRecord, ParagraphRecord, RelationRecord, SpanRecord
from annotate.errors import Findings
from annotate.store.annotations import AnnotationFile, parse_annotations

_CHUNK = 1 << 20
_BEGIN = b"\n" + PARAGRAPH
_LINE = re.compile(rb'^\{"type":"(?:span|relation)","id":"([^"\\\n]{1,99})".*$', re.MULTILINE)

Symmetric = Callable[[DocumentRecord, str], bool]
"""Whether relations of a name mean the same turned around, by the schema that a file names."""


class Source(msgspec.Struct, frozen=True):
    """What a file is called, and how it is opened, to be read at any place: as often as need be, so
    that of thousands of files no more than two are open."""

    name: str
    open: Callable[[], BinaryIO]


class Invalid(Findings):
    """A file that cannot be compared, with all that is wrong with it."""

    def __init__(self, name: str, problems: tuple[Problem, ...]) -> None:
        first = problems[0] if problems else None
        said = f"{first.place}: {first.message}" if first else f"{name}: this is not a valid annotation file"
        super().__init__(said, slug=first.slug if first else "not-canonical", hint=first.hint if first else "")
        self.problems = problems


def compare_sources(left: Source, right: Source, symmetric: Symmetric = lambda about, name: False) -> Comparison:
    """What differs between two annotation files. The pages of the comparison are read when they are
    asked for, and may raise what this does.

    Raises Invalid, Unreadable.
    """
    try:
        found = _Reading(left, right).differences()
        if found is None:
            return _changed(left, right, symmetric)
    except Unsound as error:
        raise _refusal(right if error.args[0] else left) from None
    one, other, starts = found
    pages = _Places(left, right, starts)
    differences = compare(one, other, partial(symmetric, other.document))
    return Comparison(one.document, other.document, pages.count, tuple(differences), pages)


class _Reading:
    """Both files side by side, once."""

    def __init__(self, left: Source, right: Source) -> None:
        self._sources = (left, right)
        self.starts = (array("Q"), array("Q"))

    def differences(self) -> tuple[Sheaf, Sheaf, tuple[array[int], array[int]]] | None:
        """Each side with its document and what is not on the other; where the blocks begin. None if
        the texts are not the same.

        Raises Unsound.
        """
        with self._sources[0].open() as left, self._sources[1].open() as right:
            return self._between(left, right)

    def _between(self, left: BinaryIO, right: BinaryIO) -> tuple[Sheaf, Sheaf, tuple[array[int], array[int]]] | None:
        pairs = zip_longest(self._cut(left, 0), self._cut(right, 1), fillvalue=b"")
        one, other = next(pairs, (b"", b""))
        heads = _head(one, 0), _head(other, 1)
        ours: list[Block] = []
        theirs: list[Block] = []
        for n, (one, other) in enumerate(pairs, 1):
            if one == other:
                continue
            if not one or not other:
                return None
            mine, yours = differing(one, other, n)
            if (mine.paragraph.start, mine.paragraph.text) != (yours.paragraph.start, yours.paragraph.text):
                return None
            ours.append(mine)
            theirs.append(yours)
        sheaves = Sheaf(heads[0], tuple(ours)), Sheaf(heads[1], tuple(theirs))
        for side, sheaf in enumerate(sheaves):
            _check_ids(sheaf, side)
        return *sheaves, self.starts

    def _cut(self, file: BinaryIO, side: int) -> Iterator[bytes]:
        """What is before the first paragraph, then each block; none of them empty but the first."""
        starts = self.starts[side]
        offset = 0
        for block in cut(file):
            starts.append(offset)
            offset += len(block)
            yield block
        starts.append(offset)


def cut(file: BinaryIO) -> Iterator[bytes]:
    """The bytes, cut before each line that begins a paragraph."""
    rest = b""
    while chunk := file.read(_CHUNK):
        rest += chunk
        begin = 0
        # A paragraph that is not all there is found again with the next chunk.
        while (end := rest.find(_BEGIN, begin)) >= 0:
            yield rest[begin : end + 1]
            begin = end + 1
        rest = rest[begin:]
    yield rest


class _Places:
    """What the files say at places that are known: `Pages` of files that are open."""

    def __init__(self, left: Source, right: Source, starts: tuple[array[int], array[int]]) -> None:
        self._sources = {Side.LEFT: left, Side.RIGHT: right}
        self._starts = dict(zip(self._sources, starts, strict=True))
        self.count = len(starts[0]) - 2

    def paragraph(self, n: int) -> ParagraphRecord:
        content = self._block(Side.RIGHT, n)
        try:
            (record,) = decoded(content[: content.index(b"\n") + 1])
        except (ValueError, RecursionError):
            raise _refusal(self._sources[Side.RIGHT]) from None
        assert isinstance(record, ParagraphRecord)
        return record

    def things(self, side: Side, ids: Collection[str]) -> Mapping[str, Thing]:
        wanted = {id.encode("utf-8", "surrogatepass") for id in ids}
        found: dict[str, Thing] = {}
        if not wanted:
            return found
        with self._sources[side].open() as file:
            for block in cut(file):
                lines = (match[0] for match in _LINE.finditer(block) if match[1] in wanted)
                found.update((each.id, each) for each in map(self._thing, lines, repeat(side)))
                if len(found) == len(wanted):
                    break
        return found

    def _thing(self, line: bytes, side: Side) -> Thing:
        try:
            (record,) = decoded(line + b"\n")
        except (ValueError, RecursionError):
            raise _refusal(self._sources[side]) from None
        assert isinstance(record, (SpanRecord, RelationRecord))
        return record

    def _block(self, side: Side, n: int) -> bytes:
        starts = self._starts[side]
        with self._sources[side].open() as file:
            file.seek(starts[n])
            return file.read(starts[n + 1] - starts[n])


class _Held:
    """`Pages` of a file that is held as a whole."""

    def __init__(self, left: Sheaf, right: Sheaf) -> None:
        self._blocks = right.blocks
        self._things = {Side.LEFT: things_of(left), Side.RIGHT: things_of(right)}

    def paragraph(self, n: int) -> ParagraphRecord:
        return self._blocks[n - 1].paragraph

    def things(self, side: Side, ids: Collection[str]) -> Mapping[str, Thing]:
        known = self._things[side]
        return {id: known[id] for id in ids if id in known}


def read_sheaf(source: Source) -> Sheaf:
    """All of a file. Raises Invalid."""
    file = _parsed(source)
    if file.problems or file.document is None:
        raise Invalid(source.name, file.problems)
    return sheaf_of(entry.record for entry in file.entries)


def _changed(left: Source, right: Source, symmetric: Symmetric) -> Comparison:
    """The comparison where the document's text is another one on each side."""
    one, other = read_sheaf(left), read_sheaf(right)
    try:
        differences, carried = compare_texts(one, other, partial(symmetric, other.document))
    except ValueError as error:
        raise Findings(f"{left.name}: {error}", slug="bad-offset") from None
    return Comparison(
        left=one.document,
        right=other.document,
        count=len(other.blocks),
        differences=tuple(differences),
        pages=_Held(carried.sheaf, other),
        carried=True,
        lost=frozenset(carried.lost),
    )


def _head(content: bytes, side: int) -> DocumentRecord:
    try:
        (record,) = decoded(content)
    except (ValueError, RecursionError):
        raise Unsound(side) from None
    if not isinstance(record, DocumentRecord) or record.format != FORMAT:
        raise Unsound(side)
    return record


def _check_ids(sheaf: Sheaf, side: int) -> None:
    count = sum(len(block.spans) + len(block.relations) for block in sheaf.blocks)
    if len(things_of(sheaf)) < count:
        raise Unsound(side)


def _refusal(source: Source) -> Findings:
    """Why the file cannot be compared."""
    return Invalid(source.name, _parsed(source).problems)


def _parsed(source: Source) -> AnnotationFile:
    with source.open() as file:
        return parse_annotations(Path(source.name), file.read())
