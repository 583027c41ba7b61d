"""Conditions on the other attributes of an annotation: the schema's `when`."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec


class OneOf(msgspec.Struct, frozen=True, tag=True):
    """The attribute has one of these values (given as text, as written in the schema)."""

    attribute: str
    values: tuple[str, ...]


class NoneOf(msgspec.Struct, frozen=True, tag=True):
    """The attribute has a value, or none, but not one of these."""

    attribute: str
    values: tuple[str, ...]


class Present(msgspec.Struct, frozen=True, tag=True):
    attribute: str


class All(msgspec.Struct, frozen=True, tag=True):
    conditions: tuple[Condition, ...]


class AnyOf(msgspec.Struct, frozen=True, tag=True):
    conditions: tuple[Condition, ...]


Condition = OneOf | NoneOf | Present | All | AnyOf


def holds(condition: Condition, values: Mapping[str, object]) -> bool:
    """Whether the condition is true of these attribute values (defaults filled in)."""
    match condition:
        case OneOf(attribute, accepted):
            return bool(_texts(values.get(attribute)) & set(accepted))
        case NoneOf(attribute, refused):
            return not _texts(values.get(attribute)) & set(refused)
        case Present(attribute):
            return values.get(attribute) is not None
        case All(conditions):
            return all(holds(each, values) for each in conditions)
        case AnyOf(conditions):
            return any(holds(each, values) for each in conditions)


def attributes_of(condition: Condition) -> frozenset[str]:
    """The attributes the condition looks at."""
    match condition:
        case All(conditions) | AnyOf(conditions):
            return frozenset().union(*(attributes_of(each) for each in conditions))
        case OneOf(attribute, _) | NoneOf(attribute, _) | Present(attribute):
            return frozenset({attribute})


def text_of(value: object) -> str:
    """A single value in the one way conditions compare it: 3 and 3.0 are the same number."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _texts(value: object) -> set[str]:
    """The value as the schema would write it; a set gives each of its members."""
    if value is None:
        return set()
    if isinstance(value, tuple):
        return {text_of(each) for each in value}
    return {text_of(value)}
