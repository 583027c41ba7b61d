"""The flags and arguments that several commands share, each declared once."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from annotate.report.format import SHORT, Format

Command = TypeVar("Command", bound=Callable[..., Any])

paths = click.argument("paths", nargs=-1, type=click.Path(path_type=Path))

schema = click.option(
    "--schema",
    metavar="SCHEMA",
    help="The label schema: a file or the name of a known one.",
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

encoding = click.option("--encoding", metavar="NAME", help="How the documents are encoded; otherwise UTF-8.")

paragraphs = click.option(
    "--paragraphs",
    type=click.Choice(["auto", "line", "blank"]),
    help="What makes a paragraph: a line, a blank line, or what the document suggests.",
)


def _format(*choices: Format) -> Callable[[Command], Command]:
    return click.option(
        "--format",
        "output_format",
        type=click.Choice([each.value for each in choices]),
        default=Format.TEXT.value,
        show_default=True,
        callback=lambda _context, _parameter, value: Format(value),
        help="How to print the result.",
    )


output_format = _format(*SHORT)

problem_format = _format(*Format)


def _not_negative(_context: click.Context, _parameter: click.Parameter, number: int) -> int:
    if number < 0:
        raise click.BadParameter(f"{number} is below 0.")
    return number


jobs = click.option(
    "--jobs",
    type=int,
    default=0,
    callback=_not_negative,  # click's own range shows itself in the help as a formula
    metavar="N",
    help="Processes that share the work; otherwise as many as there are processors.",
)


class Grouped(click.Command):
    """A command with so many options that its help shows them in groups, by their first names."""

    def __init__(self, *args: Any, groups: Mapping[str, Sequence[str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._groups = groups

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        given = (each for each in self.get_params(ctx) if isinstance(each, click.Option))
        rows = {each.name: each.get_help_record(ctx) for each in given}
        named = {name for names in self._groups.values() for name in names}
        rest = [name for name in rows if name not in named]
        for title, names in (*self._groups.items(), ("Other options", rest)):
            listed = [row for name in names if (row := rows[name])]
            with formatter.section(title):
                formatter.write_dl(listed)
