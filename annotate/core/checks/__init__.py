"""What may be wrong in a well-formed annotation file, held against its schema and document.

A check is a function `sheet, schema -> problems` and a name in `local.LOCAL` if a paragraph shows
what it looks for, else in `CHECKS`.
"""

from collections.abc import Iterator

from annotate.core.checks import links, origins
from annotate.core.checks.local import LOCAL, Check
from annotate.core.checks.sheet import Sheet
from annotate.core.problems import Problem
from annotate.core.schema import Schema

CHECKS: tuple[Check, ...] = (origins.same_schema, *LOCAL, links.counts, links.circles)


def check(sheet: Sheet, schema: Schema) -> Iterator[Problem]:
    """Everything that the schema has to say about the file."""
    for each in CHECKS:
        yield from each(sheet, schema)
