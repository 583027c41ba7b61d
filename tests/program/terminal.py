"""A program on a terminal of its own: keys go in, what is on the screen comes out.

Nothing here sleeps: whoever waits reads what the program writes until the screen is as expected.
`PATIENCE` only ends a test that would wait forever.
"""

from __future__ import annotations

import contextlib
import faulthandler
import fcntl
import gc
import logging
import os
import re
import select
import signal
import struct
import sys
import termios
import threading
import time
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NoReturn

import pyte

PATIENCE = 20.0
_COUNT = re.compile(r"\bsaved (\d+)\b")


class Ended(AssertionError):
    """The program ended before what was waited for came."""


KEYS = {
    "enter": "\r",
    "space": " ",
    "escape": "\x1b",
    "tab": "\t",
    "backspace": "\x7f",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "pageup": "\x1b[5~",
    "pagedown": "\x1b[6~",
}


class Terminal:
    """`main` runs in a process of its own whose terminal this is; its result is the exit status.

    With a list of arguments instead, that program runs. The environment holds nothing but `env` and
    what a terminal needs. A process that still lives when the `with` ends is killed.
    """

    def __init__(
        self,
        main: Callable[[], int] | Sequence[str],
        *,
        columns: int = 80,
        rows: int = 24,
        folder: Path | None = None,
        env: Mapping[str, str] | None = None,
    ) -> None:
        self.output = bytearray()
        self.status: int | None = None
        self._master, slave = os.openpty()
        self.name = os.ttyname(slave)
        self.before = termios.tcgetattr(slave)
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        _set_size(slave, columns, rows)
        self.pid = os.fork()
        if not self.pid:
            os.close(self._master)
            _child(main, slave, folder, env or {})
        os.close(slave)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_: object) -> None:
        if self.status is None:
            self.kill(signal.SIGKILL)
            os.waitpid(self.pid, 0)
        self.close()

    # What is shown

    @property
    def rows(self) -> list[str]:
        return list(map(self._row, range(self._screen.lines)))

    def _row(self, y: int) -> str:
        # pyte's own `display` fails on wide characters.
        line = self._screen.buffer[y]
        return "".join(line[x].data for x in range(self._screen.columns))

    @property
    def text(self) -> str:
        return "\n".join(row.rstrip() for row in self.rows).rstrip()

    @property
    def count(self) -> int | None:
        """N of `saved N`, None where it is not to be seen."""
        found = _COUNT.search(self._row(self._screen.lines - 1))
        return int(found[1]) if found else None

    @property
    def cursor(self) -> tuple[int, int]:
        return self._screen.cursor.y, self._screen.cursor.x

    # What the person does

    def keys(self, *keys: str) -> Terminal:
        """Each by its name, or as it is typed."""
        for key in keys:
            control = re.fullmatch(r"c-(.)", key)
            self.type(chr(ord(control[1].upper()) ^ 0x40) if control else KEYS.get(key, key))
        return self

    def type(self, text: str) -> Terminal:
        data = text.encode()
        while data:
            # Neither side may wait for the other.
            readable, writable, _ = select.select([self._master], [self._master], [], PATIENCE)
            if readable and not self.read():
                raise Ended(f"it ended before {text[:40]!r} was typed\n{self.text}")
            if writable:
                data = data[os.write(self._master, data[:512]) :]
        return self

    def resize(self, columns: int, rows: int) -> Terminal:
        self._screen.resize(rows, columns)
        self._screen.reset_mode(25, private=True)
        _set_size(self._master, columns, rows)
        return self

    def kill(self, number: int) -> Terminal:
        os.kill(self.pid, number)
        return self

    def close(self) -> None:
        """The window is closed."""
        if self._master >= 0:
            os.close(self._master)
            self._master = -1

    # Waiting

    def wait_for(self, pattern: str) -> Terminal:
        """Until a regular expression is found on the screen."""
        return self.until(lambda: re.search(pattern, self.text) is not None, pattern)

    def until(self, condition: Callable[[], bool], what: str = "") -> Terminal:
        for _ in self._frames(what or "the condition"):
            if condition():
                return self
        raise Ended(f"it ended before {what or 'the condition'}\n{self.text}")

    def wait(self) -> int:
        """Until the program has ended: its exit status, or the number of the signal, negative."""
        for _ in self._frames("the end"):
            pass
        return self._ended()

    def wait_closed(self) -> int:
        """The same after `close`, when nothing is to be read any more."""
        handle = os.pidfd_open(self.pid)
        try:
            assert select.select([handle], [], [], PATIENCE)[0], "it lives on"
        finally:
            os.close(handle)
        return self._ended()

    def wait_stopped(self) -> None:
        """Until the program has suspended itself."""
        for _ in self._frames("the stop", stopped=True):
            pid, status = os.waitpid(self.pid, os.WUNTRACED | os.WNOHANG)
            if pid:
                assert os.WIFSTOPPED(status), status
                self._drain()
                return
        raise Ended("it ended instead of stopping")

    def modes(self) -> list[object]:
        """How the terminal's driver is set now; `before` is how it was when the program started."""
        return termios.tcgetattr(self._master)

    def _frames(self, what: str, stopped: bool = False) -> Iterator[None]:
        """Once for whatever is read, until the program closes its terminal."""
        deadline = time.monotonic() + PATIENCE
        yield
        while time.monotonic() < deadline:
            ready = select.select([self._master], [], [], 0.02 if stopped else PATIENCE)[0]
            if ready and not self.read():
                return
            yield
        self.kill(signal.SIGKILL)
        raise AssertionError(f"no {what} on the screen:\n{self.text}")

    def read(self) -> bool:
        """Takes what there is; False once there is nobody left to write."""
        try:
            data = os.read(self._master, 65536)
        except OSError:  # EIO: the program has ended
            return False
        self.output += data
        self._stream.feed(data)
        return bool(data)

    def _drain(self) -> None:
        while select.select([self._master], [], [], 0)[0] and self.read():
            pass

    def _ended(self) -> int:
        _, status = os.waitpid(self.pid, 0)
        self.status = os.waitstatus_to_exitcode(status)
        return self.status


