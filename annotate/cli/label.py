"""`annotate label`: walk through documents and label them."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable
from pathlib import Path

import click

from annotate.cli import options, output
from annotate.cli.library import Shelf, items_of
from annotate.core.annotator import safe_name
from annotate.core.document import ParagraphMode
from annotate.errors import Findings, Usage
from annotate.store.disk import Disk
from annotate.store.identity import default_annotator
from annotate.store.project import DEFAULT_OUT, Settings, ThemeName, load_settings
from annotate.store.schemas import find_schema, load_schema

Left = tuple[int, int | None]
"""The exit status, and the document that the screen was left for, if it was for one."""


@click.command(short_help="Walk through documents and label them.")
@options.paths
@options.schema
@options.out
@options.annotator
@options.encoding
@options.paragraphs
@click.option("--theme", type=click.Choice([each.value for each in ThemeName]), help="Colors.")
@click.option("--mouse/--no-mouse", default=None, help="Whether clicks and drags are heard.")
@click.option("--plain", is_flag=True, help="Line by line without redrawing, for screen readers.")
@click.option("--visual", is_flag=True, help="Reorder right-to-left text here, where the terminal does not.")
@click.option("--ascii", "only_ascii", is_flag=True, help="Draw with ASCII characters only.")
def label(
    paths: tuple[Path, ...],
    schema: str | None,
    out: Path | None,
    annotator: str | None,
    encoding: str | None,
    paragraphs: str | None,
    theme: str | None,
    mouse: bool | None,
    plain: bool,
    visual: bool,
    only_ascii: bool,
) -> None:
    """Walk through the paragraphs of documents and label them.

    PATHS are text files or folders of them; without any, the corpus of the project. Every label is
    on the disk before the next key; the same command goes on where it was left. `?` shows the keys.

    Exits 0, 1 if a document or schema cannot be used as it is, 3 if something cannot be read or
    could not be saved.
    """
    settings = load_settings(Path.cwd(), os.environ)
    shelf = _shelf(paths, settings, schema, out, annotator, encoding, paragraphs)
    if plain or not can_draw():
        raise SystemExit(_walk(shelf, lambda index: (_plain(shelf, index), None)))

    def screen(index: int) -> Left:
        return _screen(
            shelf,
            index,
            settings,
            theme=theme or settings.theme or "dark",
            mouse=mouse if mouse is not None else settings.mouse is not False,
            visual=visual,
            ascii=only_ascii or not speaks_unicode(),
        )

    raise SystemExit(_walk(shelf, screen))


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


def _shelf(
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
        safe_name(annotator) if annotator else settings.annotator or default_annotator(Path.cwd()),
        folder,
        encoding or settings.encoding or "utf-8",
        mode,
        disk or Disk(),
        settings,
    )


def can_draw() -> bool:
    """Whether there is a terminal that can be drawn on."""
    return sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def speaks_unicode() -> bool:
    return (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"


def _screen(
    shelf: Shelf,
    first: int,
    settings: Settings,
    *,
    theme: str,
    mouse: bool,
    visual: bool,
    ascii: bool,
) -> Left:
    from annotate.tui.app import Options, Screen
    from annotate.tui.keys import unfit
    from annotate.tui.terse import Terse
    from annotate.tui.theme import color_depth

    if wrong := unfit(settings.keys):
        raise Usage(f"keys: {wrong[0]}", slug="unknown-key", hint=wrong[1])
    chosen = Options(
        theme=theme,
        mouse=mouse,
        depth=color_depth(os.environ),
        ascii=ascii,
        visual=visual,
        keys=settings.keys,
    )
    terse = Terse.from_pty(sys.stdout, term=os.environ.get("TERM"))
    screen = Screen(shelf, first, chosen, output=terse)
    # What is loaded by now stays: to look for garbage in it would hold up a key now and then.
    gc.freeze()
    status = screen.run()
    output.note(screen.kept)
    return status, screen.wanted


def _plain(shelf: Shelf, first: int) -> int:
    from annotate.tui.plain import Plain

    return Plain(shelf, first, sys.stdin, output).run()
