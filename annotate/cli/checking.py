"""Checks of one file: what is wrong with it alone, and held against its schema and document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import msgspec

from annotate.cli.journals import Behind, behind
from annotate.cli.projects import Projects
from annotate.cli.sources import Documents, Schemas
from annotate.cli.targets import Kind, Target
from annotate.core.checks.conflicts import conflicts, one_version
from annotate.core.checks.origins import DocumentCheck, same_name, undecided
from annotate.core.checks.sheet import Sheet, lay_out
from annotate.core.checks.stream import Rules, SchemaCheck
from annotate.core.file_checks import FileCheck
from annotate.core.ids import Known
from annotate.core.problems import Level, Place, Problem
from annotate.core.schema import Schema
from annotate.errors import AnnotateError, Unreadable
from annotate.store.annotations import MANY, NOT_READ, blocks
from annotate.store.project import Settings, read_project
from annotate.store.schemas import load_schema, read_schema


class Checking(msgspec.Struct, frozen=True):
    """What files are held against, as plain data that each process can make a `Checker` of.

    `given` are files to look for schemas in before all others, `found` after those of a file's own
    project; documents are looked for below `roots`, too, and `corpus`. `schema` is used for all files
    if there is one; with `complete` every paragraph has to be decided.
    """

    settings: Settings
    given: tuple[Path, ...] = ()
    found: tuple[Path, ...] = ()
    roots: tuple[Path, ...] = ()
    corpus: Path | None = None
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
        self._given = load_schema(checking.schema) if checking.schema else None
        self._rules: dict[str, Rules] = {}
        projects = Projects(checking.settings)
        self._schemas = Schemas(projects, checking.given, checking.found)
        self._documents = Documents(projects, checking.roots, checking.corpus)
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
        told: list[Problem] = []  # of lines that are not as they should be
        lines = FileCheck(str(path))
        held: list[SchemaCheck | DocumentCheck] = []
        found = 0
        for block in blocks(path, told):
            if block.line == 1:
                head = lay_out(str(path), block.numbered())
                yield from same_name(head)
                yield from self._misses(head, held, lines.ids)
            problems = [*lines.block(block)]
            open_still = list(conflicts(str(path), block))
            checked = one_version(block) if open_still else block
            for each in held:
                problems += each.block(checked)
            problems += open_still
            if self._complete and block.paragraph is not None:
                problems += undecided(lay_out(str(path), block.numbered()))
            yield from problems
            found += len(problems)
            if found > MANY:
                place = Place(str(path), block.line + len(block.records))
                yield Problem("too-many", place, "too many problems; not read further")
                break
        else:
            yield from self._in_the_end(told, lines, held)
        yield from told
        yield from map(unfolded_problem, behind([path]))

    def _in_the_end(
        self,
        told: Sequence[Problem],
        lines: FileCheck,
        held: Sequence[SchemaCheck | DocumentCheck],
    ) -> Iterator[Problem]:
        """What the whole file shows, if it was read."""
        if NOT_READ.isdisjoint(problem.slug for problem in told):
            yield from lines.end()
            for each in held:
                yield from islice(each.end(), MANY)

    def _misses(
        self,
        head: Sheet,
        held: list[SchemaCheck | DocumentCheck],
        known: Known,
    ) -> Iterator[Problem]:
        """Adds what the file is held against to `held`; the problem if that is not to be had."""
        if head.head is None:
            return
        record = head.head.record
        schema = self._given or self._schemas.find(record, Path(head.path))
        if schema is not None:
            held.append(SchemaCheck(head.path, self._rules_of(schema), known))
        else:
            message = f"there is no schema {record.schema!r} to check this against"
            hint = "name its file with --schema, or put it into the folder `schemas`."
            yield head.problem("no-schema", head.head.line, message, hint)
        try:
            held.append(DocumentCheck(head, self._documents.find(record, Path(head.path))))
        except Unreadable as error:
            hint = "the document is there but cannot be checked. " + error.hint
            yield head.problem(error.slug, head.head.line, error.message, hint.strip(), Level.WARNING)
        except AnnotateError as error:
            yield head.problem(error.slug, head.head.line, error.message, error.hint)
        except ValueError:
            pass  # no such way to part a text: told by the checks of the lines

    def _rules_of(self, schema: Schema) -> Rules:
        """Made once for each schema file."""
        if schema.path not in self._rules:
            self._rules[schema.path] = Rules(schema)
        return self._rules[schema.path]


def unfolded_problem(late: Behind) -> Problem:
    place = Place(str(late.path))
    return Problem("unfolded-journal", place, late.message, late.hint, Level.WARNING)
