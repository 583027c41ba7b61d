"""The documents that one call of `review` is about, opened one at a time."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from annotate.cli.projects import Projects, schema_named
from annotate.cli.sources import Schemas
from annotate.core.progress import Progress, progress
from annotate.core.records import DocumentRecord
from annotate.core.review import Review
from annotate.core.schema import Schema
from annotate.core.session import Session
from annotate.errors import AnnotateError, Findings, Unreadable, Usage
from annotate.report.words import count
from annotate.store.annotations import Entry, iterate, read_head
from annotate.store.disk import Disk
from annotate.store.names import JOURNALS, annotation_path, names_of
from annotate.store.reviewing import Bench, Terms, look, open_review, read_input
from annotate.store.schemas import load_schema

Find = Callable[[DocumentRecord, Path], Schema]


class Bundle(msgspec.Struct, frozen=True):
    """The files about one document."""

    about: DocumentRecord
    paths: tuple[Path, ...]


class ReviewShelf:
    """Opens the review of any of the documents; says how far each is."""

    def __init__(self, bundles: Sequence[Bundle], find: Find, terms: Terms, disk: Disk | None = None) -> None:
        self._bundles = bundles
        self._find = find
        self._terms = terms
        self._disk = disk or Disk()

    def __len__(self) -> int:
        return len(self._bundles)

    def open(self, index: int) -> Bench:
        """Raises as `open_review`."""
        bundle = self._bundles[index]
        inputs = [read_input(path) for path in bundle.paths]
        return open_review(inputs, self._find(bundle.about, bundle.paths[0]), self._terms, disk=self._disk)

    def look(self, index: int) -> tuple[Review, Session]:
        """The review as the files have it; nothing is written. Raises as `open_review`."""
        bundle = self._bundles[index]
        return look([read_input(path) for path in bundle.paths], self._find(bundle.about, bundle.paths[0]), self._terms)

    def result(self, index: int) -> Path:
        """Where the result is, or will be."""
        bundle = self._bundles[index]
        if self._terms.out is None:
            return bundle.paths[0]
        return annotation_path(self._terms.out, bundle.about.document, self._terms.reviewer)

    def overview(self, *, bar: bool = True) -> tuple[str, ...]:
        """A line for each document: its name and how much of it is decided."""
        names = [bundle.about.document for bundle in self._bundles]
        longest = min(40, max(map(len, names)))
        return tuple(
            f"{name:<{longest}}  {self._how_far(index, bar)}" if bar else f"{name}: {self._how_far(index, bar)}"
            for index, name in enumerate(names)
        )

    def latest(self) -> int:
        """Where work goes on: the document that was worked on last, or the next one to do."""
        if len(self) == 1:
            return 0
        at = max(range(len(self)), key=self._touched)
        return next((i for i in (*range(at, len(self)), *range(at)) if not self._complete(i)), at)

    def _complete(self, index: int) -> bool:
        found = self._progress(index)
        return found is not None and found.paragraphs > 0 and found.todo == 0

    def _touched(self, index: int) -> float:
        """When the journal was last written, and the first of those never opened."""
        try:
            names = names_of(self._bundles[index].about.document, self._terms.reviewer)
            journal = (self._terms.out or Path()).joinpath(JOURNALS, *names.folders, names.journal)
            return os.stat(journal).st_mtime
        except (OSError, AnnotateError):
            return -float(index)

    def _progress(self, index: int) -> Progress | None:
        try:
            records = [each.record for each in iterate(self.result(index)) if isinstance(each, Entry)]
        except AnnotateError:
            return None
        return progress(self._bundles[index].about.document, self._terms.reviewer, records)

    def _how_far(self, index: int, with_bar: bool) -> str:
        files = count(len(self._bundles[index].paths), "annotator")
        found = self._progress(index)
        if found is None:
            return f"{files}, not started"
        decided = found.done + found.flagged
        full = 12 * decided // max(1, found.paragraphs)
        bar = f"[{'#' * full}{'.' * (12 - full)}] " if with_bar else ""
        flagged = f", {found.flagged} flagged" if found.flagged else ""
        made = count(found.annotations, "annotation")
        return f"{bar}{files}, {decided} of {found.paragraphs} decided{flagged}, {made}"


def bundles_of(files: Sequence[Path], terms: Terms) -> list[Bundle]:
    """The files by document, in the order of the first of each; the reviewer's own result, if it is
    among them, left out.

    Raises Unreadable, Usage; Findings if a file does not say what it is about.
    """
    found: dict[str, list[tuple[DocumentRecord, Path]]] = {}
    for path in dict.fromkeys(files):
        about = read_head(path)
        if about is None:
            message = f"{path}:1: the first line is not the document's"
            raise Findings(message, slug="no-document", hint="`annotate validate` shows what is wrong.")
        if not _is_result(path, about, terms):
            found.setdefault(about.document, []).append((about, path))
    if not found:
        hint = "name the annotation files of several annotators, or a folder of them."
        raise Usage("There is nothing to review.", slug="usage", hint=hint)
    return [Bundle(each[0][0], tuple(path for _, path in each)) for each in found.values()]


def finder(given: str | None, projects: Projects) -> Find:
    """Finds the schema of a document's files: the one given, else by its name and version."""
    schemas = Schemas(projects)

    def find(about: DocumentRecord, path: Path) -> Schema:
        if given:
            return load_schema(schema_named(given, projects, [path]))
        found = schemas.find(about, path)
        if found is None:
            raise Unreadable(
                f"the schema {about.schema!r} is not to be found",
                slug="no-schema",
                hint="name it with --schema.",
            )
        return found

    return find


def _is_result(path: Path, about: DocumentRecord, terms: Terms) -> bool:
    """Whether the file is what an earlier review made."""
    if terms.out is None or about.annotator != terms.reviewer:
        return False
    place = annotation_path(terms.out, about.document, terms.reviewer)
    if os.path.realpath(place) != os.path.realpath(path):
        return False
    return path.with_name(names_of(about.document, about.annotator).rulings).exists()
