"""Annotation files brought up to date with their journals, without a screen and a schema."""

from __future__ import annotations

import os
from array import array
from collections.abc import Callable
from pathlib import Path

import msgspec

from annotate.core.document import Document, ParagraphMode
from annotate.core.records import DocumentRecord, ParagraphRecord
from annotate.core.schema import Schema
from annotate.errors import AnnotateError, Findings, Unreadable
from annotate.store.annotations import AnnotationFile, read_annotations, read_content, sha256_of
from annotate.store.desk import open_desk
from annotate.store.disk import Disk
from annotate.store.documents import LIMIT, read_document
from annotate.store.journal import Header, count_beyond, read_journal
from annotate.store.names import JOURNALS, SUFFIX, annotation_path, names_of

Reader = Callable[[DocumentRecord], Document]
"""Finds the text that a document line is about; raises AnnotateError if that cannot be done."""


class Recovered(msgspec.Struct, frozen=True):
    """What became of one journal: `steps` are those its annotation file did not have and now has.

    `problem` says why nothing could be done, with a hint; the journal is then as it was.
    """

    path: Path
    steps: int = 0
    notices: tuple[str, ...] = ()
    problem: str = ""
    hint: str = ""


def read_source(about: DocumentRecord) -> Document:
    """The text from where it was read, as seen from the working folder."""
    mode = ParagraphMode(about.paragraphs)
    return read_document(Path(about.source), encoding=about.encoding, mode=mode)


def recover(out: Path, *, read: Reader = read_source, disk: Disk | None = None) -> list[Recovered]:
    """Every journal below an output folder, by name. Raises Unreadable if there is no folder."""
    if not out.is_dir():
        raise Unreadable(f"{out}: no such folder", slug="cannot-read", hint="Name an output folder.")
    return [_recover(out, path, read, disk or Disk()) for path in _journals(out)]


def recover_file(
    out: Path, document: str, annotator: str, *, read: Reader = read_source, disk: Disk | None = None
) -> Recovered:
    """The journal of one annotation file below the output folder. Raises Usage for unfit names."""
    names = names_of(document, annotator)
    journal = out.joinpath(JOURNALS, *names.folders, names.journal)
    if not journal.is_file() or journal.is_symlink():
        return Recovered(annotation_path(out, document, annotator))
    return _recover(out, journal, read, disk or Disk())


def unfolded(path: Path) -> int:
    """How many steps the journal has that the annotation file does not have yet.

    Quick enough for every command that reads the file; 0 too where there is no journal.
    """
    journal = _journal_of(path)
    if journal is None:
        return 0
    try:
        content = read_content(journal)
    except Unreadable:
        return 0
    return count_beyond(content, _hash(path))


def begun(path: Path) -> DocumentRecord | None:
    """Who annotates what according to the journal of an annotation file; None if it does not say."""
    journal = _journal_of(path)
    if journal is None:
        return None
    try:
        header = read_journal(read_content(journal)).header
    except Unreadable:
        return None
    return header.about if header else None


def _journals(out: Path) -> list[Path]:
    """By name; nothing is followed out of the folder."""
    found = []
    for parent, _, files in os.walk(out / JOURNALS, followlinks=False):
        found += [Path(parent, name) for name in files if name.endswith(".jsonl")]
    return sorted(path for path in found if not path.is_symlink())


def _recover(out: Path, journal: Path, read: Reader, disk: Disk) -> Recovered:
    path = journal
    try:
        content = read_content(journal)
        about = _about(out, journal, read_journal(content).header)
        path = annotation_path(out, about.document, about.annotator)
        if count_beyond(content, _hash(path)) == 0:
            return Recovered(path)
        document = _document(path, about, read)
        schema = Schema(about.schema, {}, version=about.schema_version, hash=about.schema_sha256)
        desk = open_desk(document, schema, about.annotator, out, disk=disk)
    except (AnnotateError, ValueError) as error:
        hint = error.hint if isinstance(error, AnnotateError) else ""
        return Recovered(path, problem=str(error), hint=hint)
    try:
        steps = desk.unfolded
        if failure := desk.fold():
            return Recovered(path, problem=f"{path}: {failure.reason}", hint=failure.hint)
        return Recovered(path, steps, desk.notices)
    finally:
        desk.close()


def _about(out: Path, journal: Path, header: Header | None) -> DocumentRecord:
    """What the journal is about, if it lies where such a journal belongs."""
    if header is None:
        raise Findings(f"{journal}:1: the journal's first line cannot be read", slug="bad-journal")
    about = header.about
    names = names_of(about.document, about.annotator)
    if out.joinpath(JOURNALS, *names.folders, names.journal) != journal:
        raise Findings(
            f"{journal}:1: this is {about.annotator}'s journal of {about.document}",
            slug="bad-journal",
            hint="It was renamed: give it back its name.",
        )
    return about


def _document(path: Path, about: DocumentRecord, read: Reader) -> Document:
    if path.exists():
        file = read_annotations(path)
        if file.document is not None and not file.problems:
            return _from_file(file, file.document)
    document = msgspec.structs.replace(read(about), id=about.document, source=about.source)
    if document.sha256 != about.sha256:
        raise Findings(
            f"{about.source}: the document has changed since it was annotated",
            slug="document-changed",
            hint="Bring back the text as it was.",
        )
    return document


def _from_file(file: AnnotationFile, about: DocumentRecord) -> Document:
    """The document as far as an annotation file tells it: what lies between paragraphs is blank."""
    parts: list[str] = []
    starts, ends = array("q"), array("q")
    length = 0
    for entry in file.entries:
        if not isinstance(paragraph := entry.record, ParagraphRecord):
            continue
        if paragraph.start > LIMIT:
            raise Findings(f"{file.path}:{entry.line}: 'start' is too large", slug="bad-offset")
        parts += ["\n" * (paragraph.start - length), paragraph.text]
        length = paragraph.start + len(paragraph.text)
        starts.append(paragraph.start)
        ends.append(length)
    return Document(
        id=about.document,
        source=about.source,
        text="".join(parts),
        sha256=about.sha256,
        encoding=about.encoding,
        bom=about.bom,
        mode=ParagraphMode(about.paragraphs),
        starts=starts,
        ends=ends,
    )


def _journal_of(path: Path) -> Path | None:
    """The journal that belongs to an annotation file, whichever folder above it is the output's."""
    if not path.name.endswith(SUFFIX):
        return None
    path = Path(os.path.abspath(path))
    name = path.name.removesuffix(SUFFIX) + ".jsonl"
    for out in path.parents:
        journal = out / JOURNALS / path.parent.relative_to(out) / name
        if journal.is_file() and not journal.is_symlink():
            return journal
    return None


def _hash(path: Path) -> str | None:
    return sha256_of(read_content(path)) if path.exists() else None
