"""The schema and the document that an annotation file names, if they are to be found."""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path, PurePosixPath

from annotate.cli.projects import Projects, schema_files
from annotate.core.document import Document, ParagraphMode
from annotate.core.records import DocumentRecord
from annotate.core.schema import Schema
from annotate.errors import Unreadable
from annotate.store.documents import SUFFIXES, read_document
from annotate.store.project import Settings
from annotate.store.schemas import read_schema, shipped_schemas


class Schemas:
    """Schemas by id and version, for each file from where its own are: those given by name, then those
    of the project that the file lies in, those `found` among what is worked on, those of the project
    here, those that come with us; the first that fits."""

    def __init__(self, projects: Projects, given: Iterable[Path] = (), found: Iterable[Path] = ()) -> None:
        self._projects = projects
        self._given = tuple(given)
        self._found = tuple(found)
        self._versions: dict[Path, _Versions] = {}
        self._read = lru_cache(maxsize=None)(read_usable)

    def find(self, about: DocumentRecord, path: Path) -> Schema | None:
        """The schema of the annotation file at `path`, which says this of itself.

        Else, of those with the id, the one nearest to the version: the next, or if there is none the
        last before. None if there is no usable one with the id. No more files are read than it takes.
        """
        own = self._projects.of(path)
        if own.folder not in self._versions:
            places = dict.fromkeys((*self._given, *candidates(own, self._projects.here, self._found)))
            self._versions[own.folder] = _Versions(map(self._read, places))
        return self._versions[own.folder].find(about.schema, about.schema_version)


class _Versions:
    """Schemas that are read one by one, as far as it takes."""

    def __init__(self, schemas: Iterable[Schema | None]) -> None:
        self._coming = iter(schemas)
        self._known: dict[str, dict[str, Schema]] = defaultdict(dict)

    def find(self, id: str, version: str) -> Schema | None:
        for schema in () if version in self._known[id] else self._coming:
            if schema is None:
                continue
            self._known[schema.id].setdefault(schema.version, schema)
            if (schema.id, schema.version) == (id, version):
                break
        return self._known[id].get(version) or self._nearest(self._known[id], version)

    @staticmethod
    def _nearest(known: Mapping[str, Schema], version: str) -> Schema | None:
        wanted = _numbers(version)
        later = [each for each in known if _numbers(each) >= wanted]
        if later:
            return known[min(later, key=_numbers)]
        return known[max(known, key=_numbers)] if known else None


def candidates(own: Settings, here: Settings, found: Iterable[Path] = ()) -> Iterator[Path]:
    """Where schemas of a file in the project `own` may be, whoever works `here`; the last are those that
    come with us. There need not be anything."""
    yield from schema_files(own.folder, own.schema)
    yield from found
    yield from schema_files(here.folder, here.schema)
    yield from schema_files(Path.cwd())
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

    Nothing is opened outside of the project of the file, the one here and those `roots` that the file is
    below: what a file names comes from whoever wrote it. `corpus` takes the place of the projects' own.
    """

    def __init__(self, projects: Projects, roots: Iterable[Path] = (), corpus: Path | None = None) -> None:
        self._projects = projects
        self._roots = tuple(roots)
        self._corpus = corpus
        self._places: dict[Path, _Places] = {}
        # Two annotators' files of one document follow each other.
        self._read = lru_cache(maxsize=4)(_read)

    def find(self, about: DocumentRecord, path: Path) -> Document | None:
        """The document of the annotation file at `path` as it is now, None if it is not there.

        Raises:
            AnnotateError: it cannot be read.
            ValueError: the record names no way to part a text into paragraphs.
        """
        mode = ParagraphMode(about.paragraphs)
        for each in self._places_of(path).of(about):
            if os.path.isfile(each):
                return self._read(each, about.encoding, mode)
        return None

    def _places_of(self, path: Path) -> _Places:
        if path.parent not in self._places:
            own, here = self._projects.of(path), self._projects.here
            corpora = (self._corpus,) if self._corpus else (*own.corpus, *here.corpus)
            above = [each for each in self._roots if path.absolute().is_relative_to(each.absolute())]
            ours = (Path.cwd(), here.folder)
            roots = (*ours, *above) if own is here else (own.folder, *above, *ours)
            self._places[path.parent] = _Places(roots, corpora)
        return self._places[path.parent]


class _Places:
    """Where a document may be: as it was called below the roots, or by its id in the corpora."""

    def __init__(self, roots: Iterable[Path], corpora: Iterable[Path]) -> None:
        self._roots = _real(roots)
        self._corpora = _real(corpora)

    def of(self, about: DocumentRecord) -> Iterator[Path]:
        if "\0" in about.source or "\0" in about.document:
            return
        names = [about.source, *(about.document + suffix for suffix in SUFFIXES)]
        inside = self._roots + self._corpora
        for root in inside:
            for name in names if root in self._corpora else names[:1]:
                path = _resolved(root / PurePosixPath(name))
                if path and any(path.is_relative_to(each) for each in inside):
                    yield path


def beside(paths: Iterable[Path]) -> list[Path]:
    """The folders that annotation files or folders of them are in, where their documents may lie, too."""
    folders = dict.fromkeys(path if path.is_dir() else path.parent for path in paths)
    above = dict.fromkeys(Path(os.path.abspath(folder)).parent for folder in folders)
    return [each for each in above if each != each.parent]


def _real(paths: Iterable[Path]) -> list[Path]:
    return list(dict.fromkeys(Path(os.path.realpath(path)) for path in paths))


def _resolved(path: Path) -> Path | None:
    try:
        return Path(os.path.realpath(path))
    except (OSError, ValueError):
        return None


def _read(path: Path, encoding: str, mode: ParagraphMode) -> Document:
    return read_document(path, encoding=encoding, mode=mode)
