"""Attributes of a schema with other values or types, and what looks at their values."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from annotate.core.evolution.renaming import (
    unique,
    with_condition,
)
from annotate.core.schema import Attribute, AttributeType, Choice, Schema

_replace = msgspec.structs.replace


def with_where(schema: Schema, label: str, values: Mapping[str, Mapping[str, str]]) -> Schema:
    """With new names of values in what narrows the constraints on a label."""
    constraints = (
        _replace(each, where=with_condition(each.where, {}, values)) if each.where and each.label == label else each
        for each in schema.constraints
    )
    return _replace(schema, constraints=tuple(constraints))


def with_values(attribute: Attribute, name: str, values: Mapping[str, str]) -> Attribute:
    """The choices under their new names, also in conditions of other attributes that look at them."""
    when = attribute.when and with_condition(attribute.when, {}, {name: values})
    if attribute.name != name:
        return _replace(attribute, when=when)
    choices: dict[str, Choice] = {}
    for choice in attribute.choices:
        new = values.get(choice.name, choice.name)
        choices.setdefault(new, _replace(choice, name=new))
    default = attribute.default
    if isinstance(default, str):
        default = values.get(default, default)
    elif isinstance(default, tuple):
        default = unique(values.get(str(each), str(each)) for each in default)
    return _replace(attribute, choices=tuple(choices.values()), default=default, when=when)


def of_type(attribute: Attribute, name: str, kind: str) -> Attribute:
    if attribute.name != name:
        return attribute
    return _replace(attribute, type=AttributeType(kind), choices=(), min=None, max=None, pattern=None)
