"""The projects that paths on the command line lie in: a repository may have several."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from annotate.errors import Unreadable
from annotate.store.project import Settings, project_file, read_project


def projects(paths: Iterable[Path]) -> list[Settings]:
    """Those of the nearest `annotate.yaml` at or above each path, as far as they can be used."""
    folders = dict.fromkeys(path if path.is_dir() else path.parent for path in paths)
    files = dict.fromkeys(map(project_file, folders))
    read = (_settings(file) for file in files if file is not None)
    return [each for each in read if each is not None]


def schema_files(folder: Path, named: str | None = None) -> Iterator[Path]:
    """Where schemas of a project in the folder are, the one that it names itself first. There need
    not be anything."""
    if named and Path(named).is_absolute():
        yield Path(named)
    schemas = folder / "schemas"
    yield from sorted((*schemas.glob("*.yaml"), *schemas.glob("*.yml")))
    yield folder / "schema.yaml"


def _settings(file: Path) -> Settings | None:
    try:
        return read_project(file)[0]
    except Unreadable:
        return None
