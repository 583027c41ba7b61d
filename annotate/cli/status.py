"""`annotate status`: how far is everybody?"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import click

from annotate.cli import options, output
from annotate.cli.failures import words
from annotate.cli.journals import Behind, behind, unwritten
from annotate.cli.targets import annotation_files
from annotate.core.progress import Progress, progress
from annotate.core.records import Record
from annotate.errors import AnnotateError, Findings, Unreadable, Usage
from annotate.report.format import SHORT, Format
from annotate.report.words import count, hint_line
from annotate.store.annotations import Entry, iterate
from annotate.store.documents import document_id, find_documents
from annotate.store.names import SUFFIX
from annotate.store.project import PROJECT_FILE, Settings, kept, load_settings
from annotate.store.recover import begun

PLAIN_WIDTH = 120
"""Columns where there is no terminal that has some."""


class Read(NamedTuple):
    """What a file says of the work, how many of its lines say nothing, and how many conflicts a merge
    left in it."""

    progress: Progress
    broken: int
    conflicts: int


@click.command(short_help="Show how far the annotation of each document is.")
@options.paths
@options.form(SHORT)
def status(paths: tuple[Path, ...], form: Format) -> None:
    """Show, for each document and annotator, what is done, flagged and to do.

    PATHS are annotation files or folders of them; without any, those of the project, together with
    the documents nobody has started. `time` is the active time, `pace` the median for a paragraph.

    Exits 1 if lines of a file had to be left out, 3 if a file cannot be read.
    """
    settings = load_settings(Path.cwd(), os.environ)
    looked = paths or _kept(settings)
    files = annotation_files(looked)
    rows, worst = _rows(files)
    only_begun = [*unwritten(looked)]
    rows += _begun(only_begun)
    if not paths:
        rows += _not_started(settings, {row.document for row in rows})
    _warn([*behind(files), *only_begun])
    _show(sorted(rows, key=lambda row: (row.document, row.annotator)), form)
    raise SystemExit(worst)


def _warn(late: list[Behind]) -> None:
    for each in late:
        output.note(f"{each.path}: {each.message} [unfolded-journal]")
    if late:
        output.note(hint_line(late[0].hint))


def _kept(settings: Settings) -> tuple[Path, ...]:
    folder = kept(settings)
    if folder is None and settings.file is None:
        hint = f"name annotation files or folders, or work in a project with an {PROJECT_FILE}."
        raise Usage("There is nothing to look at.", slug="usage", hint=hint)
    return (folder,) if folder else ()


def _rows(files: list[Path]) -> tuple[list[Progress], int]:
    """A row for each file that can be read, and the exit status that the files deserve."""
    rows: list[Progress] = []
    hints: set[str] = set()
    worst = 0
    for path in files:
        try:
            read = _read(path)
        except Unreadable as error:
            _tell(error, hints)
            worst = Unreadable.exit_code
            continue
        rows.append(read.progress)
        if read.broken:
            broken = f"{path}: {count(read.broken, 'problem')}; lines may be left out."
            _tell(Findings(broken, hint="`annotate validate` shows what is wrong."), hints)
            worst = max(worst, Findings.exit_code)
        if read.conflicts:
            output.note(f"{path}: {count(read.conflicts, 'conflict')} to settle, each version counted [conflict]")
            output.note(f"Hint: `annotate review {path}` settles them.")
    return rows, worst


def _tell(error: AnnotateError, hints: set[str]) -> None:
    for line in words(error, hints):
        output.note(line)


def _read(path: Path) -> Read:
    broken = 0
    conflicts = set()

    def records() -> Iterator[Record]:
        nonlocal broken
        for each in iterate(path):
            if isinstance(each, Entry):
                conflicts.add(each.record.conflict)
                yield each.record
            else:
                broken += 1

    document, _, annotator = path.name.removesuffix(SUFFIX).rpartition(".")
    found = progress(document or annotator, annotator, records())
    return Read(found, broken, len(conflicts - {""}))


def _begun(late: list[Behind]) -> list[Progress]:
    """A row for each document that only a journal knows of yet."""
    found = (begun(each.path) for each in late)
    return [Progress(document=about.document, annotator=about.annotator, unfiled=True) for about in found if about]


def _not_started(settings: Settings, started: set[str]) -> list[Progress]:
    """The documents of the project's corpus without any annotation file."""
    rows: list[Progress] = []
    for corpus in settings.corpus:
        try:
            documents = find_documents(corpus)
        except AnnotateError as error:
            output.note(f"{error.message} [{error.slug}]")
            continue
        root = corpus if corpus.is_dir() else corpus.parent
        ids = (document_id(path, root) for path in documents)
        rows += [Progress(document=id) for id in ids if id not in started]
    return rows


def _show(rows: list[Progress], form: Format) -> None:
    from annotate.report.progress import table, to_json

    if form is Format.JSON:
        output.paint(to_json(rows) + "\n")
    elif not rows:
        output.note("Nothing has been annotated here yet.")
    else:
        output.paint(table(rows, _width(), color=output.color(), blocks=output.knows("█▒░")))


def _width() -> int:
    columns = shutil.get_terminal_size((PLAIN_WIDTH, 24)).columns
    return max(40, columns)
