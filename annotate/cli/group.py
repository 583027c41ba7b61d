"""The commands: each is imported when it is called, and not to be listed."""

from collections.abc import Sequence
from importlib import import_module
from typing import NamedTuple

import click

from annotate import __version__
from annotate.cli import output
from annotate.errors import Usage


class Row(NamedTuple):
    """A command: its name, what `--help` says of it in a line, and the module that holds it.

    The module has the command under its own name.
    """

    name: str
    help: str

    @property
    def module(self) -> str:
        return f"annotate.cli.{self.name}"


COMMANDS = (
    Row("label", "Walk through documents and label them."),
    Row("validate", "Check schemas and annotation files."),
    Row("status", "Show how far the annotation of each document is."),
    Row("recover", "Bring what journals hold into the annotation files."),
)


class Commands(click.Group):
    """Knows its commands by the table; a command's module is loaded only to run it."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [row.name for row in COMMANDS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        for row in COMMANDS:
            if row.name == cmd_name:
                command: object = getattr(import_module(row.module), row.name)
                assert isinstance(command, click.Command)
                return command
        return None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if not name.startswith("-") and name not in self.list_commands(ctx):
            raise Usage(f"There is no command {name!r}.", slug="usage", hint=_nearest(name))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(row.name, row.help) for row in COMMANDS])


def _show_version(ctx: click.Context, _parameter: click.Parameter, wanted: bool) -> None:
    if wanted:
        output.paint(f"annotate {__version__}\n")
        ctx.exit()


@click.group(
    cls=Commands,
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
    if ctx.invoked_subcommand is None:
        for line in ctx.get_help().splitlines():
            output.note(line)
        raise SystemExit(Usage.exit_code)


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


def _nearest(name: str) -> str:
    names = [row.name for row in COMMANDS]
    from annotate.core.nearest import did_you_mean

    return did_you_mean(name, names) or f"the commands are {', '.join(names)}."


def _how(error: click.ClickException) -> str:
    context = getattr(error, "ctx", None)
    path = context.command_path if isinstance(context, click.Context) else "annotate"
    return f"`{path} --help` shows how to call it."
