"""Whether the lines of an annotation file go together: order, numbers, offsets, quotes, ids, links.

This needs neither the document nor the schema: a paragraph line carries its text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from annotate.core.document import ParagraphMode
from annotate.core.graphemes import REACH, previous_border
from annotate.core.marks import order
from annotate.core.problems import Place, Problem
from annotate.core.records import (
    DocumentRecord,
    ParagraphRecord,
    Record,
    RelationRecord,
    SpanRecord,
)

Line = tuple[int, Record | None]
"""A line's number and what it says; None for a line that cannot be read."""

_MODES = tuple(mode.value for mode in ParagraphMode)
_ID = re.compile(r"[0-9a-z]{8}")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_PLAIN = "\u0300"  # Below the first combining mark every character stands alone, but for CR LF.


def check_lines(path: str, lines: Iterable[Line]) -> Iterator[Problem]:
    """What is wrong with the lines as a whole, in their order; what dangles comes last.

    A line that cannot be read has been told already: what depends on it is not held against others.
    """
    reading = _Reading(path)
    for number, record in lines:
        match record:
            case SpanRecord():
                yield from reading.span(number, record)
            case RelationRecord():
                yield from reading.relation(number, record)
            case ParagraphRecord():
                yield from reading.paragraph(number, record)
            case DocumentRecord():
                yield from reading.document(number, record)
            case None:
                reading.gap()
    yield from reading.end()


