"""Steps that change the answers of things: attributes and their values."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from annotate.core.evolution.retyping import retyped
from annotate.core.evolution.stages import Change, Names, Stage, joined
from annotate.core.evolution.things import Thing
from annotate.core.evolution.wording import value_text
from annotate.core.migrations import (
    FillAttribute,
    RenameValue,
    RetypeAttribute,
)
from annotate.core.schema import AttributeType, Value

_replace = msgspec.structs.replace


def with_names(thing: Thing, names: Names) -> Thing:
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


def renaming_values(step: RenameValue, things: Sequence[Thing], stage: Stage) -> Change:
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


def without(thing: Thing, name: str) -> Thing:
    if name not in thing.attributes:
        return thing
    left = {key: value for key, value in thing.attributes.items() if key != name}
    note = f"{name} was {value_text(thing.attributes[name])}"
    return _replace(thing, attributes=left).noting(note)


def read_anew(thing: Thing, step: RetypeAttribute, stage: Stage) -> Thing:
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


def filled(thing: Thing, step: FillAttribute, stage: Stage) -> Thing:
    if step.name in thing.attributes or not stage.meets(thing, step.when):
        return thing
    pending = {**thing.pending, step.name: stage.index}
    return _replace(thing, attributes={**thing.attributes, step.name: step.value}, pending=pending)
