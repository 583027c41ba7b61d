"""The only way to the terminal for everything but the screen: what passes here can do no harm.

Results go to standard output, everything said about them to standard error.
"""

import os
import sys
from contextlib import suppress
from typing import TextIO

_CLEAR = "\r\x1b[K"
_passing = False


def result(line: str) -> None:
    """One line of the result, made safe to show."""
    _write(sys.stdout, _safe(line) + "\n")


def note(line: str) -> None:
    """One line about the result, made safe to show. Once the terminal is gone nobody hears it."""
    with suppress(OSError):
        _write(sys.stderr, _safe(line) + "\n")


def prompt(question: str) -> None:
    """A question that is answered on the same line."""
    _write(sys.stderr, _safe(question))
    sys.stderr.flush()


def paint(text: str) -> None:
    """Lines that are ours or were made safe before they were given color."""
    _write(sys.stdout, text)


def passing(line: str) -> None:
    """A line about the work that goes on: the next one, or whatever else is said, takes its place.

    For a terminal only; an empty one leaves nothing behind.
    """
    global _passing
    with suppress(OSError):
        if _passing:
            _write_as_is(sys.stderr, _CLEAR)
        if line:
            _write_as_is(sys.stderr, _safe(line))
        if sys.stderr is not None:
            sys.stderr.flush()
    _passing = bool(line)


def data(content: bytes) -> None:
    """Bytes for another program, as they are; a terminal is shown them made safe."""
    if sys.stdout is None:
        return
    if to_terminal():
        for line in content.decode("utf-8", "backslashreplace").splitlines():
            result(line)
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(content)


def prepare() -> None:
    """Let no character that the terminal's encoding lacks stop a command."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def flush() -> None:
    """Raises OSError if what was written did not reach its destination."""
    if sys.stdout is not None:
        sys.stdout.flush()


def close() -> None:
    """Give up on standard output, so that leaving does not complain about it once more."""
    if sys.stdout is None:
        return
    with open(os.devnull, "w") as nowhere:
        os.dup2(nowhere.fileno(), 1)


def to_terminal() -> bool:
    return sys.stdout is not None and sys.stdout.isatty()


def notes_to_terminal() -> bool:
    return sys.stderr is not None and sys.stderr.isatty()


def knows(signs: str) -> bool:
    """Whether what reads the result knows these characters, by its encoding."""
    try:
        signs.encode(getattr(sys.stdout, "encoding", None) or "ascii")
    except (LookupError, UnicodeEncodeError):
        return False
    return True


def color() -> bool:
    """Whether the reader is a terminal that wants colors; an empty NO_COLOR counts as none."""
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return to_terminal() and not plain


def _write(stream: TextIO | None, text: str) -> None:
    if _passing:
        passing("")
    _write_as_is(stream, text)


def _write_as_is(stream: TextIO | None, text: str) -> None:
    # Closed from the start (`>&-`): there is no one to tell.
    if stream is not None:
        stream.write(text)


def _safe(line: str) -> str:
    from annotate.core.display import display

    return display(line)
