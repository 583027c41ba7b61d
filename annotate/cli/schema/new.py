"""`annotate schema new`: the first version of a schema."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import click

from annotate.cli import output
from annotate.cli.schema.asking import ask_for, at_terminal, drafts, split
from annotate.cli.schema.drafting import Draft, yaml
from annotate.core.problems import errors
from annotate.core.schema import Schema, Scope
from annotate.errors import AnnotateError, Usage
from annotate.store.placing import place
from annotate.store.reading import read_plain
from annotate.store.schemas import json_schema, outdated_json_schema, parse_schema

DEFAULT = Path("schema.yaml")
"""What `annotate label` takes if nothing else is said."""
_SUFFIXES = (".yaml", ".yml")
_LIKE_A_FILE = re.compile(r"/|\.[a-z]{2,5}$")
_NOT_IN_ID = re.compile(r"[^\w.-]+")


@click.command(short_help="Write a new schema.")
@click.argument("words", nargs=-1, metavar="[FILE] [LABEL]...")
@click.option("--labels", metavar="NAMES", help="The labels, with commas between them.")
@click.option("--id", metavar="NAME", help="What annotation files call it; otherwise the name of the file.")
@click.option("--title", metavar="TEXT", help="What it is for, in a line.")
@click.option("--from", "base", metavar="SCHEMA", help="A schema to build on; the labels are added to its own.")
@click.option("--force", is_flag=True, help="Replace FILE if it is there.")
def new(
    words: tuple[str, ...], labels: str | None, id: str | None, title: str | None, base: str | None, force: bool
) -> None:
    """Write a new schema to FILE (ending in .yaml; otherwise schema.yaml) with these labels.

    Without labels it asks for them and what they are for; Enter takes what is proposed, ctrl-c
    writes nothing. Beside it goes the JSON Schema that lets editors help, if it is not there yet.
    """
    path, names = _told(words, labels)
    if os.path.lexists(path) and not force:
        hint = "give another name, or replace it with --force."
        raise Usage(f"{path}: there is something already", slug="already-there", hint=hint)
    draft = Draft(id or _id(path), drafts(names), title or "", base or "")
    if not names and not (base and not _can_ask()):
        draft = _asked(draft, path)
    text = yaml(draft).encode("utf-8", "surrogatepass")
    _check(text, path)
    place(path, text, over=force)
    output.note(f"{path}: written")
    _help_editors(path.parent)
    output.note(f"Next: annotate label DOCUMENT --schema {path}")


def _told(words: tuple[str, ...], labels: str | None) -> tuple[Path, list[str]]:
    """The file and the labels that the command line says."""
    has_file = bool(words) and words[0].endswith(_SUFFIXES)
    if words and not has_file and _LIKE_A_FILE.search(words[0]):
        hint = "if this is a label, name the file first."
        raise Usage(f"{words[0]}: a schema's file ends in .yaml", slug="usage", hint=hint)
    path = Path(words[0]) if has_file else DEFAULT
    names = [*words[has_file:], *split(labels or "")]
    if labels is not None and words[has_file:]:
        raise Usage("Labels are given twice.", slug="usage", hint="use either --labels or arguments.")
    return path, names


def _id(path: Path) -> str:
    """From the name of the file; where that is the usual one, of its folder."""
    stem = path.absolute().parent.name if path.stem == DEFAULT.stem else path.stem
    return _NOT_IN_ID.sub("-", stem).strip(".-")[:64] or "schema"


def _can_ask() -> bool:
    return sys.stdin is not None and sys.stdin.isatty() and sys.stderr is not None and sys.stderr.isatty()


def _asked(draft: Draft, path: Path) -> Draft:
    if not _can_ask():
        hint = "name them: annotate schema new schema.yaml claim source"
        raise Usage("There are no labels.", slug="usage", hint=hint)
    base = _check(yaml(draft).encode(), path) if draft.base else None
    known = [label.name for label in base.scoped(Scope.SPAN)] if base else []
    try:
        return ask_for(draft, at_terminal, known)
    except EOFError:
        raise KeyboardInterrupt from None


def _check(text: bytes, path: Path) -> Schema:
    """Nothing is written that could not be used. Raises Usage."""
    schema, problems = parse_schema(text, path)
    if schema is None:
        first = errors(problems)[0]
        raise Usage(first.message, slug=first.slug, hint=first.hint)
    return schema


def _help_editors(folder: Path) -> None:
    source = json_schema()
    target = folder / source.name
    if os.path.lexists(target):
        if problem := outdated_json_schema(folder):
            output.note(f"{problem.place.path}: {problem.message} [{problem.slug}]")
            output.note(f"Hint: {problem.hint}")
        return
    try:
        place(target, read_plain(source, "the JSON Schema"), over=False)
    except AnnotateError as error:
        output.note(f"{error.message} [{error.slug}]")
    else:
        output.note(f"{target}: written, with which editors complete and check schemas")
