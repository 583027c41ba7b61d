"""The projects that files lie in: a repository may have several, and a command may be called from
outside of all of them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from annotate.errors import Unreadable, Usage
from annotate.store.project import PROJECT_FILE, Settings, kept, read_project
from annotate.store.schemas import find_schema, is_path, project_schemas


class Projects:
    """The settings that hold for a file: those of the nearest `annotate.yaml` at or above it."""

    def __init__(self, here: Settings) -> None:
        self.here = here
        self._files: dict[Path, Path | None] = {}
        self._settings: dict[Path, Settings] = {}

    def of(self, path: Path) -> Settings:
        """Those of the file's project, or the folder's; without a project, those here for what is below
        here, and for anything else only a folder, the one that the file's folder is in."""
        folder = Path(os.path.abspath(path if path.is_dir() else path.parent))
        file = self._file(folder)
        if file is None:
            return self.here if folder.is_relative_to(self.here.folder) else Settings(folder.parent)
        if self.here.file is not None and os.path.abspath(self.here.file) == str(file):
            return self.here
        if file not in self._settings:
            self._settings[file] = _settings(file) or Settings(file.parent)
        return self._settings[file]

    def several(self, paths: Iterable[Path]) -> list[Settings]:
        """Those of all the files and folders, each project once."""
        found = {each.folder: each for each in map(self.of, paths)}
        return list(found.values())

    def _file(self, folder: Path) -> Path | None:
        """What `project_file` finds; of ten thousand files in a few folders, for each folder once."""
        way: list[Path] = []
        for each in (folder, *folder.parents):
            if each in self._files:
                break
            way.append(each)
            if (each / PROJECT_FILE).is_file():
                self._files[each] = each / PROJECT_FILE
                break
        found = self._files.get(each)
        self._files.update(dict.fromkeys(way, found))
        return found


def paths_or_kept(paths: tuple[Path, ...], settings: Settings, to_do: str) -> tuple[Path, ...]:
    """The paths given; without any, the folder that annotation files of the project here are in. Raises
    Usage if there is none, as there is nothing `to_do` then."""
    if paths:
        return paths
    folder = kept(settings)
    if folder is None:
        hint = f"name annotation files or folders of them, or `out` in {PROJECT_FILE}."
        raise Usage(f"There is nothing to {to_do}.", slug="usage", hint=hint)
    return (folder,)


def schema_named(name: str, projects: Projects, paths: Iterable[Path]) -> Path:
    """The file of the schema that is meant by who works on these files: as `find_schema` says here, or
    else in their projects; one that comes with the program last. Raises Usage if there is none."""
    folders = [projects.here.folder, *(each.folder for each in projects.several(paths))]
    for folder in folders:
        if is_path(name) or name in project_schemas(folder):
            try:
                return find_schema(name, folder)
            except Usage:
                continue
    return find_schema(name, folders[0])


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
