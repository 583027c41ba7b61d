"""Annotation files: read strictly, written in one form only.

The fast path is two calls of msgspec: decode all lines, encode them again. If the bytes are the
same, every line is in the one form it may have; only where they are not, `diagnosis` looks for the
reason.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import BinaryIO

import msgspec

from annotate.core.blocks import Block, Blocks, Records
from annotate.core.document import Document
from annotate.core.events import DocumentMark, ParagraphMark
from annotate.core.file_checks import FileCheck
from annotate.core.marks import Marks, gather
from annotate.core.problems import Place, Problem
from annotate.core.records import (
    DocumentRecord,
    ParagraphRecord,
    Record,
    RelationRecord,
    SpanRecord,
)
from annotate.errors import Findings
from annotate.store.content import encode as encode
from annotate.store.content import lines_of as lines_of
from annotate.store.reading import open_plain, read_from, read_plain

MANY = 1000
"""Problems, after which a file is not read further."""

NOT_READ = frozenset({"newer-format", "too-many"})
"""Problems after which the rest of a file is not known."""

WANTED = "an annotation file"
"""What a path should lead to."""

# Small enough that what is decoded is encoded again while it is still near the processor.
_CHUNK = 1 << 15
_encoder = msgspec.json.Encoder()


class Entry(msgspec.Struct, frozen=True, gc=False):
    """A record and the line it stands on, from 1."""

    line: int
    record: Record


class AnnotationFile(msgspec.Struct, frozen=True):
    """A file as it was read: `entries` are the lines that could be, `sha256` is that of all its
    bytes."""

    path: Path
    sha256: str
    document: DocumentRecord | None
    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]


def read_annotations(path: Path) -> AnnotationFile:
    """Everything in the file with everything that is wrong in it; bad content raises nothing.

    Raises Unreadable if there is no regular file that can be read.
    """
    return parse_annotations(path, read_content(path))


def sound(file: AnnotationFile, hint: str) -> DocumentRecord:
    """What the file is about, for those who need all of it. The hint is for problems without one.

    Raises Findings, with the first problem, if there is anything wrong in it.
    """
    if file.document is not None and not file.problems:
        return file.document
    first, more = file.problems[0], len(file.problems) - 1
    message = f"{first.place}: {first.message}" + (f" (and {more} more)" if more else "")
    raise Findings(message, slug=first.slug, hint=first.hint or hint)


def read_content(path: Path) -> bytes:
    """All bytes of a plain file. Raises Unreadable; a pipe is refused, not waited for."""
    return read_plain(path, WANTED)


def parse_annotations(path: Path, content: bytes) -> AnnotationFile:
    """The same for bytes that were read already; `path` is for the problems."""
    problems: list[Problem] = []
    together: list[Problem] = []
    entries: list[Entry] = []
    check = FileCheck(str(path))
    for block in _blocks(str(path), _chunks(content), problems):
        together.extend(islice(check.block(block), MANY - len(together)))
        entries.extend([Entry(line, record) for line, record in block.numbered()])
    if NOT_READ.isdisjoint(problem.slug for problem in problems):
        problems += together
        problems.extend(islice(check.end(), MANY - len(together)))
    first = entries[0].record if entries else None
    return AnnotationFile(
        path=path,
        sha256=sha256_of(content),
        document=first if isinstance(first, DocumentRecord) else None,
        entries=tuple(entries),
        problems=tuple(sorted(problems, key=lambda problem: problem.place)),
    )


def iterate(path: Path) -> Iterator[Entry | Problem]:
    """The lines of a file one after the other, of any size; only what is wrong within a line is
    told.

    Raises Unreadable as `read_annotations`.
    """
    with open_plain(path, WANTED) as file:
        problems: list[Problem] = []
        line = 1
        for part in _parts(str(path), whole_lines(path, file), problems):
            yield from problems
            problems.clear()
            for number, record in enumerate(part, line):
                if record is not None:
                    yield Entry(number, record)
            line += len(part)
        yield from problems


def blocks(path: Path, problems: list[Problem]) -> Iterator[Block]:
    """The blocks of a file of any size; what is wrong within lines is added to `problems` by then.

    Raises Unreadable as `read_annotations`.
    """
    with open_plain(path, WANTED) as file:
        yield from _blocks(str(path), whole_lines(path, file), problems)


def read_head(path: Path) -> DocumentRecord | None:
    """What the first line says the file is about; None if it does not say. Raises Unreadable."""
    with open_plain(path, WANTED) as file:
        line = read_from(file, path, _CHUNK).partition(b"\n")[0]
    try:
        record = _decoder().decode(line)
    except (ValueError, RecursionError):
        return None
    return record if isinstance(record, DocumentRecord) else None


def sha256_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def marks_of(file: AnnotationFile) -> Marks:
    """What the file says, for a session."""
    document = DocumentMark()
    paragraphs: list[ParagraphMark] = []
    spans: list[tuple[int, SpanRecord]] = []
    relations: list[RelationRecord] = []
    n = 0
    for entry in file.entries:
        record = entry.record
        match record:
            case SpanRecord():
                spans.append((n, record))
            case RelationRecord():
                relations.append(record)
            case ParagraphRecord():
                n = record.n
                mark = ParagraphMark.of(record)
                if mark != ParagraphMark(n):
                    paragraphs.append(mark)
            case DocumentRecord():
                document = DocumentMark.of(record)
    return gather(document, paragraphs, spans, relations)


def differing_paragraph(document: Document, file: AnnotationFile) -> int | None:
    """The number of the first paragraph that is not in both just so; None if there is none."""
    n = 0
    for entry in file.entries:
        record = entry.record
        if not isinstance(record, ParagraphRecord):
            continue
        n += 1
        if n > len(document):
            return n
        paragraph = document.paragraph(n)
        if record.start != paragraph.start or record.text != document.text_of(paragraph):
            return n
    return None if n == len(document) else n + 1


def _blocks(path: str, chunks: Iterable[bytes], problems: list[Problem]) -> Iterator[Block]:
    cut = Blocks()
    for part in _parts(path, chunks, problems):
        yield from cut.feed(part)
    yield from cut.end()


def _parts(path: str, chunks: Iterable[bytes], problems: list[Problem]) -> Iterator[Records]:
    """What the lines of each chunk say; a chunk ends where a line does, or the file."""
    # Here and not above: a document without a file is opened without it, and sooner.
    from annotate.store.diagnosis import newer_format

    number = 1
    for chunk in chunks:
        if number == 1 and (newer := newer_format(path, chunk)):
            problems.append(newer)
            return
        part = _quickly(chunk)
        if part is None:
            part = _slowly(path, number, chunk, problems)
        yield part
        number += len(part)
        if len(problems) > MANY:
            place = Place(path, number)
            problems.append(Problem("too-many", place, "too many problems; not read further"))
            return


def _slowly(path: str, number: int, chunk: bytes, problems: list[Problem]) -> Records:
    from annotate.store.diagnosis import why

    part: list[Record | None] = []
    for line in split_lines(chunk):
        record, found = why(path, number + len(part), line)
        problems.extend(found)
        part.append(record)
        if len(problems) > MANY:
            break
    return part


@lru_cache
def _decoder() -> msgspec.json.Decoder[Record]:
    """Made for the first file: a new document has none, and is opened sooner."""
    return msgspec.json.Decoder(Record)


def _quickly(chunk: bytes) -> Records | None:
    """What the lines say if all are as they should be, else None."""
    try:
        records = _decoder().decode_lines(chunk)
        same = _encoder.encode_lines(records) == chunk
    except (ValueError, RecursionError):
        return None
    return records if same else None


def split_lines(chunk: bytes) -> Iterator[bytes]:
    """The lines with their ends; nothing but LF ends a line."""
    start = 0
    while start < len(chunk):
        end = chunk.find(b"\n", start) + 1 or len(chunk)
        yield chunk[start:end]
        start = end


def _chunks(content: bytes) -> Iterator[bytes]:
    start = 0
    while start < len(content):
        end = content.find(b"\n", start + _CHUNK) + 1 or len(content)
        yield content[start:end]
        start = end


def whole_lines(path: Path, file: BinaryIO) -> Iterator[bytes]:
    """The file in pieces that end where a line does, or the file. Raises Unreadable."""
    pending: list[bytes] = []
    while read := read_from(file, path, _CHUNK):
        head, end, tail = read.rpartition(b"\n")
        if end:
            yield b"".join((*pending, head, end))
            pending = []
        pending.append(tail)
    if any(pending):
        yield b"".join(pending)
