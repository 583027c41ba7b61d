"""One step of a migration, taken by everything in a file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec

from annotate.core.attributes import with_defaults
from annotate.core.conditions import Condition, holds
from annotate.core.evolution.retyping import retyped
from annotate.core.evolution.things import Kind, Thing, declared
from annotate.core.evolution.wording import value_text
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
from annotate.core.schema import AttributeType, Schema, Value

_replace = msgspec.structs.replace

Names = Mapping[str, str]
Change = Callable[[Thing], Thing]


class Stage(msgspec.Struct, frozen=True):
    """Where a step is taken: `index` counts the steps, `before` is the schema as it is then, for
    its defaults; `labels` are all names that are a label's and so not a relation's."""

    index: int
    before: Schema
    labels: frozenset[str]

    def is_on(self, thing: Thing, name: str) -> bool:
        """Whether a step that names a label, or a relation, means this thing."""
        return thing.label == name and (thing.kind is not Kind.RELATION or name not in self.labels)

    def meets(self, thing: Thing, condition: Condition | None) -> bool:
        if condition is None:
            return True
        asked = declared(self.before, thing.kind, thing.label)
        return holds(condition, with_defaults(asked, thing.attributes))


def take(step: Step, things: Sequence[Thing], stage: Stage) -> list[Thing]:
    """What becomes of the things; those that the step does not mean stay the same object."""
    change = _change(step, things, stage)
    return [each if each.dropped else change(each) for each in things]


def _change(step: Step, things: Sequence[Thing], stage: Stage) -> Change:
    match step:
        case RenameLabel(names):
            return _renaming(names, [each for each in things if each.kind is not Kind.RELATION])
        case RenameRelation(names):
            return _renaming(names, [each for each in things if each.kind is Kind.RELATION])
        case MergeLabels(labels, into):
            return lambda thing: _merged(thing, labels, into)
        case SplitLabel():
            return lambda thing: _split(thing, step, stage)
        case DropLabel(label):
            return lambda t: _replace(t, dropped=True) if stage.is_on(t, label) else t
        case RenameAttribute(label, names):
            return lambda t: _renamed_attributes(t, names) if stage.is_on(t, label) else t
        case RenameValue():
            return _renaming_values(step, things, stage)
        case DropAttribute(label, name):
            return lambda t: _without(t, name) if stage.is_on(t, label) else t
        case RetypeAttribute():
            return lambda t: _retyped(t, step, stage) if stage.is_on(t, step.label) else t
        case FillAttribute():
            return lambda t: _filled(t, step, stage) if stage.is_on(t, step.label) else t


def joined(names: Names, used: Iterable[str]) -> frozenset[str]:
    """The new names under which, afterwards, things stand that had different ones."""
    counted = Counter(names.get(each, each) for each in set(used))
    return frozenset(name for name, count in counted.items() if count > 1)


def _renaming(names: Names, meant: Sequence[Thing]) -> Change:
    kinds = {each.kind for each in meant}
    one = joined(names, (each.label for each in meant if not each.dropped))

    def change(thing: Thing) -> Thing:
        if thing.kind not in kinds or thing.label not in names:
            return thing
        return _called(thing, names[thing.label], noting=names[thing.label] in one)

    return change


def _called(thing: Thing, label: str, *, noting: bool) -> Thing:
    if label == thing.label:
        return thing
    after = _replace(thing, label=label)
    return after.noting(f"label was {value_text(thing.label)}") if noting else after


def _merged(thing: Thing, labels: tuple[str, ...], into: str) -> Thing:
    if thing.kind is Kind.RELATION or thing.label not in labels:
        return thing
    return _called(thing, into, noting=True)


def _split(thing: Thing, step: SplitLabel, stage: Stage) -> Thing:
    if thing.kind is Kind.RELATION or thing.label != step.label:
        return thing
    cases = (each.label for each in step.cases if stage.meets(thing, each.when))
    return _called(thing, next(cases, step.otherwise or step.label), noting=False)


def _renamed_attributes(thing: Thing, names: Names) -> Thing:
    """If there is one of the new name already, that one stays, the other goes into a note."""
    values: dict[str, Value] = {}
    notes: list[str] = []
    staying = {name for name in thing.attributes if name not in names}
    for name, value in thing.attributes.items():
        new = names.get(name, name)
        if new in values or (new != name and new in staying):
            notes.append(f"{name} was {value_text(value)}")
        else:
            values[new] = value
    if values == thing.attributes and list(values) == list(thing.attributes):
        return thing
    pending = {names.get(name, name): index for name, index in thing.pending.items()}
    return _replace(thing, attributes=values, pending=pending).noting(*notes)


def _renaming_values(step: RenameValue, things: Sequence[Thing], stage: Stage) -> Change:
    meant = [each for each in things if stage.is_on(each, step.label) and not each.dropped]
    used = (text for each in meant for text in _texts(each.attributes.get(step.attribute)))
    one = joined(step.values, used)

    def change(thing: Thing) -> Thing:
        value = thing.attributes.get(step.attribute)
        if value is None or not stage.is_on(thing, step.label):
            return thing
        after = _mapped(value, step.values)
        pending = {**thing.pending, step.attribute: stage.index}
        changed = _replace(thing, attributes={**thing.attributes, step.attribute: after}, pending=pending)
        moved = {step.values[each] for each in _texts(value) if each in step.values}
        lost = after != value and moved & one
        return changed.noting(f"{step.attribute} was {value_text(value)}") if lost else changed

    return change


def _mapped(value: Value, values: Names) -> Value:
    match value:
        case str():
            return values.get(value, value)
        case tuple():
            return tuple(dict.fromkeys(values.get(e, e) if isinstance(e, str) else e for e in value))
        case _:
            return value


def _texts(value: Value | None) -> tuple[str, ...]:
    match value:
        case str():
            return (value,)
        case tuple():
            return tuple(each for each in value if isinstance(each, str))
        case _:
            return ()


def _without(thing: Thing, name: str) -> Thing:
    if name not in thing.attributes:
        return thing
    left = {key: value for key, value in thing.attributes.items() if key != name}
    note = f"{name} was {value_text(thing.attributes[name])}"
    return _replace(thing, attributes=left).noting(note)


def _retyped(thing: Thing, step: RetypeAttribute, stage: Stage) -> Thing:
    value = thing.attributes.get(step.name)
    if value is None:
        return thing
    after = retyped(value, AttributeType(step.type))
    if after is None:
        return unfit(thing, step.name, f"is no {step.type}")
    pending = {**thing.pending, step.name: stage.index}
    return _replace(thing, attributes={**thing.attributes, step.name: after}, pending=pending)


def unfit(thing: Thing, name: str, why: str) -> Thing:
    """Without a value that has no place any more: noted, for somebody to answer anew."""
    value = value_text(thing.attributes[name])
    left = {key: each for key, each in thing.attributes.items() if key != name}
    return _replace(thing, attributes=left, look=(*thing.look, f"{name} was {value}, which {why}"))


def _filled(thing: Thing, step: FillAttribute, stage: Stage) -> Thing:
    if step.name in thing.attributes or not stage.meets(thing, step.when):
        return thing
    pending = {**thing.pending, step.name: stage.index}
    return _replace(thing, attributes={**thing.attributes, step.name: step.value}, pending=pending)
