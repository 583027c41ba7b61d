"""Values that steps gave, put into the form of the later schema."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from annotate.core.evolution.answering import unfit
from annotate.core.evolution.outcomes import Outcome, Spot, spot_of
from annotate.core.evolution.retyping import fitted
from annotate.core.evolution.things import Thing, declared
from annotate.core.evolution.wording import said
from annotate.core.fitting import quoted
from annotate.core.migrations import FillAttribute, Step
from annotate.core.records import Record
from annotate.core.schema import Attribute, Schema

_replace = msgspec.structs.replace


class BadStep(ValueError):
    """A step that cannot be taken by any file: what it says does not fit the later schema."""


def settle(
    records: Sequence[Record],
    things: Sequence[Thing],
    outcomes: Sequence[Outcome],
    steps: Sequence[Step],
    new: Schema,
) -> tuple[list[Thing], list[Outcome]]:
    """Values that steps gave are put into the form of the later schema; those that have none are
    held against the step that gave them."""
    settled: list[Thing] = []
    unmapped: dict[int, dict[int, Spot]] = {}
    for number, thing in enumerate(things):
        for name, index in thing.pending.items():
            asked = {each.name: each for each in declared(new, thing.kind, thing.label)}
            if name not in thing.attributes or name not in asked or thing.dropped:
                continue
            after = _fit(thing, asked[name], steps[index])
            if after.look != thing.look:
                unmapped.setdefault(index, {})[number] = spot_of(thing, records, after.look[-1])
            thing = after
        settled.append(thing)
    return settled, [each.without_place(unmapped.get(index, {})) for index, each in enumerate(outcomes)]


def _fit(thing: Thing, attribute: Attribute, step: Step) -> Thing:
    name = attribute.name
    value = thing.attributes[name]
    after = fitted(value, attribute)
    if after is not None:
        return _replace(thing, attributes={**thing.attributes, name: after})
    if isinstance(step, FillAttribute):
        message = f"`{said(step)}`: {quoted(step.value)} does not fit {quoted(name)}"
        raise BadStep(f"{message} of {quoted(thing.label)}")
    if isinstance(value, tuple) and attribute.choices:
        return _fit_members(thing, attribute, value)
    return unfit(thing, name, "is not one of its values" if attribute.choices else "does not fit")


def _fit_members(thing: Thing, attribute: Attribute, value: tuple[int | str, ...]) -> Thing:
    """The members of a set that are known stay; one that is only written otherwise is known."""
    name = attribute.name
    single = _replace(attribute, min=None, max=None)
    kept = [fit for each in value if (fit := fitted((str(each),), single)) is not None]
    members = {member for each in kept if isinstance(each, tuple) for member in each}
    after = tuple(each for each in attribute.values if each in members)
    told = unfit(thing, name, "does not fit")
    if not after:
        return told
    return _replace(told, attributes={**thing.attributes, name: after})