def _set_size(terminal: int, columns: int, rows: int) -> None:
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


def _child(
    main: Callable[[], int] | Sequence[str],
    slave: int,
    folder: Path | None,
    env: Mapping[str, str],
) -> NoReturn:
    """What a shell does before it starts a program, and Python around it."""
    status = 70
    try:
        os.setsid()
        fcntl.ioctl(slave, termios.TIOCSCTTY, 0)
        for standard in range(3):
            os.dup2(slave, standard)
        _forget_the_tests()
        if folder is not None:
            os.chdir(folder)
        os.environ.clear()
        os.environ.update({"TERM": "xterm-256color", "LANG": "C.UTF-8", "PATH": os.defpath}, **env)
        if not callable(main):
            os.execv(main[0], list(main))
        status = _run(main)
    finally:
        os._exit(status)


def _forget_the_tests() -> None:
    gc.freeze()
    faulthandler.disable()
    logging.getLogger().handlers.clear()
    sys.excepthook, threading.excepthook = sys.__excepthook__, threading.__excepthook__
    sys.unraisablehook = sys.__unraisablehook__
    for name, number, mode in (("stdin", 0, "r"), ("stdout", 1, "w"), ("stderr", 2, "w")):
        stream = os.fdopen(number, mode, encoding="utf-8", closefd=False)
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)


def _run(main: Callable[[], int]) -> int:
    try:
        status = main()
    except SystemExit as leaving:
        status = leaving.code if isinstance(leaving.code, int) else 1
    except BaseException:
        traceback.print_exc()
        status = 1
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):
            stream.flush()
    return status
