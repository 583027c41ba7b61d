"""`annotate git merge-driver`: what git calls to merge annotation files."""

from __future__ import annotations

from pathlib import Path

import click

from annotate.cli import output
from annotate.cli.failures import words
from annotate.cli.merging import Strategy, merge_paths, settling, told
from annotate.errors import AnnotateError, Findings, Usage
from annotate.store.git import ask_git
from annotate.store.placing import place_pieces

FAILED = 129
"""Above 128 a driver has failed; up to that it has left conflicts."""

_STRATEGY = "annotate.strategy"


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

    Exits 0 if all is merged, 1 if conflicts are open, 129 if the file cannot be merged; OURS is then
    as it was.
    """
    try:
        raise SystemExit(_merge(base, ours, theirs, name))
    except AnnotateError as error:
        _refuse(words(error), name)
    except OSError as error:
        _refuse([str(error.strerror or error)], name)


def _merge(base: Path, ours: Path, theirs: Path, name: str) -> int:
    outcome = merge_paths(base, ours, theirs, settling(_strategy()), name)
    place_pieces(ours, outcome.pieces())
    for line in told(outcome, name):
        output.note(line)
    return Findings.exit_code if outcome.merged.conflicts else 0


def _strategy() -> Strategy | None:
    said = ask_git(Path.cwd(), ["config", "--get", _STRATEGY], 100) or b""
    strategy = said.decode("utf-8", "replace").strip()
    if strategy in ("", Strategy.ASK):
        return None
    try:
        return Strategy(strategy)
    except ValueError:
        hint = "it is ours, theirs or union."
        raise Usage(f"{_STRATEGY} is {strategy!r}.", slug="usage", hint=hint) from None


def _refuse(said: list[str], name: str) -> None:
    for line in said:
        output.note(line)
    output.note(f"{name}: not merged; our version stays. `annotate merge` tries it again.")
    raise SystemExit(FAILED)
