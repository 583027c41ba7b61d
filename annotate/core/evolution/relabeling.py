"""Labels and relations of a schema under other names, or gone."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from annotate.core.evolution.renaming import (
    with_ends,
    with_names,
)
from annotate.core.schema import Label, Schema

_replace = msgspec.structs.replace


def with_labels(schema: Schema, names: Mapping[str, str]) -> Schema:
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


def with_relations(schema: Schema, names: Mapping[str, str]) -> Schema:
    ends = {f"@{old}": f"@{new}" for old, new in names.items()}
    relations = {}
    for each in schema.relations.values():
        name = names.get(each.name, each.name)
        relations[name] = with_ends(_replace(each, name=name), ends)
    constraints = tuple(with_names(each, {}, names) for each in schema.constraints)
    return _replace(schema, relations=relations, constraints=constraints)


def without(schema: Schema, name: str) -> Schema:
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
