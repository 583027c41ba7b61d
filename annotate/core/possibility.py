"""Whether what a schema asks for can be: conditions that may hold, counts that may be reached."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from annotate.core.conditions import All, AnyOf, Condition, NoneOf, OneOf, Present
from annotate.core.ranges import Range
from annotate.core.requirements import LinkCount, Side
from annotate.core.schema import Attribute, AttributeType, Schema, admits

MAX_STEPS = 300
"""A condition with more ways to hold than are gone through in these counts as possible."""

Atom = OneOf | NoneOf | Present


class _Way(msgspec.Struct, frozen=True):
    """One way for conditions to hold: what is still to hold, and what each attribute must be."""

    rest: tuple[Condition, ...]
    answers: Mapping[str, _Answer]


class _Answer(msgspec.Struct, frozen=True):
    """What an attribute may still be: one of `allowed` (None: of endlessly many) but not `refused`,
    or nothing where `absent`. A set has a member in each of `needed`."""

    allowed: frozenset[str] | None
    absent: bool
    refused: frozenset[str] = frozenset()
    needed: tuple[frozenset[str], ...] = ()

    @property
    def possible(self) -> bool:
        left = self.allowed is None or bool(self.allowed - self.refused)
        return (self.absent or left) and all(each - self.refused for each in self.needed)


def can_hold(condition: Condition, attributes: Mapping[str, Attribute]) -> bool:
    """Whether any answers make the condition hold, those that it needs being asked themselves.

    Conditions of the attributes must not go round in a circle.
    """
    ways = [_Way((condition,), {})]
    for _ in range(MAX_STEPS):
        if not ways:
            return False
        way = ways.pop()
        if not way.rest:
            return True
        ways.extend(_next(way, attributes))
    return True


def _next(way: _Way, attributes: Mapping[str, Attribute]) -> list[_Way]:
    first, rest = way.rest[0], way.rest[1:]
    match first:
        case All(conditions):
            return [_Way((*conditions, *rest), way.answers)]
        case AnyOf(conditions):
            return [_Way((each, *rest), way.answers) for each in conditions]
    attribute = attributes.get(first.attribute)
    if attribute is None:
        return [_Way(rest, way.answers)]
    known = way.answers.get(attribute.name)
    answer = _answered(known or _any_answer(attribute), first, attribute.type)
    if not answer.possible:
        return []
    if not answer.absent and attribute.when is not None and (known is None or known.absent):
        rest = (attribute.when, *rest)  # what is answered was asked
    return [_Way(rest, {**way.answers, attribute.name: answer})]


def _any_answer(attribute: Attribute) -> _Answer:
    allowed = None
    if attribute.type in (AttributeType.ENUM, AttributeType.SET):
        allowed = frozenset(attribute.values)
    elif attribute.type is AttributeType.BOOL:
        allowed = frozenset({"true", "false"})
    return _Answer(allowed, absent=attribute.default is None or attribute.when is not None)


def _answered(answer: _Answer, atom: Atom, kind: AttributeType) -> _Answer:
    match atom:
        case Present():
            return _replace(answer, absent=False)
        case NoneOf(_, values):
            return _replace(answer, refused=answer.refused | set(values))
        case OneOf(_, values):
            some = frozenset(values)
            if kind is AttributeType.SET:
                return _replace(answer, absent=False, needed=(*answer.needed, some))
            allowed = some if answer.allowed is None else answer.allowed & some
            return _replace(answer, absent=False, allowed=allowed)


def possible_count(schema: Schema, label: str, wanted: LinkCount) -> Range:
    """How many relations of these kinds an annotation may have, by their `out` and `in`.

    Counted as `constraints` counts them: those of a symmetric relation on either side.
    """
    low, high = 0, 0
    bounded = True
    for name in wanted.relations:
        kind = schema.relations[name]
        either = wanted.side is Side.DEGREE or kind.symmetric
        sides = []
        if admits(kind.sources, label) and (either or wanted.side is Side.OUT):
            sides.append(kind.outgoing)
        if admits(kind.targets, label) and (either or wanted.side is Side.IN):
            sides.append(kind.incoming)
        low += sum(each.low for each in sides)
        bounded = bounded and all(each.high is not None for each in sides)
        high += sum(each.high or 0 for each in sides)
    return Range(low, high if bounded else None)


def meet(one: Range, other: Range) -> bool:
    """Whether some number is in both."""
    return _below(one.low, other.high) and _below(other.low, one.high)


def _below(low: int, high: int | None) -> bool:
    return high is None or low <= high


_replace = msgspec.structs.replace
