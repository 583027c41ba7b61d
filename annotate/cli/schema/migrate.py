"""`annotate schema migrate`: annotation files go over to another version of their schema."""

from __future__ import annotations

import os
from pathlib import Path

import click

from annotate.cli import options, output
from annotate.cli.failures import words
from annotate.cli.projects import Projects, paths_or_kept
from annotate.cli.schema.naming import Versions, schema_for
from annotate.cli.schema.planning import Target
from annotate.cli.schema.staging import Staged, staging
from annotate.cli.schema.surveying import TOLD, Survey
from annotate.cli.targets import annotation_files
from annotate.errors import AnnotateError, Findings, Unreadable
from annotate.report.words import count
from annotate.store.project import load_settings
from annotate.store.rewriting import rewrite


@click.command(short_help="Take annotation files to another version of their schema.")
@options.paths
@click.option(
    "--to",
    metavar="SCHEMA",
    help="The schema to go to: a file, the name of a known one, or REV:PATH; otherwise the project's.",
)
@click.option(
    "--from",
    "source",
    metavar="SCHEMA",
    help="The schema that the files were made with, if it is not among those of the project.",
)
@click.option("--write", is_flag=True, help="Change the files; otherwise only shown is what would be.")
@click.option(
    "--allow-loss",
    is_flag=True,
    help="Also if labels or answers go, which then are only in notes.",
)
@click.option("--reverse", is_flag=True, help="Take back the migrations, where that can be done.")
def migrate(
    paths: tuple[Path, ...],
    to: str | None,
    source: str | None,
    write: bool,
    allow_loss: bool,
    reverse: bool,
) -> None:
    """Take annotation files to another version of their schema, by the steps in its `migrations`.

    PATHS are annotation files or folders of them; without any, those of the project. Without --write
    nothing is changed. What is dropped or has no place any more stays in notes; what somebody has
    to look at again is flagged and its paragraph is to do.

    Nothing is written unless all the files can be migrated. Exits 0 if they can (with --write: were),
    1 if something is in the way, 3 if a file cannot be read or written.
    """
    settings = load_settings(Path.cwd(), os.environ)
    files = annotation_files(paths_or_kept(paths, settings, "migrate"))
    projects = Projects(settings)
    new = schema_for(to, projects, files)
    given = [schema_for(source, projects, files)] if source else []
    with staging() as staged:
        target = Target(new, Versions(given, projects), back=reverse)
        survey = Survey(target, frozenset(paths), staged if write else None)
        for number, path in enumerate(files):
            if output.notes_to_terminal():
                output.passing(f"{number:,} of {count(len(files), 'file')}")
            survey.look(path)
        output.passing("")
        for line in survey.sum.lines(new.version):
            output.result(line)
        status = _status(survey, allow_loss)
        written = _write(staged, survey.hints) if write and not status else 0
    _tell(survey, write, write and not status, written)
    raise SystemExit(status or (Unreadable.exit_code if write and written < survey.planned else 0))


def _status(survey: Survey, allow_loss: bool) -> int:
    if survey.refused:
        if survey.refused > TOLD:
            output.note(f"… and {survey.refused - TOLD:,} more")
        output.note(f"{count(survey.refused, 'file')} cannot be migrated, so none is written.")
        return survey.status
    if survey.sum.is_lossy and not allow_loss:
        message = "labels or answers would be lost, but for notes"
        hint = "If that is meant, add --allow-loss."
        loss = Findings(message, slug="lossy-migration", hint=hint)
        for line in words(loss):
            output.note(line)
        return loss.exit_code
    return 0


def _write(staged: Staged, hints: set[str]) -> int:
    """How many files were written; each is whole or as it was, and calling again does the rest."""
    written = 0
    for path, was, content in staged.each():
        try:
            rewrite(path, content, was=was)
            written += 1
        except AnnotateError as error:
            for line in words(error, hints):
                output.note(line)
    return written


def _tell(survey: Survey, wanted: bool, done: bool, written: int) -> None:
    """`wanted`: `--write` was given; `done`: and nothing was in the way."""
    if survey.blind and survey.sum.files:
        version = survey.target.schema.id
        output.note(
            f"{count(survey.blind, 'file')} made with a version of {version!r} that is not at hand: "
            "conditions were judged without its defaults."
        )
        output.note("Hint: Name it with --from, as --from HEAD~1:schemas/SCHEMA.yaml.")
    told = [f"{written:,} migrated" if done else f"{survey.planned:,} to migrate"]
    if done and written < survey.planned:
        told.append(f"{survey.planned - written:,} not written")
    told += [f"{survey.ready:,} already {survey.target.schema.version}"] if survey.ready else []
    told += [f"{survey.foreign:,} of other schemas"] if survey.foreign else []
    told += [f"{survey.refused:,} refused"] if survey.refused else []
    hint = "" if wanted or not survey.planned else "; nothing is written without --write"
    output.note(f"{', '.join(told)}{hint}")
