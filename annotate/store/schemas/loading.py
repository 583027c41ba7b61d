"""Schemas as whoever uses them wants them: ready, or with everything that is wrong.

The reader of YAML is loaded only for a schema that did not come with the program.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from annotate.core.problems import Problem, errors
from annotate.core.schema import Schema
from annotate.errors import Findings
from annotate.store.schemas.files import read_bytes
from annotate.store.schemas.ready import ready_schema

if TYPE_CHECKING:
    from annotate.store.schemas.extending import Bases


class SchemaErrors(Findings):
    """A schema that cannot be used; `problems` are all that is wrong, in the order of the file."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        first = errors(problems)[0]
        more = len(errors(problems)) - 1
        also = f" (and {more} more)" if more else ""
        message = f"{first.place}: {first.message}{also}"
        super().__init__(message, slug=first.slug, hint=first.hint)
        self.problems = problems


def load_schema(path: Path) -> Schema:
    """Raises SchemaErrors if it has mistakes, Unreadable if there is no such file."""
    schema, problems = read_schema(path)
    if schema is None:
        raise SchemaErrors(problems)
    return schema


def read_schema(path: Path) -> tuple[Schema | None, tuple[Problem, ...]]:
    """The schema, None if it has mistakes, and all of them.

    Raises Unreadable if there is no such file.
    """
    return parse_schema(read_bytes(path), path)


def parse_schema(data: bytes, path: Path, bases: Bases | None = None) -> tuple[Schema | None, tuple[Problem, ...]]:
    """As `read_schema`, of the bytes of a file; `path` gives the id if the schema has none.

    `bases` finds what the schema builds on, if not in the folder of `path`: see `extending.Bases`.
    """
    shipped = ready_schema(data, path)
    if shipped is not None:
        return shipped, ()
    from annotate.store.schemas import schema

    return schema.parse_schema(data, path, bases)
