"""`annotate git`: git shows and merges annotation files. Each command is a module beside this."""

import click

from annotate.cli.lazy import Commands, Row, help_without_command

COMMANDS = (
    Row("enable", "Let git show and merge annotation files.", __name__),
    Row("disable", "Undo what `enable` has done, and nothing else.", __name__),
    Row("status", "Show what git is told.", __name__),
    Row("textconv", "Print an annotation file to be read; git calls this.", __name__),
    Row("merge-driver", "Merge three versions of a file; git calls this.", __name__),
)


@click.group(
    cls=Commands,
    rows=COMMANDS,
    invoke_without_command=True,
    short_help="Let git show and merge annotation files.",
)
@click.pass_context
def git(ctx: click.Context) -> None:
    """Let git show and merge annotation files."""
    help_without_command(ctx)
