"""Schemas as they were: `REV:PATH`, as git writes a file of a revision."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import msgspec

from annotate.core.fitting import quoted
from annotate.core.problems import Problem
from annotate.core.schema import Schema
from annotate.errors import Unreadable, Usage
from annotate.store.git import ask_git
from annotate.store.schemas import SchemaErrors, load_schema, parse_schema
from annotate.store.yaml.text import MAX_BYTES

_EXTENDS = re.compile(rb"^[\"']?extends[\"']?[ \t]*:", re.MULTILINE)
_FILE = re.compile(r"100(?:644|755) blob [0-9a-f]+\t(.+)", re.DOTALL)
_LISTING = 1 << 20
MAX_FILES = 200
"""So many YAML files beside a schema that builds on another are looked at."""


def is_revision(name: str) -> bool:
    """Whether `REV:PATH` is meant, not a file that is there or a path of another system."""
    revision, colon, path = name.partition(":")
    return bool(revision and colon and path) and not os.path.lexists(name)


def load_revision(name: str, folder: Path) -> Schema:
    """The schema at `REV:PATH` in the repository that `folder` is in.

    The path is from the top of the repository, or else from `folder`.
    Raises Usage, Unreadable if there is no such file, SchemaErrors if it has mistakes.
    """
    revision, _, path = name.partition(":")
    if revision.startswith("-") or "\0" in name:
        message = f"{quoted(revision)} is no revision"
        raise Usage(message, slug="bad-revision", hint="as HEAD~1:schemas/news.yaml")
    inner, data = _find(revision, path, folder)
    if _EXTENDS.search(data):
        return _with_bases(name, revision, inner, folder)
    schema, problems = parse_schema(data, Path(name))
    if schema is None:
        raise SchemaErrors(problems)
    return schema


def _find(revision: str, path: str, folder: Path) -> tuple[str, bytes]:
    """The path as git knows it, and what is there. A folder's listing is no file."""
    for inner in (path, f"./{path}"):
        data = ask_git(folder, ["cat-file", "blob", f"{revision}:{inner}"], MAX_BYTES)
        if data is not None:
            return inner, data
    hint = "`git log --oneline -- PATH` lists the revisions of a file."
    message = f"{revision}:{path}: git knows no such file"
    raise Unreadable(message, slug="bad-revision", hint=hint)


def _with_bases(name: str, revision: str, inner: str, folder: Path) -> Schema:
    """A schema that builds on others is read among the files that were beside it then."""
    with tempfile.TemporaryDirectory(prefix="annotate-") as made:
        beside = Path(made)
        for path, data in _beside(revision, inner, folder):
            there = beside / path
            there.parent.mkdir(parents=True, exist_ok=True)
            there.write_bytes(data)
        try:
            schema = load_schema(beside / PurePosixPath(inner).name)
        except SchemaErrors as error:
            problems = tuple(_at(each, beside, name) for each in error.problems)
            raise SchemaErrors(problems) from None
    return msgspec.structs.replace(schema, path=name)


def _beside(revision: str, inner: str, folder: Path) -> Iterator[tuple[PurePosixPath, bytes]]:
    """The YAML files of the schema's folder and below it, by their paths in there."""
    # Not by `PurePosixPath`, which loses the `./` that tells git to start from the folder.
    tree = f"{revision}:{inner[: inner.rfind('/') + 1]}"
    listed = ask_git(folder, ["ls-tree", "-r", "-z", "--full-tree", tree], _LISTING) or b""
    names = (_FILE.fullmatch(each) for each in listed.decode("utf-8", "replace").split("\0"))
    found = [each[1] for each in names if each and each[1].endswith((".yaml", ".yml"))]
    for path in map(PurePosixPath, found[:MAX_FILES]):
        # A tree made by hand may hold names that git itself would never make.
        if path.is_absolute() or ".." in path.parts:
            continue
        data = ask_git(folder, ["cat-file", "blob", f"{tree}{path}"], MAX_BYTES)
        if data is not None:
            yield path, data


def _at(problem: Problem, folder: Path, name: str) -> Problem:
    """The problem at the place that was asked for, not where it was read."""
    revision = name.partition(":")[0]
    shown = os.path.relpath(problem.place.path, folder)
    place = msgspec.structs.replace(problem.place, path=f"{revision}:{shown}")
    return msgspec.structs.replace(problem, place=place)
