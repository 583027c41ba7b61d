"""YAML trees kept from one run to the next, in the output folder beside the journals.

To read the YAML of a schema takes longer than all else at the start of the program, and schemas
seldom change. A tree is kept under the hash of the bytes that it was read from, so it is never out
of date. The folder may be removed at any time; what cannot be read there or put there is as if it
were not.
"""

from __future__ import annotations

import hashlib
import re
from contextlib import closing, suppress
from pathlib import Path

import msgspec

from annotate.errors import AnnotateError
from annotate.store.disk import Disk, Folder
from annotate.store.names import JOURNALS
from annotate.store.reading import read_plain
from annotate.store.yaml.nodes import Node, Scalar, Sequence
from annotate.store.yaml.text import MAX_DEPTH

FOLDER = ".schemas-1"  # Another number when `reading` or `nodes` change.
KEPT = 32
"""Trees; beyond that the oldest are removed."""

_LIMIT = 16 * 1024 * 1024
_NAME = re.compile("[0-9a-f]{64}")
_decoder: msgspec.msgpack.Decoder[Node] = msgspec.msgpack.Decoder(Node)


def node_of(data: bytes, out: Path | None = None) -> Node:
    """As `read_node`, which is asked only for bytes whose tree is not kept in the output folder.

    Trees are kept only where there are journals: a folder is never made for them alone.
    """
    name = hashlib.sha256(data).hexdigest()
    kept = _kept(out / JOURNALS / FOLDER / name) if out else None
    if kept is not None:
        return kept
    from annotate.store.yaml.reading import read_node  # ruamel.yaml takes long to import

    node = read_node(data)
    if out and (out / JOURNALS).is_dir():
        with suppress(OSError, AnnotateError, RecursionError):
            _keep(node, name, out)
    return node


def _kept(path: Path) -> Node | None:
    try:
        node = _decoder.decode(read_plain(path, "a tree", _LIMIT))
        return node if _is_flat(node, MAX_DEPTH) else None
    except (AnnotateError, ValueError, RecursionError):
        return None


def _is_flat(node: Node, levels: int) -> bool:
    """Whether it is no deeper than what `read_node` gives; others may write to the folder too."""
    if isinstance(node, Scalar):
        return True
    inner = node.items if isinstance(node, Sequence) else [value for _, value in node.entries]
    return levels > 0 and all(_is_flat(each, levels - 1) for each in inner)


def _keep(node: Node, name: str, out: Path) -> None:
    with closing(Folder.at(Disk(), out)) as root, closing(root.below((JOURNALS, FOLDER))) as folder:
        folder.replace(name, name, [msgspec.msgpack.encode(node)])
        found = [each for each in folder.names() if _NAME.fullmatch(each)]
        for each in sorted(found, key=lambda name: _age(folder, name))[:-KEPT]:
            folder.discard(each)


def _age(folder: Folder, name: str) -> float:
    status = folder.status(name)
    return status.st_mtime if status else 0.0
