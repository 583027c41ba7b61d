"""New names in what parts of a schema say about each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from annotate.core.conditions import All, AnyOf, Condition, NoneOf, OneOf, Present
from annotate.core.requirements import (
    AttributePresent,
    Constraint,
    LabelCount,
    LinkCount,
    Requirement,
)
from annotate.core.schema import Relation

_replace = msgspec.structs.replace


def with_ends(relation: Relation, names: Mapping[str, str]) -> Relation:
    """With the labels that it may join by their new names."""
    return _replace(
        relation,
        sources=unique(names.get(each, each) for each in relation.sources),
        targets=unique(names.get(each, each) for each in relation.targets),
    )


def with_names(constraint: Constraint, labels: Mapping[str, str], relations: Mapping[str, str]) -> Constraint:
    """With labels and relations by their new names."""
    return _replace(
        constraint,
        label=labels.get(constraint.label, constraint.label),
        require=_requirement(constraint.require, labels, relations),
    )


def _requirement(require: Requirement, labels: Mapping[str, str], relations: Mapping[str, str]) -> Requirement:
    match require:
        case LinkCount(names):
            return _replace(require, relations=unique(relations.get(n, n) for n in names))
        case LabelCount(names):
            return _replace(require, labels=unique(labels.get(n, n) for n in names))
        case _:
            return require


def with_attributes(constraint: Constraint, names: Mapping[str, str]) -> Constraint:
    """With the attributes of its label by their new names."""
    where = constraint.where and with_condition(constraint.where, names, {})
    match constraint.require:
        case AttributePresent(name):
            require: Requirement = AttributePresent(names.get(name, name))
        case _:
            require = constraint.require
    return _replace(constraint, where=where, require=require)


def with_condition(
    condition: Condition, names: Mapping[str, str], values: Mapping[str, Mapping[str, str]]
) -> Condition:
    """With attributes by their new `names`, and their `values` (by attribute) too."""
    match condition:
        case OneOf(attribute, given):
            return OneOf(names.get(attribute, attribute), _mapped(given, values.get(attribute, {})))
        case NoneOf(attribute, given):
            return NoneOf(names.get(attribute, attribute), _mapped(given, values.get(attribute, {})))
        case Present(attribute):
            return Present(names.get(attribute, attribute))
        case All(conditions):
            return All(tuple(with_condition(each, names, values) for each in conditions))
        case AnyOf(conditions):
            return AnyOf(tuple(with_condition(each, names, values) for each in conditions))


def _mapped(given: tuple[str, ...], values: Mapping[str, str]) -> tuple[str, ...]:
    return unique(values.get(each, each) for each in given)


def unique(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
