"""A long result read page by page, as git shows its own."""

from __future__ import annotations

import io
import os
import shlex
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stdout, suppress

from annotate.cli import output

_STANDARD = "less -FRX"


@contextmanager
def paged(wanted: bool = True) -> Iterator[bool]:
    """What is written to standard output within goes through the reader's pager, if it goes to a
    terminal and there is one; gives whether it does. Leaving the pager early ends the work; that is no failure."""
    command = pager(os.environ) if wanted and output.to_terminal() else None
    process = _start(command) if command else None
    if process is None:
        yield False
        return
    assert process.stdin is not None
    stream = io.TextIOWrapper(process.stdin, encoding="utf-8", errors="backslashreplace", newline="\n")
    try:
        with redirect_stdout(stream), suppress(BrokenPipeError):
            yield True
            stream.flush()
    finally:
        _end(process, stream)


def pager(environment: Mapping[str, str]) -> Sequence[str] | None:
    """The words of the command: that of GIT_PAGER, else PAGER, else less; None if none is wanted,
    or it is not there. No shell looks at it."""
    given = next((environment[name] for name in ("GIT_PAGER", "PAGER") if name in environment), _STANDARD)
    try:
        words = shlex.split(given)
    except ValueError:
        return None
    if not words or words == ["cat"]:
        return None
    # A `less` that lies beside somebody's files is not less.
    folders = environment.get("PATH", os.defpath).split(os.pathsep)
    program = shutil.which(words[0], path=os.pathsep.join(each for each in folders if os.path.isabs(each)))
    return [program, *words[1:]] if program else None


def _start(command: Sequence[str]) -> subprocess.Popen[bytes] | None:
    # As git does: less shows colors, ends by itself at the end of a short text, leaves it standing.
    environment = {"LESS": "FRX", **os.environ}
    try:
        return subprocess.Popen(command, stdin=subprocess.PIPE, env=environment)
    except OSError:
        return None


def _end(process: subprocess.Popen[bytes], stream: io.TextIOWrapper) -> None:
    with suppress(OSError, ValueError):
        stream.close()
    while True:
        # ctrl-c is for the pager, which is still being read.
        with suppress(KeyboardInterrupt):
            process.wait()
            return
