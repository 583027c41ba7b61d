"""Which schema is meant: a file, the id of a known one, or one of an earlier revision."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

from annotate.cli.projects import Projects, schema_named
from annotate.cli.sources import candidates, read_usable
from annotate.core.evolution.versions import same_version
from annotate.core.records import DocumentRecord
from annotate.core.schema import Schema
from annotate.errors import Usage
from annotate.store.names import SUFFIX
from annotate.store.project import Settings
from annotate.store.revisions import is_revision, load_revision
from annotate.store.schemas import find_schema, load_schema


def named_schema(name: str | None, settings: Settings) -> Schema:
    """Without a name, the one that is taken here. Raises Usage if there is none, Unreadable, SchemaErrors
    if it has mistakes."""
    if name and is_revision(name):
        return load_revision(name, Path.cwd())
    _refuse_annotations(name)
    return load_schema(find_schema(name or settings.schema, settings.folder))


def schema_for(name: str | None, projects: Projects, files: Sequence[Path]) -> Schema:
    """The same for who works on these files: without a name, the one of their project.

    Raises Usage, too, if they are of several projects.
    """
    if name and is_revision(name):
        return load_revision(name, Path.cwd())
    _refuse_annotations(name)
    if name:
        return load_schema(schema_named(name, projects, files))
    own = [each if each.file else projects.here for each in projects.several(files)] or [projects.here]
    paths = dict.fromkeys(os.path.realpath(find_schema(each.schema, each.folder)) for each in own)
    if len(paths) > 1:
        hint = "say with --to which is meant, or go project by project."
        raise Usage("The files are of projects with different schemas.", slug="usage", hint=hint)
    return load_schema(find_schema(own[0].schema, own[0].folder))


def _refuse_annotations(name: str | None) -> None:
    """Told in words: the file would be read as YAML, and have very strange mistakes."""
    if name and name.endswith(SUFFIX):
        raise Usage(f"{name}: an annotation file, where a schema is meant", slug="usage", hint="schemas end in .yaml.")


class Versions:
    """The versions of schemas that are at hand for a file: the given ones first, then as `candidates`."""

    def __init__(self, given: Iterable[Schema], projects: Projects) -> None:
        self._given = list(given)
        self._projects = projects
        self._read = lru_cache(maxsize=None)(read_usable)
        self._known: dict[Path, list[Schema]] = {}

    def find(self, about: DocumentRecord, path: Path) -> Schema | None:
        """The one that the annotation file at `path` was made with, or else another of this version; None
        if there is none."""
        known = self._known_to(self._projects.of(path))
        right = [e for e in known if e.id == about.schema and same_version(e.version, about.schema_version)]
        return next((each for each in right if each.hash == about.schema_sha256), right[0] if right else None)

    def _known_to(self, own: Settings) -> list[Schema]:
        if own.folder not in self._known:
            read = map(self._read, dict.fromkeys(candidates(own, self._projects.here)))
            self._known[own.folder] = [*self._given, *filter(None, read)]
        return self._known[own.folder]
