"""Reading the attributes of a label or a relation."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from annotate.core.fitting import quoted
from annotate.core.patterns import PatternError, compile_pattern
from annotate.core.schema import Attribute, AttributeType, Suggest
from annotate.store.schemas.choices import read_choices, refuse
from annotate.store.schemas.conditions import JOINED, circle, read_condition
from annotate.store.schemas.names import good_name
from annotate.store.schemas.values import default_value
from annotate.store.yaml.fields import Fields, choice_of, text_of
from annotate.store.yaml.nodes import Node, Scalar
from annotate.store.yaml.report import Report

T = AttributeType
_BOUNDED = (T.SET, T.INT, T.NUMBER, T.STRING, T.TEXT, T.ENTITY)
_COUNTED = (T.SET, T.STRING, T.TEXT, T.ENTITY)
_PATTERNED = (T.STRING, T.TEXT, T.ENTITY)
_SUGGESTED_NEVER = {
    # Words stand at one place only, so no earlier answer is an answer again.
    Suggest.PREVIOUS_SAME_TEXT: (T.SPAN,),
    Suggest.RECENT_VALUES: (T.SPAN,),
    Suggest.NUMBER_PARSER: (T.BOOL, T.SET, T.SPAN, T.ENTITY),
}
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
        choices=read_choices(fields, attribute),
        pattern=_pattern(fields, attribute),
        suggest=_suggest(fields, attribute),
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


def _suggest(fields: Fields, attribute: Attribute) -> Suggest | None:
    node = fields.node_of("suggest")
    chosen = None if node is None else choice_of(node, fields.report, "suggest", Suggest)
    if chosen is None or attribute.type not in _SUGGESTED_NEVER[chosen]:
        return chosen
    message = f"{fields.what} is of type {attribute.type.value}, which {chosen.value} does not answer"
    fields.report.error(fields.node_of("suggest") or fields.node, "not-for-type", message)
    return None


def _pattern(fields: Fields, attribute: Attribute) -> str | None:
    node = fields.node_of("pattern")
    if node is None:
        return None
    if attribute.type not in _PATTERNED:
        refuse(fields, attribute, "pattern")
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
        refuse(fields, attribute, "min", "max")
        return
    if attribute.type in _COUNTED or attribute.type is T.INT:
        for name, bound in (("min", low), ("max", high)):
            if bound is not None and bound != int(bound):
                message = f"{name} of {fields.what} must be a whole number"
                fields.report.error(fields.key(name), "not-a-number", message)
    if low is not None and high is not None and low > high:
        message = f"min of {fields.what} is over its max"
        fields.report.error(fields.key("min"), "empty-range", message)


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
        message = f"conditions go round in a circle, so none of these is ever asked: {way}"
        if len(names) == 1:
            message = f"{quoted(names[0])} is never asked: its condition waits for its own answer"
        report.error(conditions[names[0]], "condition-circle", message)
    return result


_replace = msgspec.structs.replace
