"""An annotation file as text to be read, made for line diffs: what does not change is the same line.

Each paragraph has a heading, which git shows above a change; spans are told by their text and their
offsets in the paragraph, so that a changed paragraph does not touch those behind it. The same file is
the same text, whatever else there is. Nothing in it drives a terminal.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

import msgspec

from annotate.core.display import display
from annotate.core.records import (
    Attributes,
    DocumentRecord,
    Labels,
    ParagraphRecord,
    Record,
    RelationRecord,
    SpanRecord,
)

_WIDTH = 96
_HEADING = 60
_QUOTE = 60
# A part of what `display` leaves as it is: nothing joins, turns around or hides here.
_PLAIN = re.compile(
    "[ -~\xa1-\xac\xae-\u02ff\u0370-\u0373\u0388-\u038a\u038e-\u03a1\u03a3-\u0482\u048a-\u04ff\u1e00-\u1eff"
    "\u2010-\u2016\u2018-\u2027\u2030-\u203b\u20a0-\u20ab\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff]*"
)
_WRAPPED = re.compile(rf".{{1,{_WIDTH}}}(?:(?<= )|$)|.{{{_WIDTH}}}", re.DOTALL)
_decoder: msgspec.json.Decoder[Record] = msgspec.json.Decoder(Record)


def text_of(content: bytes) -> str:
    """All lines; one that is no line of an annotation file is shown as it is, behind a `?`."""
    return "".join(f"{line}\n" for line in map(_clean, _lines(_read(content))))


def _read(content: bytes) -> list[Record | str]:
    try:
        return list(_decoder.decode_lines(content))
    except (ValueError, RecursionError):
        return [_said(line) for line in content.split(b"\n") if line]


def _said(line: bytes) -> Record | str:
    try:
        return _decoder.decode(line)
    except (ValueError, RecursionError):
        return line.decode("utf-8", "backslashreplace")


class _Here(NamedTuple):
    """The paragraph that lines are about: where it begins, and its text."""

    start: int = 0
    text: str = ""

    def part(self, start: int, end: int) -> str:
        low, high = start - self.start, end - self.start
        return self.text[low:high] if 0 <= low < high <= len(self.text) else ""


def _lines(records: Iterable[Record | str]) -> Iterator[str]:
    records = list(records)
    named = {each.id: f'{each.label} "{_brief(each.quote)}"' for each in records if isinstance(each, SpanRecord)}
    named |= {each.id: f"{each.label} {each.id}" for each in records if isinstance(each, RelationRecord)}
    here = _Here()
    for record in records:
        match record:
            case SpanRecord():
                yield from _span(record, here)
            case RelationRecord():
                yield from _relation(record, named, here)
            case ParagraphRecord():
                here = _Here(record.start, record.text)
                yield from _paragraph(record)
            case DocumentRecord():
                yield from _document(record)
            case _:
                yield f"? {record}"


def _document(record: DocumentRecord) -> Iterator[str]:
    yield f"document {record.document} by {record.annotator}, schema {record.schema} {record.schema_version}"
    yield f"  {record.source}, sha256 {record.sha256[:12]}, {record.encoding}"
    yield from _labels(record.labels)
    yield from _remarks(record)


def _paragraph(record: ParagraphRecord) -> Iterator[str]:
    yield f"paragraph {record.n}: {_short(record.text, _HEADING)}"
    for line in _WRAPPED.findall(record.text):
        yield f"  | {line.rstrip()}"
    yield f"  {record.status.value}{_decided(record)}"
    yield from _labels(record.labels)
    yield from _remarks(record)


def _decided(record: ParagraphRecord) -> str:
    by = f" by {record.by}" if record.by else ""
    at = f" at {record.at.replace('T', ' ').removesuffix('Z')}" if record.at else ""
    return by + at + (f", {record.seconds} s" if record.seconds else "")


def _span(record: SpanRecord, here: _Here) -> Iterator[str]:
    places = ",".join(f"{start - here.start}-{end - here.start}" for start, end in record.stretches)
    more = _answers(record.attributes, here)
    yield f'  {record.label} "{_brief(record.quote)}" {places}{more}{_tail(record)}'
    yield from _remarks(record)


def _relation(record: RelationRecord, named: Mapping[str, str], here: _Here) -> Iterator[str]:
    ends = [named.get(end, end) for end in (record.source, record.target)]
    more = _answers(record.attributes, here)
    yield f"  {record.label}: {ends[0]} -> {ends[1]}{more}{_tail(record)}"
    yield from _remarks(record)


def _tail(record: SpanRecord | RelationRecord) -> str:
    by = f" by {record.by}" if record.by else ""
    origin = "" if record.origin.value == "human" else f" from {record.origin.value}"
    return f"{by}{origin} #{record.id}"


def _labels(labels: Labels) -> Iterator[str]:
    for name, attributes in labels.items():
        yield f"  is {name}{_answers(attributes, _Here())}"


def _remarks(record: Record) -> Iterator[str]:
    if record.flag:
        yield "    flagged"
    if record.note:
        yield f"    note: {record.note}"
    if record.conflict:
        yield f"    conflict: {record.conflict}"
    if sources := getattr(record, "sources", ()):
        yield f"    from: {', '.join(sources)}"


def _answers(attributes: Attributes, here: _Here) -> str:
    return "".join([f", {name} {_answer(value, here)}" for name, value in attributes.items()])


def _answer(value: object, here: _Here) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case (int() as start, int() as end):
            part = here.part(start, end)
            return f'"{part}" {start - here.start}-{end - here.start}' if part else f"{start}-{end}"
        case tuple() | list():
            return "+".join(map(str, value))
        case _:
            return str(value)


def _brief(quote: str) -> str:
    """A quote that may be long, with its end, so that moved borders are seen."""
    if len(quote) <= _QUOTE:
        return quote
    half = _QUOTE // 2
    return f"{quote[:half]}…{quote[-half:]}"


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def _clean(line: str) -> str:
    return line if _PLAIN.fullmatch(line) else display(line)
