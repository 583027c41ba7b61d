"""The commands: each is imported when it is called, and not to be listed."""

from collections.abc import Sequence

import click

from annotate import __version__
from annotate.cli import output
from annotate.cli.lazy import Commands, Row, help_without_command
from annotate.errors import Usage

COMMANDS = (
    Row("label", "Walk through documents and label them."),
    Row("validate", "Check schemas and annotation files."),
    Row("format", "Bring annotation files into their one order and form."),
    Row("diff", "Show what differs between annotation files."),
    Row("merge", "Merge two annotation files that were made from a third."),
    Row("review", "Settle what annotators did differently."),
    Row("agree", "Say how far annotators agree."),
    Row("status", "Show how far the annotation of each document is."),
    Row("reanchor", "Take annotations along when their document has changed."),
    Row("recover", "Bring what journals hold into the annotation files."),
    Row("git", "Let git show and merge annotation files."),
    Row("schema", "Make, show and compare label schemas."),
)


def _show_version(ctx: click.Context, _parameter: click.Parameter, wanted: bool) -> None:
    if wanted:
        output.paint(f"annotate {__version__}\n")
        ctx.exit()


@click.group(
    cls=Commands,
    rows=COMMANDS,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_version,
    help="Show the version and exit.",
)
@click.pass_context
def annotate(ctx: click.Context) -> None:
    """Label text in a terminal, and keep every label."""
    help_without_command(ctx)


def call(arguments: Sequence[str]) -> int:
    """Run the command that the arguments name; its exit status. Raises AnnotateError."""
    # Not `annotate.main()`: that one prints, interrupts and breaks pipes in its own ways.
    try:
        with annotate.make_context("annotate", list(arguments)) as context:
            annotate.invoke(context)
    except click.ClickException as error:
        raise Usage(error.format_message(), slug="usage", hint=_how(error)) from error
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except click.Abort as interrupted:
        raise KeyboardInterrupt from interrupted
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else 0
    return 0


def _how(error: click.ClickException) -> str:
    context = getattr(error, "ctx", None)
    path = context.command_path if isinstance(context, click.Context) else "annotate"
    return f"`{path} --help` shows how to call it."
