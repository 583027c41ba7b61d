"""`annotate recover`: what journals hold goes into the annotation files, without a screen."""

from __future__ import annotations

import os
from pathlib import Path

import click

from annotate.cli import output
from annotate.cli.projects import Projects
from annotate.cli.sources import Documents, beside
from annotate.core.document import Document
from annotate.core.records import DocumentRecord
from annotate.errors import Unreadable, Usage
from annotate.report.words import count, hint_line
from annotate.store.project import PROJECT_FILE, Settings, kept, load_settings
from annotate.store.recover import Reader, Recovered
from annotate.store.recover import recover as recover_journals


@click.command(short_help="Bring what journals hold into the annotation files.")
@click.argument("out", required=False, type=click.Path(path_type=Path))
def recover(out: Path | None) -> None:
    """Bring what the journals in the folder OUT hold into its annotation files.

    `annotate label` does the same when it opens a document; this is for all of them at once,
    without a screen. Interrupting it loses nothing. Without OUT, the project's `out` or `exports`
    is meant.

    Exits 3 if a journal could not be brought in; it is then as it was.
    """
    settings = load_settings(Path.cwd(), os.environ)
    folder = out or kept(settings)
    if folder is None:
        hint = f"name the folder, or `out` in {PROJECT_FILE}."
        raise Usage("Which output folder?", slug="usage", hint=hint)
    results = recover_journals(folder, read=_reader(folder, settings))
    for result in results:
        _tell(result)
    files = sum(bool(result.steps) for result in results)
    output.note(f"{count(len(results), 'journal')}, {count(files, 'file')} brought up to date")
    raise SystemExit(Unreadable.exit_code if any(each.problem for each in results) else 0)


def _reader(out: Path, settings: Settings) -> Reader:
    """Finds documents here, in the project and beside the output folder, and nowhere else."""
    documents = Documents(Projects(settings), beside([out]))

    def read(about: DocumentRecord) -> Document:
        document = documents.find(about, out)
        if document is None:
            hint = "bring it back, or go to the folder that it was opened from."
            message = f"{about.source}: the document is not there"
            raise Unreadable(message, slug="cannot-read", hint=hint)
        return document

    return read


def _tell(result: Recovered) -> None:
    for notice in result.notices:
        output.note(f"{result.path}: {notice}")
    if result.problem:
        output.note(result.problem)
        if result.hint:
            output.note(hint_line(result.hint))
    elif result.steps:
        output.result(f"{result.path}: {count(result.steps, 'step')} brought in")
