"""What cannot be: conditions that never hold, constraints never met, relations that join nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from annotate.core.conditions import All
from annotate.core.fitting import quoted
from annotate.core.possibility import can_hold, meet, possible_count
from annotate.core.ranges import Range
from annotate.core.requirements import AttributePresent, Constraint, LinkCount, Side
from annotate.core.schema import RELATION, Attribute, Relation, Schema, Scope
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
        node = nodes.get(constraint.id, tree)  # an id may also be written as a list of one
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
    for name, reason in _unusable(schema).items():
        node = key_in(child(tree, "relations"), name) or tree
        message = f"relation {quoted(name)} can join nothing: {reason}"
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


def _unusable(schema: Schema) -> dict[str, str]:
    """The relations that cannot be made, and why: first those between spans can, then those that
    need others."""
    lacks = {each.name: _lacks(each) for each in schema.relations.values()}
    at_end: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for relation in schema.relations.values():
        for key, names in (("from", relation.sources), ("to", relation.targets)):
            for name in names:
                at_end[name].append((relation.name, key))
    ends = [label.name for label in schema.scoped(Scope.SPAN)]
    ends += ["*"] if ends else []
    for end in ends:  # grows while it is gone through
        for name, key in at_end.pop(end, ()):
            if lacks[name].pop(key, "") and not lacks[name]:
                ends += [f"@{name}", RELATION]
    return {name: next(iter(lack.values())) for name, lack in lacks.items() if lack}


def _lacks(relation: Relation) -> dict[str, str]:
    """All that could keep the relation from being made, by key of the schema."""
    counts = {"out": relation.outgoing, "in": relation.incoming}
    none = {key: f"its `{key}` allows none" for key, count in counts.items() if count.high == 0}
    return none | {key: f"nothing can be at its `{key}`" for key in ("from", "to")}


def _counted(count: Range) -> str:
    return str(count.low) if count.low == count.high else str(count)
