"""`annotate git textconv`: an annotation file as text to be read, for git's diffs."""

from pathlib import Path

import click

from annotate.cli import output
from annotate.report.plain_text import text_of
from annotate.store.annotations import WANTED
from annotate.store.reading import read_plain


@click.command(short_help="Print an annotation file to be read; git calls this.")
@click.argument("file", type=click.Path(path_type=Path))
def textconv(file: Path) -> None:
    """Print an annotation file as text that people read in diffs: a heading for each paragraph, its
    text, and a line for each thing said about it.

    The same file is always the same text. What is no line of an annotation file is shown as it is.
    """
    output.data(text_of(read_plain(file, WANTED)).encode("utf-8", "backslashreplace"))
