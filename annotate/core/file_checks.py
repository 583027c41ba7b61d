"""Whether the lines of an annotation file go together: order, numbers, offsets, quotes, ids, links.

This needs neither the document nor the schema: a paragraph line carries its text. Of a block that is
as it should be only that is found out, as quickly as Python can; where something is wrong, the block
is looked at again, line by line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from annotate.core.blocks import Block
from annotate.core.document import ParagraphMode
from annotate.core.good_lines import are_ids, are_sound, last_left
from annotate.core.ids import Ends, Ids
from annotate.core.nearest import one_slip_away
from annotate.core.offsets import Offsets
from annotate.core.problems import Place, Problem
from annotate.core.records import (
    DocumentRecord,
    ParagraphRecord,
    RelationRecord,
    SpanRecord,
    end_of,
)
from annotate.core.shelf import order

_GUESSES = 100
_MODES = tuple(mode.value for mode in ParagraphMode)
_ID = re.compile(r"[0-9a-z]{8}")

_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


_ORDER = "The order is: the document, then each paragraph, its spans, the relations that leave them."


class FileCheck:
    """Finds what is wrong with the blocks of a file, given one after the other, and in the end what
    only the whole shows: what dangles, which ids are taken twice.

    A line that cannot be read has been told already: what depends on it is not held against others.
    """

    def __init__(self, path: str) -> None:
        self.path = path
        self.ids = Ids()
        self._line = 0
        self._whole = True
        self._uncertain = False
        self._last: ParagraphRecord | None = None
        self._twice: list[tuple[int, str]] = []
        self._open: list[tuple[int, str, str, str]] = []
        self._leaves: dict[str, str] = {}
        self._ends = Ends()
        self._begin(None)

    def block(self, block: Block) -> Sequence[Problem]:
        """What is wrong within the block, and between it and those before."""
        return () if self._is_sound(block) else list(self._exactly(block))

    def end(self) -> Iterator[Problem]:
        if not self._line:
            hint = "Its first line names the text."
            yield self._problem(0, "no-document", "the file is empty", hint)
        yield from self._taken()
        if self._whole:
            yield from self._dangling()

    def _is_sound(self, block: Block) -> bool:
        """Whether there is nothing to say about the block, which is then part of what is known."""
        paragraph = block.paragraph
        if paragraph is None or not block.tidy or self._uncertain or not self._line:
            return False
        last, spans, links = self._last, block.spans, block.links
        if (
            paragraph.n != (last.n + 1 if last else 1)
            or paragraph.start < (last.start + len(last.text) if last else 0)
            or paragraph.seconds < 0
            or (paragraph.at and not _TIME.fullmatch(paragraph.at))
        ):
            return False
        ids = block.ids
        if ids:
            if not are_ids(ids) or not are_sound(spans, paragraph):
                return False
            left = last_left(links, ids, len(spans))
            if left is None:
                return False
            ends = [each.label for each in spans]
            ends += [self._ends[each.label] for each in links]
            if not self.ids.add(block.line + 1, ids, ends):
                return False
            self._note(block.line + 1 + len(spans), links, leaving_links=left >= len(spans))
        self._line += len(block.records)
        self._last = paragraph
        return True

    def _note(self, line: int, links: Sequence[RelationRecord], leaving_links: bool) -> None:
        """What is to be known of relations in the end, or later in the file."""
        known = self.ids.get
        self._open += [
            (number, link.id, "to", link.target)
            for number, link in enumerate(links, line)
            if known(link.target) is None
        ]
        if leaving_links:
            chained = (link for link in links if (known(link.source) or "").startswith("@"))
            self._leaves.update((link.id, link.source) for link in chained)

    def _exactly(self, block: Block) -> Iterator[Problem]:
        for number, record in enumerate(block.records, block.line):
            match record:
                case SpanRecord():
                    yield from self._span(number, record)
                case RelationRecord():
                    yield from self._relation(number, record)
                case ParagraphRecord():
                    yield from self._paragraph(number, record)
                case DocumentRecord():
                    yield from self._document(number, record)
                case None:
                    self._gap()

    def _begin(self, paragraph: ParagraphRecord | None) -> None:
        """What is known of the block whose lines are looked at one by one."""
        self._here = paragraph
        self._places: dict[str, int] = {}
        self._order: tuple[int, int, str, str] | None = None
        self._link_order: tuple[int, str, str] | None = None
        self._offsets = Offsets(paragraph) if paragraph else None

    def _gap(self) -> None:
        self._line += 1
        self._whole = False
        self._uncertain = True
        self._begin(None)

    def _document(self, number: int, record: DocumentRecord) -> Iterator[Problem]:
        self._line += 1
        if self._line > 1:
            yield self._problem(number, "line-order", "a second document line", "A file is about one document.")
        if not re.fullmatch(r"[0-9a-f]{64}", record.sha256):
            yield self._problem(number, "bad-hash", "'sha256' is not 64 hexadecimal digits")
        if record.paragraphs not in _MODES:
            modes = ", ".join(_MODES)
            message = f"'paragraphs' is {record.paragraphs!a}"
            yield self._problem(number, "bad-mode", message, f"It is one of {modes}.")
        if record.format < 1:
            yield self._problem(number, "bad-format", f"there is no format {record.format}")

    def _paragraph(self, number: int, record: ParagraphRecord) -> Iterator[Problem]:
        yield from self._first(number)
        if self._last is not None or not self._uncertain:
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
        self._last = record
        self._uncertain = False
        self._begin(record)

    def _span(self, number: int, record: SpanRecord) -> Iterator[Problem]:
        yield from self._first(number)
        yield from self._new_id(number, record)
        if self._here is None:
            if not self._uncertain:
                yield self._problem(number, "line-order", "a span before the first paragraph", _ORDER)
            return
        if self._link_order is not None:
            yield self._problem(number, "line-order", "a span behind a relation", _ORDER)
        place = order(record)
        if self._order is not None and place < self._order:
            yield self._problem(number, "line-order", f"span {record.id} stands behind a later one", _ORDER)
        self._order = place
        self._places.setdefault(record.id, len(self._places))
        if self._offsets is not None:
            for fault in self._offsets.faults(record):
                yield self._problem(number, *fault)

    def _relation(self, number: int, record: RelationRecord) -> Iterator[Problem]:
        yield from self._first(number)
        yield from self._new_id(number, record)
        if record.target not in self.ids:
            self._open.append((number, record.id, "to", record.target))
        leaves = self._places.get(record.source)
        self._places.setdefault(record.id, len(self._places))
        end = self.ids.get(record.source)
        if end is None or end.startswith("@"):
            self._leaves[record.id] = record.source
        if leaves is None:
            yield from self._elsewhere(number, record)
            return
        place = leaves, record.label, record.id
        if self._link_order is not None and place < self._link_order:
            yield self._problem(number, "line-order", f"relation {record.id} stands behind a later one", _ORDER)
        self._link_order = place

    def _elsewhere(self, number: int, record: RelationRecord) -> Iterator[Problem]:
        """What the relation leaves does not stand before it in the paragraph."""
        if record.source not in self.ids or record.source == record.id:
            self._open.append((number, record.id, "from", record.source))
        elif not self._uncertain:
            message = f"relation {record.id} is not in the paragraph of {record.source}"
            yield self._problem(number, "line-order", message, _ORDER)

    def _taken(self) -> Iterator[Problem]:
        first = self.ids.lines({id for _, id in self._twice})
        for number, id in self._twice:
            yield self._problem(
                number,
                "duplicate-id",
                f"id {id!r} is taken already, on line {first[id]}",
                "Give one of them a new id of 8 characters of a-z and 0-9.",
            )

    def _dangling(self) -> Iterator[Problem]:
        meant = self._meant()
        for number, id, name, end in self._open:
            if end not in self.ids:
                yield self._problem(
                    number,
                    "dangling-relation",
                    f"relation {id}: there is no annotation {end!r}, named in {name!r}",
                    meant.get(end, "Remove the relation or bring back what it names."),
                )
            elif name == "from" and self._is_rootless(id):
                yield self._problem(
                    number,
                    "rootless-relation",
                    f"relation {id} leaves {end}, from which one comes round to it again",
                    "Let one of these relations leave a span.",
                )
            elif name == "from":
                message = f"relation {id} stands before {end}, which it leaves"
                yield self._problem(number, "line-order", message, _ORDER)

    def _meant(self) -> dict[str, str]:
        """What those that name nothing may be a slip for; told for the first of them."""
        missing = [end for _, _, _, end in self._open if end not in self.ids][:_GUESSES]
        near = {end: one_slip_away(end, self.ids) for end in missing}
        lines = self.ids.lines({each for each in near.values() if each})
        return {end: f"Is {id!r} meant, on line {lines[id]}?" for end, id in near.items() if id}

    def _is_rootless(self, id: str) -> bool:
        """Whether the way from source to source comes back to the relation."""
        seen = set()
        at = id
        while at in self._leaves and at not in seen:
            seen.add(at)
            at = self._leaves[at]
        return at == id

    def _first(self, number: int) -> Iterator[Problem]:
        self._line += 1
        if self._line == 1:
            yield self._problem(number, "no-document", "the first line is not the document's", _ORDER)

    def _follows(self, number: int, record: ParagraphRecord) -> Iterator[Problem]:
        last = self._last
        expected = 1 if last is None else last.n + 1
        if record.n != expected and not self._uncertain:
            yield self._problem(number, "paragraph-number", f"paragraph {record.n} where {expected} is due", _ORDER)
        if last is not None and record.start < last.start + len(last.text):
            yield self._problem(
                number,
                "paragraph-start",
                f"paragraph {record.n} starts at {record.start}, "
                f"before {last.start + len(last.text)}, the end of paragraph {last.n}",
            )

    def _new_id(self, number: int, record: SpanRecord | RelationRecord) -> Iterator[Problem]:
        if not self.ids.add(number, [record.id], [end_of(record)]):
            self._twice.append((number, record.id))
        elif not _ID.fullmatch(record.id):
            yield self._problem(
                number,
                "bad-id",
                f"{record.id!r} is not an id",
                "An id is 8 characters of a-z and 0-9.",
            )

    def _problem(self, number: int, slug: str, message: str, hint: str = "") -> Problem:
        return Problem(slug, Place(self.path, number), message, hint)
