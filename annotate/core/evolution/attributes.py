"""What differs between the attributes of a label, or relation, in two versions of a schema."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from annotate.core.evolution.answers import compare_limits, compare_types, compare_values
from annotate.core.evolution.changes import (
    Concern,
    SchemaChange,
    Severity,
    Unasked,
    Unset,
    Valued,
    cosmetic,
)
from annotate.core.evolution.owners import Owner
from annotate.core.evolution.wording import condition, value_text
from annotate.core.fitting import quoted
from annotate.core.schema import Attribute, Label, Relation


def compare_attributes(old: Label | Relation, new: Label | Relation, owner: Owner) -> Iterator[SchemaChange]:
    """From the attributes of `old` to those of `new`."""
    before = {each.name: each for each in old.attributes}
    after = {each.name: each for each in new.attributes}
    for name, attribute in before.items():
        if name not in after:
            yield _removed(attribute, owner)
    for name, attribute in after.items():
        if name in before:
            yield from _compare(before[name], attribute, new.attributes, owner)
        else:
            yield _added(attribute, owner, new.attributes)
    if [n for n in before if n in after] != [n for n in after if n in before]:
        yield cosmetic("order", f"attributes of {quoted(owner.name)} come in another order")


def _removed(attribute: Attribute, owner: Owner) -> SchemaChange:
    return SchemaChange(
        "attribute-removed",
        Severity.MIGRATION,
        f"attribute {owner.of(attribute.name)} is removed",
        Valued(owner.name, attribute.name, relation=owner.relation),
    )


def _added(attribute: Attribute, owner: Owner, asked: Sequence[Attribute]) -> SchemaChange:
    due = attribute.needs_answer and not owner.is_filled(attribute.name)
    if not due:
        message = f"attribute {owner.of(attribute.name)} is new"
        return SchemaChange("attribute-added", Severity.ADDITIVE, message)
    message = f"attribute {owner.of(attribute.name)} is new and required"
    return SchemaChange(
        "required-attribute-added",
        Severity.MIGRATION,
        message,
        _unasked(attribute, owner, asked),
    )


def _compare(old: Attribute, new: Attribute, asked: Sequence[Attribute], owner: Owner) -> Iterator[SchemaChange]:
    if not owner.is_retyped(new.name):
        yield from compare_types(old, new, owner)
        yield from compare_values(old, new, owner)
        yield from compare_limits(old, new, owner)
    yield from _asking(old, new, asked, owner)
    yield from _defaults(old, new, owner)
    for name in ("compare", "suggest", "help"):
        if getattr(old, name) != getattr(new, name):
            yield cosmetic(name, f"`{name}` of {owner.of(new.name)} is changed")
    if [each.key for each in old.choices] != [each.key for each in new.choices] and (old.values == new.values):
        yield cosmetic("keys", f"keys of {owner.of(new.name)} are changed")


def _asking(old: Attribute, new: Attribute, asked: Sequence[Attribute], owner: Owner) -> Iterator[SchemaChange]:
    """When it is asked, and whether it has to be answered then."""
    if old.required and not new.required:
        message = f"{owner.of(new.name)} is no longer required"
        yield SchemaChange("not-required", Severity.ADDITIVE, message)
    due = new.needs_answer and not owner.is_filled(new.name)
    if due and not old.required:
        message = f"{owner.of(new.name)} is required now"
        concern = _unasked(new, owner, asked)
        yield SchemaChange("required-now", Severity.MIGRATION, message, concern)
    if old.when == new.when:
        return
    if new.when is None:
        message = f"{owner.of(new.name)} is asked always"
        severity = Severity.MIGRATION if due else Severity.ADDITIVE
        yield SchemaChange("asked-always", severity, message, _unasked(new, owner, asked))
    else:
        message = f"{owner.of(new.name)} is asked only when {condition(new.when)}"
        concern = _unasked(new, owner, asked)
        yield SchemaChange("condition-changed", Severity.BREAKING, message, concern)


def _defaults(old: Attribute, new: Attribute, owner: Owner) -> Iterator[SchemaChange]:
    """An annotation without an answer means the default: another one turns its meaning."""
    if old.default == new.default or owner.is_filled(new.name):
        return
    told = [each if each is None else value_text(each) for each in (old.default, new.default)]
    message = f"without an answer, {owner.of(new.name)} meant {told[0] or 'nothing'}, "
    message += f"means {told[1] or 'nothing'}"
    concern = Unset(owner.name, new.name, owner.relation)
    yield SchemaChange("default-changed", Severity.MIGRATION, message, concern)


def _unasked(attribute: Attribute, owner: Owner, asked: Sequence[Attribute]) -> Concern:
    return Unasked(owner.name, attribute.name, tuple(asked), owner.relation)
