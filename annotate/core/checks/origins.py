"""Whether a file is about the document and the schema that are there now."""

from __future__ import annotations

from collections.abc import Iterator

from annotate.core.checks.sheet import Row, Sheet
from annotate.core.document import Document
from annotate.core.problems import Level, Problem
from annotate.core.records import DocumentRecord, ParagraphRecord, Status
from annotate.core.schema import Schema


def same_name(sheet: Sheet) -> Iterator[Problem]:
    """The file is called by its document and annotator: `label` looks for it under that name."""
    if sheet.head is None:
        return
    name = f"{sheet.head.record.document}.{sheet.head.record.annotator}.ann.jsonl"
    if not f"/{sheet.path}".endswith(f"/{name}"):
        message = f"the file is not called {name}, by its document and annotator"
        hint = "rename it if it is to be worked on."
        yield sheet.problem("misnamed-file", sheet.head.line, message, hint, Level.WARNING)


def same_schema(sheet: Sheet, schema: Schema) -> Iterator[Problem]:
    """The file was made with the schema it is checked against; what follows, other checks tell."""
    if sheet.head is None:
        return
    record = sheet.head.record
    if record.schema != schema.id:
        message = f"made with the schema {record.schema!r}, checked against {schema.id!r}"
    elif record.schema_version != schema.version:
        message = (
            f"made with {schema.id!r} {record.schema_version}, checked against {schema.version}"
        )
    elif record.schema_sha256 not in ("", schema.hash):
        message = f"the schema {schema.id!r} {schema.version} has changed since this was made"
    else:
        return
    hint = "name the right schema with --schema; if it is the right one, heed what else is told."
    yield sheet.problem("other-schema", sheet.head.line, message, hint, Level.WARNING)


def about_document(sheet: Sheet, document: Document | None) -> Iterator[Problem]:
    """The file and the document, as it is now, go together."""
    head = sheet.head
    if head is None:
        return
    if document is None:
        message = f"{head.record.source} is not to be found; checked without it"
        hint = "say with --corpus where the documents are."
        yield sheet.problem("no-document-found", head.line, message, hint, Level.INFO)
    elif head.record.sha256 == document.sha256:
        yield from _same_paragraphs(sheet, head, document)
    else:
        yield _changed(sheet, head, document)


def _changed(sheet: Sheet, head: Row[DocumentRecord], document: Document) -> Problem:
    """The document's bytes are not those that were annotated; how much of its text is not."""
    moved = [row.line for row in sheet.paragraphs if not _stands(document, row.record)]
    message = f"{head.record.source} has changed since it was annotated"
    if not moved:
        message += "; the paragraphs are where they were"
    elif len(moved) < len(sheet.paragraphs):
        message += f"; {len(moved)} paragraphs are not where they were, the first on line {moved[0]}"
    hint = "bring the annotated text back, or start a new file for the new one."
    return sheet.problem("document-changed", head.line, message, hint)


def _same_paragraphs(
    sheet: Sheet, head: Row[DocumentRecord], document: Document
) -> Iterator[Problem]:
    """Each paragraph line has the document's text, and all of them are there."""
    for row in sheet.paragraphs:
        if not _stands(document, row.record):
            message = f"paragraph {row.n} is not the text of {head.record.source} at its offset"
            hint = "the line was edited by hand; bring its text and start back."
            yield sheet.problem("wrong-text", row.line, message, hint)
    if len(sheet.paragraphs) < len(document):
        message = f"{head.record.source} has {len(document)} paragraphs, "
        message += f"the file {len(sheet.paragraphs)}"
        hint = "lines are missing; take them from an earlier version of the file."
        yield sheet.problem("missing-paragraph", head.line, message, hint)


def undecided(sheet: Sheet) -> Iterator[Problem]:
    """Every paragraph is done or flagged. Only asked of files that are to be complete."""
    for row in sheet.paragraphs:
        if row.record.status is Status.TODO:
            message = f"paragraph {row.n} is still to do"
            yield sheet.problem("undecided-paragraph", row.line, message, "decide it in `label`.")


def _stands(document: Document, record: ParagraphRecord) -> bool:
    """Whether the paragraph is in the document where the record says."""
    if not 1 <= record.n <= len(document):
        return False
    paragraph = document.paragraph(record.n)
    return paragraph.start == record.start and document.text_of(paragraph) == record.text
