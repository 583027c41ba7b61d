"""`annotate reanchor`: take annotations along when their document has changed."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from pathlib import Path

import click
import msgspec

from annotate.cli import options, output
from annotate.cli.bar import Bar
from annotate.cli.failures import words
from annotate.cli.projects import Projects, paths_or_kept
from annotate.cli.reanchoring import work_out
from annotate.cli.sources import Documents, beside
from annotate.cli.targets import annotation_files
from annotate.core.document import Document, ParagraphMode
from annotate.core.records import DocumentRecord
from annotate.errors import AnnotateError, Findings, Unreadable, Usage
from annotate.report.format import SHORT, Format
from annotate.report.reanchoring import Row, lines, summary, to_json
from annotate.store.annotations import read_head
from annotate.store.documents import read_document
from annotate.store.project import Settings, load_settings

Find = Callable[[DocumentRecord, Path], Document]


@click.command(short_help="Take annotations along when their document has changed.")
@options.paths
@click.option(
    "--to",
    type=click.Path(path_type=Path),
    metavar="DOCUMENT",
    help="The document as it is now; otherwise the one that each file names.",
)
@options.corpus
@click.option("--encoding", metavar="NAME", help="How the document is encoded now, if otherwise.")
@click.option("--check", is_flag=True, help="Change nothing; exit 1 if a document has changed.")
@click.option("--write", is_flag=True, help="Write the files; otherwise it is only shown.")
@options.form(SHORT)
def reanchor(
    paths: tuple[Path, ...],
    to: Path | None,
    corpus: Path | None,
    encoding: str | None,
    check: bool,
    write: bool,
    form: Format,
) -> None:
    """Find the annotations again in a document that has changed since it was annotated.

    PATHS are annotation files or folders of them; without any, those of the project. Nothing is
    written without --write. Every annotation is kept:

    \b
    exact   the same text at the same place of its paragraph
    moved   the same text at another place, and certainly this one
    fuzzy   the text was changed a little, or the place is not certain
    lost    there is no such text any more

    The last two are flagged, their notes say what the text was, and their paragraphs are to do
    again, as are those whose words changed.

    Exits 0, with --check 1 if a document has changed; 1 if a file is not valid, 3 if a file or its
    document cannot be read or written.
    """
    if check and write:
        hint = "give one of them."
        raise Usage("--check changes nothing, --write does.", slug="usage", hint=hint)
    settings = load_settings(Path.cwd(), os.environ)
    files = annotation_files(paths_or_kept(paths, settings, "look at"))
    if to:
        _refuse_several(files)
    find = _given(to, encoding) if to else _named(files, settings, encoding, corpus)
    worst = 0
    rows: list[Row] = []
    hints: set[str] = set()
    with Bar(len(files)) as bar:
        for found in bar.watch(_each(files, find, write)):
            if isinstance(found, AnnotateError):
                worst = max(worst, found.exit_code)
                _tell(words(found, hints))
                continue
            rows.append(found)
            if form is Format.TEXT and found.outcome is not None:
                for line in lines(found):
                    output.result(line)
    if form is Format.JSON:
        output.paint(to_json(rows) + "\n")
    _tell(summary(rows, len(files) - len(rows), write, check))
    changed = any(row.outcome is not None for row in rows)
    raise SystemExit(worst or (Findings.exit_code if check and changed else 0))


def _refuse_several(files: Iterable[Path]) -> None:
    """Annotations of one document would be looked for in another."""
    heads = (read_head(path) for path in files)
    names = sorted({head.document for head in heads if head is not None})
    if len(names) > 1:
        some = ", ".join(names[:3]) + (", …" if len(names) > 3 else "")
        message = f"--to names one document, and these files are about {len(names)}: {some}"
        raise Usage(message, slug="usage", hint="name the annotation files of this document.")


def _given(path: Path, encoding: str | None) -> Find:
    """All files are about this document."""

    @lru_cache
    def read(codec: str, mode: ParagraphMode) -> Document:
        return read_document(path, encoding=codec, mode=mode)

    return lambda about, _path: read(encoding or about.encoding, ParagraphMode(about.paragraphs))


def _named(paths: Iterable[Path], settings: Settings, encoding: str | None, corpus: Path | None) -> Find:
    """Each file is about the document that it names."""
    documents = Documents(Projects(settings), beside(paths), corpus)

    def find(about: DocumentRecord, path: Path) -> Document:
        wanted = msgspec.structs.replace(about, encoding=encoding) if encoding else about
        document = documents.find(wanted, path)
        if document is None:
            raise Unreadable(
                f"{about.source} is not to be found",
                slug="no-document-found",
                hint="say with --to which document it is now, or with --corpus where they are.",
            )
        return msgspec.structs.replace(document, source=about.source)

    return find


def _each(files: Iterable[Path], find: Find, write: bool) -> Iterator[Row | AnnotateError]:
    for path in files:
        try:
            yield _row(path, find, write)
        except AnnotateError as error:
            yield _about(path, error)


def _row(path: Path, find: Find, write: bool) -> Row:
    found = work_out(path, find)
    if isinstance(found, Document):
        return Row(str(path), found.source)
    if write:
        found.apply()
    return Row(str(path), found.document.source, found.outcome, written=write)


def _about(path: Path, error: AnnotateError) -> AnnotateError:
    """The same, with the annotation file in front where only its document is named."""
    if str(path) not in error.message:
        error.message = f"{path}: {error.message}"
    return error


def _tell(said: Iterable[str]) -> None:
    for line in said:
        output.note(line)
