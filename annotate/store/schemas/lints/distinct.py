"""What can hardly be told apart, by its key or on the screen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations

from annotate.core.colors import parse
from annotate.core.fitting import quoted
from annotate.core.schema import Attribute, Schema, Scope
from annotate.store.yaml.nodes import Node
from annotate.store.yaml.report import Report
from annotate.store.yaml.walk import at, child, entries_in, key_in, names_in

ALIKE = 24.0
"""Colors nearer than this are taken for one at a glance; black and white are 765 apart."""
MAX_COLORS = 100
"""Labels whose colors are compared with each other, at most."""


def keys(schema: Schema, tree: Node, report: Report) -> None:
    """Each label and relation has a key; there are only so many letters and digits."""
    for section, things in (("labels", schema.labels), ("relations", schema.relations)):
        without = [name for name, each in things.items() if not each.key]
        if without:
            message = f"no letter or digit is left as the key of {_and_more(without)}"
            hint = "they can only be chosen by name"
            report.warning(_declared(tree, section, without[0]), "no-key", message, hint)


def answer_keys(schema: Schema, tree: Node, report: Report) -> None:
    """Questions about one annotation have different keys for their answers, where they are given."""
    for section, owners in (("labels", schema.labels), ("relations", schema.relations)):
        for owner in owners.values():
            _answer_keys(at(tree, section, owner.name, "attributes"), owner.attributes, report)


def _answer_keys(node: Node | None, attributes: Iterable[Attribute], report: Report) -> None:
    taken: dict[str, str] = {}
    for attribute in attributes:
        given = child(child(node, attribute.name), "keys")
        for _, key in entries_in(given):
            for text in names_in(key):
                other = taken.setdefault(text, attribute.name)
                if other != attribute.name:
                    message = f"key {quoted(text)} of {quoted(attribute.name)} is taken by {quoted(other)}"
                    hint = "asked together, the first question keeps it; give another"
                    report.warning(key, "key-shared", message, hint)


def glyphs(schema: Schema, tree: Node, report: Report) -> None:
    """Each label of spans has a glyph of its own, so that it is not told apart by color alone."""
    owners: dict[str, list[str]] = defaultdict(list)
    for label in schema.scoped(Scope.SPAN):
        owners[label.glyph].append(label.name)
    for glyph, names in owners.items():
        if len(names) > 1:
            message = f"{_and_more(names[1:])} is told from {quoted(names[0])} by color alone"
            hint = f"both are shown as {quoted(glyph)}: give each its own `glyph`"
            report.warning(_declared(tree, "labels", names[1]), "color-alone", message, hint)


def colors(schema: Schema, tree: Node, report: Report) -> None:
    """Labels of spans that have a color of their own have another than the others."""
    spans = [each for each in schema.scoped(Scope.SPAN) if each.color]
    for one, other in combinations(spans[:MAX_COLORS], 2):
        if _distance(one.color, other.color) < ALIKE:
            message = f"{quoted(other.name)} has almost the color of {quoted(one.name)}"
            hint = "only the glyph tells them apart; choose another color"
            node = at(tree, "labels", other.name, "color") or tree
            report.warning(node, "colors-alike", message, hint)


def _distance(one: str, other: str) -> float:
    """How different two colors look, roughly; those of the terminal differ if their names do.

    Source: T. Riemersma, "Colour metric", the low-cost approximation.
    """
    if not one.startswith("#") or not other.startswith("#"):
        return 0.0 if one == other else ALIKE
    (r1, g1, b1), (r2, g2, b2) = parse(one), parse(other)
    red = (r1 + r2) / 2
    parts = (2 + red / 256) * (r1 - r2) ** 2, 4 * (g1 - g2) ** 2, (3 - red / 256) * (b1 - b2) ** 2
    return float(sum(parts) ** 0.5)


def _declared(tree: Node, section: str, name: str) -> Node:
    """Where the name is declared, in a mapping or in a list."""
    return key_in(child(tree, section), name) or tree


def _and_more(names: list[str]) -> str:
    more = len(names) - 1
    return quoted(names[0]) + (f" and {more} more" if more else "")
