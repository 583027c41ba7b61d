"""The flags and arguments that several commands share, each declared once."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import Enum
from pathlib import Path
from typing import Any, TypeVar

import click

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


corpus = click.option(
    "--corpus",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Where the documents are, if not where they were when they were annotated.",
)


def output(help: str) -> Callable[[Command], Command]:
    """`-o`, as the argument `out`: a path, or None for standard output, which `-` is, too."""
    return click.option(
        "-o",
        "--output",
        "out",
        type=click.Path(path_type=Path, allow_dash=True),
        metavar="FILE",
        callback=lambda _context, _parameter, path: None if path == Path("-") else path,
        help=help,
    )


def form(forms: Iterable[Enum], help: str = "How to print the result.") -> Callable[[Command], Command]:
    """`--format`, as the argument `form`: one of these, the first if nothing is said."""
    by_name = {each.value: each for each in forms}
    return click.option(
        "--format",
        "form",
        type=click.Choice(list(by_name)),
        default=next(iter(by_name)),
        show_default=True,
        callback=lambda _context, _parameter, name: by_name[name],
        help=help,
    )


def not_negative(_context: click.Context, _parameter: click.Parameter, number: int) -> int:
    """A callback: click's own range shows itself in the help as a formula."""
    if number < 0:
        raise click.BadParameter(f"{number} is below 0.")
    return number


jobs = click.option(
    "--jobs",
    type=int,
    default=0,
    callback=not_negative,
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
