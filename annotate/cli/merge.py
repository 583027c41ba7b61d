"""`annotate merge`: two files that were made from a third, as one."""

from __future__ import annotations

import os
from pathlib import Path

import click

from annotate.cli import options, output
from annotate.cli.journals import behind
from annotate.cli.merging import Strategy, merge_by, status, told, write
from annotate.errors import Findings, Unreadable, Usage

_file = click.Path(path_type=Path)


@click.command(short_help="Merge two annotation files that were made from a third.")
@click.argument("base", type=_file)
@click.argument("ours", type=_file)
@click.argument("theirs", type=_file)
@options.output("Write the result there, not to standard output.")
@click.option(
    "--strategy",
    type=click.Choice([each.value for each in Strategy]),
    callback=lambda _context, _parameter, value: Strategy(value) if value else None,
    help="What to do about conflicts; without it both versions are kept and marked.",
)
@click.option("--force", is_flag=True, help="Write over a file that is there and is none of the three.")
def merge(base: Path, ours: Path, theirs: Path, out: Path | None, strategy: Strategy | None, force: bool) -> None:
    """Put together what OURS and THEIRS made of BASE, annotation by annotation, field by field.

    BASE may be empty, as /dev/null: then both began anew. What only one side changed is taken; what
    both changed alike, or annotated alike, is there once. Only what both changed differently is a
    conflict: both versions are kept, marked with `conflict`, in a file that is valid all the same.

    \b
    --strategy ours    where there is a conflict, take our version
               theirs  take theirs
               union   keep both as two annotations, and notes together
               ask     ask about each, at a terminal; p goes back, q quits

    Where both changed a paragraph, or what hangs together, the result is held against the schema:
    what it does not allow and neither side had, as one claim of each where one may be, is told.

    Exits 0 if all is merged, 1 if conflicts are open or the schema does not allow the result, 3 if a
    file cannot be read, is not valid, or is no version of the others; then nothing is written.
    """
    if strategy is Strategy.ASK:
        from annotate.cli.settling import need_terminal

        need_terminal()
    _check(out, ours, force)
    for late in behind([base, ours, theirs]):
        raise late.error
    try:
        outcome = merge_by(strategy, base, ours, theirs)
    except Findings as error:
        # Not 1: that says that there is a result, with conflicts in it.
        error.exit_code = Unreadable.exit_code
        raise
    name = str(out) if out else "<stdout>"
    write(outcome, out, name)
    for line in told(outcome, name):
        output.note(line)
    raise SystemExit(status(outcome))


def _check(out: Path | None, ours: Path, force: bool) -> None:
    """Raises Usage if the result would be written over something that is not meant."""
    if out is None or force or not os.path.lexists(out) or os.path.realpath(out) == os.path.realpath(ours):
        return
    hint = "name another file, or replace it with --force."
    raise Usage(f"{out}: there is something already", slug="already-there", hint=hint)
