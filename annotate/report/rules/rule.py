"""What is known about a kind of problem."""

from __future__ import annotations

from typing import NamedTuple

from annotate.core.problems import Level


class Rule(NamedTuple):
    """`cause` and `cure` are phrases: neither capital letter nor full stop.

    `example` is a line as it is printed; `level` the highest that it is told with.
    """

    slug: str
    cause: str
    cure: str
    example: str
    level: Level = Level.ERROR


class Section(NamedTuple):
    """Rules that are looked for together; `note` holds for all of them."""

    title: str
    rules: tuple[Rule, ...]
    note: str = ""
