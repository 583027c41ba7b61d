"""Annotation files of one document read side by side, paragraph by paragraph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, pairwise
from pathlib import Path

import msgspec

from annotate.core.agreement.pages import Page, Part
from annotate.core.compare.blocks import Block
from annotate.core.problems import Problem
from annotate.core.records import DocumentRecord, ParagraphRecord, RelationRecord, SpanRecord
from annotate.errors import Findings
from annotate.store.annotations import Entry, iterate, read_head


class Side(msgspec.Struct, frozen=True):
    """A file and its first line."""

    path: Path
    record: DocumentRecord


def documents(paths: Iterable[Path]) -> dict[str, list[Side]]:
    """The files by the document that they are about, in the order of annotators.

    Raises:
        Findings: a file does not say what it is about, or files of a document cannot be compared.
        Unreadable: a file cannot be read.
    """
    found: dict[str, list[Side]] = {}
    for path in paths:
        record = read_head(path)
        if record is None:
            raise _broken(path, 1, "the first line does not say what the file is about")
        found.setdefault(record.document, []).append(Side(path, record))
    for sides in found.values():
        sides.sort(key=lambda side: side.record.annotator)
        for one, other in pairwise(sides):
            if one.record.annotator == other.record.annotator:
                message = f"{other.path}:1: cannot be compared with {one.path}: both are {one.record.annotator}'s"
                raise Findings(message, slug="cannot-compare", hint="name one file of each annotator.")
        for other in sides[1:]:
            _check(sides[0], other)
    return dict(sorted(found.items()))


def pages(sides: Mapping[int, Side]) -> Iterator[Page]:
    """The paragraphs of a document; `sides` by the position of the annotator.

    Raises Findings as soon as a file is broken, has another text or a conflict that a merge left, Unreadable.
    """
    streams = {i: _parts(side.path) for i, side in sides.items()}
    while True:
        parts = {i: part for i, stream in streams.items() if (part := next(stream, None))}
        if not parts:
            return
        _check_text(sides, parts)
        yield Page(parts)


def _parts(path: Path) -> Iterator[Part]:
    paragraph: Entry | None = None
    spans: list[SpanRecord] = []
    relations: list[RelationRecord] = []
    for entry in chain(iterate(path), (None,)):
        if isinstance(entry, Problem):
            raise _broken(path, entry.place.line, f"{entry.message} [{entry.slug}]")
        record = entry.record if entry else None
        if record and record.conflict:
            raise _open_conflict(path, entry.line if entry else 1)
        if isinstance(record, SpanRecord) and paragraph and not relations:
            spans.append(record)
        elif isinstance(record, RelationRecord) and paragraph:
            relations.append(record)
        elif record is None or isinstance(record, ParagraphRecord):
            if paragraph is not None and isinstance(paragraph.record, ParagraphRecord):
                yield Part(Block(paragraph.record, tuple(spans), tuple(relations)), paragraph.line)
            paragraph, spans, relations = entry, [], []
        elif entry is None or entry.line > 1:
            raise _broken(path, entry.line if entry else 1, "this line is not in its place")


def _check(one: Side, other: Side) -> None:
    left, right = one.record, other.record
    if left.sha256 != right.sha256:
        raise _unlike(one, other, "they are about different texts")
    if (left.schema, left.schema_version) != (right.schema, right.schema_version):
        names = [f"{each.schema} {each.schema_version}" for each in (left, right)]
        raise _unlike(one, other, f"they follow different schemas: {' and '.join(names)}")


def _check_text(sides: Mapping[int, Side], parts: Mapping[int, Part]) -> None:
    first, *rest = parts
    one = parts[first].block.paragraph
    for i in rest:
        other = parts[i].block.paragraph
        if one.text != other.text or one.start != other.start:
            raise _unlike(sides[first], sides[i], f"paragraph {one.n} is another one", parts[i].line)
    if len(parts) < len(sides):
        missing = next(i for i in sides if i not in parts)
        raise _unlike(sides[first], sides[missing], f"only the first has a paragraph {one.n}")


def _unlike(one: Side, other: Side, reason: str, line: int = 1) -> Findings:
    hint = "compare files of the same text and schema; `annotate reanchor` and `annotate schema migrate` help."
    message = f"{other.path}:{line}: cannot be compared with {one.path}: {reason}"
    return Findings(message, slug="cannot-compare", hint=hint)


def _broken(path: Path, line: int, reason: str) -> Findings:
    hint = f"`annotate validate {path.name}` shows all that is wrong; figures of broken files would mislead."
    return Findings(f"{path}:{line}: {reason}", slug="cannot-compare", hint=hint)


def _open_conflict(path: Path, line: int) -> Findings:
    """Both versions stand in the file: counted as if the annotator had said both, figures would mislead."""
    hint = f"settle them first: annotate review {path}"
    return Findings(f"{path}:{line}: a merge left conflicts in this file", slug="open-conflict", hint=hint)


def annotators(found: Iterable[Sequence[Side]]) -> list[str]:
    """Everybody who annotated anything, in order."""
    return sorted({side.record.annotator for sides in found for side in sides})
