"""Reading the attributes of a label or a relation."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from annotate.core.fitting import quoted
from annotate.core.patterns import PatternError, compile_pattern
from annotate.core.schema import Attribute, AttributeType, Choice, Suggest
from annotate.store.schemas_conditions import JOINED, circle, read_condition
from annotate.store.schemas_names import Keys, good_name
from annotate.store.schemas_values import default_value
from annotate.store.yaml_fields import (
    Fields,
    Report,
    choice_of,
    is_nothing,
    text_of,
    unique_entries,
)
from annotate.store.yaml_nodes import Node, Scalar, Sequence

T = AttributeType
_CHOOSING = (T.ENUM, T.SET)
_BOUNDED = (T.SET, T.INT, T.NUMBER, T.STRING, T.TEXT, T.ENTITY)
_COUNTED = (T.SET, T.STRING, T.TEXT, T.ENTITY)
_PATTERNED = (T.STRING, T.TEXT, T.ENTITY)
_KEYS = (
    *("required", "min", "max", "compare", "help", "values", "keys", "pattern", "suggest"),
    *("default", "when"),
)


def read_attributes(fields: Fields) -> tuple[Attribute, ...]:
    """The attributes under the key `attributes`, conditions resolved among them."""
    report = fields.report
    read: dict[str, Attribute] = {}
    conditions: dict[str, Node] = {}
    for key, node in fields.entries("attributes", "attribute"):
        if key.text in JOINED:
            message = f"an attribute cannot be called {quoted(key.text)}, a word of conditions"
            report.error(key, "bad-name", message)
        elif good_name(key, report, "attribute"):
            inner = Fields(node, report, f"attribute {quoted(key.text)}")
            read[key.text] = _attribute(key, inner)
            when = inner.node_of("when")
            if when is not None:
                conditions[key.text] = when
            inner.close()
    return tuple(_with_conditions(read, conditions, report).values())


def _attribute(key: Scalar, fields: Fields) -> Attribute:
    kind = _type(fields)
    if kind is None:
        # What the other keys may say depends on the type: without one, only their names count.
        for name in _KEYS:
            fields.node_of(name)
        return Attribute(key.text, T.STRING)
    attribute = Attribute(
        name=key.text,
        type=kind,
        required=fields.flag("required"),
        min=fields.number("min"),
        max=fields.number("max"),
        compare=fields.flag("compare", True),
        help=fields.text("help"),
    )
    attribute = _replace(
        attribute,
        choices=_choices(fields, attribute),
        pattern=_pattern(fields, attribute),
        suggest=_suggest(fields),
    )
    _check_bounds(fields, attribute)
    default = fields.node_of("default")
    if default is None:
        return attribute
    return _replace(attribute, default=default_value(default, attribute, fields.report))


def _type(fields: Fields) -> AttributeType | None:
    node = fields.node_of("type")
    if node is None:
        hint = "add `type: ...`: " + ", ".join(each.value for each in T)
        fields.report.error(fields.node, "missing-key", f"{fields.what} has no type", hint)
        return None
    return choice_of(node, fields.report, "type", T)


def _suggest(fields: Fields) -> Suggest | None:
    node = fields.node_of("suggest")
    return None if node is None else choice_of(node, fields.report, "suggest", Suggest)


def _choices(fields: Fields, attribute: Attribute) -> tuple[Choice, ...]:
    node = fields.node_of("values")
    keys = fields.node_of("keys")
    if attribute.type not in _CHOOSING:
        _refuse(fields, attribute, "values", "keys")
        return ()
    helps = _values(node, fields) if node is not None else {}
    if not helps and not (node is not None and fields.report.failed()):
        hint = "add `values: [...]`"
        fields.report.error(fields.key("type"), "no-values", f"{fields.what} has no values", hint)
    dealt = _value_keys(keys, helps, fields.report)
    return tuple(Choice(name, help, dealt[name]) for name, help in helps.items())


def _values(node: Node, fields: Fields) -> dict[str, str]:
    """Value -> help, from a list of values or a mapping."""
    report = fields.report
    helps: dict[str, str] = {}
    if isinstance(node, Sequence):
        for item in node.items:
            text = text_of(item, report, "value")
            if text is None or not isinstance(item, Scalar) or not good_name(item, report, "value"):
                continue
            if text in helps:
                report.error(item, "named-twice", f"value {quoted(text)} is named twice")
            helps[text] = ""
        return helps
    for key, help in unique_entries(node, report, f"values of {fields.what}"):
        if good_name(key, report, "value"):
            helps[key.text] = "" if is_nothing(help) else text_of(help, report, "help") or ""
    return helps


def _value_keys(node: Node | None, helps: Mapping[str, str], report: Report) -> Mapping[str, str]:
    keys = Keys(report)
    for value, key in unique_entries(node, report, "keys") if node is not None else ():
        if value.text in helps:
            keys.declare(key, value.text)
        else:
            message = f"{quoted(value.text)} is not one of the values"
            report.error(value, "unknown-value", message, report.nearest(value.text, helps))
    return keys.deal(helps)


def _pattern(fields: Fields, attribute: Attribute) -> str | None:
    node = fields.node_of("pattern")
    if node is None:
        return None
    if attribute.type not in _PATTERNED:
        _refuse(fields, attribute, "pattern")
        return None
    return read_pattern(node, fields.report, "pattern")


def read_pattern(node: Node, report: Report, name: str) -> str | None:
    """A pattern that can be run, None and reported if it cannot."""
    text = text_of(node, report, name)
    if text is None:
        return None
    try:
        compile_pattern(text)
    except PatternError as error:
        message = f"{name} {quoted(text)}: {error.reason} (character {error.position + 1})"
        hint = "patterns are a part of regular expressions: no look-around, no references back"
        report.error(node, "bad-pattern", message, hint)
        return None
    return text


def _check_bounds(fields: Fields, attribute: Attribute) -> None:
    low, high = attribute.min, attribute.max
    if attribute.type not in _BOUNDED:
        _refuse(fields, attribute, "min", "max")
        return
    if attribute.type in _COUNTED or attribute.type is T.INT:
        for name, bound in (("min", low), ("max", high)):
            if bound is not None and bound != int(bound):
                message = f"{name} of {fields.what} must be a whole number"
                fields.report.error(fields.key(name), "not-a-number", message)
    if low is not None and high is not None and low > high:
        message = f"min of {fields.what} is over its max"
        fields.report.error(fields.key("min"), "empty-range", message)


def _refuse(fields: Fields, attribute: Attribute, *names: str) -> None:
    for name in names:
        key = fields.key(name)
        if key is not fields.node:
            message = f"{fields.what} is of type {attribute.type.value}, which has no {name}"
            fields.report.error(key, "not-for-type", message)


def _with_conditions(
    attributes: Mapping[str, Attribute], conditions: Mapping[str, Node], report: Report
) -> Mapping[str, Attribute]:
    result = dict(attributes)
    for name, node in conditions.items():
        when = read_condition(node, attributes, report, f"when of {quoted(name)}")
        result[name] = _replace(result[name], when=when)
    names = circle(result)
    if names:
        way = " -> ".join(quoted(name) for name in (*names, names[0])[:8])
        message = f"conditions go round in a circle: {way}"
        report.error(conditions[names[0]], "condition-circle", message)
    return result


_replace = msgspec.structs.replace
