"""`annotate label`: walk through documents and label them."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import click

from annotate.cli import options, screen
from annotate.cli.library import Shelf, items_of
from annotate.cli.screen import Left, Look
from annotate.core.document import ParagraphMode
from annotate.errors import Findings, Usage
from annotate.store.disk import Disk
from annotate.store.identity import annotator_named
from annotate.store.project import DEFAULT_OUT, Settings, load_settings
from annotate.store.schemas import find_schema, load_schema


@click.command(short_help="Walk through documents and label them.")
@options.paths
@options.schema
@options.out
@options.annotator
@options.encoding
@options.paragraphs
@screen.look
def label(
    paths: tuple[Path, ...],
    schema: str | None,
    out: Path | None,
    annotator: str | None,
    encoding: str | None,
    paragraphs: str | None,
    look: Look,
) -> None:
    """Walk through the paragraphs of documents and label them.

    PATHS are text files or folders of them; without any, the corpus of the project. Every label is
    on the disk before the next key; the same command goes on where it was left. `?` shows the keys.

    Exits 0, 1 if a document or schema cannot be used as it is, 3 if something cannot be read or
    could not be saved.
    """
    settings = load_settings(Path.cwd(), os.environ)
    shelf = shelf_of(paths, settings, schema, out, annotator, encoding, paragraphs)
    if look.plain or not screen.can_draw():
        raise SystemExit(_walk(shelf, lambda index: (screen.line_by_line(shelf, index), None)))
    raise SystemExit(_walk(shelf, lambda index: screen.on_screen(shelf, index, look, settings)))


def _walk(shelf: Shelf, run: Callable[[int], Left]) -> int:
    """Opens the document where work goes on, then any that the screen was left for, because its
    annotations have to be brought along to what changed; the exit status."""
    index, before = shelf.latest(), None
    while True:
        if shelf.brought_along(index):
            status, wanted = run(index)
        elif before is None:
            return Findings.exit_code
        else:
            status, wanted = 0, before
        if wanted is None:
            return status
        index, before = wanted, index


def shelf_of(
    paths: tuple[Path, ...],
    settings: Settings,
    schema: str | None,
    out: Path | None,
    annotator: str | None,
    encoding: str | None,
    paragraphs: str | None,
    disk: Disk | None = None,
) -> Shelf:
    chosen = paths or settings.corpus
    if not chosen:
        raise Usage(
            "There is nothing to label.",
            slug="usage",
            hint="name a text file or a folder: annotate label article.txt",
        )
    folder = out or settings.out or DEFAULT_OUT
    mode = ParagraphMode(paragraphs) if paragraphs else settings.paragraphs or ParagraphMode.AUTO
    return Shelf(
        items_of(chosen, settings.corpus),
        load_schema(find_schema(schema or settings.schema, settings.folder)),
        annotator_named(annotator, settings),
        folder,
        encoding or settings.encoding or "utf-8",
        mode,
        disk or Disk(),
        settings,
    )
