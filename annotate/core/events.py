"""What a session did, as the journal keeps it.

A `Step` says what each thing it touched was before and is after, so it can be read, replayed and
taken back without knowing how it came about.
"""

import msgspec

from annotate.core.document import Document
from annotate.core.records import (
    FORMAT,
    DocumentRecord,
    Labels,
    ParagraphRecord,
    RelationRecord,
    SpanRecord,
    Status,
)
from annotate.core.rulings import Ruling


class DocumentMark(msgspec.Struct, frozen=True, tag="document", omit_defaults=True):
    """What is said about the document as a whole."""

    labels: Labels = {}
    note: str = ""
    flag: bool = False
    conflict: str = ""

    @classmethod
    def of(cls, record: DocumentRecord) -> "DocumentMark":
        """What the line of a document says besides which it is."""
        return cls(record.labels, record.note, record.flag, record.conflict)

    def record(self, document: Document) -> DocumentRecord:
        """The line of the document, of no schema and nobody's yet."""
        return DocumentRecord(
            format=FORMAT,
            document=document.id,
            source=document.source,
            sha256=document.sha256,
            encoding=document.encoding,
            schema="",
            schema_version="",
            annotator="",
            bom=document.bom,
            paragraphs=document.mode.value,
            labels=self.labels,
            note=self.note,
            flag=self.flag,
            conflict=self.conflict,
        )


class ParagraphMark(msgspec.Struct, frozen=True, gc=False, tag="paragraph", omit_defaults=True):
    """What is said about paragraph `n` (from 1): the decision, its labels and notes."""

    n: int
    status: Status = Status.TODO
    by: str = ""
    at: str = ""
    seconds: int = 0
    labels: Labels = {}
    note: str = ""
    flag: bool = False
    sources: tuple[str, ...] = ()
    conflict: str = ""

    @classmethod
    def of(cls, record: ParagraphRecord) -> "ParagraphMark":
        """What the line of a paragraph says besides its text."""
        return cls(
            n=record.n,
            status=record.status,
            by=record.by,
            at=record.at,
            seconds=record.seconds,
            labels=record.labels,
            note=record.note,
            flag=record.flag,
            sources=record.sources,
            conflict=record.conflict,
        )

    def record(self, start: int, text: str) -> ParagraphRecord:
        """The line of the paragraph with this text, which begins at `start`."""
        return ParagraphRecord(
            n=self.n,
            start=start,
            text=text,
            status=self.status,
            by=self.by,
            at=self.at,
            seconds=self.seconds,
            labels=self.labels,
            note=self.note,
            flag=self.flag,
            sources=self.sources,
            conflict=self.conflict,
        )


Item = DocumentMark | ParagraphMark | SpanRecord | RelationRecord | Ruling


class Change(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """One thing before and after; None where it did not or does no longer exist."""

    before: Item | None = None
    after: Item | None = None

    def reversed(self) -> "Change":
        return Change(before=self.after, after=self.before)


class Step(msgspec.Struct, frozen=True, tag="step"):
    """One decision of the annotator in paragraph `n`: what undo takes back as a whole."""

    action: str
    n: int
    at: str
    changes: tuple[Change, ...]


class Undo(msgspec.Struct, frozen=True, tag="undo"):
    """Takes back the latest step that stands."""

    at: str


class Redo(msgspec.Struct, frozen=True, tag="redo"):
    """Puts back the step that was taken back last; gone after a new step."""

    at: str


Event = Step | Undo | Redo
