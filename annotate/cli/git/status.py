"""`annotate git status`: what git is told about annotation files."""

from pathlib import Path

import click

from annotate.cli import output
from annotate.cli.git.scope import everywhere
from annotate.errors import Findings
from annotate.store.gitting import Git, State


@click.command(short_help="Show what git is told.")
@everywhere
def status(everywhere: bool) -> None:
    """Show what git is told about annotation files, by this repository or, with --global, by you.

    Exits 0 if all of it is as `annotate git enable` writes it, 1 if not.
    """
    git = Git(Path.cwd(), everywhere)
    states = git.states()
    for each in states:
        output.result(f"{each.name}: {_told(each)}")
    complete = all(each.is_set for each in states)
    attributes = git.effective()
    works = bool(attributes) and set(attributes.values()) == {"annotate"} and git.is_driven()
    if works:
        output.note("git shows and merges the annotation files of this repository with annotate")
    elif attributes and set(attributes.values()) == {"annotate"}:
        output.note("git is to show and merge annotation files with annotate, but not told how to call it")
    elif attributes:
        output.note("; ".join(f"{name} of annotation files is {value}" for name, value in attributes.items()))
    if not complete:
        elsewhere = "It is told elsewhere, as with --global; `annotate git enable` tells this repository, too."
        output.note(f"Hint: {elsewhere if works else '`annotate git enable` writes what is missing.'}")
        raise SystemExit(Findings.exit_code)


def _told(state: State) -> str:
    if state.is_set:
        return "as it should be"
    return f"otherwise: {state.there[0]}" if state.there else "not set"
