"""Our lines in a file of git's attributes: which files git shows and merges with us, and which not.

How each line came there is noted as a kind, so that just what was done can be undone: `file` if the file
was made for it, `end` if the line before it had no end, else `line`.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from annotate.errors import Unreadable
from annotate.store.names import JOURNALS
from annotate.store.placing import place

LINE = "*.ann.jsonl -text diff=annotate merge=annotate"

EXCEPT = f"**/{JOURNALS}/**/*.ann.jsonl !diff !merge"
"""The journals of an annotator called `ann` have names as annotation files have."""

_SECOND = "journals-"
_LARGEST = 1 << 20


def there(path: Path) -> tuple[bool, bool]:
    """Whether the file has `LINE`, and `EXCEPT` behind it, where alone it holds. Raises Unreadable."""
    lines = _lines(_content(path))
    behind = lines[-lines[::-1].index(LINE) :] if LINE in lines and lines[-1] != LINE else []
    return LINE in lines, EXCEPT in behind


def add(path: Path) -> Iterator[tuple[str, str]]:
    """Writes those of the lines that are missing; each with what is to be noted about it.

    Raises Unreadable.
    """
    before = _content(path)
    text, made = before or "", []
    has_line, has_except = there(path)
    for line, has, prefix in ((LINE, has_line, ""), (EXCEPT, has_except and has_line, _SECOND)):
        if not has:
            kind = "line" if text.endswith("\n") else "end" if text else "line" if before == "" else "file"
            text += ("\n" if kind == "end" else "") + line + "\n"
            made.append((line, prefix + kind))
    if made:
        place(path, text.encode("utf-8", "surrogateescape"))
    yield from made


def remove(path: Path, notes: Sequence[str]) -> Iterator[str]:
    """Takes away the lines that the notes are about, the last first; in words. Raises Unreadable."""
    content = _content(path)
    if content is None:
        return
    rest = content
    for note in reversed(notes):
        rest = _without(rest, EXCEPT if note.startswith(_SECOND) else LINE, note.removeprefix(_SECOND))
    if rest == content:
        return
    if "file" in notes and not rest:
        _unlink(path)
        yield f"{path}: removed"
        return
    place(path, rest.encode("utf-8", "surrogateescape"))
    for line in (LINE, EXCEPT):
        if line in _lines(content) and line not in _lines(rest):
            yield f"{path}: {line} removed"


def _without(content: str, line: str, kind: str) -> str:
    """Without the last of such lines: it was put at the end."""
    lines = content.splitlines(keepends=True)
    last = max((at for at, each in enumerate(lines) if each.rstrip("\r\n") == line), default=None)
    if last is None:
        return content
    rest = "".join((*lines[:last], *lines[last + 1 :]))
    return rest.removesuffix("\n") if kind == "end" and last == len(lines) - 1 else rest


def _unlink(path: Path) -> None:
    try:
        path.unlink()
    except OSError as error:
        raise Unreadable(f"{path}: {error.strerror or error}", slug="cannot-write") from None


def _content(path: Path) -> str | None:
    """None if there is no such file. Raises Unreadable."""
    from annotate.store.reading import read_plain

    if path.is_symlink():
        message = f"{path}: a link; nothing is written through it"
        raise Unreadable(message, slug="not-a-plain-file", hint="put a plain file there.")
    if not os.path.lexists(path):
        return None
    return read_plain(path, "a file of attributes", _LARGEST).decode("utf-8", "surrogateescape")


def _lines(content: str | None) -> Sequence[str]:
    return [line.rstrip("\r\n") for line in (content or "").splitlines()]
