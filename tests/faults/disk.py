"""Disks on which chosen calls go wrong."""

from __future__ import annotations

import errno
import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

from annotate.store.disk import Disk

CALLS = (
    "open",
    "write",
    "fsync",
    "chmod",
    "truncate",
    "replace",
    "unlink",
    "mkdir",
    "rmdir",
    "fsync_folder",
    "flock",
)


_HANDLES = {"open": 3, "replace": 2, "unlink": 1, "mkdir": 1, "rmdir": 1}
"""Which argument says what is acted on, if it is not the first."""


class HookedDisk(Disk):
    """Every call goes through `around`; `names` are the calls so far."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def around(self, name: str, call: Callable[..., Any], args: tuple[Any, ...]) -> Any:
        return call(*args)


def _hooked(name: str) -> Callable[..., Any]:
    real = getattr(Disk, name)

    def call(self: HookedDisk, *args: Any) -> Any:
        self.names.append(name)
        return self.around(name, lambda *given: real(self, *given), args)

    return call


for _name in CALLS:
    setattr(HookedDisk, _name, _hooked(_name))


class FailingDisk(HookedDisk):
    """The call number `at` (from 1) and `times - 1` more fail with `error`.

    A write that fails has first written half; with `error` 0 it says so instead of failing, and
    other calls succeed.
    """

    def __init__(self, at: int, error: int = errno.ENOSPC, times: int = 1) -> None:
        super().__init__()
        self.at, self.error, self.times = at, error, times

    def around(self, name: str, call: Callable[..., Any], args: tuple[Any, ...]) -> Any:
        if not self.at <= len(self.names) < self.at + self.times:
            return call(*args)
        if name == "write":
            written = call(args[0], args[1][: len(args[1]) // 2])
            if not self.error:
                return written
        if not self.error:
            return call(*args)
        raise OSError(self.error, os.strerror(self.error))


class DyingDisk(HookedDisk):
    """The process is killed at call number `at`: before it, after it, or with half of it done."""

    def __init__(self, at: int, when: str = "after") -> None:
        super().__init__()
        self.at, self.when = at, when

    def around(self, name: str, call: Callable[..., Any], args: tuple[Any, ...]) -> Any:
        if len(self.names) != self.at:
            return call(*args)
        try:
            if self.when == "half" and name == "write":
                call(args[0], args[1][: len(args[1]) // 2])
            elif self.when == "after":
                call(*args)
        finally:
            os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError("still alive")


class HastyDisk(Disk):
    """Waits for nothing: for where power cuts are not in question."""

    def fsync(self, file: int) -> None:
        pass

    def fsync_folder(self, folder: int) -> None:
        pass


class TellingDisk(HookedDisk):
    """Writes the name of each call into a file, a line each."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self._told = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def around(self, name: str, call: Callable[..., Any], args: tuple[Any, ...]) -> Any:
        os.write(self._told, name.encode() + b"\n")
        return call(*args)


class FullDisk(HookedDisk):
    """While the file `sign` exists, everything below `folder` fails with `error`."""

    def __init__(self, sign: Path, folder: Path, error: int = errno.ENOSPC) -> None:
        super().__init__()
        self.sign, self.folder, self.error = sign, folder.resolve(), error

    def around(self, name: str, call: Callable[..., Any], args: tuple[Any, ...]) -> Any:
        handle = args[_HANDLES.get(name, 0)]
        place = Path(os.readlink(f"/proc/self/fd/{handle}"))
        if self.sign.exists() and place.is_relative_to(self.folder):
            raise OSError(self.error, os.strerror(self.error))
        return call(*args)
