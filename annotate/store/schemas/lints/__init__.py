"""What no single line of a schema shows: rules that rule each other out, or never decide anything.

A lint is a function `schema, tree, report` and a name in `LINTS`; it may rely on a schema in which
nothing else is wrong. What cannot work is an error, what can hardly be meant a warning.
"""

from __future__ import annotations

from collections.abc import Callable

from annotate.core.schema import Schema
from annotate.store.schemas.lints import distinct, order, possible
from annotate.store.yaml.nodes import Node
from annotate.store.yaml.report import Report

Lint = Callable[[Schema, Node, Report], None]

LINTS: tuple[Lint, ...] = (
    possible.conditions,
    possible.constraints,
    possible.pairs,
    order.overlap,
    distinct.keys,
    distinct.answer_keys,
    distinct.glyphs,
    distinct.colors,
)


def lint(schema: Schema, tree: Node, report: Report) -> None:
    """Report everything that the lints find in a schema and the tree that it was read from."""
    for each in LINTS:
        each(schema, tree, report)
