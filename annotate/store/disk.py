"""The calls that change what is on the disk, in one place, so that each of them can be made to
fail.

Everything below an output folder goes through folder handles: no name is ever looked up through a
link.
"""

from __future__ import annotations

import errno
import fcntl
import os
import secrets
import stat
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing, suppress
from pathlib import Path

from annotate.errors import Unreadable

_FLAGS = os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK | os.O_NOCTTY
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC


class Disk:
    """The real calls. A subclass may count them, refuse them or die in them."""

    def open(self, name: str, flags: int, mode: int, folder: int) -> int:
        return os.open(name, flags, mode, dir_fd=folder)

    def write(self, file: int, data: bytes) -> int:
        return os.write(file, data)

    def fsync(self, file: int) -> None:
        os.fsync(file)

    def chmod(self, file: int, mode: int) -> None:
        os.fchmod(file, mode)

    def truncate(self, file: int, size: int) -> None:
        os.ftruncate(file, size)

    def replace(self, old: str, new: str, folder: int) -> None:
        os.replace(old, new, src_dir_fd=folder, dst_dir_fd=folder)

    def unlink(self, name: str, folder: int) -> None:
        os.unlink(name, dir_fd=folder)

    def mkdir(self, name: str, folder: int) -> None:
        os.mkdir(name, dir_fd=folder)

    def rmdir(self, name: str, folder: int) -> None:
        os.rmdir(name, dir_fd=folder)

    def fsync_folder(self, folder: int) -> None:
        os.fsync(folder)

    def flock(self, file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


class Folder:
    """An open folder: the names in it are looked up in it and nowhere else. Close it after use."""

    def __init__(self, disk: Disk, handle: int, path: Path) -> None:
        self.disk = disk
        self.path = path
        self._handle = handle

    @classmethod
    def at(cls, disk: Disk, path: Path) -> Folder:
        """The folder, made if it is not there. The path to it is the user's own and may be a
        link."""
        there = Path(os.path.abspath(path))
        missing: list[str] = []
        while not there.exists() and there != there.parent:
            missing.insert(0, there.name)
            there = there.parent
        nearest = cls(disk, os.open(there, _FOLDER & ~os.O_NOFOLLOW), there)
        try:
            folder = nearest.below(missing)
        finally:
            nearest.close()
        folder.path = path
        return folder

    def below(self, names: Iterable[str]) -> Folder:
        """The folder reached by these names, made where it is missing; a link among them is
        refused."""
        here = Folder(self.disk, os.dup(self._handle), self.path)
        for name in names:
            try:
                inner = here._enter(name)
            finally:
                here.close()
            here = inner
        return here

    def _enter(self, name: str) -> Folder:
        try:
            self.disk.mkdir(name, self._handle)
            self.sync()
        except FileExistsError:
            pass
        try:
            handle = os.open(name, _FOLDER, dir_fd=self._handle)
        except OSError as error:
            if error.errno in (errno.ELOOP, errno.ENOTDIR):
                raise not_plain(self.path / name) from None
            raise
        return Folder(self.disk, handle, self.path / name)

    def open(self, name: str, flags: int, mode: int = 0o666) -> int:
        """A handle of a regular file; anything else under that name is refused, never followed."""
        try:
            file = self.disk.open(name, flags | _FLAGS, mode, self._handle)
        except OSError as error:
            if error.errno in (errno.ELOOP, errno.EISDIR, errno.ENXIO):
                raise not_plain(self.path / name) from None
            raise
        if not stat.S_ISREG(os.fstat(file).st_mode):
            os.close(file)
            raise not_plain(self.path / name)
        return file

    def read(self, name: str) -> bytes | None:
        """The whole content, None if there is no such file."""
        try:
            file = self.open(name, os.O_RDONLY)
        except FileNotFoundError:
            return None
        with open(file, "rb") as stream:
            return stream.read()

    def status(self, name: str) -> os.stat_result | None:
        """What the name stands for, itself and not what it may lead to; None if nothing."""
        try:
            return os.stat(name, dir_fd=self._handle, follow_symlinks=False)
        except FileNotFoundError:
            return None

    def create(self, name: str, pieces: Iterable[bytes], mode: int | None = None) -> None:
        """A new file with this content, on the disk before this returns; its name is not yet."""
        file = self.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
        try:
            if mode is not None:
                self.disk.chmod(file, mode)
            for piece in pieces:
                write_all(self.disk, file, piece)
            self.disk.fsync(file)
        finally:
            os.close(file)

    def replace(
        self,
        name: str,
        stem: str,
        pieces: Iterable[bytes],
        before: Callable[[], None] = lambda: None,
    ) -> None:
        """The file has this content or the old one, whatever happens; on the disk when this
        returns.

        The content is first written to a hidden file whose name has `stem` in it.
        `before` is called when the new content is safe but not yet under its name.
        Raises OSError, and what `before` raises; the old file is then as it was.
        """
        there = self.status(name)
        if there is not None and not stat.S_ISREG(there.st_mode):
            raise not_plain(self.path / name)
        mode = None if there is None else stat.S_IMODE(there.st_mode)
        temporary = f".{stem}.{secrets.token_hex(8)}.tmp"
        try:
            self.create(temporary, pieces, mode)
            before()
            self.disk.replace(temporary, name, self._handle)
        except BaseException:
            self.discard(temporary)
            raise
        self.sync()

    def rename(self, old: str, new: str) -> None:
        """Durable when this returns; a file called `new` is replaced. Raises OSError."""
        self.disk.replace(old, new, self._handle)
        self.sync()

    def sync(self) -> None:
        """Makes names durable. Some network file systems cannot and need not."""
        try:
            self.disk.fsync_folder(self._handle)
        except OSError as error:
            if error.errno not in (errno.EINVAL, errno.ENOTSUP):
                raise

    def is_removed(self) -> bool:
        return os.fstat(self._handle).st_nlink == 0

    def names(self) -> list[str]:
        return os.listdir(self._handle)

    def close(self) -> None:
        os.close(self._handle)

    def discard(self, name: str) -> None:
        """Removes a file that nothing depends on, if that is possible."""
        with suppress(OSError):
            self.disk.unlink(name, self._handle)

    def prune(self, names: Sequence[str], depth: int) -> None:
        """Removes the innermost `depth` of these folders, which lie one in the other, as far as
        they are empty. Raises OSError."""
        for end in range(len(names), len(names) - depth, -1):
            with closing(self.below(names[: end - 1])) as outer:
                self.disk.rmdir(names[end - 1], outer._handle)


def write_all(disk: Disk, file: int, data: bytes) -> None:
    """Writes everything; a call that writes nothing more is told as a full disk."""
    view = memoryview(data)
    while view:
        written = disk.write(file, bytes(view) if len(view) < len(data) else data)
        if written <= 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        view = view[written:]


def not_plain(path: Path) -> Unreadable:
    return Unreadable(
        f"{path}: a link or not a plain file or folder; nothing is written through it",
        slug="not-a-plain-file",
        hint="Put a plain file or folder there, or choose another output folder.",
    )
