"""YAML trees of the schemas that come with the program, read beforehand.

To read the YAML of a schema takes longer than all else at the start of the program. A tree lies in
the folder `ready` under the hash of the bytes that it was read from, so that one whose schema was
changed is not found and the YAML is read. `docs/make.py` makes them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

import msgspec

from annotate.store.yaml.nodes import Node

FOLDER = Path(__file__).with_name("ready")
_decoder: msgspec.msgpack.Decoder[Node] = msgspec.msgpack.Decoder(Node)


def node_of(data: bytes) -> Node:
    """As `read_node`, which is asked only for bytes whose tree is not there."""
    return ready_node(data) or read_anew(data)


def ready_node(data: bytes) -> Node | None:
    """The tree that was read beforehand: of a schema that comes with the program."""
    try:
        return _decoder.decode((FOLDER / _name(data)).read_bytes())
    except (OSError, msgspec.MsgspecError):
        return None


def read_anew(data: bytes) -> Node:
    """`read_node`, loaded now that it is needed."""
    from annotate.store.yaml.reading import read_node  # ruamel.yaml takes long to import

    return read_node(data)


def trees(schemas: Iterable[Path]) -> dict[str, bytes]:
    """What the folder is to hold: the name and content of a file for each schema."""
    from annotate.store.yaml.reading import read_node

    texts = [path.read_bytes() for path in schemas]
    return {_name(data): msgspec.msgpack.encode(read_node(data)) for data in texts}


def _name(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
