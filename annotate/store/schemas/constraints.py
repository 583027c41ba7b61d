"""Reading the constraints of a schema."""

from __future__ import annotations

from collections.abc import Mapping

from annotate.core.conditions import Condition
from annotate.core.fitting import quoted
from annotate.core.problems import Level
from annotate.core.requirements import (
    AttributePresent,
    Constraint,
    LabelCount,
    LinkCount,
    ParagraphMatches,
    Requirement,
    Side,
    Unit,
)
from annotate.core.schema import Label, Relation, Scope
from annotate.store.schemas.attributes import read_pattern
from annotate.store.schemas.conditions import read_condition
from annotate.store.schemas.names import good_name, names_in
from annotate.store.schemas.relations import range_of
from annotate.store.yaml.fields import Fields
from annotate.store.yaml.nodes import Scalar, Sequence

_UNITS = {"paragraph": Unit.PARAGRAPH, "document": Unit.DOCUMENT}
_KINDS = ("relation", "any_relation", "any_label", "attribute", "paragraph_matches")


def read_constraints(
    fields: Fields, labels: Mapping[str, Label], relations: Mapping[str, Relation]
) -> tuple[Constraint, ...]:
    """The constraints, in the order of the file; what they name must be declared."""
    read: list[Constraint] = []
    for node in fields.items("constraints"):
        inner = Fields(node, fields.report, "a constraint")
        constraint = _constraint(inner, labels, relations)
        inner.close()
        if constraint is not None and any(constraint.id == other.id for other in read):
            message = f"constraint {quoted(constraint.id)} is declared twice"
            fields.report.error(inner.key("id"), "duplicate-constraint", message)
        elif constraint is not None:
            read.append(constraint)
    return tuple(read)


def _constraint(fields: Fields, labels: Mapping[str, Label], relations: Mapping[str, Relation]) -> Constraint | None:
    id = _single(fields, "id")
    each = _single(fields, "each")
    level = fields.choice("level", Level.ERROR)
    message = fields.text("message")
    if id is not None:
        good_name(id, fields.report, "constraint")
    unit, label = _subject(each, fields, labels)
    where = _where(fields, label)
    require = _requirement(fields, unit, label, labels, relations)
    if id is None or unit is None or require is None:
        return None
    name = label.name if label is not None else ""
    return Constraint(id.text, unit, require, name, where, level, message)


def _single(fields: Fields, name: str) -> Scalar | None:
    scalars = fields.scalars(name)
    if len(scalars) == 1:
        return scalars[0]
    if fields.key(name) is fields.node:
        fields.report.error(fields.node, "missing-key", f"{fields.what} has no {name}")
    elif scalars:
        fields.report.error(scalars[1], "not-a-text", f"{name} must be a single text")
    else:
        _refuse_nothing(fields, name)
    return None


def _refuse_nothing(fields: Fields, name: str) -> None:
    node = fields.node_of(name)
    if isinstance(node, Sequence) and not node.items:
        fields.report.error(node, "missing-value", f"{name} has no value")


def _subject(each: Scalar | None, fields: Fields, labels: Mapping[str, Label]) -> tuple[Unit | None, Label | None]:
    if each is None:
        return None, None
    if each.text in _UNITS:
        return _UNITS[each.text], None
    if each.text in labels:
        return Unit.LABEL, labels[each.text]
    message = f"each cannot be {quoted(each.text)}: a label, paragraph or document"
    hint = fields.report.nearest(each.text, [*labels, *_UNITS])
    fields.report.error(each, "unknown-label", message, hint)
    return None, None


def _where(fields: Fields, label: Label | None) -> Condition | None:
    node = fields.node_of("where")
    if node is None:
        return None
    if label is None:
        message = "where is about the attributes of a label, and each is none"
        fields.report.error(fields.key("where"), "not-for-unit", message)
        return None
    known = {each.name: each for each in label.attributes}
    return read_condition(node, known, fields.report, "where")


def _requirement(
    outer: Fields,
    unit: Unit | None,
    label: Label | None,
    labels: Mapping[str, Label],
    relations: Mapping[str, Relation],
) -> Requirement | None:
    node = outer.node_of("require")
    if node is None:
        outer.report.error(outer.node, "missing-key", f"{outer.what} has no require")
        return None
    fields = Fields(node, outer.report, "require")
    kinds = [kind for kind in _KINDS if fields.node_of(kind) is not None]
    if len(kinds) != 1:
        hint = "one of " + ", ".join(_KINDS)
        outer.report.error(node, "bad-requirement", "require must say one thing", hint)
        return None
    kind = kinds[0]
    _refuse_nothing(fields, kind)
    reason = _unfit(kind, unit, label)
    if reason:
        outer.report.error(fields.key(kind), "not-for-unit", f"{kind} {reason}")
    read = _read_kind(kind, fields, label, labels, relations)
    fields.close()
    return None if reason else read


def _unfit(kind: str, unit: Unit | None, label: Label | None) -> str:
    if unit in (Unit.PARAGRAPH, Unit.DOCUMENT) and kind in _KINDS[:2]:
        return "is about spans, and each is none"
    if unit in (Unit.PARAGRAPH, Unit.DOCUMENT) and kind == "attribute":
        return "is about a label, and each is none"
    if label is not None and label.scope is not Scope.SPAN and kind in _KINDS[:2]:
        return f"is about spans, and {quoted(label.name)} labels a {label.scope.value}"
    if kind == "paragraph_matches" and (unit is Unit.DOCUMENT or (label is not None and label.scope is Scope.DOCUMENT)):
        return "needs a paragraph, and each is the document"
    return ""


def _read_kind(
    kind: str,
    fields: Fields,
    label: Label | None,
    labels: Mapping[str, Label],
    relations: Mapping[str, Relation],
) -> Requirement | None:
    match kind:
        case "relation" | "any_relation":
            return _links(kind, fields, relations)
        case "any_label":
            names = tuple(names_in(fields.scalars(kind), labels, fields.report, "label"))
            count = range_of(fields.node_of("count"), fields.report, "count")
            if fields.key("count") is fields.node:
                hint = "as `count: 1..*`"
                fields.report.error(fields.node, "missing-key", "require has no count", hint)
            return LabelCount(names, count) if names and count is not None else None
        case "attribute":
            if label is None:
                return None
            known = [each.name for each in label.attributes]
            scalars = fields.scalars(kind)
            names = tuple(names_in(scalars, known, fields.report, "attribute"))
            if len(scalars) > 1:
                fields.report.error(scalars[1], "not-a-text", "attribute must be a single text")
            return AttributePresent(names[0]) if len(names) == 1 else None
        case _:
            node = fields.node_of(kind)
            pattern = None if node is None else read_pattern(node, fields.report, kind)
            return None if pattern is None else ParagraphMatches(pattern)


def _links(kind: str, fields: Fields, relations: Mapping[str, Relation]) -> LinkCount | None:
    scalars = fields.scalars(kind)
    names = tuple(names_in(scalars, relations, fields.report, "relation"))
    if kind == "relation" and len(scalars) > 1:
        hint = "use any_relation"
        fields.report.error(scalars[1], "not-a-text", "relation must be a single text", hint)
    sides = [side for side in Side if fields.node_of(side.value) is not None]
    if len(sides) != 1:
        message = "require must have exactly one of out, in, degree"
        fields.report.error(fields.node, "bad-requirement", message, "as `out: 1..1`")
        return None
    side = sides[0]
    count = range_of(fields.node_of(side.value), fields.report, side.value)
    return LinkCount(names, side, count) if names and count is not None else None
