"""The files that paths on the command line stand for."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from enum import Enum
from pathlib import Path
from typing import NamedTuple

from annotate.errors import Unreadable, Usage
from annotate.store.names import SUFFIX
from annotate.store.project import PROJECT_FILE
from annotate.store.schemas import read_bytes


class Kind(str, Enum):
    SCHEMA = "schema"
    ANNOTATIONS = "annotations"
    PROJECT = "project"


class Target(NamedTuple):
    path: Path
    kind: Kind


_YAML = (".yaml", ".yml")
# Other YAML lies in a project too; a schema is known by what only it says.
_SCHEMA = re.compile(rb"^(schema_language|labels)[ \t]*:", re.MULTILINE)


def targets(paths: Iterable[Path]) -> list[Target]:
    """Every file to check, each once: files as given, of a folder those that are ours.

    Raises Unreadable if there is nothing at a path, Usage if it is no file of ours.
    """
    found = (each for path in paths for each in _at(path))
    return list(dict.fromkeys(found))


def annotation_files(paths: Iterable[Path]) -> list[Path]:
    """The annotation files among the targets. Raises as `targets`."""
    return [each.path for each in targets(paths) if each.kind is Kind.ANNOTATIONS]


def _at(path: Path) -> Iterator[Target]:
    if path.is_dir():
        yield from _below(path)
        return
    if str(path) == "-" and not path.exists():
        hint = "name files or folders: what is wrong in a file is told with its name."
        raise Usage("Standard input cannot be checked.", slug="usage", hint=hint)
    if not path.exists():
        hint = "check the name and where you are."
        raise Unreadable(f"{path}: there is no such file or folder", slug="cannot-read", hint=hint)
    kind = kind_of(path)
    if kind is None:
        hint = f"a schema ends in .yaml, an annotation file in {SUFFIX}."
        raise Usage(f"{path}: neither a schema nor an annotation file", slug="usage", hint=hint)
    yield Target(path, kind)


def _below(folder: Path) -> Iterator[Target]:
    """Files of ours in the folder and those below it, by name; hidden ones and links left out."""
    for parent, folders, files in os.walk(folder, followlinks=False, onerror=_refuse):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = Path(parent, name)
            kind = None if name.startswith(".") or path.is_symlink() else kind_of(path)
            if kind is not None and (kind is not Kind.SCHEMA or _is_schema(path)):
                yield Target(path, kind)


def kind_of(path: Path) -> Kind | None:
    """What a file of this name is, if it is one of ours."""
    if path.name.endswith(SUFFIX):
        return Kind.ANNOTATIONS
    if path.name == PROJECT_FILE:
        return Kind.PROJECT
    return Kind.SCHEMA if path.suffix in _YAML else None


def _is_schema(path: Path) -> bool:
    if path.parent.name == "schemas":
        return True
    try:
        return _SCHEMA.search(read_bytes(path)) is not None
    except Unreadable:
        return False


def _refuse(error: OSError) -> None:
    hint = "check the permissions."
    raise Unreadable(f"{error.filename}: {error.strerror}", slug="cannot-read", hint=hint)
