"""New contents of many files, kept until it is known that all of them can be written."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, NamedTuple

from annotate.errors import Unreadable

IN_MEMORY = 64 << 20
"""Bytes of all contents together, above which they wait in a temporary file without a name."""


class _Entry(NamedTuple):
    path: Path
    was: str
    size: int


@contextmanager
def staging() -> Iterator[Staged]:
    with tempfile.SpooledTemporaryFile(IN_MEMORY) as contents:
        yield Staged(contents)


class Staged:
    """Ten thousand files do not fit in memory, and what becomes of each is worked out only once."""

    def __init__(self, contents: IO[bytes]) -> None:
        self._entries: list[_Entry] = []
        self._contents = contents

    def add(self, path: Path, was: str, content: bytes) -> None:
        """`was` is the hash of the bytes that the file had. Raises Unreadable if there is no room."""
        try:
            self._contents.write(content)
        except OSError as error:
            raise Unreadable(
                f"what {path} is to become does not fit in {tempfile.gettempdir()}: {error.strerror}",
                slug="cannot-write",
                hint="Make room there, or name another folder in TMPDIR.",
            ) from None
        self._entries.append(_Entry(path, was, len(content)))

    def each(self) -> Iterator[tuple[Path, str, bytes]]:
        """In the order in which they were added."""
        self._contents.seek(0)
        for path, was, size in self._entries:
            yield path, was, self._contents.read(size)
