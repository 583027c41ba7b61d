"""`annotate git status`: what git is told about annotation files."""

from pathlib import Path

import click

from annotate.cli import output
from annotate.cli.git.scope import everywhere
from annotate.cli.merging import Strategy
from annotate.errors import Findings
from annotate.store.gitting import STRATEGY, Git, State, told_strategy


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
    if git.takes_journals():
        output.note("journals of an annotator called `ann` are taken for annotation files")
    _tell_strategy()
    if not complete:
        elsewhere = "It is told elsewhere, as with --global; `annotate git enable` tells this repository, too."
        is_elsewhere = works and not any(each.is_set for each in states)
        output.note(f"Hint: {elsewhere if is_elsewhere else '`annotate git enable` writes what is missing.'}")
        raise SystemExit(Findings.exit_code)


def _tell_strategy() -> None:
    """What becomes of conflicts, if git is told something about it."""
    said = told_strategy(Path.cwd())
    if said in (Strategy.OURS, Strategy.THEIRS, Strategy.UNION):
        output.note(f"conflicts are decided by {STRATEGY}, which is {said}")
    elif said == Strategy.ASK:
        output.note(f"{STRATEGY} is ask, but git has no terminal to ask at: conflicts stay open")
    elif said:
        output.note(f"{STRATEGY} is {said!r}, so nothing will be merged; it is ours, theirs or union")


def _told(state: State) -> str:
    if state.is_set:
        return "as it should be"
    return f"otherwise: {state.there[0]}" if state.there else "not set"
