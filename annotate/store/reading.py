"""Opening files that others made: plain ones only, and without ever waiting."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import BinaryIO

from annotate.errors import Unreadable

# Without O_NONBLOCK, opening a pipe that nobody writes to would wait for ever.
_FLAGS = os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
_KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


def open_plain(path: Path, wanted: str) -> BinaryIO:
    """The file, to be read. `wanted` says what it should be: `a text file`.

    Raises Unreadable if there is none, it may not be read, or it is a folder, pipe or device.
    """
    try:
        handle = os.open(path, _FLAGS)
    except (OSError, ValueError) as error:
        raise cannot_read(path, error) from None
    mode = os.fstat(handle).st_mode
    for test, kind in _KINDS:
        if test(mode):
            os.close(handle)
            message = f"{path}: this is {kind}, not {wanted}"
            raise Unreadable(message, slug="not-a-file", hint=f"Name {wanted}.")
    return open(handle, "rb")


def read_plain(path: Path, wanted: str, limit: int = -1) -> bytes:
    """The file's bytes, `limit` at most. Raises Unreadable as `open_plain`."""
    with open_plain(path, wanted) as file:
        return read_from(file, path, limit)


def read_from(file: BinaryIO, path: Path, size: int = -1) -> bytes:
    """The next bytes of the open file, all if there is no `size`. Raises Unreadable."""
    try:
        return file.read(size)
    except OSError as error:
        raise cannot_read(path, error) from None


def cannot_read(path: Path, error: OSError | ValueError) -> Unreadable:
    """The failure in words; a ValueError is that of a name that no file can have."""
    if isinstance(error, FileNotFoundError) and path.is_symlink():
        reason, hint = "the link leads nowhere", f"It names {os.readlink(path)!r}."
    elif isinstance(error, OSError):
        reason, hint = error.strerror or str(error), "Check the name and the permissions."
    else:
        reason, hint = str(error), "Check the name."
    return Unreadable(f"{path}: {reason}", slug="cannot-read", hint=hint)
