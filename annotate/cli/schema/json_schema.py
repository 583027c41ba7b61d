"""`annotate schema json-schema`: what editors need to help with writing a schema."""

from __future__ import annotations

from pathlib import Path

import click

from annotate.cli import options, output
from annotate.store.reading import read_plain
from annotate.store.schemas import json_schema as path_of_json_schema


@click.command(short_help="Print the JSON Schema of schemas, for editors.")
@options.output("Write it there, over what is there.")
def json_schema(out: Path | None) -> None:
    """Print the JSON Schema (draft-07) that label schemas follow.

    An editor that knows it completes keys, explains them and marks mistakes as they are typed:
    keep it beside your schemas with -o label-schema.schema.json and begin them with

    \b
        # yaml-language-server: $schema=label-schema.schema.json

    What has to do with other parts of a schema only `annotate validate` checks.
    """
    content = read_plain(path_of_json_schema(), "the JSON Schema")
    if out is None:
        # Ours, and in ASCII: there is nothing in it to make safe.
        output.paint(content.decode("ascii"))
        return
    from annotate.store.placing import place

    place(out, content)
    output.note(f"{out}: written")
