"""What cannot be: conditions that never hold, constraints never met, relations that join nothing."""

from __future__ import annotations

from collections.abc import Mapping

from annotate.core.conditions import All
from annotate.core.fitting import quoted
from annotate.core.possibility import can_hold, meet, possible_count
from annotate.core.ranges import Range
from annotate.core.requirements import AttributePresent, Constraint, LinkCount, Side
from annotate.core.schema import Attribute, Relation, Schema, Scope, admits
from annotate.store.yaml.nodes import Node
from annotate.store.yaml.report import Report
from annotate.store.yaml.walk import at, child, items_in, key_in, text_in

_WAYS = {Side.OUT: "leave", Side.IN: "reach", Side.DEGREE: "touch"}


def conditions(schema: Schema, tree: Node, report: Report) -> None:
    """Each `when` can hold."""
    for section, owners in (("labels", schema.labels), ("relations", schema.relations)):
        for owner in owners.values():
            known = {each.name: each for each in owner.attributes}
            for attribute in owner.attributes:
                if attribute.when is not None and not can_hold(attribute.when, known):
                    node = at(tree, section, owner.name, "attributes", attribute.name, "when")
                    message = f"{quoted(attribute.name)} of {quoted(owner.name)} is never asked"
                    _never(report, node or tree, message)


def constraints(schema: Schema, tree: Node, report: Report) -> None:
    """Each constraint is about something, and can be met."""
    nodes = {text_in(each, "id"): each for each in items_in(child(tree, "constraints"))}
    for constraint in schema.constraints:
        node = nodes[constraint.id]
        label = schema.labels.get(constraint.label)
        known = {each.name: each for each in label.attributes} if label else {}
        name = f"constraint {quoted(constraint.id)}"
        if constraint.where is not None and not can_hold(constraint.where, known):
            _never(report, child(node, "where") or node, f"{name} is about nothing")
        elif reason := _contradiction(schema, constraint, known):
            message, hint = f"{name} can never be met: {reason}", "change one of the two"
            report.error(child(node, "require") or node, "impossible-constraint", message, hint)


def pairs(schema: Schema, tree: Node, report: Report) -> None:
    """Each relation has something that it may join."""
    usable = _usable(schema)
    for name, relation in schema.relations.items():
        if name not in usable:
            node = key_in(child(tree, "relations"), name) or tree
            message = f"relation {quoted(name)} can join nothing: {_lack(schema, relation)}"
            report.error(node, "no-pair", message, "name labels of spans, or remove the relation")


def _never(report: Report, node: Node, message: str) -> None:
    hint = "what it asks for cannot be true together"
    report.error(node, "impossible-condition", f"{message}: the condition cannot hold", hint)


def _contradiction(schema: Schema, constraint: Constraint, known: Mapping[str, Attribute]) -> str:
    match constraint.require:
        case LinkCount(relations, side, wanted):
            possible = possible_count(schema, constraint.label, constraint.require)
            if not meet(possible, wanted):
                names = " or ".join(quoted(name) for name in relations)
                way = f"can {_WAYS[side]} a {quoted(constraint.label)}"
                return f"{_counted(possible)} {names} {way}, not {_counted(wanted)}"
        case AttributePresent(attribute) if constraint.where is not None:
            when = known[attribute].when
            if when is not None and not can_hold(All((constraint.where, when)), known):
                return f"{quoted(attribute)} is not asked where that holds"
    return ""


def _usable(schema: Schema) -> set[str]:
    """The relations that can be made: between spans, and then those that need others."""
    ends = [label.name for label in schema.scoped(Scope.SPAN)]
    usable: set[str] = set()
    while True:
        more = [
            each.name
            for each in schema.relations.values()
            if each.name not in usable and not _lacking(each, ends)
        ]
        if not more:
            return usable
        usable.update(more)
        ends.extend(f"@{name}" for name in more)


def _lacking(relation: Relation, ends: list[str]) -> str:
    """What keeps the relation from being made if there are these ends; "" if nothing."""
    for key, count in (("out", relation.outgoing), ("in", relation.incoming)):
        if count.high == 0:
            return f"its `{key}` allows none"
    for key, names in (("from", relation.sources), ("to", relation.targets)):
        if not any(admits(names, end) for end in ends):
            return f"nothing can be at its `{key}`"
    return ""


def _lack(schema: Schema, relation: Relation) -> str:
    ends = [label.name for label in schema.scoped(Scope.SPAN)]
    usable = [f"@{name}" for name in _usable(schema)]
    return _lacking(relation, [*ends, *usable])


def _counted(count: Range) -> str:
    return str(count.low) if count.low == count.high else str(count)
