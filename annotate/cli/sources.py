"""The schema and the document that an annotation file names, if they are to be found."""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path, PurePosixPath

from annotate.cli.projects import schema_files
from annotate.core.document import Document, ParagraphMode
from annotate.core.records import DocumentRecord
from annotate.core.schema import Schema
from annotate.errors import Unreadable
from annotate.store.documents import SUFFIXES, read_document
from annotate.store.project import Settings
from annotate.store.schemas import read_schema, shipped_schemas


class Schemas:
    """Schemas by id and version: of those given, then those of the project, then those that come
    with us, the first that fits."""

    def __init__(self, given: Iterable[Path], settings: Settings) -> None:
        self._places = self._candidates(list(given), settings)
        self._known: dict[str, dict[str, Schema]] = defaultdict(dict)

    def find(self, id: str, version: str) -> Schema | None:
        """That schema; else, of those with the id, the one nearest to the version: the next, or if
        there is none the last before. None if there is no usable one with the id.

        No more files are read than it takes.
        """
        while version not in self._known[id]:
            path = next(self._places, None)
            if path is None:
                return self._nearest(self._known[id], version)
            schema = read_usable(path)
            if schema is not None and schema.version not in self._known[schema.id]:
                self._known[schema.id][schema.version] = schema
        return self._known[id][version]

    @staticmethod
    def _nearest(known: Mapping[str, Schema], version: str) -> Schema | None:
        wanted = _numbers(version)
        later = [each for each in known if _numbers(each) >= wanted]
        if later:
            return known[min(later, key=_numbers)]
        return known[max(known, key=_numbers)] if known else None

    @staticmethod
    def _candidates(given: list[Path], settings: Settings) -> Iterator[Path]:
        own = schema_files(settings.folder, settings.schema)
        yield from dict.fromkeys((*given, *own, *schema_files(Path.cwd())))
        yield from shipped_schemas().values()


def _numbers(version: str) -> tuple[tuple[int, ...], str]:
    """The version to compare by: its numbers, then what it is called."""
    return tuple(int(each) for each in re.findall(r"[0-9]{1,9}", version)), version


def read_usable(path: Path) -> Schema | None:
    """The schema in the file if there is one without mistakes."""
    try:
        return read_schema(path)[0]
    except Unreadable:
        return None


class Documents:
    """Documents by what annotation files say of them.

    Nothing outside `roots` is opened: what a file names comes from whoever wrote it.
    """

    def __init__(self, roots: Iterable[Path], settings: Settings) -> None:
        self._roots = list(dict.fromkeys(Path(os.path.realpath(root)) for root in roots))
        self._corpus = [Path(os.path.realpath(each)) for each in settings.corpus]
        # Two annotators' files of one document follow each other.
        self._read = lru_cache(maxsize=4)(_read)

    def find(self, record: DocumentRecord) -> Document | None:
        """The document as it is now, None if it is not there.

        Raises:
            AnnotateError: it cannot be read.
            ValueError: the record names no way to part a text into paragraphs.
        """
        mode = ParagraphMode(record.paragraphs)
        for path in self._places(record):
            if os.path.isfile(path):
                return self._read(path, record.encoding, mode)
        return None

    def _places(self, record: DocumentRecord) -> Iterator[Path]:
        if "\0" in record.source or "\0" in record.document:
            return
        names = [record.source, *(record.document + suffix for suffix in SUFFIXES)]
        for root in (*self._roots, *self._corpus):
            for name in names if root in self._corpus else names[:1]:
                path = _resolved(root / PurePosixPath(name))
                if path and any(path.is_relative_to(each) for each in self._roots + self._corpus):
                    yield path


def _resolved(path: Path) -> Path | None:
    try:
        return Path(os.path.realpath(path))
    except (OSError, ValueError):
        return None


def _read(path: Path, encoding: str, mode: ParagraphMode) -> Document:
    return read_document(path, encoding=encoding, mode=mode)
