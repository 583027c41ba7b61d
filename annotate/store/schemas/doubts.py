"""Mistakes that may only be there because a `rename` or `remove` could not be done.

The rest of a schema is read all the same, on top of a base that still has its old names; what that
brings about by itself is no news to whoever reads of the wrong `rename`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from annotate.core.fitting import quoted
from annotate.core.problems import Place, Problem
from annotate.store.yaml.nodes import Mapping as Tree
from annotate.store.yaml.nodes import Node, Scalar
from annotate.store.yaml.report import Report
from annotate.store.yaml.walk import child, entries_in, items_in

_OF_TWO = ("key-taken",)
"""Two things in each other's way, one of which should perhaps not be there."""


class Doubts(msgspec.Struct, frozen=True):
    """`names` are those that things should have got, `places` what is said about them, `bases` the files
    whose names stayed."""

    names: frozenset[str] = frozenset()
    places: frozenset[Place] = frozenset()
    bases: tuple[str, ...] = ()

    def cover(self, problem: Problem) -> bool:
        """Whether it may go away with the wrong `rename` or `remove`."""
        if problem.place.path in self.bases or problem.place in self.places:
            return True
        if problem.slug in _OF_TWO:
            return True
        words = (*self.bases, *map(quoted, self.names))
        return any(word in problem.message or word in problem.hint for word in words)


def missed_names(tree: Tree, given: Iterable[str]) -> frozenset[str]:
    """The new names in the `rename` of the tree that are not among those given."""
    return frozenset(_texts(child(tree, "rename"))) - frozenset(given)


def doubts(tree: Tree, names: frozenset[str], file: int, report: Report) -> Doubts:
    """What is in doubt in the whole tree if these names were missed in the file of this number, or in
    one that builds on it."""
    places = frozenset(map(report.place, _about(tree, names)))
    return Doubts(names, places, tuple(report.paths[file + 1 :]))


def _about(node: Node, names: frozenset[str]) -> Iterator[Node]:
    """The names where they are keys, with all that stands below them."""
    for key, value in entries_in(node):
        if key.text in names:
            yield key
            yield from _all(value)
        else:
            yield from _about(value, names)
    for item in items_in(node):
        yield from _about(item, names)


def _all(node: Node) -> Iterator[Node]:
    yield node
    for key, value in entries_in(node):
        yield key
        yield from _all(value)
    for item in items_in(node):
        yield from _all(item)


def _texts(node: Node | None) -> Iterator[str]:
    """The texts that are values, at any depth."""
    if isinstance(node, Scalar):
        yield node.text
    for _, value in entries_in(node):
        yield from _texts(value)
    for item in items_in(node):
        yield from _texts(item)
