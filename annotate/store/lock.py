"""One writer per annotation file: a lock that the system lets go when its holder dies.

The file says who holds it, for the message. It is never removed: removing it is how two could hold
it.
"""

from __future__ import annotations

import datetime
import errno
import os
import socket
from contextlib import suppress

import msgspec

from annotate.errors import Unreadable
from annotate.store.disk import Disk, Folder

_HELD = (errno.EAGAIN, errno.EACCES)
_NO_LOCKS = (errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOTSUP, errno.ENOSYS)
_TRIES = 20


class Holder(msgspec.Struct, frozen=True):
    pid: int
    host: str
    started: str

    def __str__(self) -> str:
        return f"pid {self.pid} on host {self.host}, since {self.started}"


class Lock:
    """A lock that is held until `release`, or until the process ends."""

    def __init__(self, folder: Folder, file: int) -> None:
        self._disk = folder.disk
        self._file = file

    def is_at(self, folder: Folder, name: str) -> bool:
        """Whether the file that is locked is the one under that name."""
        there = folder.status(name)
        return there is not None and os.path.samestat(there, os.fstat(self._file))

    def release(self) -> None:
        _empty(self._disk, self._file)
        os.close(self._file)

    def sign(self) -> None:
        """Says who holds it. Where even that cannot be written the lock holds all the same."""
        now = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
        holder = Holder(os.getpid(), socket.gethostname(), now)
        _empty(self._disk, self._file)
        with suppress(OSError):
            os.lseek(self._file, 0, os.SEEK_SET)
            self._disk.write(self._file, msgspec.json.encode(holder) + b"\n")


def take_lock(folder: Folder, name: str, what: str) -> Lock:
    """Raises Unreadable if somebody else has it, OSError if it cannot be made."""
    for _ in range(_TRIES):
        file = folder.open(name, os.O_RDWR | os.O_CREAT)
        try:
            _hold(folder, file, what)
            lock = Lock(folder, file)
            is_there = lock.is_at(folder, name)
        except BaseException:
            os.close(file)
            raise
        # Another may have removed the file between our opening and locking it.
        if is_there:
            lock.sign()
            return lock
        os.close(file)
    raise Unreadable(f"{what}: its lock file keeps vanishing", slug="locked")


def _hold(folder: Folder, file: int, what: str) -> None:
    try:
        folder.disk.flock(file)
    except OSError as error:
        holder = _holder(file)
        if error.errno in _HELD:
            raise _held(what, holder) from None
        if error.errno not in _NO_LOCKS:
            raise
        if holder is not None and _lives(holder):
            raise _held(what, holder) from None


def _holder(file: int) -> Holder | None:
    try:
        return msgspec.json.decode(os.pread(file, 4096, 0), type=Holder)
    except (OSError, ValueError, RecursionError):
        return None


def _lives(holder: Holder) -> bool:
    """Whether the holder may be at work; of another host nobody can tell."""
    if holder.host != socket.gethostname():
        return True
    if holder.pid == os.getpid() or holder.pid < 1:
        return holder.pid == os.getpid()
    try:
        os.kill(holder.pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        pass
    return True


def _held(what: str, holder: Holder | None) -> Unreadable:
    return Unreadable(
        f"{what} is being annotated by {holder or 'another process'}",
        slug="locked",
        hint="Leave the other one first, or work under another annotator's name.",
    )


def _empty(disk: Disk, file: int) -> None:
    """What it says is for the message only, so it may as well fail."""
    with suppress(OSError):
        disk.truncate(file, 0)
