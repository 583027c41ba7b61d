"""`annotate validate`: are schemas and annotation files as they should be?"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

import click

from annotate.cli import options, output
from annotate.cli.bar import Bar
from annotate.cli.checking import Checking, Outcome, unfolded_problem
from annotate.cli.delivery import deliver, refuse_input
from annotate.cli.jobs import checked
from annotate.cli.journals import unwritten
from annotate.cli.projects import Projects, schema_named
from annotate.cli.reports import report
from annotate.cli.selection import selection
from annotate.cli.sources import beside
from annotate.cli.targets import Kind, Target, targets
from annotate.core.problems import Level
from annotate.errors import Findings, Unreadable, Usage
from annotate.report.format import Format
from annotate.report.found import Found, Tally, by_place
from annotate.store.project import DEFAULT_OUT, PROJECT_FILE, Settings, load_settings
from annotate.store.schemas import outdated_json_schema

_GROUPS = {
    "What to check against": ("schema", "corpus", "require"),
    "What counts": ("select", "ignore", "strict"),
    "The report": ("form", "out"),
}


@click.command(short_help="Check schemas and annotation files.", cls=options.Grouped, groups=_GROUPS)
@options.paths
@options.schema
@options.corpus
@click.option(
    "--require",
    type=click.Choice(["done"]),
    help="`done`: no paragraph may be left to do.",
)
@click.option(
    "--select",
    multiple=True,
    metavar="SLUG,…",
    help="Only these kinds of problems, by the word in brackets behind them.",
)
@click.option("--ignore", multiple=True, metavar="SLUG,…", help="All but these kinds.")
@click.option("--strict", is_flag=True, help="Count warnings as problems.")
@options.form(Format)
@options.output("Write the report there, not to standard output.")
@options.jobs
def validate(
    paths: tuple[Path, ...],
    schema: str | None,
    corpus: Path | None,
    require: str | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    strict: bool,
    form: Format,
    out: Path | None,
    jobs: int,
) -> None:
    """Check schemas (.yaml), annotation files (.ann.jsonl) and annotate.yaml.

    PATHS are files or folders; without any, the project's folder or `exports`. An annotation file
    is held against the schema that it names, and its document if that is there. Nothing is changed.

    Exits 0 if all is well, 1 if there are problems, 3 if a file cannot be read.
    """
    wanted = selection(select, ignore)
    settings = load_settings(Path.cwd(), os.environ)
    paths = paths or _project(settings)
    chosen = targets(paths)
    refuse_input(out, (target.path for target in chosen))
    checking = _checking(paths, chosen, schema, corpus, settings, complete=require == "done")
    tally = Tally()
    with Bar(len(chosen)) as bar:
        outcomes = bar.watch(checked(checking, chosen, jobs))
        found = wanted.of(chain(map(_found, outcomes), _only_in_journals(paths), _outdated(chosen)))
        deliver(report(form, tally.counting(found), strict, to_file=out is not None), out)
    _sum_up(tally, form)
    raise SystemExit(_status(tally, strict))


def _found(outcome: Outcome) -> Found:
    target = outcome.target
    return Found(str(target.path), target.kind.value, by_place(outcome.problems), outcome.unread)


def _only_in_journals(paths: Iterable[Path]) -> Iterator[Found]:
    for late in unwritten(paths):
        yield Found(str(late.path), "", [unfolded_problem(late)])


def _outdated(chosen: Iterable[Target]) -> Iterator[Found]:
    """What editors check schemas against, where it is no longer what we check them against."""
    folders = dict.fromkeys(target.path.parent for target in chosen if target.kind is Kind.SCHEMA)
    for problem in filter(None, map(outdated_json_schema, folders)):
        yield Found(problem.place.path, "", [problem])


def _sum_up(tally: Tally, form: Format) -> None:
    output.note(tally.summary())
    if form is Format.SARIF:
        from annotate.report.sarif import LIMIT, cut

        if tally.problems > LIMIT:
            output.note(cut(tally.problems - LIMIT))


def _status(tally: Tally, strict: bool) -> int:
    if tally.unread:
        return Unreadable.exit_code
    counted = tally[Level.ERROR] + (tally[Level.WARNING] if strict else 0)
    return Findings.exit_code if counted else 0


def _project(settings: Settings) -> tuple[Path, ...]:
    here = Path.cwd()
    if settings.file is None and DEFAULT_OUT.is_dir():
        return (DEFAULT_OUT,)
    if settings.file is None:
        hint = f"name files or folders, or work in a project with an {PROJECT_FILE}."
        raise Usage("There is nothing to check.", slug="usage", hint=hint)
    # Short in what is printed if that is where we are.
    return (Path() if settings.folder == here else settings.folder,)


def _checking(
    paths: tuple[Path, ...],
    chosen: list[Target],
    schema: str | None,
    corpus: Path | None,
    settings: Settings,
    complete: bool,
) -> Checking:
    found = [target.path for target in chosen if target.kind is Kind.SCHEMA]
    return Checking(
        settings=settings,
        given=tuple(path for path in found if path in paths),
        found=tuple(found),
        roots=tuple(beside(paths)),
        corpus=corpus,
        schema=schema_named(schema, Projects(settings), paths) if schema else None,
        complete=complete,
    )
