"""The steps that a schema would need for its change to do no harm."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from annotate.core.conditions import text_of
from annotate.core.evolution.answers import WIDER
from annotate.core.evolution.carrying import carry
from annotate.core.evolution.changes import SchemaChange, Severity
from annotate.core.evolution.comparing import remaining, steps_between
from annotate.core.evolution.pairing import in_place, names_of, pairs
from annotate.core.evolution.versions import (
    may_break,
    next_breaking,
)
from annotate.core.migrations import (
    DropAttribute,
    DropLabel,
    FillAttribute,
    Migration,
    RenameAttribute,
    RenameLabel,
    RenameRelation,
    RenameValue,
    RetypeAttribute,
    Step,
)
from annotate.core.schema import Attribute, Label, Relation, Schema, Value


def proposed(old: Schema, new: Schema) -> Migration | None:
    """The steps that would see to what no migration of `new` sees to; None if there are none.

    What is alike is taken for renamed, the rest for dropped: somebody has to read it.
    """
    there = steps_between(old, new) or ()
    steps = _proposals(old, new, there)
    if not steps:
        return None
    version = new.version if may_break(old.version, new.version) else next_breaking(old.version)
    return Migration(old.version, version, (*there, *steps))


def undecided(old: Schema, new: Schema) -> tuple[SchemaChange, ...]:
    """What asks for a migration and no proposal can answer, as which value to fill in."""
    found = proposed(old, new)
    steps = found.steps if found else steps_between(old, new) or ()
    left = remaining(carry(old, steps), new, is_moved=True)
    return tuple(each for each in left if each.severity is Severity.MIGRATION)


def _proposals(old: Schema, new: Schema, there: Sequence[Step]) -> list[Step]:
    steps: list[Step] = []
    for propose in (_for_labels, _for_relations, _for_attributes, _for_values, _for_answers):
        carried = carry(old, (*there, *steps))
        steps += propose(carried.schema, new)
    settled = carry(old, there)
    done = settled.retyped | settled.filled
    return [each for each in steps if not _is_done(each, done)]


def _is_done(step: Step, done: frozenset[tuple[str, str]]) -> bool:
    match step:
        case RetypeAttribute(label, name) | FillAttribute(label, name):
            return (label, name) in done
        case _:
            return False


def _for_labels(old: Schema, new: Schema) -> Iterator[Step]:
    names, gone = pairs(old.labels.values(), new.labels.values())
    if names:
        yield RenameLabel(names)
    yield from (DropLabel(name, keep_note=True) for name in gone)


def _for_relations(old: Schema, new: Schema) -> Iterator[Step]:
    names, gone = pairs(old.relations.values(), new.relations.values())
    if names:
        yield RenameRelation(names)
    yield from (DropLabel(name, keep_note=True) for name in gone)


def _for_attributes(old: Schema, new: Schema) -> Iterator[Step]:
    for before, after in _both(old, new):
        names, gone = pairs(before.attributes, after.attributes)
        if names:
            yield RenameAttribute(after.name, names)
        yield from (DropAttribute(after.name, name, keep_note=True) for name in gone)


def _for_values(old: Schema, new: Schema) -> Iterator[Step]:
    """Values renamed; where some have no place, or the type is another, all are read anew."""
    for owner, before, after in _attributes(old, new):
        if before.type is not after.type:
            if (before.type, after.type) not in WIDER:
                yield RetypeAttribute(owner, after.name, after.type.value)
            continue
        gone = [each for each in before.values if each not in after.values]
        come = [each for each in after.values if each not in before.values]
        names = names_of(gone, come) | in_place(before.values, after.values)
        if names:
            yield RenameValue(owner, after.name, names)
        if len(names) < len(gone):
            yield RetypeAttribute(owner, after.name, after.type.value)


def _for_answers(old: Schema, new: Schema) -> Iterator[Step]:
    """What no answer meant before is written out."""
    for owner, before, after in _attributes(old, new):
        if before.default not in (None, after.default):
            yield FillAttribute(owner, after.name, _written(before.default))


def _written(value: Value | None) -> str:
    return ", ".join(map(text_of, value)) if isinstance(value, tuple) else text_of(value)


def _both(old: Schema, new: Schema) -> Iterator[tuple[Label | Relation, Label | Relation]]:
    for name, label in new.labels.items():
        if name in old.labels:
            yield old.labels[name], label
    for name, relation in new.relations.items():
        if name in old.relations:
            yield old.relations[name], relation


def _attributes(old: Schema, new: Schema) -> Iterator[tuple[str, Attribute, Attribute]]:
    for before, after in _both(old, new):
        known = {each.name: each for each in before.attributes}
        for each in after.attributes:
            if each.name in known:
                yield after.name, known[each.name], each
