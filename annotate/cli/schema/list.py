"""`annotate schema list`: which schemas there are."""

from __future__ import annotations

import os
from pathlib import Path

import click

from annotate.cli import output
from annotate.cli.sources import read_usable
from annotate.core.display import display, width
from annotate.errors import Usage
from annotate.store.project import load_settings
from annotate.store.schemas import find_schema, project_schemas, shipped_schemas


@click.command("list", short_help="List the schemas that are known here.")
def list_() -> None:
    """List the schemas of the project and those that come with the program, by name.

    A schema of the project hides one of the same name that comes with the program.
    """
    settings = load_settings(Path.cwd(), os.environ)
    known = {**shipped_schemas(), **project_schemas(settings.folder)}
    broadest = max(map(width, map(display, known)), default=0)
    for name, path in sorted(known.items()):
        shown = display(name)
        padding = " " * (broadest - width(shown))
        output.result(f"{name}{padding}  {_about(path)}")
    try:
        taken = find_schema(settings.schema, settings.folder)
    except Usage as error:
        output.note(f"{error.message} [{error.slug}]")
    else:
        output.note(f"`annotate label` takes {taken if taken not in known.values() else taken.stem} here.")


def _about(path: Path) -> str:
    schema = read_usable(path)
    if schema is None:
        return f"has mistakes: annotate validate {path}"
    return schema.title or ", ".join(schema.labels)


# The name that the row of the command has, and no other code here needs.
list = list_
