"""What differs between the attributes of a label, or relation, in two versions of a schema."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

import msgspec

from annotate.core.evolution.carrying import Slot
from annotate.core.evolution.changes import (
    Concern,
    SchemaChange,
    Severity,
    Unasked,
    Unfit,
    Unset,
    Valued,
)
from annotate.core.evolution.wording import condition, value_text
from annotate.core.fitting import plain_number, quoted
from annotate.core.schema import Attribute, AttributeType, Label, Relation

_T = AttributeType
WIDER = frozenset(
    {
        *((_T.INT, _T.NUMBER), (_T.STRING, _T.TEXT), (_T.STRING, _T.ENTITY)),
        *((_T.ENTITY, _T.STRING), (_T.ENTITY, _T.TEXT)),
        *((_T.ENUM, each) for each in (_T.STRING, _T.TEXT, _T.ENTITY)),
        *((_T.DATE, each) for each in (_T.STRING, _T.TEXT, _T.ENTITY)),
    }
)
"""Types whose answers are, as they are written, answers of another type too."""


class Owner(msgspec.Struct, frozen=True):
    """What attributes are on, with what the steps of a migration already see to."""

    name: str
    relation: bool
    retyped: AbstractSet[Slot] = frozenset()
    filled: AbstractSet[Slot] = frozenset()

    def of(self, attribute: str) -> str:
        return f"{quoted(attribute)} of {quoted(self.name)}"

    def is_filled(self, attribute: str) -> bool:
        return (self.name, attribute) in self.filled

    def is_retyped(self, attribute: str) -> bool:
        return (self.name, attribute) in self.retyped


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
        yield _cosmetic("order", f"attributes of {quoted(owner.name)} come in another order")


def _removed(attribute: Attribute, owner: Owner) -> SchemaChange:
    return SchemaChange(
        "attribute-removed",
        Severity.MIGRATION,
        f"attribute {owner.of(attribute.name)} is removed",
        Valued(owner.name, attribute.name, relation=owner.relation),
    )


def _added(attribute: Attribute, owner: Owner, asked: Sequence[Attribute]) -> SchemaChange:
    due = attribute.required and attribute.default is None and not owner.is_filled(attribute.name)
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
        yield from _types(old, new, owner)
        yield from _values(old, new, owner)
        yield from _limits(old, new, owner)
    yield from _asking(old, new, asked, owner)
    yield from _defaults(old, new, owner)
    for name in ("compare", "suggest", "help"):
        if getattr(old, name) != getattr(new, name):
            yield _cosmetic(name, f"`{name}` of {owner.of(new.name)} is changed")
    if [each.key for each in old.choices] != [each.key for each in new.choices] and (old.values == new.values):
        yield _cosmetic("keys", f"keys of {owner.of(new.name)} are changed")


def _types(old: Attribute, new: Attribute, owner: Owner) -> Iterator[SchemaChange]:
    if old.type is new.type:
        return
    message = f"{owner.of(new.name)} was {old.type.value}, is {new.type.value}"
    wider = (old.type, new.type) in WIDER
    yield SchemaChange(
        "attribute-widened" if wider else "attribute-retyped",
        Severity.ADDITIVE if wider else Severity.MIGRATION,
        message,
        None if wider else Unfit(owner.name, new, owner.relation),
    )


def _values(old: Attribute, new: Attribute, owner: Owner) -> Iterator[SchemaChange]:
    if old.type is not new.type or not (old.choices or new.choices):
        return
    if gone := tuple(each for each in old.values if each not in new.values):
        yield SchemaChange(
            "values-removed",
            Severity.MIGRATION,
            f"{_listed('value', gone)} of {owner.of(new.name)} {_is(gone)} removed",
            Valued(owner.name, new.name, gone, owner.relation),
        )
    if come := tuple(each for each in new.values if each not in old.values):
        message = f"{_listed('value', come)} of {owner.of(new.name)} {_is(come)} new"
        yield SchemaChange("values-added", Severity.ADDITIVE, message)
    both = set(old.values) & set(new.values)
    if [n for n in old.values if n in both] != [n for n in new.values if n in both]:
        message = f"values of {owner.of(new.name)} come in another order"
        if new.type is AttributeType.SET:
            kept = msgspec.structs.replace(new, min=None, max=None)
            concern = Unfit(owner.name, kept, owner.relation)
            yield SchemaChange("values-reordered", Severity.MIGRATION, message, concern)
        else:
            yield _cosmetic("order", message)


def _limits(old: Attribute, new: Attribute, owner: Owner) -> Iterator[SchemaChange]:
    unfit = Unfit(owner.name, new, owner.relation)
    for name, sign in (("min", 1), ("max", -1)):
        before: float | None = getattr(old, name)
        after: float | None = getattr(new, name)
        if before == after:
            continue
        message = f"`{name}` of {owner.of(new.name)} was {_limit(before)}, is {_limit(after)}"
        if after is None or (before is not None and after * sign < before * sign):
            yield SchemaChange("limit-widened", Severity.ADDITIVE, message)
        else:
            yield SchemaChange("limit-narrowed", Severity.BREAKING, message, unfit)
    if old.pattern != new.pattern:
        message = f"`pattern` of {owner.of(new.name)} is {'changed' if new.pattern else 'removed'}"
        severity = Severity.BREAKING if new.pattern else Severity.ADDITIVE
        yield SchemaChange("pattern-changed", severity, message, unfit if new.pattern else None)


def _asking(old: Attribute, new: Attribute, asked: Sequence[Attribute], owner: Owner) -> Iterator[SchemaChange]:
    """When it is asked, and whether it has to be answered then."""
    if old.required and not new.required:
        message = f"{owner.of(new.name)} is no longer required"
        yield SchemaChange("not-required", Severity.ADDITIVE, message)
    due = new.required and new.default is None and not owner.is_filled(new.name)
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


def _cosmetic(what: str, message: str) -> SchemaChange:
    return SchemaChange(f"{what}-changed", Severity.COSMETIC, message)


def _limit(number: float | None) -> str:
    return "none" if number is None else plain_number(number)


def _listed(what: str, names: Sequence[str]) -> str:
    shown = ", ".join(map(quoted, names[:8])) + (", …" if len(names) > 8 else "")
    return f"{what} {shown}" if len(names) == 1 else f"{what}s {shown}"


def _is(names: Sequence[str]) -> str:
    return "is" if len(names) == 1 else "are"
