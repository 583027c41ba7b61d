"""`annotate git mergetool`: what git calls to settle an annotation file with a person."""

from __future__ import annotations

from pathlib import Path

import click

from annotate.cli import output
from annotate.cli.merging import broken_in, merge_by, write
from annotate.core.problems import Problem
from annotate.errors import Findings, Unreadable
from annotate.report.merging import brought, problem_lines
from annotate.store.annotations import read_annotations

_file = click.Path(path_type=Path)


@click.command(short_help="Settle conflicts of a file; git calls this.")
@click.argument("base", type=_file)
@click.argument("local", type=_file)
@click.argument("remote", type=_file)
@click.argument("merged", type=_file)
def mergetool(base: Path, local: Path, remote: Path, merged: Path) -> None:
    """Settle the conflicts of MERGED in `annotate review`, as `git mergetool -t annotate` wants it:
    "$BASE" "$LOCAL" "$REMOTE" "$MERGED".

    If git has merged it line by line, it is merged by annotation first, out of the other three.

    Exits 0 if nothing is open any more, 1 if something is, or the schema does not allow the result,
    3 if a file cannot be read, written or merged.
    """
    problems = read_annotations(merged).problems
    if any(each.slug == "conflict-marker" for each in problems):
        _merge(base, local, remote, merged)
    elif problems:
        raise _Broken(merged, problems)
    if _is_open(merged):
        _review(merged)
    if _is_open(merged):
        output.note(f"{merged}: conflicts are open still")
        raise SystemExit(Findings.exit_code)
    left = broken_in(merged, local, remote)
    for line in problem_lines(left):
        output.note(line)
    if left:
        output.note(f"Hint: Correct {merged} until `annotate validate` is content, then `git add` it.")
    raise SystemExit(Findings.exit_code if left else 0)


class _Broken(Findings):
    """A file that somebody has begun to settle by hand, and not well: it is not written over."""

    def __init__(self, path: Path, problems: tuple[Problem, ...]) -> None:
        super().__init__(f"{path}: this is not a valid annotation file")
        self.problems = problems


def _merge(base: Path, local: Path, remote: Path, merged: Path) -> None:
    """Annotation by annotation, what git has merged line by line."""
    try:
        outcome = merge_by(None, base, local, remote, str(merged))
    except Findings as error:
        error.exit_code = Unreadable.exit_code  # Not 1: nothing was merged.
        raise
    write(outcome, merged, str(merged))
    for line in brought(outcome.merged.counts):
        output.note(line)


def _is_open(path: Path) -> bool:
    return any(entry.record.conflict for entry in read_annotations(path).entries)


def _review(path: Path) -> None:
    """Returns when the person leaves, whatever is left to do."""
    from annotate.cli.review import review

    try:
        review.main(["--", str(path)], prog_name="annotate review", standalone_mode=False)
    except SystemExit as left:
        if left.code not in (0, Findings.exit_code):
            raise