class _Reading:
    """What is known after the lines so far."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.line = 0
        self.whole = True
        self.ids: dict[str, int] = {}
        self.links: list[tuple[int, RelationRecord]] = []
        self.last: ParagraphRecord | None = None
        self.uncertain = False
        self._begin(None)

    def _begin(self, paragraph: ParagraphRecord | None) -> None:
        self.here = paragraph
        self.spans: dict[str, int] = {}
        self.order: tuple[int, int, str, str] | None = None
        self.link_order: tuple[int, str, str] | None = None
        self.aligned: str | None = None
        text = paragraph.text if paragraph else ""
        self.plain = text.isascii() and "\r" not in text

    def gap(self) -> None:
        self.line += 1
        self.whole = False
        self.uncertain = True
        self._begin(None)

    def document(self, number: int, record: DocumentRecord) -> Iterator[Problem]:
        self.line += 1
        if self.line > 1:
            yield self._problem(
                number, "line-order", "a second document line", "A file is about one document."
            )
        if not re.fullmatch(r"[0-9a-f]{64}", record.sha256):
            yield self._problem(number, "bad-hash", "'sha256' is not 64 hexadecimal digits")
        if record.paragraphs not in _MODES:
            modes = ", ".join(_MODES)
            message = f"'paragraphs' is {record.paragraphs!a}"
            yield self._problem(number, "bad-mode", message, f"It is one of {modes}.")
        if record.format < 1:
            yield self._problem(number, "bad-format", f"there is no format {record.format}")

    def paragraph(self, number: int, record: ParagraphRecord) -> Iterator[Problem]:
        yield from self._first(number)
        if self.last is not None or not self.uncertain:
            yield from self._follows(number, record)
        if record.start < 0:
            yield self._problem(number, "bad-offset", f"'start' is {record.start}, below 0")
        if record.at and not _TIME.fullmatch(record.at):
            yield self._problem(
                number,
                "bad-time",
                f"'at' is {record.at!r}, not a time",
                "Write it as in 2026-01-31T09:30:00Z.",
            )
        if record.seconds < 0:
            yield self._problem(number, "bad-time", f"'seconds' is {record.seconds}, below 0")
        self.last = record
        self.uncertain = False
        self._begin(record)

    def span(self, number: int, record: SpanRecord) -> Iterator[Problem]:
        yield from self._first(number)
        yield from self._new_id(number, record.id)
        if self.here is None:
            if not self.uncertain:
                yield self._problem(
                    number, "line-order", "a span before the first paragraph", _ORDER
                )
            return
        if self.link_order is not None:
            yield self._problem(number, "line-order", "a span behind a relation", _ORDER)
        place = order(record)
        if self.order is not None and place < self.order:
            yield self._problem(
                number, "line-order", f"span {record.id} stands behind a later one", _ORDER
            )
        self.order = place
        self.spans[record.id] = len(self.spans)
        yield from self._offsets(number, record, self.here)

    def relation(self, number: int, record: RelationRecord) -> Iterator[Problem]:
        yield from self._first(number)
        yield from self._new_id(number, record.id)
        self.links.append((number, record))
        leaves = self.spans.get(record.source)
        if leaves is None:
            if record.source in self.ids and not self.uncertain:
                yield self._problem(
                    number,
                    "line-order",
                    f"relation {record.id} is not in the paragraph of {record.source}",
                    _ORDER,
                )
            return
        place = leaves, record.label, record.id
        if self.link_order is not None and place < self.link_order:
            yield self._problem(
                number, "line-order", f"relation {record.id} stands behind a later one", _ORDER
            )
        self.link_order = place

    def end(self) -> Iterator[Problem]:
        if not self.line:
            hint = "Its first line names the text."
            yield self._problem(0, "no-document", "the file is empty", hint)
        if not self.whole:
            return
        spans = self.ids
        relations = {relation.id for _, relation in self.links}
        for number, relation in self.links:
            for name, id in (("from", relation.source), ("to", relation.target)):
                if id not in spans:
                    yield self._problem(
                        number,
                        "dangling-relation",
                        f"relation {relation.id}: there is no span {id!r}, named in {name!r}",
                        "Remove the relation or bring back the span.",
                    )
                elif id in relations:
                    yield self._problem(
                        number,
                        "dangling-relation",
                        f"relation {relation.id}: {id!r}, named in {name!r}, is a relation",
                        "A relation joins two spans.",
                    )

    def _first(self, number: int) -> Iterator[Problem]:
        self.line += 1
        if self.line == 1:
            yield self._problem(
                number, "no-document", "the first line is not the document's", _ORDER
            )

    def _follows(self, number: int, record: ParagraphRecord) -> Iterator[Problem]:
        last = self.last
        expected = 1 if last is None else last.n + 1
        if record.n != expected and not self.uncertain:
            yield self._problem(
                number, "paragraph-number", f"paragraph {record.n} where {expected} is due", _ORDER
            )
        if last is not None and record.start < last.start + len(last.text):
            yield self._problem(
                number,
                "paragraph-start",
                f"paragraph {record.n} starts at {record.start}, "
                f"before {last.start + len(last.text)}, the end of paragraph {last.n}",
            )

    def _new_id(self, number: int, id: str) -> Iterator[Problem]:
        first = self.ids.setdefault(id, number)
        if first != number:
            yield self._problem(
                number,
                "duplicate-id",
                f"id {id!r} is taken already, on line {first}",
                "Give one of them a new id of 8 characters of a-z and 0-9.",
            )
        elif not _ID.fullmatch(id):
            yield self._problem(
                number,
                "bad-id",
                f"{id!r} is not an id",
                "An id is 8 characters of a-z and 0-9.",
            )

    def _offsets(
        self, number: int, span: SpanRecord, paragraph: ParagraphRecord
    ) -> Iterator[Problem]:
        text, shift = paragraph.text, paragraph.start
        end = shift + len(text)
        if (
            not span.fragments
            and shift <= span.start < span.end <= end
            and text[span.start - shift : span.end - shift] == span.quote
            and self.plain
        ):
            return  # By far the most; this function is most of what reading costs.
        stretches = span.stretches
        if not _ascending(stretches) or (span.start, span.end) != (
            stretches[0][0],
            stretches[-1][1],
        ):
            yield self._problem(
                number,
                "bad-offset",
                f"span {span.id}: {_shown(span)} is not a stretch of text in order",
                "Every start is below its end; fragments do not touch, and fill start to end.",
            )
            return
        if span.start < shift or span.end > end:
            yield self._problem(
                number,
                "outside-paragraph",
                f"span {span.id}: {span.start}:{span.end} "
                f"is not within paragraph {paragraph.n} ({shift}:{end})",
            )
            return
        there = " ".join([text[a - shift : b - shift] for a, b in stretches])
        if there != span.quote:
            yield self._problem(
                number,
                "wrong-quote",
                f"span {span.id}: the text at {_shown(span)} is {_short(there)}, "
                f"not {_short(span.quote)}",
                "Find the right offsets, or mark the span again.",
            )
        for offset in (each for stretch in stretches for each in stretch):
            if not self._is_border(text, offset - shift, paragraph):
                yield self._problem(
                    number,
                    "split-character",
                    f"span {span.id}: offset {offset} is within a character "
                    "that consists of several code points",
                )

    def _is_border(self, text: str, at: int, paragraph: ParagraphRecord) -> bool:
        if not 0 < at < len(text):
            return True
        before, after = text[at - 1], text[at]
        if before < _PLAIN and after < _PLAIN:
            return not (before == "\r" and after == "\n")
        # Borders in endless clusters hang on the offset in the document.
        shift = paragraph.start % REACH
        if self.aligned is None:
            self.aligned = "\n" * shift + text
        return previous_border(self.aligned, at + shift + 1, at + shift - 1) == at + shift

    def _problem(self, number: int, slug: str, message: str, hint: str = "") -> Problem:
        return Problem(slug, Place(self.path, number), message, hint)


_ORDER = (
    "The order is: the document, then each paragraph, its spans, the relations that leave them."
)


def _ascending(stretches: tuple[tuple[int, int], ...]) -> bool:
    flat = [offset for stretch in stretches for offset in stretch]
    return all(left < right for left, right in pairwise(flat))


def _shown(span: SpanRecord) -> str:
    return ", ".join(f"{start}:{end}" for start, end in span.stretches)


def _short(text: str) -> str:
    return repr(text if len(text) <= 40 else text[:39] + "…")
