"""`annotate schema show`: a schema as a page for the people who label."""

from __future__ import annotations

import os
import shutil
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotate.cli import options, output
from annotate.core.schema import Schema
from annotate.errors import Usage
from annotate.report.guideline.content import guideline
from annotate.report.guideline.page import Page
from annotate.store.project import load_settings
from annotate.store.schemas import find_schema, load_schema

if TYPE_CHECKING:
    from annotate.report.guideline.terminal import Colors

PLAIN_WIDTH = 80
"""Columns where there is no terminal that has some."""
WIDEST = 100
"""Columns; longer lines are hard to read."""


class Form(str, Enum):
    TEXT = "text"
    HTML = "html"
    MARKDOWN = "markdown"


@click.command(short_help="Show a schema as a guideline page.")
@click.argument("schema", required=False, metavar="[SCHEMA]")
@options.form(Form, "What to make of it.")
@click.option("--label", "names", multiple=True, metavar="NAME", help="Only this label; may be repeated.")
@options.output("Write it there, over what is there.")
def show(schema: str | None, form: Form, names: tuple[str, ...], out: Path | None) -> None:
    """Show what a schema asks of people: labels, rules, examples, questions, relations.

    SCHEMA is a file or the name of a known schema; without it, the one that `annotate label` takes
    here. The HTML page is whole in itself, without scripts, to be handed out.
    """
    settings = load_settings(Path.cwd(), os.environ)
    read = load_schema(find_schema(schema or settings.schema, settings.folder))
    _check(read, names)
    page = _shaped(guideline(read, names), form, to_file=out is not None)
    if out is None and form is Form.TEXT:
        output.paint(page)
        return
    if out is None:
        output.data(page.encode("utf-8"))
        return
    from annotate.store.placing import place

    place(out, page.encode("utf-8"))
    output.note(f"{out}: written")


def _check(schema: Schema, names: tuple[str, ...]) -> None:
    for name in names:
        if name not in schema.labels:
            from annotate.store.yaml.report import nearest

            message = f"there is no label {name!r} in {schema.id!r}"
            raise Usage(message, slug="unknown-label", hint=nearest(name, schema.labels))


def _shaped(page: Page, form: Form, to_file: bool) -> str:
    if form is Form.HTML:
        from annotate.report.guideline.html import html

        return html(page)
    if form is Form.MARKDOWN:
        from annotate.report.guideline.markdown import markdown

        return markdown(page)
    from annotate.report.guideline.terminal import text

    if to_file:
        return text(page, PLAIN_WIDTH, None, signs=True)
    return text(page, _width(), _colors(), output.knows("•·"))


def _width() -> int:
    return max(20, min(WIDEST, shutil.get_terminal_size((PLAIN_WIDTH, 24)).columns))


def _colors() -> Colors | None:
    """How many colors the reader's terminal has; an empty NO_COLOR counts as none."""
    if not output.to_terminal() or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return None
    if os.environ.get("COLORTERM", "").lower() in ("truecolor", "24bit"):
        return "truecolor"
    return "256" if "256" in os.environ.get("TERM", "") else "standard"
