"""Putting a file of ours where a person wants it: whole or not at all, never through a link."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

from annotate.errors import Unreadable, Usage
from annotate.store.disk import Disk, Folder

_PIECE = 1 << 18


def place(path: Path, content: bytes, *, over: bool = True, disk: Disk | None = None) -> None:
    """The file at `path` has this content, its folder made if need be.

    Raises:
        Usage: there is something already, and `over` is false, or the path names no file.
        Unreadable: it cannot be written, or a link or no plain file is in its place.
    """
    place_pieces(path, [content], over=over, disk=disk)


def place_pieces(path: Path, pieces: Iterable[bytes], *, over: bool = True, disk: Disk | None = None) -> None:
    """The same for content that comes in pieces of any size; what their making raises, too, changes
    nothing."""
    if not path.name or "\0" in str(path):
        raise Usage(f"{str(path)!r} names no file", slug="usage")
    try:
        with closing(Folder.at(disk or Disk(), path.parent)) as folder:
            if not over and folder.status(path.name) is not None:
                hint = "give another name, or replace it with --force."
                raise Usage(f"{path}: there is something already", slug="already-there", hint=hint)
            folder.replace(path.name, "annotate", _gathered(pieces))
    except OSError as error:
        raise _cannot_write(path, error) from None


def _gathered(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The same in large pieces, so that not every line is a call of its own."""
    gathered: list[bytes] = []
    size = 0
    for piece in pieces:
        gathered.append(piece)
        size += len(piece)
        if size >= _PIECE:
            yield b"".join(gathered)
            gathered, size = [], 0
    yield b"".join(gathered)


def _cannot_write(path: Path, error: OSError) -> Unreadable:
    reason = error.strerror or os.strerror(error.errno or 0)
    hint = "Check the folder, its permissions and the space on the disk."
    return Unreadable(f"{path}: {reason}", slug="cannot-write", hint=hint)
