"""The questions that a reviewer settles, and who says what about each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum

import msgspec

from annotate.core.compare.blocks import Sheaf
from annotate.core.records import (
    Attributes,
    DocumentRecord,
    ParagraphRecord,
    RelationRecord,
    SpanRecord,
    Status,
)

Said = SpanRecord | RelationRecord | ParagraphRecord | DocumentRecord
"""The line of an annotation file that a version stands on."""


class Subject(str, Enum):
    """What a question is about: an annotation, a relation, a label of the paragraph or document,
    or the decision about the paragraph with its note (of the document: the note)."""

    SPAN = "span"
    RELATION = "relation"
    LABEL = "label"
    DECISION = "decision"


class Side(msgspec.Struct, frozen=True):
    """One annotator's file."""

    name: str
    sheaf: Sheaf


class Version(msgspec.Struct, frozen=True, gc=False):
    """What some say about a question.

    `sides` are the numbers of those who do, from 0, `records` their lines, in the same order.
    `digest` is that of all that counts; `ends` are the cases that a relation joins.
    """

    sides: tuple[int, ...]
    records: tuple[Said, ...]
    digest: str
    ends: tuple[str, str] = ("", "")

    @property
    def record(self) -> Said:
        return self.records[0]

    @property
    def notes(self) -> tuple[str, ...]:
        """What was noted with it, each note once."""
        return tuple(dict.fromkeys(each.note for each in self.records if each.note))


class Case(msgspec.Struct, frozen=True, gc=False):
    """One question.

    Attributes:
        key: its name, which it keeps as long as anything of what it is about is there.
        n: its paragraph, 0 if it is about the document.
        name: of a paragraph's or document's label.
        versions: what is said, what most say first, then in the order of the sides; a reviewer
            counts them from 1.
        absent: the sides that could say something and do not: for them there is no such thing.
        start, end: where it is in the text.
        doubled: somebody has the same annotation twice, so that nobody can tell which is which.
        flagged: somebody asked for another look.
        conflict: its name in a merged file, whose versions these are.
    """

    key: str
    subject: Subject
    n: int
    versions: tuple[Version, ...]
    absent: tuple[int, ...] = ()
    start: int = 0
    end: int = 0
    name: str = ""
    doubled: bool = False
    flagged: bool = False
    conflict: str = ""

    @property
    def unanimous(self) -> bool:
        """Whether two or more could have said something and all say the same."""
        only = len(self.versions) == 1 and not self.absent and not self.doubled
        return only and len(self.versions[0].sides) > 1

    @property
    def digests(self) -> frozenset[str]:
        """Those of the versions, "" for that there is none."""
        found = {each.digest for each in self.versions}
        return frozenset(found | {""} if self.absent else found)

    def version_of(self, side: int) -> int | None:
        """The number of the version that a side has, 0 if it says that there is none, None if it
        has no say."""
        for number, version in enumerate(self.versions, 1):
            if side in version.sides:
                return number
        return 0 if side in self.absent else None


class Review(msgspec.Struct, frozen=True):
    """All questions about one document.

    Attributes:
        names: of the sides, as they are recorded; `shown` as they may be told to the reviewer.
        cases: those of each paragraph, by its number, in the order of the text; 0: the document's.
        known: the cases by key; `places`: which of its paragraph each is, from 0.
        hanging: for the key of a case, those of the relations that join it to something.
        settled: the numbers of the paragraphs that all who were there called done.
        merged: these are the conflicts of a merged file, which is itself the result.
    """

    names: tuple[str, ...]
    shown: tuple[str, ...]
    cases: Mapping[int, tuple[Case, ...]]
    known: Mapping[str, Case]
    places: Mapping[str, int]
    hanging: Mapping[str, tuple[str, ...]]
    settled: frozenset[int] = frozenset()
    merged: bool = False

    def of(self, n: int) -> tuple[Case, ...]:
        return self.cases.get(n, ())

    @property
    def paragraphs(self) -> Sequence[int]:
        """The numbers of the paragraphs with questions, in order; 0, the document, comes last."""
        return sorted(self.cases, key=lambda n: (n == 0, n))

    def say(self, sides: Sequence[int]) -> tuple[str, ...]:
        """Who these are, as it may be told."""
        return tuple(self.shown[each] for each in sides)

    def sources(self, version: Version) -> tuple[str, ...]:
        """What it comes from, as "annotator:id"; a line of a paragraph goes by its number."""
        return tuple(
            source_of(self.names[side], record) for side, record in zip(version.sides, version.records, strict=True)
        )


def source_of(name: str, record: Said) -> str:
    match record:
        case SpanRecord() | RelationRecord():
            return f"{name}:{record.id}"
        case ParagraphRecord():
            return f"{name}:{record.n}"
        case DocumentRecord():
            return f"{name}:0"


def label_values(case: Case, version: Version) -> Attributes:
    """What a version of a label of the paragraph or document says."""
    record = version.record
    assert isinstance(record, ParagraphRecord | DocumentRecord)
    return record.labels[case.name]


def decision(record: ParagraphRecord | DocumentRecord) -> tuple[Status, str, bool]:
    """What was decided about a paragraph; about a document only the note and the flag count."""
    status = record.status if isinstance(record, ParagraphRecord) else Status.DONE
    return status, record.note, record.flag
