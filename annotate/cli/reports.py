"""The report that was asked for, each made by a module that is loaded only then."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from annotate.cli import output
from annotate.errors import Unreadable
from annotate.report.format import Format
from annotate.report.found import Found
from annotate.report.source import Source
from annotate.store.reading import read_plain

LARGE = 64 << 20
"""Bytes, above which a file's lines are not looked at for a report."""


def report(form: Format, found: Iterable[Found], strict: bool, to_file: bool) -> Iterator[str]:
    """The report piece by piece, safe to show, as the files come. Into a file go no colors."""
    if form is Format.TEXT:
        from annotate.report import problems

        return problems.pieces(found, color=output.color() and not to_file)
    if form is Format.JSON:
        from annotate.report import objects

        return objects.pieces(found)
    if form is Format.JUNIT:
        from annotate.report import junit

        return junit.pieces(found, strict)
    if form is Format.GITHUB:
        from annotate.report import github

        return github.pieces(found, locator(Path.cwd()))
    if form is Format.GITLAB:
        from annotate.report import gitlab

        return gitlab.pieces(found, locator(Path.cwd()), source)
    from annotate.report import sarif

    return sarif.pieces(found, locator(Path.cwd()), source)


def source(path: str) -> Source:
    """What is in the file now; nothing if it cannot be read or is too large."""
    try:
        content = read_plain(Path(path), "a file", LARGE + 1)
    except Unreadable:
        content = b""
    return Source(content if len(content) <= LARGE else b"")


def locator(here: Path) -> Callable[[str], str]:
    """What gives a path from the root of the repository that `here` is in, or else from `here`.

    A path that leads out of it is given from the root of the machine.
    """
    root = next((each for each in (here, *here.parents) if (each / ".git").exists()), here)

    @lru_cache(maxsize=16)
    def locate(path: str) -> str:
        whole = os.path.abspath(here / path)
        inside = os.path.relpath(whole, root)
        return whole if inside == os.pardir or inside.startswith(f"{os.pardir}{os.sep}") else inside

    return locate
