"""What a schema looks like after the steps of a migration: to be held against the later schema."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import msgspec

from annotate.core.evolution.relabeling import with_labels, with_relations, without
from annotate.core.evolution.renaming import (
    unique,
    with_attributes,
    with_condition,
)
from annotate.core.evolution.rewording import of_type, with_values, with_where
from annotate.core.migrations import (
    DropAttribute,
    DropLabel,
    FillAttribute,
    MergeLabels,
    RenameAttribute,
    RenameLabel,
    RenameRelation,
    RenameValue,
    RetypeAttribute,
    SplitLabel,
    Step,
)
from annotate.core.schema import Attribute, Label, Relation, Schema

_replace = msgspec.structs.replace


Slot = tuple[str, str]
"""A label (or relation) and the name of one of its attributes."""


class Carried(msgspec.Struct, frozen=True):
    """`retyped`: attributes whose values are read anew, so that those that stay fit.
    `filled`: attributes that every annotation has a value for."""

    schema: Schema
    retyped: frozenset[Slot] = frozenset()
    filled: frozenset[Slot] = frozenset()


def carry(schema: Schema, steps: Sequence[Step]) -> Carried:
    """The schema as it were if only the steps had been taken. Steps about what it has not change
    nothing."""
    carried = Carried(schema)
    for step in steps:
        carried = _carried(carried, step)
    return carried


def _carried(carried: Carried, step: Step) -> Carried:
    schema = carried.schema
    match step:
        case RenameLabel(names):
            return _moved(carried, with_labels(schema, names), names)
        case RenameRelation(names):
            return _moved(carried, with_relations(schema, names), names)
        case MergeLabels(labels, into):
            names = {each: into for each in labels if each != into}
            return _moved(carried, with_labels(schema, names), names)
        case SplitLabel(label, cases, otherwise):
            parts = [each.label for each in cases] + ([otherwise] if otherwise else [])
            return _split(carried, label, parts, keeps=not otherwise)
        case DropLabel(label):
            return _replace(carried, schema=without(schema, label))
        case RenameAttribute(label, names):
            return _renamed_attribute(carried, label, names)
        case RenameValue(label, attribute, values):
            done = _changed(carried, label, lambda each: with_values(each, attribute, values))
            return _replace(done, schema=with_where(done.schema, label, {attribute: values}))
        case DropAttribute(label, name):
            return _changed(carried, label, lambda each: None if each.name == name else each)
        case RetypeAttribute(label, name, kind):
            done = _changed(carried, label, lambda each: of_type(each, name, kind))
            return _replace(done, retyped=done.retyped | {(label, name)})
        case FillAttribute(label, name):
            return _replace(carried, filled=carried.filled | {(label, name)})


def _moved(carried: Carried, schema: Schema, names: Mapping[str, str]) -> Carried:
    """With what is known of attributes under the new names of what they are on."""

    def follow(slots: frozenset[Slot]) -> frozenset[Slot]:
        return frozenset((names.get(label, label), name) for label, name in slots)

    return Carried(schema, follow(carried.retyped), follow(carried.filled))


def _split(carried: Carried, label: str, into: Sequence[str], *, keeps: bool) -> Carried:
    """Wherever the label stood, stand those that it was split into."""
    schema = carried.schema
    whole = schema.labels.get(label)
    if whole is None:
        return carried
    names = unique([*([label] if keeps else ()), *into])
    labels: dict[str, Label] = {}
    for each in schema.labels.values():
        for name in names if each.name == label else (each.name,):
            labels.setdefault(name, _replace(each, name=name))

    def ends(given: tuple[str, ...]) -> tuple[str, ...]:
        return unique(n for each in given for n in (names if each == label else (each,)))

    relations = {
        each.name: _replace(each, sources=ends(each.sources), targets=ends(each.targets))
        for each in schema.relations.values()
    }
    rules = []
    for rule in schema.overlap:
        first, second = (names if each == label else (each,) for each in rule.pair)
        rules += [_replace(rule, pair=(one, other)) for one in first for other in second]
    after = _replace(schema, labels=labels, relations=relations, overlap=tuple(rules))

    def follow(slots: frozenset[Slot]) -> frozenset[Slot]:
        return frozenset((each, slot[1]) for slot in slots for each in (names if slot[0] == label else slot[:1]))

    return Carried(after, follow(carried.retyped), follow(carried.filled))


def _renamed_attribute(carried: Carried, label: str, names: Mapping[str, str]) -> Carried:
    def renamed(each: Attribute) -> Attribute:
        when = each.when and with_condition(each.when, names, {})
        return _replace(each, name=names.get(each.name, each.name), when=when)

    done = _changed(carried, label, renamed)
    constraints = tuple(
        with_attributes(each, names) if each.label == label else each for each in done.schema.constraints
    )

    def follow(slots: frozenset[Slot]) -> frozenset[Slot]:
        return frozenset((on, names.get(n, n) if on == label else n) for on, n in slots)

    schema = _replace(done.schema, constraints=constraints)
    return Carried(schema, follow(done.retyped), follow(done.filled))


def _changed(carried: Carried, owner: str, change: Callable[[Attribute], Attribute | None]) -> Carried:
    """With the attributes of a label, or of a relation if there is no such label, changed; None
    takes one away."""
    schema = carried.schema
    if label := schema.labels.get(owner):
        labels = {**schema.labels, owner: _replace(label, attributes=_each(label, change))}
        return _replace(carried, schema=_replace(schema, labels=labels))
    if relation := schema.relations.get(owner):
        after = _replace(relation, attributes=_each(relation, change))
        relations = {**schema.relations, owner: after}
        return _replace(carried, schema=_replace(schema, relations=relations))
    return carried


def _each(owner: Label | Relation, change: Callable[[Attribute], Attribute | None]) -> tuple[Attribute, ...]:
    changed = (change(each) for each in owner.attributes)
    return tuple(each for each in changed if each is not None)
