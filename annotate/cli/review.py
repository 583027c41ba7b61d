"""`annotate review`: settle what annotators did differently."""

from __future__ import annotations

import os
from pathlib import Path

import click

from annotate.cli import options, output, screen
from annotate.cli.journals import behind
from annotate.cli.projects import Projects
from annotate.cli.reviews import ReviewShelf, bundles_of, finder
from annotate.cli.screen import Look
from annotate.cli.targets import annotation_files
from annotate.core.review import Accept, Walk
from annotate.errors import Usage
from annotate.report.format import SHORT, Format
from annotate.store.identity import annotator_named
from annotate.store.project import Settings, load_settings
from annotate.store.reviewing import Terms


@click.command(short_help="Settle what annotators did differently.")
@options.paths
@click.option("-o", "--out", type=click.Path(path_type=Path), metavar="FOLDER", help="Where the result is kept.")
@options.schema
@click.option("--annotator", metavar="NAME", help="Who reviews; otherwise git's user.name or the login name.")
@click.option(
    "--accept",
    type=click.Choice([each.value for each in Accept]),
    default=Accept.UNANIMOUS.value,
    show_default=True,
    help="What is settled beforehand.",
)
@click.option("--blind", is_flag=True, help="Call the annotators A, B, C.")
@click.option("--list", "listing", is_flag=True, help="Print the open questions and change nothing.")
@screen.look
@options.form(SHORT)
def review(
    paths: tuple[Path, ...],
    out: Path | None,
    schema: str | None,
    annotator: str | None,
    accept: str,
    blind: bool,
    listing: bool,
    look: Look,
    form: Format,
) -> None:
    """Settle what annotators did differently, and make one file of theirs.

    PATHS are the annotation files of several annotators, or folders of them. The result is an
    annotation file of yours in the folder given with -o; beside it stands what you decided. The same
    command goes on where it was left; if their files have changed since, it asks again what that
    concerns.

    A single file in which a merge left conflicts is settled in its own place.

    Exits 0, 1 if files cannot be reviewed as they are or, with --list, if there are open questions,
    3 if something cannot be read or could not be saved.
    """
    settings = load_settings(Path.cwd(), os.environ)
    terms = Terms(
        reviewer=annotator_named(annotator, settings),
        out=out,
        now=_now,
        accept=Accept(accept),
        blind=blind,
    )
    shelf = _shelf(paths, schema, settings, terms)
    if listing:
        raise SystemExit(_list(shelf, form))
    if form is not Format.TEXT:
        raise Usage("--format is for --list.", slug="usage", hint="add --list, or leave it out.")
    if look.plain or not screen.can_draw():
        raise SystemExit(screen.line_by_line(shelf, shelf.latest()))
    raise SystemExit(screen.on_screen(shelf, shelf.latest(), look, settings)[0])


def _shelf(paths: tuple[Path, ...], schema: str | None, settings: Settings, terms: Terms) -> ReviewShelf:
    if not paths:
        hint = "name annotation files or folders of them: annotate review exports -o reviewed"
        raise Usage("There is nothing to review.", slug="usage", hint=hint)
    files = annotation_files(paths)
    for late in behind(files):
        output.note(f"{late.path}: {late.message} [unfolded-journal]")
    return ReviewShelf(bundles_of(files, terms), finder(schema, Projects(settings)), terms)


def _list(shelf: ReviewShelf, form: Format) -> int:
    """The open questions of all documents; 1 if there are any."""
    from annotate.report.reviewing import question, question_lines, to_json

    found = []
    for index in range(len(shelf)):
        about, session = shelf.look(index)
        walk = Walk(about, session.schema).at(session.marks)
        for n in about.paragraphs:
            open_ = [each for each in walk.of(n) if not each.state.closed]
            found += [question(session.document.id, about, each) for each in open_]
    if form is Format.JSON:
        output.data((to_json(found) + "\n").encode())
    else:
        for line in question_lines(found):
            output.result(line)
        if not found:
            output.note("Every question is settled.")
    return 1 if found else 0


def _now() -> str:
    from annotate.tui.clock import utc_now

    return utc_now()
