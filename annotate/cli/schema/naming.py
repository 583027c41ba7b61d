"""Which schema is meant: a file, the id of a known one, or one of an earlier revision."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from annotate.cli.sources import read_usable
from annotate.core.evolution.versions import same_version
from annotate.core.schema import Schema
from annotate.store.project import Settings
from annotate.store.revisions import is_revision, load_revision
from annotate.store.schemas import find_schema, load_schema, project_schemas, shipped_schemas


def named_schema(name: str | None, settings: Settings) -> Schema:
    """Raises Usage if there is none, Unreadable, SchemaErrors if it has mistakes."""
    if name and is_revision(name):
        return load_revision(name, Path.cwd())
    return load_schema(find_schema(name or settings.schema, settings.folder))


class Versions:
    """The versions of schemas that are at hand, by id and version: the given ones first."""

    def __init__(self, given: list[Schema], settings: Settings) -> None:
        self._known = list(given)
        self._paths = self._others(settings)

    def find(self, id: str, version: str, sha256: str = "") -> Schema | None:
        """The one of this version, with this hash rather than another; None if there is none."""
        self._known += (each for path in self._paths if (each := read_usable(path)))
        right = [e for e in self._known if e.id == id and same_version(e.version, version)]
        return next((each for each in right if each.hash == sha256), right[0] if right else None)

    @staticmethod
    def _others(settings: Settings) -> Iterator[Path]:
        folders = dict.fromkeys((settings.folder, Path.cwd()))
        seen: set[str] = set()
        for path in (
            *(path for folder in folders for path in project_schemas(folder).values()),
            *(folder / "schema.yaml" for folder in folders),
            *shipped_schemas().values(),
        ):
            if (real := os.path.abspath(path)) not in seen:
                seen.add(real)
                yield path
