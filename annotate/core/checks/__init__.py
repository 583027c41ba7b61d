"""What may be wrong in a well-formed annotation file, held against its schema and document.

A check is a function `sheet, schema -> problems` and a name in `CHECKS`.
"""

from collections.abc import Callable, Iterator

from annotate.core.checks import answers, borders, links, names, origins, overlaps, rules
from annotate.core.checks.sheet import Sheet
from annotate.core.problems import Problem
from annotate.core.schema import Schema

Check = Callable[[Sheet, Schema], Iterator[Problem]]

CHECKS: tuple[Check, ...] = (
    origins.same_schema,
    names.labels,
    names.relations,
    answers.unknown,
    answers.unfit,
    answers.unanswered,
    answers.hidden,
    answers.outside,
    borders.fragments,
    borders.edges,
    overlaps.overlaps,
    links.ends,
    links.repeated,
    links.counts,
    links.circles,
    rules.constraints,
)


def check(sheet: Sheet, schema: Schema) -> Iterator[Problem]:
    """Everything that the schema has to say about the file."""
    for each in CHECKS:
        yield from each(sheet, schema)
