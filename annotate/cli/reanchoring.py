"""An annotation file and its document as it is now: what would become of the annotations."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec

from annotate.cli.journals import behind
from annotate.core.document import Document
from annotate.core.reanchor import Outcome, Word, reanchor
from annotate.core.records import DocumentRecord
from annotate.errors import Findings
from annotate.report.reanchoring import Row, counted, lines
from annotate.store.annotations import AnnotationFile, parse_annotations, read_content, sound
from annotate.store.content import encode
from annotate.store.rewriting import rewrite

OFFERED = 12
"""So many annotations to be looked at again are told before a question: it has to stay in sight."""


class Offer(msgspec.Struct, frozen=True):
    """What would be done with a file whose document has changed. Nothing is written before `apply`."""

    path: Path
    was: str
    document: Document
    outcome: Outcome

    @property
    def table(self) -> tuple[str, ...]:
        """What becomes of the annotations, line by line; not yet safe to show."""
        return tuple(lines(Row(str(self.path), self.document.source, self.outcome), most=OFFERED))

    @property
    def summary(self) -> str:
        """The same in one line."""
        return counted(self.outcome)

    @property
    def unsure(self) -> int:
        """How many annotations a person has to look at again."""
        counts = self.outcome.counts
        return counts[Word.FUZZY] + counts[Word.LOST]

    def apply(self) -> None:
        """Replaces the file. Raises AnnotateError, and then nothing is changed."""
        content = b"".join(encode(record) + b"\n" for record in self.outcome.records)
        rewrite(self.path, content, was=self.was)


def offer(path: Path, document: Document) -> Offer | None:
    """What can be done if this document is not the one that was annotated, as `label` opened it.

    None if it is the same, and where the file has other problems, which come first.
    """
    file = parse_annotations(path, read_content(path))
    if file.problems or file.document is None or same(file.document, document):
        return None
    return Offer(path, file.sha256, document, _outcome(file, document))


def work_out(path: Path, find: Callable[[DocumentRecord, Path], Document]) -> Offer | Document:
    """The offer for a file; its document if that has not changed.

    Raises:
        Findings: the file is not valid.
        Unreadable: it or its document cannot be read, or its journal has steps that it has not.
    """
    for late in behind([path]):
        raise late.error
    file = parse_annotations(path, read_content(path))
    about = sound(file, "`annotate validate` shows everything that is wrong with the file.")
    document = find(about, path)
    if same(about, document):
        return document
    return Offer(path, file.sha256, document, _outcome(file, document))


def same(about: DocumentRecord, document: Document) -> bool:
    """Whether the document is the one that was annotated, byte for byte."""
    now = document.sha256, document.encoding, document.bom
    return (about.sha256, about.encoding, about.bom) == now


def _outcome(file: AnnotationFile, document: Document) -> Outcome:
    try:
        return reanchor([entry.record for entry in file.entries], document)
    except ValueError as error:
        raise Findings(f"{file.path}: {error}", slug="bad-offset") from None
