"""The schemas that come with the program, read beforehand.

To read the YAML of a schema takes longer than all else at the start of the program. What was read
lies in the folder `ready` under the hash of the file's bytes, so that one that was changed is not
found and its YAML is read. `docs/make.py` makes them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec

from annotate.core.schema import Schema

FOLDER = Path(__file__).with_name("ready")
_decoder: msgspec.msgpack.Decoder[Schema] = msgspec.msgpack.Decoder(Schema)


def ready_schema(data: bytes, path: Path) -> Schema | None:
    """The schema in these bytes of the file at `path`, None if it was not read beforehand."""
    digest = _name(data)
    try:
        schema = _decoder.decode((FOLDER / digest).read_bytes())
    except (OSError, msgspec.MsgspecError):
        return None
    return msgspec.structs.replace(schema, hash=digest, path=str(path))


def stored() -> dict[str, Schema]:
    """What the folder holds, by the names of its files."""
    return {path.name: _decoder.decode(path.read_bytes()) for path in FOLDER.iterdir()}


def store(schemas: Mapping[str, Schema]) -> None:
    """Makes the folder hold these; what it holds already stays as it is."""
    FOLDER.mkdir(exist_ok=True)
    there = stored()
    for name in there.keys() - schemas.keys():
        (FOLDER / name).unlink()
    for name, schema in schemas.items():
        if there.get(name) != schema:
            (FOLDER / name).write_bytes(msgspec.msgpack.encode(schema))


def wanted(paths: Iterable[Path]) -> dict[str, Schema]:
    """What the folder is to hold for these files, all of which are without a mistake and stand
    alone."""
    from annotate.store.schemas.schema import parse_schema

    found = {}
    for path in paths:
        data = path.read_bytes()
        schema, problems = parse_schema(data, path)
        assert schema is not None and not problems, f"{path}: {problems}"
        found[_name(data)] = msgspec.structs.replace(schema, path="")
    return found


def _name(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
