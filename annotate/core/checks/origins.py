"""Whether a file is about the document and the schema that are there now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from annotate.core.blocks import Block
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
    hint = "name the right schema with --schema; if it is the right one, heed what else is told."
    if record.schema != schema.id:
        message = f"made with the schema {record.schema!r}, checked against {schema.id!r}"
    elif record.schema_version != schema.version:
        message = f"made with {schema.id!r} {record.schema_version}, checked against {schema.version}"
        hint = "bring it to that version with `annotate schema migrate`, or name another --schema."
    elif record.schema_sha256 not in ("", schema.hash):
        message = f"the schema {schema.id!r} {schema.version} has changed since this was made"
        hint = "give a schema a new version when it changes; heed what else is told."
    else:
        return
    yield sheet.problem("other-schema", sheet.head.line, message, hint, Level.WARNING)


class DocumentCheck:
    """Whether the file and the document, as it is now, go together: of the blocks of the file, given
    one after the other, and in the end of all of it. `document` is None if it is not to be found.
    """

    def __init__(self, sheet: Sheet, document: Document | None) -> None:
        self._sheet = sheet
        self._document = document
        self._seen = 0
        self._moved = 0
        self._first = 0

    def block(self, block: Block) -> Sequence[Problem]:
        """What is wrong with a paragraph, unless its document is another one altogether."""
        head, document, paragraph = self._sheet.head, self._document, block.paragraph
        if head is None or document is None or paragraph is None:
            return ()
        self._seen += 1
        if _stands(document, paragraph):
            return ()
        if head.record.sha256 != document.sha256:
            self._moved += 1
            self._first = self._first or block.line
            return ()
        message = f"paragraph {paragraph.n} is not the text of {head.record.source} at its offset"
        hint = "the line was edited by hand; bring its text and start back."
        return [self._sheet.problem("wrong-text", block.line, message, hint)]

    def end(self) -> Iterator[Problem]:
        head, document = self._sheet.head, self._document
        if head is None:
            return
        if document is None:
            message = f"{head.record.source} is not to be found; checked without it"
            hint = "say with --corpus where the documents are."
            yield self._sheet.problem("no-document-found", head.line, message, hint, Level.INFO)
        elif head.record.sha256 != document.sha256:
            yield self._changed(head)
        elif self._seen < len(document):
            message = f"{head.record.source} has {len(document)} paragraphs, "
            message += f"the file {self._seen}"
            hint = "lines are missing; take them from an earlier version of the file."
            yield self._sheet.problem("missing-paragraph", head.line, message, hint)

    def _changed(self, head: Row[DocumentRecord]) -> Problem:
        """The document's bytes are not those that were annotated; how much of its text is not."""
        message = f"{head.record.source} has changed since it was annotated"
        if not self._moved:
            message += "; the paragraphs are where they were"
        elif self._moved < self._seen:
            message += f"; {self._moved} paragraphs are not where they were, "
            message += f"the first on line {self._first}"
        hint = "move the annotations to the text as it is now with `annotate reanchor`."
        return self._sheet.problem("document-changed", head.line, message, hint)


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
    start, end = document.starts[record.n - 1], document.ends[record.n - 1]
    return start == record.start and end - start == len(record.text) and document.text.startswith(record.text, start)
