"""`annotate schema json-schema`: what editors need to help with writing a schema."""

from __future__ import annotations

import click

from annotate.cli import output
from annotate.store.reading import read_plain
from annotate.store.schemas import json_schema as path_of_json_schema


@click.command(short_help="Print the JSON Schema of schemas, for editors.")
def json_schema() -> None:
    """Print the JSON Schema (draft-07) that label schemas follow.

    An editor that knows it completes keys, explains them and marks mistakes as they are typed:
    keep it as label-schema.schema.json and begin a schema beside it with

    \b
        # yaml-language-server: $schema=label-schema.schema.json

    What has to do with other parts of a schema only `annotate validate` checks.
    """
    # Ours, and in ASCII: there is nothing in it to make safe.
    output.paint(read_plain(path_of_json_schema(), "the JSON Schema").decode("ascii"))
