"""Checks of one file: what is wrong with it alone, and held against its schema and document."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec

from annotate.cli.journals import Behind, behind
from annotate.cli.sources import Documents, Schemas
from annotate.cli.targets import Kind, Target
from annotate.core.checks import check
from annotate.core.checks.origins import about_document, same_name, undecided
from annotate.core.checks.sheet import Sheet, lay_out
from annotate.core.problems import Level, Place, Problem
from annotate.errors import AnnotateError, Unreadable
from annotate.store.annotations import read_annotations
from annotate.store.project import Settings, read_project
from annotate.store.schemas import load_schema, read_schema


class Checking(msgspec.Struct, frozen=True):
    """What files are held against, as plain data that each process can make a `Checker` of.

    `schemas` are files to look for schemas in before all others; documents are looked for below
    `roots`. `schema` is used for all files if there is one; with `complete` every paragraph has to
    be decided.
    """

    settings: Settings
    schemas: tuple[Path, ...] = ()
    roots: tuple[Path, ...] = ()
    schema: Path | None = None
    complete: bool = False


class Outcome(NamedTuple):
    """What was found in a file; `unread` if it could not be read, which is then its one problem."""

    target: Target
    problems: list[Problem]
    unread: bool


class Checker:
    """Checks files one after the other; what it read of schemas and documents is kept for the next.

    Raises AnnotateError if the schema of `checking` cannot be used.
    """

    def __init__(self, checking: Checking) -> None:
        self._schema = load_schema(checking.schema) if checking.schema else None
        self._schemas = Schemas(checking.schemas, checking.settings)
        self._documents = Documents(checking.roots, checking.settings)
        self._complete = checking.complete

    def outcome(self, target: Target) -> Outcome:
        try:
            return Outcome(target, self.problems(target), False)
        except Unreadable as error:
            place = Place(str(target.path))
            message = error.message.removeprefix(f"{target.path}: ")
            return Outcome(target, [Problem(error.slug, place, message, error.hint)], True)

    def problems(self, target: Target) -> list[Problem]:
        """All that is wrong with the file. Raises Unreadable if it cannot be read."""
        match target.kind:
            case Kind.SCHEMA:
                return list(read_schema(target.path)[1])
            case Kind.PROJECT:
                return list(read_project(target.path)[1])
            case Kind.ANNOTATIONS:
                return list(self._annotations(target.path))

    def _annotations(self, path: Path) -> Iterator[Problem]:
        file = read_annotations(path)
        yield from file.problems
        sheet = lay_out(str(path), ((entry.line, entry.record) for entry in file.entries))
        yield from same_name(sheet)
        yield from self._by_schema(sheet)
        yield from self._by_document(sheet)
        if self._complete:
            yield from undecided(sheet)
        yield from map(unfolded_problem, behind([path]))

    def _by_schema(self, sheet: Sheet) -> Iterator[Problem]:
        if sheet.head is None:
            return
        id = sheet.head.record.schema
        schema = self._schema or self._schemas.find(id)
        if schema is not None:
            yield from check(sheet, schema)
        else:
            message = f"there is no schema {id!r} to check this against"
            hint = "name its file with --schema, or put it into the folder `schemas`."
            yield sheet.problem("no-schema", sheet.head.line, message, hint)

    def _by_document(self, sheet: Sheet) -> Iterator[Problem]:
        if sheet.head is None:
            return
        try:
            document = self._documents.find(sheet.head.record)
        except Unreadable as error:
            hint = "the document is there but cannot be checked. " + error.hint
            yield sheet.problem(error.slug, sheet.head.line, error.message, hint.strip(), Level.WARNING)
        except AnnotateError as error:
            yield sheet.problem(error.slug, sheet.head.line, error.message, error.hint)
        except ValueError:
            pass  # no such way to part a text: told by the checks of the lines
        else:
            yield from about_document(sheet, document)


def unfolded_problem(late: Behind) -> Problem:
    place = Place(str(late.path))
    return Problem("unfolded-journal", place, late.message, late.hint, Level.WARNING)
