"""Schemas that build on others: the file named by `extends` is read first, then changed and
overlaid.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable
from pathlib import Path

import msgspec

from annotate.core.fitting import quoted
from annotate.core.problems import errors
from annotate.errors import AnnotateError
from annotate.store.schemas.bases import find_base
from annotate.store.schemas.changes import read_changes
from annotate.store.schemas.doubts import Doubts, doubts, missed_names
from annotate.store.schemas.language import check_language
from annotate.store.schemas.merging import lay_over
from annotate.store.schemas.renaming import changed
from annotate.store.yaml.fields import Fields, text_of
from annotate.store.yaml.nodes import Mapping, Node, Scalar, Sequence
from annotate.store.yaml.reading import read_node
from annotate.store.yaml.report import Report
from annotate.store.yaml.text import MAX_BYTES, MAX_TOKENS, YamlError

MAX_BASES = 8

Bases = Callable[[str, Path], tuple[Path, bytes]]
"""Where the schemas are that others build on: what stands after `extends` and the path of the file
in which it stands -> the path and the bytes of the file meant. Raises AnnotateError."""


class Extended(msgspec.Struct, frozen=True):
    """A tree without `extends`, and the hash of all files that it was made of. With `doubts`, not all
    that was to be changed could be; `report` says what."""

    tree: Mapping
    hash: str
    doubts: Doubts | None = None


def extend(tree: Mapping, data: bytes, path: Path, report: Report, bases: Bases | None = None) -> Extended | None:
    """The schema in `data`, whose tree is given, on top of its bases.

    None if that cannot be done; then `report`, which learns the paths of the bases, says why.
    """
    chain = _Chain(report, bases or find_base)
    done = chain.extended(tree, data, path)
    if done is None:
        return None
    digest = hashlib.sha256("\n".join(chain.hashes).encode()).hexdigest()
    if chain.wrong is None:
        return None if report.failed() else Extended(done, digest)
    return Extended(done, digest, doubts(done, frozenset(chain.missed), chain.wrong, report))


class _Chain:
    """The files from the schema down to its last base."""

    def __init__(self, report: Report, bases: Bases) -> None:
        self._report = report
        self._bases = bases
        self._there: list[str] = []
        self._bytes = self._nodes = 0
        self.hashes: list[str] = []
        self.missed: set[str] = set()
        self.wrong: int | None = None  # the file nearest to the last base whose changes have mistakes

    def extended(self, tree: Mapping, data: bytes, path: Path) -> Mapping | None:
        self._there.append(os.path.abspath(path))
        self.hashes.append(hashlib.sha256(data).hexdigest())
        self._bytes += len(data)
        self._nodes += _count(tree)
        fields = Fields(tree, self._report, "the schema")
        name = fields.node_of("extends")
        if len(self._there) > 1:
            check_language(fields)
        if name is None:
            return self._unchanged(fields, tree)
        base = self._base(fields, name, path)
        if base is None:
            return None
        before = len(self._report.problems)
        changes = read_changes(fields, base)
        # What a base should have been called already is missed here, too, and told there.
        below = Doubts(frozenset(self.missed))
        found = [each for each in self._report.problems[before:] if not below.cover(each)]
        self._report.problems[before:] = found
        if errors(found):
            self._miss(tree, [change.name for change in changes.values() if change.name])
        return lay_over(changed(base, changes), tree)

    def _miss(self, tree: Mapping, given: Iterable[str] = ()) -> None:
        """The names that the tree says and that nothing has got."""
        self.missed |= missed_names(tree, given)
        self.wrong = max(tree.file, self.wrong or 0)

    def _unchanged(self, fields: Fields, tree: Mapping) -> Mapping:
        """The tree of a schema that stands alone, where there is nothing to rename or to remove."""
        for word in ("rename", "remove"):
            if fields.node_of(word) is not None:
                message = f"`{word}` without `extends`: there is nothing to {word} from"
                hint = "name the schema to build on, or change the labels here"
                self._report.error(fields.key(word), "no-base", message, hint)
                self._miss(tree)
        return lay_over(Mapping((), tree.line, tree.column, tree.file), tree)

    def _base(self, fields: Fields, name: Node, path: Path) -> Mapping | None:
        """The base that this node names, itself on top of its bases."""
        text = text_of(name, fields.report, "extends")
        if text is None:
            return None
        try:
            found, data = self._bases(text, path)
        except AnnotateError as error:
            self._report.error(name, error.slug or "no-schema", error.message, error.hint)
            return None
        if self._is_too_much(name, found, data):
            return None
        number = self._report.add(str(found))
        tree = self._read(data, number)
        return None if tree is None else self.extended(tree, data, found)

    def _is_too_much(self, name: Node, found: Path, data: bytes) -> bool:
        before = len(self._report.problems)
        if os.path.abspath(found) in self._there:
            way = " -> ".join(quoted(Path(each).name) for each in (*self._there, str(found)))
            message = f"schemas build on each other in a circle: {way}"
            self._report.error(name, "extends-circle", message, "let one of them stand alone")
        elif len(self._there) > MAX_BASES:
            message = f"more than {MAX_BASES} schemas build on each other"
            self._report.error(name, "too-deep", message, "take some of them together")
        elif self._bytes + len(data) > MAX_BYTES:
            message = f"with {quoted(found.name)} the schema has more than {MAX_BYTES:,} bytes"
            self._report.error(name, "too-large", message)
        elif self._nodes > MAX_TOKENS:
            message = f"with what it builds on the schema has more than {MAX_TOKENS:,} parts"
            self._report.error(name, "too-long", message)
        return len(self._report.problems) > before

    def _read(self, data: bytes, number: int) -> Mapping | None:
        try:
            tree = _stamped(read_node(data), number)
        except YamlError as error:
            place = Scalar("", error.line, error.column, file=number)
            self._report.error(place, error.slug, error.message, error.hint)
            return None
        if isinstance(tree, Mapping):
            return tree
        self._report.error(tree, "not-a-mapping", "a schema must be a mapping, `key: value`")
        return None


def _stamped(node: Node, file: int) -> Node:
    """The tree, each node with the number of its file; no deeper than files may be."""
    match node:
        case Scalar():
            return msgspec.structs.replace(node, file=file)
        case Sequence(items=items):
            inner = tuple(_stamped(each, file) for each in items)
            return msgspec.structs.replace(node, items=inner, file=file)
        case Mapping(entries=entries):
            pairs = tuple((msgspec.structs.replace(key, file=file), _stamped(value, file)) for key, value in entries)
            return msgspec.structs.replace(node, entries=pairs, file=file)


def _count(node: Node) -> int:
    match node:
        case Sequence(items=items):
            return 1 + sum(map(_count, items))
        case Mapping(entries=entries):
            return 1 + sum(1 + _count(value) for _, value in entries)
        case _:
            return 1
