"""YAML trees kept from one run to the next.

To read the YAML of a schema takes longer than all else at the start of the program, and schemas
seldom change. A tree is kept under the hash of the bytes that it was read from, so it is never out
of date. The cache may be removed at any time; what cannot be read there or put there is as if it
were not.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Mapping as Map
from contextlib import suppress
from pathlib import Path

import msgspec

from annotate.store.yaml_nodes import Node

KEPT = 32
"""Trees; beyond that the oldest are removed."""

_FOLDER = "annotate/yaml-1"  # Another number when `yaml_reading` or `yaml_nodes` change.
_LIMIT = 16 * 1024 * 1024
_decoder: msgspec.msgpack.Decoder[Node] = msgspec.msgpack.Decoder(Node)


def cache_folder(environment: Map[str, str]) -> Path:
    """Where this user's trees are kept, whether there are any or not."""
    base = environment.get("XDG_CACHE_HOME", "")
    # The XDG rule: a path that is not absolute counts as not given.
    home = Path(base) if os.path.isabs(base) else Path(os.path.expanduser("~"), ".cache")
    return home / _FOLDER


def node_of(data: bytes, cache: Path | None) -> Node:
    """As `read_node`, which is asked only for bytes whose tree is not in the cache, if there is
    one."""
    path = cache / hashlib.sha256(data).hexdigest() if cache else None
    kept = _kept(path) if path else None
    if kept is not None:
        return kept
    from annotate.store.yaml_reading import read_node  # ruamel.yaml takes long to import

    node = read_node(data)
    if path:
        with suppress(OSError, RecursionError):
            _keep(node, path)
    return node


def _kept(path: Path) -> Node | None:
    try:
        with path.open("rb") as file:
            return _decoder.decode(file.read(_LIMIT))
    except (OSError, ValueError, RecursionError):
        return None


def _keep(node: Node, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    # Under a name of its own first: another process may read meanwhile.
    new = path.with_name(f"new-{secrets.token_hex(8)}")
    try:
        new.write_bytes(msgspec.msgpack.encode(node))
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)
    found = sorted(path.parent.iterdir(), key=lambda each: each.stat().st_mtime)
    for each in found[:-KEPT]:
        each.unlink(missing_ok=True)
