"""Reading the relations of a schema."""

from __future__ import annotations

import re
from collections.abc import Mapping

import msgspec

from annotate.core.fitting import quoted
from annotate.core.ranges import Range
from annotate.core.schema import RELATION, Label, Reach, Relation
from annotate.store.schemas.attributes import read_attributes
from annotate.store.schemas.keys import Keys
from annotate.store.schemas.names import good_name, span_labels_in
from annotate.store.yaml.fields import Fields, text_of
from annotate.store.yaml.nodes import Node
from annotate.store.yaml.report import Report

_RANGE = re.compile(r"([0-9]{1,6})(?:\.\.([0-9]{1,6}|\*))?")


def read_relations(fields: Fields, labels: Mapping[str, Label]) -> dict[str, Relation]:
    """Relations by name, in the order of the file."""
    report = fields.report
    keys = Keys(report, signs=True)
    read: dict[str, Relation] = {}
    declared = fields.entries("relations", "relation")
    ends = ["*", RELATION, *(f"@{name.text}" for name, _ in declared)]
    for name, node in declared:
        if good_name(name, report, "relation"):
            inner = Fields(node, report, f"relation {quoted(name.text)}")
            keys.declare(inner.node_of("key"), name.text)
            read[name.text] = _relation(name.text, inner, labels, ends)
            inner.close()
    dealt = keys.deal(read)
    return {name: msgspec.structs.replace(relation, key=dealt[name]) for name, relation in read.items()}


def _relation(name: str, fields: Fields, labels: Mapping[str, Label], ends: list[str]) -> Relation:
    relation = Relation(
        name=name,
        sources=_ends(fields, "from", labels, ends),
        targets=_ends(fields, "to", labels, ends),
        outgoing=range_of(fields.node_of("out"), fields.report, "out") or Range(),
        incoming=range_of(fields.node_of("in"), fields.report, "in") or Range(),
        symmetric=fields.flag("symmetric"),
        transitive=fields.flag("transitive"),
        acyclic=fields.flag("acyclic"),
        reach=fields.choice("reach", Reach.DOCUMENT),
        help=fields.text("help"),
        attributes=read_attributes(fields),
    )
    if relation.symmetric and relation.acyclic:
        message = f"{fields.what} cannot be both symmetric and acyclic"
        fields.report.error(fields.key("acyclic"), "contradiction", message)
    if relation.symmetric and set(relation.sources) != set(relation.targets):
        message = f"{fields.what} is symmetric, so from and to must be the same"
        fields.report.error(fields.key("symmetric"), "contradiction", message)
    return relation


def _ends(fields: Fields, name: str, labels: Mapping[str, Label], ends: list[str]) -> tuple[str, ...]:
    """Labels, `*` for all of them, `@relation` or `@name` for relations; `*` if nothing is said."""
    scalars = fields.scalars(name)
    names = tuple(span_labels_in(scalars, labels, ends, fields.report))
    if not scalars:
        return ("*",)
    return tuple(each for each in names if "*" not in names or each[0] in "*@")


def range_of(node: Node | None, report: Report, name: str) -> Range | None:
    """`a..b`, `a..*`, `a` or `*`; None if not there or, reported, not a range."""
    text = None if node is None else text_of(node, report, name)
    if node is None or text is None:
        return None
    if text == "*":
        return Range()
    found = _RANGE.fullmatch(text)
    if not found:
        hint = "write `0..1`, `1..*`, `2` or `*`"
        report.error(node, "bad-range", f"{name} cannot be {quoted(text)}", hint)
        return None
    low = int(found[1])
    high = None if found[2] == "*" else int(found[2] or found[1])
    if high is not None and high < low:
        report.error(node, "bad-range", f"{name} {quoted(text)} goes down", "turn it round")
        return None
    return Range(low, high)
