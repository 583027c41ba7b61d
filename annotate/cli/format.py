"""`annotate format`: annotation files in their one order and form, with nothing else changed."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from enum import Enum
from itertools import count as numbers
from itertools import zip_longest
from pathlib import Path
from typing import NamedTuple

import click
import msgspec

from annotate.cli import options, output
from annotate.cli.failures import words
from annotate.cli.projects import Projects, paths_or_kept
from annotate.cli.sources import Schemas
from annotate.cli.targets import Kind, targets
from annotate.core.problems import Place, Problem
from annotate.core.records import DocumentRecord
from annotate.core.schema import Schema
from annotate.errors import AnnotateError, Findings, Unreadable, Usage
from annotate.report.problems import lines
from annotate.report.words import count
from annotate.store.annotations import read_content, sha256_of
from annotate.store.formatting import SchemaOf, formatted, is_formatted
from annotate.store.project import load_settings
from annotate.store.rewriting import rewrite

_STDIN = Path("-")


class State(Enum):
    """What became of a file, or would."""

    FINE = "in order"
    CHANGED = "formatted"
    REFUSED = "left alone because of problems"
    FAILED = "not read or written"


class Way(msgspec.Struct, frozen=True):
    """`check`: write nothing. `diff`: show what changes. `hints`: what has been told."""

    check: bool
    diff: bool
    schemas: Schemas
    hints: set[str]


class Change(NamedTuple):
    """A file that is not in its form: what it has and what it should have, if there is no doubt."""

    before: bytes
    after: bytes
    problems: tuple[Problem, ...]


@click.command(short_help="Bring annotation files into their one order and form.")
@options.paths
@click.option("--check", is_flag=True, help="Change nothing; exit 1 if a file would be changed.")
@click.option("--diff", is_flag=True, help="Change nothing and show what would be; as --check.")
def format(paths: tuple[Path, ...], check: bool, diff: bool) -> None:
    """Bring annotation files (.ann.jsonl) into their one order and form.

    Lines go where they belong and are written in the one way there is: the order of keys, no
    spaces, no escapes, no defaults, no blank lines, LF. What the files say stays the same. A file
    that is not understood, or wrong in any other way, is left as it was, and so are schemas.

    PATHS are annotation files or folders of them; without any, those of the project. `-` is standard
    input, written to standard output.

    Exits 0 if all is in order afterwards, 1 if a file was left as it was (with --check: if one
    would be changed, too), 3 if one cannot be read or written.
    """
    if _STDIN in paths:
        raise SystemExit(_pipe(paths, check or diff))
    settings = load_settings(Path.cwd(), os.environ)
    chosen = targets(paths_or_kept(paths, settings, "format"))
    found = [each.path for each in chosen if each.kind is Kind.SCHEMA]
    given = [path for path in found if path in paths]
    way = Way(check or diff, diff, Schemas(Projects(settings), given, found), set())
    states = [_tell(each.path, way) for each in chosen if each.kind is Kind.ANNOTATIONS]
    for each in chosen:
        if each.path in paths and each.kind is not Kind.ANNOTATIONS:
            output.note(f"{each.path}: only annotation files are formatted; left as it is")
    output.note(_summary(states, way))
    raise SystemExit(_status(states, way))


def _finder(schemas: Schemas, path: Path) -> SchemaOf:
    """Only the very schema that a file was made with settles the order of its attributes: what is
    right must not hang on what else lies around."""

    def find(about: DocumentRecord) -> Schema | None:
        schema = schemas.find(about, path)
        if schema is None or schema.version != about.schema_version:
            return None
        return schema if about.schema_sha256 in ("", schema.hash) else None

    return find


def _tell(path: Path, way: Way) -> State:
    """Formats the file, if it has to be, and says so."""
    try:
        change = _change(path, _finder(way.schemas, path))
        if change is None:
            return State.FINE
        if change.problems:
            for line in lines(change.problems, way.hints):
                output.result(line)
            return State.REFUSED
        if not way.check:
            rewrite(path, change.after, was=sha256_of(change.before))
    except AnnotateError as error:
        for line in words(error, way.hints):
            output.note(line)
        return State.FAILED
    for line in _said(path, change, way):
        output.result(line)
    return State.CHANGED


def _change(path: Path, schema_of: SchemaOf) -> Change | None:
    """None if the file is as it should be. Raises Unreadable."""
    if is_formatted(path, schema_of):
        return None
    before = read_content(path)
    after, problems = formatted(str(path), before, schema_of)
    return Change(before, after, problems) if problems or after != before else None


def _said(path: Path, change: Change, way: Way) -> Iterator[str]:
    if way.diff:
        yield from _diff(path, change)
    elif way.check:
        place = Place(str(path), _first_difference(change))
        yield f"{place}: not in its one order and form, from here on [not-canonical]"
    else:
        yield f"{path}: formatted"


def _first_difference(change: Change) -> int:
    """The number of the first line that is not as it should be."""
    both = zip_longest(change.before.split(b"\n"), change.after.split(b"\n"))
    return next(number for number, (old, new) in zip(numbers(1), both) if old != new)


def _diff(path: Path, change: Change) -> Iterator[str]:
    from difflib import unified_diff

    before, after = (each.decode("utf-8", "backslashreplace").split("\n") for each in change[:2])
    yield from unified_diff(before, after, str(path), f"{path} (formatted)", n=1, lineterm="")


def _summary(states: list[State], way: Way) -> str:
    told = []
    for state in State:
        if number := states.count(state):
            would = way.check and state is State.CHANGED
            told.append(f"{number:,} {'would be ' if would else ''}{state.value}")
    return f"{count(len(states), 'annotation file')}: {', '.join(told) or 'nothing to do'}"


def _status(states: list[State], way: Way) -> int:
    if State.FAILED in states:
        return Unreadable.exit_code
    found = {State.REFUSED, State.CHANGED} if way.check else {State.REFUSED}
    return Findings.exit_code if found & set(states) else 0


def _pipe(paths: tuple[Path, ...], check: bool) -> int:
    """Formats standard input for an editor: what it says on failure is on standard error."""
    if len(paths) > 1:
        hint = "give either `-` or files."
        raise Usage("Standard input goes with no other file.", slug="usage", hint=hint)
    before = sys.stdin.buffer.read() if sys.stdin else b""
    settings = load_settings(Path.cwd(), os.environ)
    after, problems = formatted("<stdin>", before, _finder(Schemas(Projects(settings)), _STDIN))
    for line in lines(problems):
        output.note(line)
    if not problems and not check:
        output.data(after)
    return Findings.exit_code if problems or (check and before != after) else 0
