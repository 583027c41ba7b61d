"""What a schema looks like after the steps of a migration: to be held against the later schema."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import msgspec

from annotate.core.evolution.renaming import (
    unique,
    with_attributes,
    with_condition,
    with_ends,
    with_names,
)
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
from annotate.core.schema import Attribute, AttributeType, Choice, Label, Relation, Schema

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
            return _moved(carried, _with_labels(schema, names), names)
        case RenameRelation(names):
            return _moved(carried, _with_relations(schema, names), names)
        case MergeLabels(labels, into):
            names = {each: into for each in labels if each != into}
            return _moved(carried, _with_labels(schema, names), names)
        case SplitLabel(label, cases, otherwise):
            parts = [each.label for each in cases] + ([otherwise] if otherwise else [])
            return _split(carried, label, parts, keeps=not otherwise)
        case DropLabel(label):
            return _replace(carried, schema=_without(schema, label))
        case RenameAttribute(label, names):
            return _renamed_attribute(carried, label, names)
        case RenameValue(label, attribute, values):
            done = _changed(carried, label, lambda each: _with_values(each, attribute, values))
            return _replace(done, schema=_where(done.schema, label, {attribute: values}))
        case DropAttribute(label, name):
            return _changed(carried, label, lambda each: None if each.name == name else each)
        case RetypeAttribute(label, name, kind):
            done = _changed(carried, label, lambda each: _of_type(each, name, kind))
            return _replace(done, retyped=done.retyped | {(label, name)})
        case FillAttribute(label, name):
            return _replace(carried, filled=carried.filled | {(label, name)})


def _moved(carried: Carried, schema: Schema, names: Mapping[str, str]) -> Carried:
    """With what is known of attributes under the new names of what they are on."""

    def follow(slots: frozenset[Slot]) -> frozenset[Slot]:
        return frozenset((names.get(label, label), name) for label, name in slots)

    return Carried(schema, follow(carried.retyped), follow(carried.filled))


def _with_labels(schema: Schema, names: Mapping[str, str]) -> Schema:
    """Labels that come to be called alike are put together: their attributes add up."""
    labels: dict[str, Label] = {}
    for label in schema.labels.values():
        name = names.get(label.name, label.name)
        own = _replace(label, name=name)
        labels[name] = _joined(labels[name], own) if name in labels else own
    return _replace(
        schema,
        labels=labels,
        relations={each.name: with_ends(each, names) for each in schema.relations.values()},
        overlap=tuple(
            _replace(rule, pair=tuple(names.get(each, each) for each in rule.pair)) for rule in schema.overlap
        ),
        constraints=tuple(with_names(each, names, {}) for each in schema.constraints),
    )


def _joined(one: Label, other: Label) -> Label:
    known = {each.name for each in one.attributes}
    more = tuple(each for each in other.attributes if each.name not in known)
    return _replace(one, attributes=one.attributes + more)


def _with_relations(schema: Schema, names: Mapping[str, str]) -> Schema:
    ends = {f"@{old}": f"@{new}" for old, new in names.items()}
    relations = {}
    for each in schema.relations.values():
        name = names.get(each.name, each.name)
        relations[name] = with_ends(_replace(each, name=name), ends)
    constraints = tuple(with_names(each, {}, names) for each in schema.constraints)
    return _replace(schema, relations=relations, constraints=constraints)


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


def _without(schema: Schema, name: str) -> Schema:
    """Without the label, or the relation if there is no such label, and what is said of it."""
    if name not in schema.labels:
        relations = {k: v for k, v in schema.relations.items() if k != name}
        return _replace(schema, relations=relations)
    return _replace(
        schema,
        labels={k: v for k, v in schema.labels.items() if k != name},
        relations={
            each.name: _replace(
                each,
                sources=tuple(n for n in each.sources if n != name),
                targets=tuple(n for n in each.targets if n != name),
            )
            for each in schema.relations.values()
        },
        overlap=tuple(rule for rule in schema.overlap if name not in rule.pair),
        constraints=tuple(each for each in schema.constraints if each.label != name),
    )


def _renamed_attribute(carried: Carried, label: str, names: Mapping[str, str]) -> Carried:
    def renamed(each: Attribute) -> Attribute:
        when = each.when and with_condition(each.when, names, {})
        return _replace(each, name=names.get(each.name, each.name), when=when)

    done = _changed(carried, label, renamed)
    constraints = tuple(
        with_attributes(each, names) if each.label == label else each
        for each in done.schema.constraints
    )

    def follow(slots: frozenset[Slot]) -> frozenset[Slot]:
        return frozenset((on, names.get(n, n) if on == label else n) for on, n in slots)

    schema = _replace(done.schema, constraints=constraints)
    return Carried(schema, follow(done.retyped), follow(done.filled))


def _where(schema: Schema, label: str, values: Mapping[str, Mapping[str, str]]) -> Schema:
    """With new names of values in what narrows the constraints on a label."""
    constraints = (
        _replace(each, where=with_condition(each.where, {}, values))
        if each.where and each.label == label
        else each
        for each in schema.constraints
    )
    return _replace(schema, constraints=tuple(constraints))


def _with_values(attribute: Attribute, name: str, values: Mapping[str, str]) -> Attribute:
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


def _of_type(attribute: Attribute, name: str, kind: str) -> Attribute:
    if attribute.name != name:
        return attribute
    return _replace(attribute, type=AttributeType(kind), choices=(), min=None, max=None, pattern=None)


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
