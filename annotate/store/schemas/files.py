"""Where schemas lie: the project's, and those that come with the program."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

import annotate
from annotate.core.fitting import quoted
from annotate.core.problems import Level, Place, Problem
from annotate.errors import Unreadable, Usage
from annotate.store.reading import read_plain
from annotate.store.yaml.text import MAX_BYTES

DEFAULT = "news-claims"
JSON_SCHEMA = "label-schema.schema.json"
_SUFFIXES = (".yaml", ".yml")
_JSON_SCHEMA = "the JSON Schema"


def find_schema(name_or_path: str | None, folder: Path) -> Path:
    """The file of the schema that is meant.

    A path (with a slash or a YAML suffix), as given or else below `folder`; a name, of a schema in
    `<folder>/schemas` or of a shipped one; nothing: `<folder>/schema.yaml` if there is one, else
    the shipped news-claims. Raises Usage if there is none.
    """
    if name_or_path is None:
        own = folder / "schema.yaml"
        return own if own.exists() else _shipped(DEFAULT, {})
    if "\0" in name_or_path or not name_or_path:
        raise Usage(f"{quoted(name_or_path)} is no name of a schema", slug="no-schema")
    if is_path(name_or_path):
        return _by_path(name_or_path, folder)
    return _shipped(name_or_path, project_schemas(folder))


def is_path(name_or_path: str) -> bool:
    """Whether it names a file, not an id."""
    return "/" in name_or_path or name_or_path.endswith(_SUFFIXES)


def project_schemas(folder: Path) -> Mapping[str, Path]:
    """The schemas of the project in this folder, by name."""
    return schemas_in(folder / "schemas")


def shipped_schemas() -> Mapping[str, Path]:
    """The schemas that come with the program, by name."""
    return schemas_in(_shipped_folder())


def json_schema() -> Path:
    """The JSON Schema of label schemas, which editors check them against as they are written."""
    return _shipped_folder() / JSON_SCHEMA


def outdated_json_schema(folder: Path) -> Problem | None:
    """That the copy of the JSON Schema in the folder, if there is one, is not the one of this program."""
    copy = folder / JSON_SCHEMA
    try:
        if read_plain(copy, _JSON_SCHEMA) == read_plain(json_schema(), _JSON_SCHEMA):
            return None
    except Unreadable:
        return None
    message = "not the JSON Schema of this version of annotate"
    hint = f"`annotate schema json-schema -o {copy}` renews it."
    return Problem("outdated-json-schema", Place(str(copy)), message, hint, Level.INFO)


def read_bytes(path: Path) -> bytes:
    """The file's bytes, one more than a schema may have at most. Raises Unreadable."""
    return read_plain(path, "a schema file", MAX_BYTES + 1)


def _by_path(given: str, folder: Path) -> Path:
    for path in (Path(given), folder / given):
        if os.path.exists(path):  # unlike `Path.exists`, no error for a name that is too long
            return path
    hint = "check the name and where you are; `annotate schema list` shows those that come with the program."
    raise Usage(f"{given}: there is no such schema", slug="no-schema", hint=hint)


def _shipped(name: str, own: Mapping[str, Path]) -> Path:
    known = {**shipped_schemas(), **own}
    if name not in known:
        message = f"there is no schema {quoted(name)}"
        from annotate.store.yaml.report import nearest

        hint = nearest(name, known) or "give the path of a schema file"
        raise Usage(message, slug="no-schema", hint=hint)
    return known[name]


def schemas_in(folder: Path) -> dict[str, Path]:
    """The YAML files of the folder by name without suffix, in order; none if it cannot be read."""
    try:
        return {path.stem: path for path in sorted(folder.iterdir()) if path.suffix in _SUFFIXES}
    except OSError:
        return {}


def _shipped_folder() -> Path:
    """Beside the package in a checkout; else in `share` of the prefix that the package is under."""
    package = Path(annotate.__file__).resolve().parent
    beside = package.parent / "schemas"
    if (package.parent / "setup.cfg").exists() and beside.is_dir():
        return beside
    for prefix in (*package.parents, Path(sys.prefix)):
        folder = prefix / "share" / "annotate" / "schemas"
        if folder.is_dir():
            return folder
    return beside
