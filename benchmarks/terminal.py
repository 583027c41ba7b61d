"""A program on a terminal of its own, and how long it takes to answer."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

COLUMNS, ROWS = 120, 40
PATIENCE = 120.0
QUIET = 0.04
"""Seconds without a byte after which an answer is taken to be complete. Not part of its time."""


class Answer(NamedTuple):
    """Milliseconds from writing the key to reading the last byte, and how many bytes came."""

    milliseconds: float
    bytes: int


class Program:
    """Starts on being made; `with` ends it."""

    def __init__(self, command: Sequence[str | Path], folder: Path) -> None:
        self._terminal, child = pty.openpty()
        fcntl.ioctl(child, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        self._began = time.perf_counter()
        self._process = subprocess.Popen(
            list(map(str, command)), stdin=child, stdout=child, stderr=child, cwd=folder,
            env=_environment(folder), start_new_session=True,
        )  # fmt: skip
        os.close(child)
        self.screen = b""

    def __enter__(self) -> Program:
        return self

    def __exit__(self, *_: object) -> None:
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGKILL)
        self._process.wait()
        os.close(self._terminal)

    def until(self, marker: bytes) -> float:
        """Milliseconds from the start until the marker is on the screen."""
        while marker not in self.screen:
            read = self._read(PATIENCE)
            if read is None:
                raise TimeoutError(f"{marker!r} did not come: {self.screen[-2000:]!r}")
            at, data = read
            self.screen += data
        return 1000 * (at - self._began)

    def settle(self, least: int = 0) -> float:
        """Milliseconds from the start to the last byte before there is silence for long, once so
        many bytes came."""
        at = self._began
        while read := self._read(10 * QUIET if len(self.screen) >= least else PATIENCE):
            at, data = read
            self.screen += data
        return 1000 * (at - self._began)

    def press(self, key: bytes) -> Answer:
        begun = time.perf_counter()
        os.write(self._terminal, key)
        size, at = 0, begun
        # Until the first byte, patience: a program may think for longer than it is silent.
        while read := self._read(QUIET if size else 10 * QUIET):
            at, data = read
            size += len(data)
        return Answer(1000 * (at - begun), size)

    def send(self, key: bytes) -> None:
        """Presses the key and waits for nothing."""
        os.write(self._terminal, key)

    @property
    def peak(self) -> float:
        """The most memory the process had so far, in MiB."""
        with open(f"/proc/{self._process.pid}/status") as status:
            line = next(line for line in status if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024

    def _read(self, patience: float) -> tuple[float, bytes] | None:
        if not select.select([self._terminal], [], [], patience)[0]:
            return None
        try:
            data = os.read(self._terminal, 1 << 16)
        except OSError as error:
            raise RuntimeError(f"the program ended: {self.screen[-2000:]!r}") from error
        return time.perf_counter(), data


def _environment(folder: Path) -> dict[str, str]:
    """Nobody's configuration, a terminal of 256 colors."""
    return {
        "PATH": os.environ.get("PATH", ""),
        "HOME": str(folder),
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
    }
