"""What differs between two versions of a schema, and what the later one's migrations see to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from annotate.core.evolution.attributes import compare_attributes
from annotate.core.evolution.carrying import Carried, carry
from annotate.core.evolution.changes import (
    Named,
    SchemaChange,
    Severity,
)
from annotate.core.evolution.owners import Owner
from annotate.core.evolution.relations import compare_relations
from annotate.core.evolution.rules import (
    compare_constraints,
    compare_overlap,
    compare_span_rules,
)
from annotate.core.evolution.versions import same_version, way
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
from annotate.core.schema import Label, Schema


def difference(old: Schema, new: Schema) -> tuple[SchemaChange, ...]:
    """From `old` to `new`, with what the migrations of `new` see to as `MIGRATED`."""
    steps = steps_between(old, new)
    migrated = tuple(map(_step_change, steps or ()))
    return (*migrated, *remaining(carry(old, steps or ()), new, is_moved=steps is not None))


def steps_between(old: Schema, new: Schema) -> tuple[Step, ...] | None:
    """All steps that lead from one version to the other; None if no way leads there, or the
    version is the same."""
    if same_version(old.version, new.version):
        return None
    found = way(new.migrations, old.version, new.version)
    return None if found is None else tuple(s for each in found.migrations for s in each.steps)


def remaining(carried: Carried, new: Schema, *, is_moved: bool) -> Iterator[SchemaChange]:
    """What the steps have not seen to. `is_moved`: annotations come through a migration, which
    puts sets in order by itself."""
    old = carried.schema
    for change in _all(carried, new):
        if is_moved and change.slug == "values-reordered":
            yield msgspec.structs.replace(change, severity=Severity.MIGRATED)
        else:
            yield change
    if old.id != new.id:
        message = f"the schema was called {old.id!r}, is called {new.id!r}"
        yield SchemaChange("id-changed", Severity.BREAKING, message)


def _all(carried: Carried, new: Schema) -> Iterator[SchemaChange]:
    yield from _labels(carried, new)
    yield from compare_relations(carried, new)
    yield from compare_overlap(carried.schema, new)
    yield from compare_constraints(carried.schema, new)
    for name in ("title", "language", "principles"):
        if getattr(carried.schema, name) != getattr(new, name):
            yield SchemaChange(f"{name}-changed", Severity.COSMETIC, f"`{name}` is changed")


def _labels(carried: Carried, new: Schema) -> Iterator[SchemaChange]:
    old = carried.schema
    for name in old.labels:
        if name not in new.labels:
            message = f"label {name!r} is removed"
            yield SchemaChange("label-removed", Severity.MIGRATION, message, Named(name))
    for name, label in new.labels.items():
        if name in old.labels:
            yield from _label(old.labels[name], label, carried, new)
        else:
            yield SchemaChange("label-added", Severity.ADDITIVE, f"label {name!r} is new")
    if [n for n in old.labels if n in new.labels] != [n for n in new.labels if n in old.labels]:
        yield SchemaChange("order-changed", Severity.COSMETIC, "labels come in another order")


def _label(old: Label, new: Label, carried: Carried, schema: Schema) -> Iterator[SchemaChange]:
    if old.scope is not new.scope:
        message = f"label {new.name!r} was for a {old.scope.value}, is for a {new.scope.value}"
        yield SchemaChange("scope-changed", Severity.BREAKING, message, Named(new.name))
    yield from compare_span_rules(old, new, schema)
    yield from compare_attributes(old, new, Owner(new.name, False, carried.retyped, carried.filled))
    for name in ("key", "color", "glyph", "select", "help", "guideline", "do", "dont"):
        if getattr(old, name) != getattr(new, name):
            message = f"`{name}` of label {new.name!r} is changed"
            yield SchemaChange(f"{name}-changed", Severity.COSMETIC, message)


def _step_change(step: Step) -> SchemaChange:
    slug, message = _told(step)
    return SchemaChange(slug, Severity.MIGRATED, message)


def _told(step: Step) -> tuple[str, str]:
    match step:
        case RenameLabel(names):
            return "label-renamed", _renamed("label", names)
        case RenameRelation(names):
            return "relation-renamed", _renamed("relation", names)
        case RenameAttribute(label, names):
            return "attribute-renamed", _renamed("attribute", names, f" of {label!r}")
        case RenameValue(label, attribute, values):
            of = f" of {attribute!r} of {label!r}"
            return "value-renamed", _renamed("value", values, of)
        case MergeLabels(labels, into):
            return "labels-merged", f"labels {', '.join(map(repr, labels))} become {into!r}"
        case SplitLabel(label, cases, otherwise):
            parts = [each.label for each in cases] + [otherwise or label]
            return "label-split", f"label {label!r} becomes {' or '.join(map(repr, parts))}"
        case DropLabel(label):
            return "label-dropped", f"{label!r} is dropped"
        case DropAttribute(label, name):
            return "attribute-dropped", f"attribute {name!r} of {label!r} is dropped"
        case RetypeAttribute(label, name, kind):
            return "attribute-read-anew", f"attribute {name!r} of {label!r} is read as {kind}"
        case FillAttribute(label, name, value):
            return "attribute-filled", f"attribute {name!r} of {label!r} is {value!r} if not said"


def _renamed(what: str, names: Mapping[str, str], of: str = "") -> str:
    told = ", ".join(f"{old!r} becomes {new!r}" for old, new in names.items())
    return f"{what}{of}: {told}"
