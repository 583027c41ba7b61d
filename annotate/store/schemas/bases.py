"""Where the schemas are that others build on: beside them, or among those that come with us."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from annotate.core.fitting import quoted
from annotate.errors import AnnotateError, Usage
from annotate.store.schemas.files import is_path, read_bytes, schemas_in, shipped_schemas
from annotate.store.yaml.report import nearest

MAX_FILES = 200
"""Files of the folder that are looked into for an id that is not the name of one."""


def find_base(name: str, path: Path) -> tuple[Path, bytes]:
    """The file meant by `extends: name` in the schema at `path`, and its bytes.

    A path (with a slash or a YAML suffix) leads from the folder of the schema, and not out of it.
    Anything else is an id: of a file beside the schema, by its name without suffix or by what it
    says itself, else of a shipped schema. A schema may build on a shipped one of its own id.
    Raises Usage if there is none, Unreadable if it is no plain file.
    """
    if not name or "\0" in name:
        raise Usage(f"{quoted(name)} is no name of a schema", slug="no-schema")
    by_path = is_path(name)
    found = _inside(path.parent / name, path.parent, name) if by_path else _by_id(name, path)
    return found, read_bytes(found)


def _inside(found: Path, folder: Path, name: str) -> Path:
    try:
        real = Path(os.path.realpath(found))
        if not real.is_relative_to(os.path.realpath(folder)):
            message = f"{quoted(name)} leads out of the folder of the schema"
            hint = "keep both in one folder, or name a schema that comes with the program by its id"
            raise Usage(message, slug="outside-folder", hint=hint)
        if os.path.exists(real):
            return found
    except (OSError, ValueError):
        pass
    hint = nearest(Path(name).stem, schemas_in(folder)) if len(name) < 256 else ""
    raise Usage(f"there is no schema file {quoted(name)} here", slug="no-schema", hint=hint)


def _by_id(id: str, path: Path) -> Path:
    beside = {
        stem: each for stem, each in schemas_in(path.parent).items() if os.path.abspath(each) != os.path.abspath(path)
    }
    if id in beside:
        return _inside(beside[id], path.parent, beside[id].name)
    for each in list(beside.values())[:MAX_FILES]:
        if id in _said(each):
            return _inside(each, path.parent, each.name)
    shipped = shipped_schemas()
    if id in shipped:
        return shipped[id]
    hint = nearest(id, {**shipped, **beside})
    raise Usage(f"there is no schema {quoted(id)}", slug="no-schema", hint=hint)


def _said(path: Path) -> Iterator[str]:
    """The id in the file, as far as it can be seen without reading YAML."""
    try:
        data = read_bytes(path)
    except AnnotateError:
        return
    for found in re.finditer(rb"""^id:[ \t]*["']?([^\s"'#]+)["']?[ \t]*(?:#.*)?\r?$""", data, re.M):
        yield found[1].decode(errors="replace")
