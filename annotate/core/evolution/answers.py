"""What differs between the answers that an attribute takes in two versions of a schema."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from annotate.core.evolution.changes import (
    SchemaChange,
    Severity,
    Unfit,
    Valued,
    cosmetic,
)
from annotate.core.evolution.owners import Owner
from annotate.core.fitting import plain_number, quoted
from annotate.core.schema import Attribute, AttributeType

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


def compare_types(old: Attribute, new: Attribute, owner: Owner) -> Iterator[SchemaChange]:
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


def compare_values(old: Attribute, new: Attribute, owner: Owner) -> Iterator[SchemaChange]:
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
            yield cosmetic("order", message)


def compare_limits(old: Attribute, new: Attribute, owner: Owner) -> Iterator[SchemaChange]:
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


def _limit(number: float | None) -> str:
    return "none" if number is None else plain_number(number)


def _listed(what: str, names: Sequence[str]) -> str:
    shown = ", ".join(map(quoted, names[:8])) + (", …" if len(names) > 8 else "")
    return f"{what} {shown}" if len(names) == 1 else f"{what}s {shown}"


def _is(names: Sequence[str]) -> str:
    return "is" if len(names) == 1 else "are"
