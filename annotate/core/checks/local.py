"""The checks that a paragraph alone is enough for."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from annotate.core.checks import answers, borders, links, names, overlaps, rules
from annotate.core.checks.sheet import Sheet
from annotate.core.problems import Problem
from annotate.core.schema import Schema

Check = Callable[[Sheet, Schema], Iterator[Problem]]

LOCAL: tuple[Check, ...] = (
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
    rules.constraints,
)
