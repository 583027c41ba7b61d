"""Groups of commands that are imported when they are called, and not to be listed."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import NamedTuple

import click

from annotate.cli import output
from annotate.errors import Usage


class Row(NamedTuple):
    """A command: its name, what `--help` says of it in a line, and the package of its module.

    The module is called as the command, with `_` for `-`, and has it under that name.
    """

    name: str
    help: str
    package: str = "annotate.cli"

    @property
    def module(self) -> str:
        return f"{self.package}.{self.identifier}"

    @property
    def identifier(self) -> str:
        return self.name.replace("-", "_")

    def load(self) -> click.Command:
        command: object = getattr(import_module(self.module), self.identifier)
        assert isinstance(command, click.Command)
        return command


class Commands(click.Group):
    """Knows its commands by the rows; a command's module is loaded only to run it."""

    def __init__(self, *args: object, rows: Sequence[Row] = (), **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # click's own, passed on
        self.rows = tuple(rows)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [row.name for row in self.rows]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        return next((row.load() for row in self.rows if row.name == cmd_name), None)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if not name.startswith("-") and name not in self.list_commands(ctx):
            _, _, above = ctx.command_path.partition(" ")
            whole = f"{above} {name}" if above else name
            hint = self._nearest(name)
            raise Usage(f"There is no command {whole!r}.", slug="usage", hint=hint)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(row.name, row.help) for row in self.rows])

    def _nearest(self, name: str) -> str:
        from annotate.core.nearest import did_you_mean

        names = [row.name for row in self.rows]
        return did_you_mean(name, names) or f"the commands are {', '.join(names)}."


def group(name: str, help: str, rows: Sequence[Row]) -> Commands:
    """A group with no more to it than its commands."""
    callback = click.pass_context(help_without_command)
    return Commands(name, rows=rows, help=help, short_help=help, callback=callback, invoke_without_command=True)


def help_without_command(ctx: click.Context) -> None:
    """What a group does by itself: the help, as wrong usage, if none of its commands is named."""
    if ctx.invoked_subcommand is None:
        for line in ctx.get_help().splitlines():
            output.note(line)
        raise SystemExit(Usage.exit_code)
