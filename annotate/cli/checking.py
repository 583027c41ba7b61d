"""Checks of one file: what is wrong with it alone, and held against its schema and document."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from annotate.cli.journals import Behind, behind
from annotate.cli.sources import Documents, Schemas
from annotate.cli.targets import Kind, Target
from annotate.core.checks import check
from annotate.core.checks.origins import about_document, same_name, undecided
from annotate.core.checks.sheet import Sheet, lay_out
from annotate.core.problems import Level, Place, Problem
from annotate.core.schema import Schema
from annotate.errors import AnnotateError, Unreadable
from annotate.store.annotations import read_annotations
from annotate.store.project import read_project
from annotate.store.schemas import read_schema


class Checking(msgspec.Struct, frozen=True):
    """What files are held against. `schema` is used for all files if there is one; with `complete`
    every paragraph has to be decided."""

    schemas: Schemas
    documents: Documents
    schema: Schema | None = None
    complete: bool = False

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
        if self.complete:
            yield from undecided(sheet)
        yield from map(unfolded_problem, behind([path]))

    def _by_schema(self, sheet: Sheet) -> Iterator[Problem]:
        if sheet.head is None:
            return
        id = sheet.head.record.schema
        schema = self.schema or self.schemas.find(id)
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
            document = self.documents.find(sheet.head.record)
        except Unreadable as error:
            hint = "the document is there but cannot be checked. " + error.hint
            yield sheet.problem(
                error.slug, sheet.head.line, error.message, hint.strip(), Level.WARNING
            )
        except AnnotateError as error:
            yield sheet.problem(error.slug, sheet.head.line, error.message, error.hint)
        except ValueError:
            pass  # no such way to part a text: told by the checks of the lines
        else:
            yield from about_document(sheet, document)


def unfolded_problem(late: Behind) -> Problem:
    place = Place(str(late.path))
    return Problem("unfolded-journal", place, late.message, late.hint, Level.WARNING)
