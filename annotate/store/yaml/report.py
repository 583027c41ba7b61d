"""Collecting what is wrong in a YAML file and those it builds on, with hints."""

from __future__ import annotations

from collections.abc import Iterable

from annotate.core.fitting import quoted
from annotate.core.nearest import did_you_mean
from annotate.core.problems import Level, Place, Problem, errors
from annotate.store.yaml.nodes import Node

MAX_SEARCHES = 50
MAX_WORDS = 500


class Report:
    """The problems of one file; `paths` are its own and those of the files it builds on."""

    def __init__(self, path: str) -> None:
        self.paths = [path]
        self.problems: list[Problem] = []
        self._searches = 0

    def add(self, path: str) -> int:
        """The number of another file that this one builds on, as nodes name it."""
        self.paths.append(path)
        return len(self.paths) - 1

    def error(self, node: Node, slug: str, message: str, hint: str = "") -> None:
        self._add(node, slug, message, hint, Level.ERROR)

    def warning(self, node: Node, slug: str, message: str, hint: str = "") -> None:
        self._add(node, slug, message, hint, Level.WARNING)

    def _add(self, node: Node, slug: str, message: str, hint: str, level: Level) -> None:
        if node.file:
            hint = f"{hint}; " * bool(hint) + f"read for {self.paths[0]}, which builds on it"
        self.problems.append(Problem(slug, self.place(node), message, hint, level))

    def place(self, node: Node) -> Place:
        return Place(self.paths[node.file], node.line, node.column)

    def seen_from(self, node: Node, other: Node) -> str:
        """Where `other` stands, for a message about `node`: the line, and the file if another."""
        of = "" if node.file == other.file else f" of {self.paths[other.file]}"
        return f"line {other.line}{of}"

    def nearest(self, name: str, known: Iterable[str]) -> str:
        """As `nearest`, for the first mistakes only: a file full of them is answered at once."""
        self._searches += 1
        return nearest(name, known) if self._searches <= MAX_SEARCHES else ""

    def failed(self) -> bool:
        return bool(errors(self.problems))


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
