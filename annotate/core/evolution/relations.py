"""What differs between the relations of two versions of a schema."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from annotate.core.evolution.attributes import compare_attributes
from annotate.core.evolution.carrying import Carried
from annotate.core.evolution.changes import Against, Named, SchemaChange, Severity
from annotate.core.evolution.owners import Owner
from annotate.core.fitting import quoted
from annotate.core.ranges import Range
from annotate.core.schema import RELATION, Label, Reach, Relation, Schema, admits

_replace = msgspec.structs.replace


def compare_relations(carried: Carried, new: Schema) -> Iterator[SchemaChange]:
    old = carried.schema
    for name in old.relations:
        if name not in new.relations:
            message = f"relation {quoted(name)} is removed"
            concern = Named(name, relation=True)
            yield SchemaChange("relation-removed", Severity.MIGRATION, message, concern)
    for name, relation in new.relations.items():
        if name not in old.relations:
            message = f"relation {quoted(name)} is new"
            yield SchemaChange("relation-added", Severity.ADDITIVE, message)
            continue
        before = old.relations[name]
        yield from _ends(before, relation, old, new)
        yield from _counts(before, relation, new)
        yield from _rules(before, relation, new)
        owner = Owner(name, True, carried.retyped, carried.filled)
        yield from compare_attributes(before, relation, owner)
        yield from _looks(before, relation)


def _ends(before: Relation, after: Relation, old: Schema, new: Schema) -> Iterator[SchemaChange]:
    """By what may stand there in both versions, however it is written."""
    probe = _probe(new, after, {"wrong-end"})
    for field, word in (("sources", "leave"), ("targets", "reach")):
        one: tuple[str, ...] = getattr(before, field)
        other: tuple[str, ...] = getattr(after, field)
        there = [n for n in _candidates(old) if n in set(_candidates(new))]
        lost = [n for n in there if admits(one, n) and not admits(other, n)]
        won = [n for n in there if admits(other, n) and not admits(one, n)]
        if lost:
            message = f"relation {quoted(after.name)} may no longer {word} {_or(lost)}"
            yield SchemaChange("ends-narrowed", Severity.BREAKING, message, probe)
        if won:
            message = f"relation {quoted(after.name)} may also {word} {_or(won)}"
            yield SchemaChange("ends-widened", Severity.ADDITIVE, message)


def _candidates(schema: Schema) -> list[str]:
    """What relations may join: labels, and relations written as `@name`."""
    return [*schema.labels, *(f"@{name}" for name in schema.relations)]


def _counts(before: Relation, after: Relation, new: Schema) -> Iterator[SchemaChange]:
    for field, word in (("outgoing", "out"), ("incoming", "in")):
        one: Range = getattr(before, field)
        other: Range = getattr(after, field)
        if one == other:
            continue
        message = f"`{word}` of relation {quoted(after.name)} was {one}, is {other}"
        if _within(one, other):
            yield SchemaChange("count-widened", Severity.ADDITIVE, message)
        else:
            slugs = {"too-few-relations", "too-many-relations"}
            probe = _probe(new, after, slugs)
            yield SchemaChange("count-narrowed", Severity.BREAKING, message, probe)


def _within(inner: Range, outer: Range) -> bool:
    top = outer.high is None or (inner.high is not None and inner.high <= outer.high)
    return outer.low <= inner.low and top


def _rules(before: Relation, after: Relation, new: Schema) -> Iterator[SchemaChange]:
    name = quoted(after.name)
    if before.reach is not after.reach:
        narrower = after.reach is Reach.PARAGRAPH
        message = f"relation {name} may {'no longer ' * narrower}reach other paragraphs"
        if narrower:
            probe = _probe(new, after, {"out-of-reach"})
            yield SchemaChange("reach-narrowed", Severity.BREAKING, message, probe)
        else:
            yield SchemaChange("reach-widened", Severity.ADDITIVE, message)
    if after.acyclic and not before.acyclic:
        message = f"relation {name} may no longer lead round in a circle"
        probe = _probe(new, after, {"circle"})
        yield SchemaChange("acyclic-now", Severity.BREAKING, message, probe)
    elif before.acyclic and not after.acyclic:
        message = f"relation {name} may lead round in a circle"
        yield SchemaChange("not-acyclic", Severity.ADDITIVE, message)
    if before.symmetric is not after.symmetric:
        message = f"relation {name} {'has no direction now' if after.symmetric else 'has a direction now'}"
        concern = Named(after.name, relation=True)
        yield SchemaChange("direction-changed", Severity.BREAKING, message, concern)
    if before.transitive is not after.transitive:
        message = f"`transitive` of relation {name} is changed"
        yield SchemaChange("transitive-changed", Severity.ADDITIVE, message)


def _looks(before: Relation, after: Relation) -> Iterator[SchemaChange]:
    for name in ("key", "help"):
        if getattr(before, name) != getattr(after, name):
            message = f"`{name}` of relation {quoted(after.name)} is changed"
            yield SchemaChange(f"{name}-changed", Severity.COSMETIC, message)


def _probe(new: Schema, relation: Relation, slugs: set[str]) -> Against:
    """The relation alone, among labels and relations that ask for nothing."""
    labels = {name: Label(name, scope=each.scope) for name, each in new.labels.items()}
    relations = {name: Relation(name, ("*", RELATION), ("*", RELATION)) for name in new.relations}
    relations[relation.name] = _replace(relation, attributes=())
    return Against(Schema(new.id, labels, new.version, relations=relations), frozenset(slugs))


def _or(names: list[str]) -> str:
    shown = " or ".join(map(quoted, names[:6]))
    return shown + (f" and {len(names) - 6} more" if len(names) > 6 else "")
