"""Collecting what is wrong in one YAML file, with hints."""

from __future__ import annotations

from collections.abc import Iterable

from annotate.core.fitting import quoted
from annotate.core.nearest import did_you_mean
from annotate.core.problems import Place, Problem
from annotate.store.yaml.nodes import Node

MAX_SEARCHES = 50
MAX_WORDS = 500


class Report:
    """The problems of one file."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.problems: list[Problem] = []
        self._searches = 0

    def error(self, node: Node, slug: str, message: str, hint: str = "") -> None:
        place = Place(self.path, node.line, node.column)
        self.problems.append(Problem(slug, place, message, hint))

    def nearest(self, name: str, known: Iterable[str]) -> str:
        """As `nearest`, for the first mistakes only: a file full of them is answered at once."""
        self._searches += 1
        return nearest(name, known) if self._searches <= MAX_SEARCHES else ""

    def failed(self) -> bool:
        return bool(self.problems)


def nearest(name: str, known: Iterable[str]) -> str:
    """A hint that names the known word most like `name`, or all if they are few, else nothing."""
    words = list(known)
    if len(words) > MAX_WORDS:
        return ""
    if meant := did_you_mean(name, words):
        return meant
    if 0 < len(words) <= 12:
        return "known: " + ", ".join(quoted(word) for word in words)
    return ""
