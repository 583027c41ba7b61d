"""Reading `when` and `where`: conditions on the attributes of an annotation."""

from __future__ import annotations

from collections.abc import Mapping

from annotate.core.attributes import misfit
from annotate.core.conditions import (
    All,
    AnyOf,
    Condition,
    NoneOf,
    OneOf,
    Present,
    attributes_of,
    text_of,
)
from annotate.core.fitting import quoted
from annotate.core.schema import Attribute, AttributeType
from annotate.store.schemas.values import single_value
from annotate.store.yaml.fields import is_nothing, scalars_of, unique_entries
from annotate.store.yaml.nodes import Mapping as MappingNode
from annotate.store.yaml.nodes import Node, Scalar, Sequence
from annotate.store.yaml.report import Report

Known = Mapping[str, Attribute]
JOINED = ("all", "any")


def read_condition(node: Node, known: Known | None, report: Report, what: str) -> Condition | None:
    """The condition in `node`, on attributes in `known` (None: any, their values not checked).

    Several keys in one mapping must all hold.
    """
    if is_nothing(node) or (isinstance(node, MappingNode) and not node.entries):
        report.error(node, "empty-condition", f"{what} says no condition")
        return None
    found = [_entry(key, value, known, report, what) for key, value in unique_entries(node, report, what)]
    parts = [each for each in found if each is not None]
    if len(parts) < len(found) or not parts:
        return None
    return parts[0] if len(parts) == 1 else All(tuple(parts))


def _entry(key: Scalar, value: Node, known: Known | None, report: Report, what: str) -> Condition | None:
    if key.text in JOINED:
        return _joined(key, value, known, report, what)
    if known is not None and key.text not in known:
        message = f"{what} is about {quoted(key.text)}, which is no attribute here"
        report.error(key, "unknown-attribute", message, report.nearest(key.text, known))
        return None
    attribute = None if known is None else known[key.text]
    if isinstance(value, Scalar) and value.text == "present":
        return Present(key.text)
    if not isinstance(value, MappingNode):
        values = _values(value, attribute, report, key.text)
        return OneOf(key.text, values) if values else None
    for word, refused in unique_entries(value, report, what):
        if word.text == "not" and len(value.entries) == 1:
            values = _values(refused, attribute, report, key.text)
            return NoneOf(key.text, values) if values else None
        message = f"{what} has {quoted(word.text)} where only `not` can stand, alone"
        report.error(word, "unknown-key", message, report.nearest(word.text, ["not"]))
        return None
    report.error(value, "empty-condition", f"{what} says nothing about {quoted(key.text)}")
    return None


def _joined(key: Scalar, value: Node, known: Known | None, report: Report, what: str) -> Condition | None:
    if not isinstance(value, Sequence) or not value.items:
        report.error(value, "not-a-list", f"{key.text} must be a list of conditions")
        return None
    found = [read_condition(each, known, report, what) for each in value.items]
    parts = tuple(each for each in found if each is not None)
    if len(parts) < len(found):
        return None
    return All(parts) if key.text == "all" else AnyOf(parts)


def _values(node: Node, attribute: Attribute | None, report: Report, name: str) -> tuple[str, ...]:
    """The values as text; empty, and reported, if one of them cannot be a value."""
    if isinstance(node, Sequence) and not node.items:
        report.error(node, "empty-condition", f"no value of {quoted(name)} is listed")
    scalars = list(scalars_of(node, report, name))
    if attribute is None:
        return tuple(scalar.text for scalar in scalars)
    known = dict.fromkeys(attribute.values)
    values = [_value(scalar, attribute, known, report) for scalar in scalars]
    return tuple(each for each in values if each is not None) if None not in values else ()


def _value(scalar: Scalar, attribute: Attribute, choices: Mapping[str, None], report: Report) -> str | None:
    """The text as conditions compare it; of a set, one of its values."""
    name = quoted(attribute.name)
    if attribute.type in (AttributeType.ENUM, AttributeType.SET):
        if scalar.text in choices:
            return scalar.text
        message = f"{quoted(scalar.text)} is not a value of {name}"
        hint = report.nearest(scalar.text, choices)
        report.error(scalar, "unknown-value", message, hint)
        return None
    value = single_value(scalar, attribute.type)
    if value is not None and not misfit(attribute, value):
        return text_of(value)
    report.error(scalar, "unknown-value", f"{quoted(scalar.text)} cannot be a value of {name}")
    return None


def circle(attributes: Mapping[str, Attribute]) -> tuple[str, ...]:
    """The names of attributes whose conditions wait for each other, in order; empty if none do."""
    done: set[str] = set()
    for start in attributes:
        path: list[str] = []
        waiting = [(start, False)]
        while waiting:
            name, left = waiting.pop()
            if left:
                done.add(path.pop())
            elif name in path:
                return tuple(path[path.index(name) :])
            elif name not in done and name in attributes:
                path.append(name)
                waiting.append((name, True))
                when = attributes[name].when
                after = sorted(attributes_of(when)) if when is not None else []
                waiting.extend((each, False) for each in after)
    return ()
