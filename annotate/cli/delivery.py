"""Where a report goes: to standard output, or into a file that is whole or as it was."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from annotate.cli import output
from annotate.cli.targets import kind_of
from annotate.errors import Usage


def deliver(pieces: Iterable[str], out: Path | None) -> None:
    """All pieces, one after the other. Raises Unreadable if the file cannot be written."""
    if out is None:
        for piece in pieces:
            output.paint(piece)
    else:
        from annotate.store.placing import place_pieces

        place_pieces(out, (piece.encode("utf-8", "backslashreplace") for piece in pieces))


def refuse_input(out: Path | None, inputs: Iterable[Path]) -> None:
    """Raises Usage if the report would be written over what it is about, or what may be.

    `-o exports/*.ann.jsonl` names the first of the files as the report.
    """
    if out is None:
        return
    hint = "name another file with -o."
    if kind_of(out) is not None:
        message = f"{out} is the name of a file to be checked, not of a report."
        raise Usage(message, slug="usage", hint=hint)
    there = os.path.realpath(out)
    if any(os.path.realpath(path) == there for path in inputs):
        raise Usage(f"{out} is one of the files to be checked.", slug="usage", hint=hint)
