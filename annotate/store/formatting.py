"""Annotation files in any order and form brought to the one they have: what `label` would write.

The order of attributes is the schema's if the file was made with just the schema that is at hand,
and otherwise stays.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import msgspec

from annotate.core.blocks import Blocks
from annotate.core.canonical import NoPlace, Order, in_order
from annotate.core.file_checks import FileCheck
from annotate.core.problems import Place, Problem, errors
from annotate.core.records import DocumentRecord, Record, RelationRecord, SpanRecord
from annotate.core.schema import Schema
from annotate.store.annotations import MANY, WANTED, split_lines, whole_lines
from annotate.store.content import by_schema, encode
from annotate.store.diagnosis import meaning, newer_format
from annotate.store.reading import open_plain

SchemaOf = Callable[[DocumentRecord], Schema | None]
"""Finds the schema that a file was made with, if it is at hand."""

_ON_LINE = re.compile(r"on line (\d+)(?=\??$)")
_BOM = b"\xef\xbb\xbf"
_decoder: msgspec.json.Decoder[Record] = msgspec.json.Decoder(Record)
_encoder = msgspec.json.Encoder()


class Formatted(NamedTuple):
    """The whole file in its one form or, if it cannot be brought there, as it was and why."""

    content: bytes
    problems: tuple[Problem, ...] = ()


def is_formatted(path: Path, schema_of: SchemaOf) -> bool:
    """Whether the file has its one form already, in little more time than decoding and encoding it
    takes; an empty file has none. Raises Unreadable."""
    order, shapes = Order(), _Shapes(schema_of)
    records: list[Record] = []
    with open_plain(path, WANTED) as file:
        for piece in whole_lines(path, file):
            try:
                records = _decoder.decode_lines(piece)
                same = _encoder.encode_lines(records) == piece
            except (ValueError, RecursionError):
                return False
            if not (same and order.holds(records) and shapes.hold(records)):
                return False
    return bool(records)


def formatted(path: str, content: bytes, schema_of: SchemaOf) -> Formatted:
    """The content in its one form; `path` is for the problems, whose lines are those of `content`.

    Whatever is wrong with a file keeps it from being changed; one that has its form may be wrong.
    """
    if newer := newer_format(path, content.removeprefix(_BOM)):
        return Formatted(content, (newer,))
    records: list[Record] = []
    lines: dict[int, int] = {}
    problems: list[Problem] = []
    for number, line in enumerate(split_lines(content), 1):
        match meaning(path, number, line):
            case None:
                pass
            case Problem() as problem:
                problems.append(problem)
            case record:
                records.append(record)
                lines[id(record)] = number
    if problems:
        return Formatted(content, tuple(problems[:MANY]))
    placed = _placed(records)
    shaped = _Shapes(schema_of).given(placed)
    written = b"".join(encode(record) + b"\n" for record in shaped)
    if records and written == content:
        return Formatted(content)
    wrong = list(islice(_wrong(path, placed, [lines[id(record)] for record in placed]), MANY))
    return Formatted(content, tuple(wrong)) if wrong else Formatted(written)


def _wrong(path: str, records: Sequence[Record], lines: Sequence[int]) -> Iterator[Problem]:
    """What keeps the file from being written so; `lines` are where the records were."""
    check, blocks = FileCheck(path), Blocks()
    found = [each for block in (*blocks.feed(records), *blocks.end()) for each in check.block(block)]
    for problem in errors((*found, *check.end())):
        line = problem.place.line
        yield Problem(
            slug=problem.slug,
            place=Place(path, lines[line - 1] if line else 0),
            message=_renumbered(problem.message, lines),
            hint=_renumbered(problem.hint, lines),
        )


def _renumbered(told: str, lines: Sequence[int]) -> str:
    return _ON_LINE.sub(lambda found: f"on line {lines[int(found[1]) - 1]}", told)


def _placed(records: Sequence[Record]) -> list[Record]:
    """In order; what belongs nowhere is put to the end, where the checks find it."""
    try:
        return in_order(records)
    except NoPlace as error:
        astray = {id(record) for record in error.records}
        return [*in_order(each for each in records if id(each) not in astray), *error.records]


class _Shapes:
    """Which labels and attributes follow each other, held against the schema of the file."""

    def __init__(self, schema_of: SchemaOf) -> None:
        self._schema_of = schema_of
        self._about: DocumentRecord | None = None
        self._schema: Schema | None = None
        self._known: set[tuple[object, ...]] = set()

    def hold(self, records: Iterable[Record]) -> bool:
        """Whether all are as the schema has them; true without one."""
        return all(map(self._holds, records))

    def _holds(self, record: Record) -> bool:
        shape: tuple[object, ...]
        if isinstance(record, (SpanRecord, RelationRecord)):
            if len(record.attributes) < 2:
                return True
            shape = (type(record), record.label, *record.attributes)
        else:
            if self._about is None and isinstance(record, DocumentRecord):
                self._about = record
            if not record.labels:
                return True
            shape = tuple([(name, *given) for name, given in record.labels.items()])
        if shape not in self._known:
            if encode(self._given(record)) != encode(record):
                return False
            self._known.add(shape)
        return True

    def given(self, records: Iterable[Record]) -> Iterator[Record]:
        """The records as the schema has them."""
        for record in records:
            if self._about is None and isinstance(record, DocumentRecord):
                self._about = record
            yield self._given(record)

    def _given(self, record: Record) -> Record:
        if self._about is not None and self._schema is None:
            self._schema = self._schema_of(self._about) or _NONE
        return by_schema(record, self._schema) if self._schema else record


_NONE = Schema("", {})
"""Without labels: everything stays as it is."""
