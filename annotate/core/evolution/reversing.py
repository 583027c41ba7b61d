"""The steps that lead back, where there are such."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from annotate.core.evolution.carrying import carry
from annotate.core.evolution.wording import said
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
from annotate.core.schema import Schema


class NotReversible(ValueError):
    """The message says which step cannot be taken back, and why."""


def reverse(steps: Sequence[Step], old: Schema | None = None) -> tuple[Step, ...]:
    """The steps that undo these, in their order.

    `old` is the schema that the steps start from: with it, names that it had already are not
    taken for renamed ones. Raises NotReversible.
    """
    back: list[Step] = []
    for index, step in enumerate(steps):
        before = carry(old, steps[:index]).schema if old else None
        back.insert(0, _reversed(step, before))
    return tuple(back)


def _reversed(step: Step, before: Schema | None) -> Step:
    match step:
        case RenameLabel(names):
            return RenameLabel(_turned(step, names, before.labels if before else ()))
        case RenameRelation(names):
            return RenameRelation(_turned(step, names, before.relations if before else ()))
        case RenameAttribute(label, names):
            return RenameAttribute(label, _turned(step, names, _attributes(before, label)))
        case RenameValue(label, attribute, values):
            known = _values(before, label, attribute)
            return RenameValue(label, attribute, _turned(step, values, known))
        case _:
            raise NotReversible(f"`{said(step)}` cannot be taken back: {_REASONS[type(step)]}")


_REASONS: Mapping[type[Step], str] = {
    MergeLabels: "which label an annotation had is only in its note",
    SplitLabel: "labels cannot be put together again without losing which they were",
    DropLabel: "what was dropped is only in notes",
    DropAttribute: "what was dropped is only in notes",
    RetypeAttribute: "how a value was written before is not known",
    FillAttribute: "the values that were filled in cannot be told from those that were chosen",
}


def _turned(step: Step, names: Mapping[str, str], known: Sequence[str] | Mapping[str, object]) -> dict[str, str]:
    turned = {new: old for old, new in names.items()}
    if len(turned) < len(names):
        raise NotReversible(f"`{said(step)}` cannot be taken back: two become one")
    for new in turned:
        if new in known and new not in names:
            raise NotReversible(f"`{said(step)}` cannot be taken back: there was a {new!r} before it too")
    return turned


def _attributes(schema: Schema | None, label: str) -> tuple[str, ...]:
    if schema is None:
        return ()
    owner = schema.labels.get(label) or schema.relations.get(label)
    return tuple(each.name for each in owner.attributes) if owner else ()


def _values(schema: Schema | None, label: str, name: str) -> tuple[str, ...]:
    if schema is None:
        return ()
    owner = schema.labels.get(label) or schema.relations.get(label)
    found = [each for each in owner.attributes if each.name == name] if owner else []
    return found[0].values if found else ()
