"""YAML as a tree of texts with their places, lines and columns counted from 1.

What a text means is decided by the field that wants it, so a label may be called `no` and a
version `1.10`. `file` is 0 for the file that is read; a schema may build on others, counted from 1.
"""

from __future__ import annotations

import msgspec


class Scalar(msgspec.Struct, frozen=True, array_like=True, tag=True):
    """`plain`: written without quotes; then an empty text means that nothing was given."""

    text: str
    line: int
    column: int
    plain: bool = True
    file: int = 0


class Sequence(msgspec.Struct, frozen=True, array_like=True, tag=True):
    items: tuple[Node, ...]
    line: int
    column: int
    file: int = 0


class Mapping(msgspec.Struct, frozen=True, array_like=True, tag=True):
    """In the order of the file; keys may still be there twice."""

    entries: tuple[tuple[Scalar, Node], ...]
    line: int
    column: int
    file: int = 0


Node = Scalar | Sequence | Mapping
