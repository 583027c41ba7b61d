"""The flags and arguments that several commands share, each declared once."""

from pathlib import Path

import click

from annotate.report.format import Format

paths = click.argument("paths", nargs=-1, type=click.Path(path_type=Path))

schema = click.option(
    "--schema",
    metavar="FILE_OR_ID",
    help="The label schema: a YAML file or the id of a known one.",
)

out = click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Where annotation files are kept.",
)

annotator = click.option(
    "--annotator",
    metavar="NAME",
    help="Who annotates; otherwise git's user.name or the login name.",
)

encoding = click.option(
    "--encoding", metavar="NAME", help="How the documents are encoded; otherwise UTF-8."
)

paragraphs = click.option(
    "--paragraphs",
    type=click.Choice(["auto", "line", "blank"]),
    help="What makes a paragraph: a line, a blank line, or what the document suggests.",
)

output_format = click.option(
    "--format",
    "output_format",
    type=click.Choice([each.value for each in Format]),
    default=Format.TEXT.value,
    show_default=True,
    callback=lambda _context, _parameter, value: Format(value),
    help="How to print the result.",
)
