"""`annotate validate`: are schemas and annotation files as they should be?"""

from __future__ import annotations

import os
from pathlib import Path

import click
import msgspec

from annotate.cli import options, output
from annotate.cli.checking import Checking, unfolded_problem
from annotate.cli.jobs import checked
from annotate.cli.journals import unwritten
from annotate.cli.targets import Kind, Target, targets
from annotate.core.problems import Level, Problem
from annotate.errors import Findings, Unreadable, Usage
from annotate.report.format import Format
from annotate.report.problems import lines, summary, to_json
from annotate.store.project import DEFAULT_OUT, PROJECT_FILE, Settings, load_settings
from annotate.store.schemas import find_schema


@click.command(short_help="Check schemas and annotation files.")
@options.paths
@options.schema
@click.option(
    "--corpus",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Where the documents are, if not where they were when they were annotated.",
)
@options.output_format
@click.option(
    "--require",
    type=click.Choice(["done"]),
    help="`done`: no paragraph may be left to do.",
)
@click.option("--strict", is_flag=True, help="Count warnings as problems.")
def validate(
    paths: tuple[Path, ...],
    schema: str | None,
    corpus: Path | None,
    output_format: Format,
    require: str | None,
    strict: bool,
) -> None:
    """Check schemas (.yaml), annotation files (.ann.jsonl) and annotate.yaml.

    PATHS are files or folders; without any, the project's folder or `exports`. An annotation file
    is held against the schema that it names, and its document if that is there. Nothing is changed.

    Exits 0 if all is well, 1 if there are problems, 3 if a file cannot be read.
    """
    settings = _with_corpus(load_settings(Path.cwd(), os.environ), corpus)
    paths = paths or _project(settings)
    chosen = targets(paths)
    roots = _roots(paths, settings)
    checking = _checking(chosen, roots, schema, settings, complete=require == "done")
    problems, unread = _collect(checking, chosen)
    problems += map(unfolded_problem, unwritten(paths))
    _show(problems, len(chosen), output_format)
    if unread:
        raise SystemExit(Unreadable.exit_code)
    counted = {Level.ERROR, Level.WARNING} if strict else {Level.ERROR}
    raise SystemExit(Findings.exit_code if counted & {each.level for each in problems} else 0)


def _with_corpus(settings: Settings, corpus: Path | None) -> Settings:
    return msgspec.structs.replace(settings, corpus=(corpus,)) if corpus else settings


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
    chosen: list[Target],
    roots: list[Path],
    schema: str | None,
    settings: Settings,
    complete: bool,
) -> Checking:
    return Checking(
        settings=settings,
        schemas=tuple(target.path for target in chosen if target.kind is Kind.SCHEMA),
        roots=tuple(roots),
        schema=find_schema(schema, settings.folder) if schema else None,
        complete=complete,
    )


def _roots(paths: tuple[Path, ...], settings: Settings) -> list[Path]:
    """Where documents may lie: here, in the project, beside the folder that annotations are in."""
    folders = [path if path.is_dir() else path.parent for path in paths]
    beside = [Path(os.path.abspath(folder)).parent for folder in folders]
    return [Path.cwd(), settings.folder, *(each for each in beside if each != each.parent)]


def _collect(checking: Checking, chosen: list[Target]) -> tuple[list[Problem], bool]:
    """All problems, and whether a file could not be read."""
    problems: list[Problem] = []
    unread = False
    for outcome in checked(checking, chosen, jobs=1):
        problems += outcome.problems
        unread |= outcome.unread
    return problems, unread


def _show(problems: list[Problem], files: int, output_format: Format) -> None:
    if output_format is Format.JSON:
        output.paint(to_json(problems, files) + "\n")
        return
    for line in lines(problems):
        output.result(line)
    output.note(summary(problems, files))
