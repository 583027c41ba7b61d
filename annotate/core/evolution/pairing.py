"""What was renamed into what, as far as names and places tell."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from typing import TypeVar

from annotate.core.schema import Attribute, Label, Relation

ALIKE = 0.6
"""From 0 to 1: names at least so much alike are taken for one that was renamed."""


Owned = TypeVar("Owned", Label, Relation, Attribute)


def pairs(old: Collection[Owned], new: Collection[Owned]) -> tuple[dict[str, str], list[str]]:
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
    names = in_place(list(old), list(new))
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


def names_of(old: Sequence[str], new: Sequence[str]) -> dict[str, str]:
    return _best((_ratio(one, other), one, other) for one in old for other in new)


def _best(scored: Iterable[tuple[float, str, str]]) -> dict[str, str]:
    """Old names with new ones, each once, the most alike first."""
    names: dict[str, str] = {}
    for score, name, new_name in sorted(scored, reverse=True):
        if score >= ALIKE and name not in names and new_name not in names.values():
            names[name] = new_name
    return names


def in_place(old: Sequence[str], new: Sequence[str]) -> dict[str, str]:
    """Lists that differ in one place only: what stands there now is what stood there before."""
    turns = [(one, other) for one, other in zip(old, new, strict=False) if one != other]
    return dict(turns) if len(turns) == 1 and len(old) == len(new) else {}


def _ratio(one: str, other: str) -> float:
    return SequenceMatcher(None, one.casefold(), other.casefold()).ratio()
