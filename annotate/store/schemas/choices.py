"""Reading the values that an enum or set may have."""

from __future__ import annotations

from collections.abc import Mapping

from annotate.core.fitting import quoted
from annotate.core.schema import Attribute, AttributeType, Choice
from annotate.store.schemas.keys import Keys
from annotate.store.schemas.names import good_name
from annotate.store.yaml.fields import Fields, is_nothing, text_of, unique_entries
from annotate.store.yaml.nodes import Node, Scalar, Sequence
from annotate.store.yaml.report import Report

_CHOOSING = (AttributeType.ENUM, AttributeType.SET)


def read_choices(fields: Fields, attribute: Attribute) -> tuple[Choice, ...]:
    """The values of an enum or set, each with its key; none, and none allowed, for other types."""
    node = fields.node_of("values")
    keys = fields.node_of("keys")
    if attribute.type not in _CHOOSING:
        refuse(fields, attribute, "values", "keys")
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


def refuse(fields: Fields, attribute: Attribute, *names: str) -> None:
    """Report those keys that are there though the type has no use for them."""
    for name in names:
        key = fields.key(name)
        if key is not fields.node:
            message = f"{fields.what} is of type {attribute.type.value}, which has no {name}"
            fields.report.error(key, "not-for-type", message)
