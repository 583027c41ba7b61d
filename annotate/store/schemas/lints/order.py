"""Rules that are never asked because one before them has decided."""

from __future__ import annotations

from collections import defaultdict

from annotate.core.fitting import quoted
from annotate.core.schema import Schema, Scope
from annotate.store.yaml.nodes import Node
from annotate.store.yaml.report import Report
from annotate.store.yaml.walk import child, items_in


def overlap(schema: Schema, tree: Node, report: Report) -> None:
    """Each rule of overlap decides about some pair of labels.

    Those that come from a base may stand behind the schema's own: that is how it overrides them.
    """
    decided = _Decided([label.name for label in schema.scoped(Scope.SPAN)])
    for rule, node in zip(schema.overlap, items_in(child(tree, "overlap")), strict=True):
        if decided.knows(*rule.pair) and not node.file:
            pair = " and ".join(quoted(name) for name in rule.pair)
            message = f"the rule for {pair} never decides: the rules before it name all such pairs"
            hint = "put it before them, or remove it"
            report.warning(node, "unreachable-rule", message, hint)
        decided.add(*rule.pair)


class _Decided:
    """The pairs of labels that some rule has named; without listing those that a `*` means."""

    def __init__(self, labels: list[str]) -> None:
        self._labels = labels
        self._partners: dict[str, set[str]] = defaultdict(set)
        self._stars: set[str] = set()
        self._all = False

    def add(self, one: str, other: str) -> None:
        if one == other == "*":
            self._all = True
        elif "*" in (one, other):
            self._stars.add(other if one == "*" else one)
        else:
            self._partners[one].add(other)
            self._partners[other].add(one)

    def knows(self, one: str, other: str) -> bool:
        if self._all:
            return True
        if one == other == "*":
            return all(self._knows_all(name) for name in self._labels)
        if "*" in (one, other):
            return self._knows_all(other if one == "*" else one)
        return bool({one, other} & self._stars) or other in self._partners[one]

    def _knows_all(self, name: str) -> bool:
        """Whether every pair with this label was named."""
        if name in self._stars:
            return True
        there = self._partners[name] | self._stars
        return len(there) >= len(self._labels) and there.issuperset(self._labels)
