"""One step of a migration, taken by everything in a file."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from annotate.core.evolution.answering import filled, read_anew, renaming_values, with_names, without
from annotate.core.evolution.stages import Change, Names, Stage, joined
from annotate.core.evolution.things import Kind, Thing
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

_replace = msgspec.structs.replace


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
            return lambda t: with_names(t, names) if stage.is_on(t, label) else t
        case RenameValue():
            return renaming_values(step, things, stage)
        case DropAttribute(label, name):
            return lambda t: without(t, name) if stage.is_on(t, label) else t
        case RetypeAttribute():
            return lambda t: read_anew(t, step, stage) if stage.is_on(t, step.label) else t
        case FillAttribute():
            return lambda t: filled(t, step, stage) if stage.is_on(t, step.label) else t


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
