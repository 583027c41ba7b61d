"""The documents that one call of `label` is about, opened one at a time."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from annotate.core.constraints import Passage, document_breaches
from annotate.core.document import Document, ParagraphMode
from annotate.core.problems import Level
from annotate.core.progress import Progress, progress
from annotate.core.records import DocumentRecord, Labels, ParagraphRecord, Record, SpanRecord
from annotate.core.schema import Schema
from annotate.errors import AnnotateError, Usage
from annotate.report.words import count
from annotate.store.annotations import Entry, iterate, read_head
from annotate.store.desk import Desk, open_desk
from annotate.store.disk import Disk
from annotate.store.documents import document_id, find_documents, read_document
from annotate.store.names import JOURNALS, annotation_path, names_of
from annotate.store.project import Settings

if TYPE_CHECKING:
    from annotate.cli.bringing import Change


class Item(msgspec.Struct, frozen=True):
    """A document's file, and the folder that its id is counted from."""

    path: Path
    root: Path

    @property
    def id(self) -> str:
        return document_id(self.path, self.root)


class Shelf:
    """Opens the desk for any of the documents; says how far each is."""

    def __init__(
        self,
        items: Sequence[Item],
        schema: Schema,
        annotator: str,
        out: Path,
        encoding: str,
        mode: ParagraphMode,
        disk: Disk,
        settings: Settings | None = None,
    ) -> None:
        self._items = items
        self._schema = schema
        self._annotator = annotator
        self._out = out
        self._encoding = encoding
        self._mode = mode
        self._disk = disk
        self._settings = settings or Settings(Path.cwd())
        self._read: tuple[int, Document] | None = None

    def __len__(self) -> int:
        return len(self._items)

    def open(self, index: int) -> Desk:
        """Raises Outdated if its annotations have to be brought along first."""
        change, document = self._change(index), self._document(index)
        if change is not None:
            raise change.error
        self._read = None
        return open_desk(document, self._schema, self._annotator, self._out, disk=self._disk)

    def brought_along(self, index: int) -> bool:
        """Whether the annotations of the document fit it and the schema, after asking if need be.

        Raises Outdated if there is nobody to ask.
        """
        while change := self._change(index):
            from annotate.cli.bringing import brought

            if not brought(change):
                return False
        return True

    def overview(self, *, bar: bool = True) -> tuple[str, ...]:
        """A line for each document: its name and how much of it is decided.

        Without `bar` there is nothing to be seen in it, only words.
        """
        if not bar:
            return tuple(f"{item.id}: {self._how_far(item, bar)}" for item in self._items)
        longest = max(len(item.id) for item in self._items)
        return tuple(f"{item.id:<{min(longest, 40)}}  {self._how_far(item, bar)}" for item in self._items)

    def latest(self) -> int:
        """Where work goes on: the document that was worked on last, or the next one to do."""
        if len(self._items) == 1:
            return 0
        at = max(range(len(self._items)), key=self._touched)
        following = (*range(at, len(self._items)), *range(at))
        return next((i for i in following if not self._complete(self._items[i])), at)

    def _document(self, index: int) -> Document:
        """Read once, although it is first asked what has to be done before it can be opened."""
        if self._read is None or self._read[0] != index:
            item = self._items[index]
            document = read_document(item.path, root=item.root, encoding=self._encoding, mode=self._mode)
            self._read = index, document
        return self._read[1]

    def _change(self, index: int) -> Change | None:
        """What the annotations have to be brought along to before the document can be opened."""
        path = annotation_path(self._out, self._items[index].id, self._annotator)
        about, schema = read_head(path) if path.exists() else None, self._schema
        if about is None or about.schema != schema.id:
            return None
        document = self._document(index)
        # A schema that was changed under its version brings nothing along: what it no longer has is
        # shown, kept and told of by `validate`.
        if (about.sha256, about.schema_version) == (document.sha256, schema.version):
            return None
        from annotate.cli.bringing import change_of

        return change_of(self._out, self._annotator, document, schema, self._settings)

    def _touched(self, index: int) -> float:
        """When the journal was last written, and the first of those never opened."""
        try:
            names = names_of(self._items[index].id, self._annotator)
            journal = self._out.joinpath(JOURNALS, *names.folders, names.journal)
            return os.stat(journal).st_mtime
        except (OSError, AnnotateError):
            return -float(index)

    def _complete(self, item: Item) -> bool:
        found = self._progress(item)
        return found is not None and found.paragraphs > 0 and found.todo == 0

    def _progress(self, item: Item) -> Progress | None:
        """What the annotation file says, None if there is none that can be read."""
        records = self._records(item)
        return None if records is None else progress(item.id, self._annotator, records)

    def _records(self, item: Item) -> list[Record] | None:
        try:
            path = annotation_path(self._out, item.id, self._annotator)
            return [each.record for each in iterate(path) if isinstance(each, Entry)]
        except AnnotateError:
            return None

    def _how_far(self, item: Item, with_bar: bool) -> str:
        records = self._records(item)
        if records is None:
            return "not started"
        found = progress(item.id, self._annotator, records)
        decided = found.done + found.flagged
        full = 12 * decided // max(1, found.paragraphs)
        flagged = f", {found.flagged} flagged" if found.flagged else ""
        bar = f"[{'#' * full}{'.' * (12 - full)}] " if with_bar else ""
        lack = "" if found.todo else _lack(self._schema, records)
        return (
            f"{bar}{decided} of {found.paragraphs} decided{flagged}, "
            f"{count(found.annotations, 'annotation')}{lack and f'; {lack}'}"
        )


def _lack(schema: Schema, records: Sequence[Record]) -> str:
    """The first thing that the schema wants of a document as a whole and it does not have."""
    labels: Labels = {}
    spans: list[SpanRecord] = []
    passages: list[Passage] = []
    for record in records:
        match record:
            case DocumentRecord():
                labels = record.labels
            case ParagraphRecord():
                spans = []
                passages.append(Passage(record.n, record.text, spans, record.labels))
            case SpanRecord():
                spans.append(record)
    for breach in document_breaches(schema, passages, labels):
        if breach.constraint.level is Level.ERROR:
            return breach.constraint.message or breach.message
    return ""


def items_of(paths: Sequence[Path], corpus: Sequence[Path]) -> list[Item]:
    """The documents at the paths, each once. Raises Unreadable, Findings."""
    found = {
        os.path.abspath(document): Item(document, _root(path, document, corpus))
        for path in paths
        for document in find_documents(path)
    }
    items = list(found.values())
    _refuse_twins(items)
    return items


def _refuse_twins(items: Sequence[Item]) -> None:
    """Two documents of one id would have one annotation file."""
    seen: dict[str, Item] = {}
    for item in items:
        twin = seen.setdefault(item.id, item)
        if twin is not item:
            raise Usage(
                f"{twin.path} and {item.path} are both called {item.id!r}.",
                slug="same-name",
                hint="rename one of them, or label them with different --out folders.",
            )


def _root(path: Path, document: Path, corpus: Sequence[Path]) -> Path:
    """The corpus that the document is part of, else the folder given, else its own folder."""
    for each in corpus:
        if Path(os.path.abspath(document)).is_relative_to(os.path.abspath(each)):
            return each
    return path if path.is_dir() else document.parent
