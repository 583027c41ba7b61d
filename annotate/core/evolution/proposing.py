"""What a schema would need to say for its change to do no harm: steps, and a higher version."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import TypeVar

import msgspec

from annotate.core.conditions import text_of
from annotate.core.evolution.attributes import WIDER
from annotate.core.evolution.carrying import carry
from annotate.core.evolution.changes import SchemaChange, Severity
from annotate.core.evolution.comparing import remaining, steps_between
from annotate.core.evolution.versions import (
    may_break,
    next_adding,
    next_breaking,
    parsed,
    same_version,
)
from annotate.core.migrations import (
    DropAttribute,
    DropLabel,
    FillAttribute,
    Migration,
    RenameAttribute,
    RenameLabel,
    RenameRelation,
    RenameValue,
    RetypeAttribute,
    Step,
)
from annotate.core.schema import Attribute, Label, Relation, Schema, Value

ALIKE = 0.6
"""From 0 to 1: names at least so much alike are taken for one that was renamed."""

Owned = TypeVar("Owned", Label, Relation, Attribute)


class Advice(msgspec.Struct, frozen=True):
    """The version that the later schema should have; `is_due` if the one it has is a promise that
    it breaks."""

    version: str
    reason: str
    is_due: bool


def advice(old: Schema, new: Schema, changes: Sequence[SchemaChange]) -> Advice | None:
    """None if the version says what the schema does."""
    if parsed(new.version) < parsed(old.version):
        return Advice(next_adding(old.version), f"{new.version} is before {old.version}", True)
    taking = {Severity.MIGRATED, Severity.MIGRATION, Severity.BREAKING}
    taken = [each for each in changes if each.severity in taking and (each.uses is None or each.uses.count)]
    if taken and not may_break(old.version, new.version):
        reason = f"{new.version} promises that nothing is removed or narrowed"
        return Advice(next_breaking(old.version), reason, True)
    kinds = {each.severity for each in changes}
    if kinds - {Severity.COSMETIC} and parsed(new.version) < parsed(next_adding(old.version)):
        return Advice(next_adding(old.version), f"{new.version} promises that nothing is new", False)
    if kinds and same_version(old.version, new.version):
        major, minor, patch = parsed(old.version)
        reason = "annotation files name the schema that they were made with by its version"
        return Advice(f"{major}.{minor}.{patch + 1}", reason, False)
    return None


def proposed(old: Schema, new: Schema) -> Migration | None:
    """The steps that would see to what no migration of `new` sees to; None if there are none.

    What is alike is taken for renamed, the rest for dropped: somebody has to read it.
    """
    there = steps_between(old, new) or ()
    steps = _proposals(old, new, there)
    if not steps:
        return None
    version = new.version if may_break(old.version, new.version) else next_breaking(old.version)
    return Migration(old.version, version, (*there, *steps))


def undecided(old: Schema, new: Schema) -> tuple[SchemaChange, ...]:
    """What asks for a migration and no proposal can answer, as which value to fill in."""
    found = proposed(old, new)
    steps = found.steps if found else steps_between(old, new) or ()
    left = remaining(carry(old, steps), new, is_moved=True)
    return tuple(each for each in left if each.severity is Severity.MIGRATION)


def _proposals(old: Schema, new: Schema, there: Sequence[Step]) -> list[Step]:
    steps: list[Step] = []
    for propose in (_for_labels, _for_relations, _for_attributes, _for_values, _for_answers):
        carried = carry(old, (*there, *steps))
        steps += propose(carried.schema, new)
    settled = carry(old, there)
    done = settled.retyped | settled.filled
    return [each for each in steps if not _is_done(each, done)]


def _is_done(step: Step, done: frozenset[tuple[str, str]]) -> bool:
    match step:
        case RetypeAttribute(label, name) | FillAttribute(label, name):
            return (label, name) in done
        case _:
            return False


def _for_labels(old: Schema, new: Schema) -> Iterator[Step]:
    names, gone = _pairs(old.labels.values(), new.labels.values())
    if names:
        yield RenameLabel(names)
    yield from (DropLabel(name, keep_note=True) for name in gone)


def _for_relations(old: Schema, new: Schema) -> Iterator[Step]:
    names, gone = _pairs(old.relations.values(), new.relations.values())
    if names:
        yield RenameRelation(names)
    yield from (DropLabel(name, keep_note=True) for name in gone)


def _for_attributes(old: Schema, new: Schema) -> Iterator[Step]:
    for before, after in _both(old, new):
        names, gone = _pairs(before.attributes, after.attributes)
        if names:
            yield RenameAttribute(after.name, names)
        yield from (DropAttribute(after.name, name, keep_note=True) for name in gone)


def _for_values(old: Schema, new: Schema) -> Iterator[Step]:
    """Values renamed; where some have no place, or the type is another, all are read anew."""
    for owner, before, after in _attributes(old, new):
        if before.type is not after.type:
            if (before.type, after.type) not in WIDER:
                yield RetypeAttribute(owner, after.name, after.type.value)
            continue
        gone = [each for each in before.values if each not in after.values]
        come = [each for each in after.values if each not in before.values]
        names = _names(gone, come) | _in_place(before.values, after.values)
        if names:
            yield RenameValue(owner, after.name, names)
        if len(names) < len(gone):
            yield RetypeAttribute(owner, after.name, after.type.value)


def _for_answers(old: Schema, new: Schema) -> Iterator[Step]:
    """What no answer meant before is written out."""
    for owner, before, after in _attributes(old, new):
        if before.default not in (None, after.default):
            yield FillAttribute(owner, after.name, _written(before.default))


def _written(value: Value | None) -> str:
    return ", ".join(map(text_of, value)) if isinstance(value, tuple) else text_of(value)


def _both(old: Schema, new: Schema) -> Iterator[tuple[Label | Relation, Label | Relation]]:
    for name, label in new.labels.items():
        if name in old.labels:
            yield old.labels[name], label
    for name, relation in new.relations.items():
        if name in old.relations:
            yield old.relations[name], relation


def _attributes(old: Schema, new: Schema) -> Iterator[tuple[str, Attribute, Attribute]]:
    for before, after in _both(old, new):
        known = {each.name: each for each in before.attributes}
        for each in after.attributes:
            if each.name in known:
                yield after.name, known[each.name], each


def _pairs(old: Collection[Owned], new: Collection[Owned]) -> tuple[dict[str, str], list[str]]:
    """What was renamed into what, and what is gone."""
    before = {each.name: each for each in old}
    after = {each.name: each for each in new}
    gone = {name: each for name, each in before.items() if name not in after}
    come = {name: each for name, each in after.items() if name not in before}
    scored = ((_alike(gone[name], come[late]), name, late) for name in gone for late in come)
    names = _best(scored) or _in_place_of(before, after)
    return names, [name for name in gone if name not in names]


def _in_place_of(old: Mapping[str, Owned], new: Mapping[str, Owned]) -> dict[str, str]:
    """The one thing that stands where another of its kind stood, if the others are the same."""
    names = _in_place(list(old), list(new))
    return {one: other for one, other in names.items() if _kind(old[one]) == _kind(new[other])}


def _kind(each: Label | Relation | Attribute) -> object:
    match each:
        case Label(scope=scope):
            return scope
        case Attribute(type=kind):
            return kind
        case _:
            return Relation


def _alike(one: Label | Relation | Attribute, other: Label | Relation | Attribute) -> float:
    """By name, or by what they say; 0 if they are of different kinds."""
    match one, other:
        case Label(), Label():
            if one.scope is not other.scope:
                return 0
            said = (one.help, one.guideline, one.color) == (other.help, other.guideline, other.color)
            same = said and bool(one.help or one.guideline or one.attributes)
        case Attribute(), Attribute():
            if one.type is not other.type:
                return 0
            same = bool(one.help or one.choices) and (one.help, one.values) == (other.help, other.values)
        case _:
            same = bool(one.help) and one.help == other.help
    return max(_ratio(one.name, other.name), 0.9 * same)


def _names(old: Sequence[str], new: Sequence[str]) -> dict[str, str]:
    return _best((_ratio(one, other), one, other) for one in old for other in new)


def _best(scored: Iterable[tuple[float, str, str]]) -> dict[str, str]:
    """Old names with new ones, each once, the most alike first."""
    names: dict[str, str] = {}
    for score, name, new_name in sorted(scored, reverse=True):
        if score >= ALIKE and name not in names and new_name not in names.values():
            names[name] = new_name
    return names


def _in_place(old: Sequence[str], new: Sequence[str]) -> dict[str, str]:
    """Lists that differ in one place only: what stands there now is what stood there before."""
    turns = [(one, other) for one, other in zip(old, new, strict=False) if one != other]
    return dict(turns) if len(turns) == 1 and len(old) == len(new) else {}


def _ratio(one: str, other: str) -> float:
    return SequenceMatcher(None, one.casefold(), other.casefold()).ratio()
