"""What a journal is folded into: the annotation file, and what a reviewer ruled beside it.

Each is replaced as a whole, and neither if somebody else wrote it meanwhile.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator

import msgspec

from annotate.core.session import Session
from annotate.store.annotations import sha256_of
from annotate.store.home import Home
from annotate.store.pages import Pages
from annotate.store.rulings import encode_rulings


class Changed(Exception):
    """Somebody else wrote the annotation file while we worked on it."""


class Seen(msgspec.Struct, frozen=True):
    """The annotation file as we last saw it: its hash, and what tells quickly that it is the same."""

    sha256: str
    inode: int
    size: int
    changed: int

    @classmethod
    def of(cls, status: os.stat_result, sha256: str) -> Seen:
        return cls(sha256, status.st_ino, status.st_size, status.st_mtime_ns)


class Snapshot:
    """The files in one home: the annotation file as it was read, if there is one, and what the
    reviewer's file holds."""

    def __init__(self, home: Home, seen: Seen | None = None, rulings: bytes = b"") -> None:
        self._home = home
        self._seen = seen
        self._rulings = rulings
        self._pages = Pages()

    @property
    def sha256(self) -> str | None:
        """Of the annotation file, as we last saw it."""
        return self._seen.sha256 if self._seen else None

    def replace(self, session: Session, announce: Callable[[str], None]) -> str:
        """Puts all of the session there; the annotation file's new hash. `announce` gets it before
        the file takes its place.

        Raises Changed, OSError, and what `announce` raises; the annotation file is then as it was.
        """
        home = self._home
        home.find_files()
        # First, because the annotation file follows from it.
        self._put_rulings(session)
        digest = hashlib.sha256()

        def before() -> None:
            if not self._is_ours():
                raise Changed
            announce(digest.hexdigest())

        pieces = _hashing(self._pages.pieces(session), digest)
        home.files.replace(home.names.file, home.names.stem, pieces, before)
        status = home.files.status(home.names.file)
        self._seen = Seen.of(status, digest.hexdigest()) if status else None
        return digest.hexdigest()

    def _put_rulings(self, session: Session) -> None:
        content = encode_rulings(session)
        if content == self._rulings:
            return
        home = self._home
        if (home.files.read(home.names.rulings) or b"") not in (self._rulings, b""):
            raise Changed
        home.files.replace(home.names.rulings, home.names.stem, [content])
        self._rulings = content

    def _is_ours(self) -> bool:
        """Whether the annotation file is the one that we wrote or read last, or not there at all."""
        status = self._home.files.status(self._home.names.file)
        if status is None:
            return True
        if self._seen is None:
            return False
        if Seen.of(status, self._seen.sha256) == self._seen:
            return True
        content = self._home.files.read(self._home.names.file)
        return content is not None and sha256_of(content) == self._seen.sha256


def _hashing(pieces: Iterator[bytes], digest: hashlib._Hash) -> Iterator[bytes]:
    for piece in pieces:
        digest.update(piece)
        yield piece
