"""`annotate git merge-driver`: what git calls to merge annotation files."""

from __future__ import annotations

from pathlib import Path

import click

from annotate.cli import output
from annotate.cli.failures import words
from annotate.cli.merging import Strategy, merge_by, status, told
from annotate.errors import AnnotateError, Usage
from annotate.store.gitting import STRATEGY, told_strategy
from annotate.store.placing import place_pieces

FAILED = 129
"""Above 128 a driver has failed; up to that it has left conflicts."""


@click.command(short_help="Merge three versions of a file; git calls this.")
@click.argument("base", type=click.Path(path_type=Path))
@click.argument("ours", type=click.Path(path_type=Path))
@click.argument("theirs", type=click.Path(path_type=Path))
@click.argument("size")
@click.argument("name")
def merge_driver(base: Path, ours: Path, theirs: Path, size: str, name: str) -> None:
    """Merge BASE, OURS and THEIRS into OURS, as git wants it: %O %A %B %L %P.

    NAME is what messages call the file; SIZE is not used, for no markers are written. Conflicts are
    left open, or treated as `annotate.strategy` says: `git -c annotate.strategy=theirs merge …`.

    Exits 0 if all is merged, 1 if conflicts are open or the schema does not allow what both sides have
    together, 129 if the file cannot be merged; OURS is then as it was.
    """
    try:
        raise SystemExit(_merge(base, ours, theirs, name))
    except AnnotateError as error:
        _refuse(words(error), name)
    except OSError as error:
        _refuse([str(error.strerror or error)], name)


def _merge(base: Path, ours: Path, theirs: Path, name: str) -> int:
    outcome = merge_by(_strategy(name), base, ours, theirs, name)
    place_pieces(ours, outcome.pieces(name))
    for line in told(outcome, name):
        output.note(line)
    return status(outcome)


def _strategy(name: str) -> Strategy | None:
    said = told_strategy(Path.cwd())
    if said == Strategy.ASK:
        output.note(f"{name}: {STRATEGY} is {said!r}, but git has no terminal to ask at: conflicts stay open")
        return None
    try:
        return Strategy(said) if said else None
    except ValueError:
        raise Usage(f"{STRATEGY} is {said!r}.", slug="usage", hint="it is ours, theirs or union.") from None


def _refuse(said: list[str], name: str) -> None:
    for line in said:
        output.note(line)
    output.note(f"{name}: not merged; our version stays. `annotate merge` tries it again.")
    raise SystemExit(FAILED)
