"""Answers to an annotation's questions: which are asked, which are due, and what fits.

Everywhere a value counts only while its attribute's `when` holds; so a hidden value is, for the
conditions of other attributes, not there.
"""

from collections.abc import Iterable, Mapping, Sequence

from annotate.core.answers import parse_value as parse_value
from annotate.core.conditions import attributes_of, holds
from annotate.core.fitting import misfit as misfit
from annotate.core.schema import Attribute, Value


def with_defaults(attributes: Sequence[Attribute], values: Mapping[str, Value]) -> dict[str, Value]:
    """The values that hold, in the schema's order: given or by default, without the hidden ones.

    Values of attributes that the schema does not know come last, as they are.
    """
    seen = _visible_names(attributes, values)
    known = {each.name for each in attributes}
    result = {
        each.name: value
        for each in attributes
        if each.name in seen and (value := values.get(each.name, each.default)) is not None
    }
    result.update((name, value) for name, value in values.items() if name not in known)
    return result


def visible(attributes: Sequence[Attribute], values: Mapping[str, Value]) -> tuple[Attribute, ...]:
    """The attributes to ask: those whose condition holds, defaults filled in."""
    seen = _visible_names(attributes, values)
    return tuple(each for each in attributes if each.name in seen)


def missing(attributes: Sequence[Attribute], values: Mapping[str, Value]) -> tuple[Attribute, ...]:
    """The visible attributes that are required and have neither value nor default."""
    return tuple(each for each in visible(attributes, values) if each.needs_answer and values.get(each.name) is None)


def by_need(attributes: Iterable[Attribute]) -> list[Attribute]:
    """In the order in which answers get their keys: first of what needs an answer, which is also asked
    alone, so that it has the same keys wherever it is asked."""
    return sorted(attributes, key=lambda each: not each.needs_answer)


def hidden_values(attributes: Sequence[Attribute], values: Mapping[str, Value]) -> tuple[str, ...]:
    """The attributes that have a value though their condition does not hold."""
    seen = _visible_names(attributes, values)
    return tuple(each.name for each in attributes if each.name in values and each.name not in seen)


def _visible_names(attributes: Sequence[Attribute], values: Mapping[str, Value]) -> set[str]:
    """Attributes are decided after those their conditions look at.

    The loader refuses conditions in a circle; in one made by hand nothing of it is visible.
    """
    effective: dict[str, Value] = {}
    seen: set[str] = set()
    waiting = list(attributes)
    undecided = {each.name for each in attributes}
    while waiting:
        later = []
        for each in waiting:
            if each.when is not None and attributes_of(each.when) & undecided:
                later.append(each)
                continue
            undecided.discard(each.name)
            if each.when is None or holds(each.when, effective):
                seen.add(each.name)
                value = values.get(each.name, each.default)
                if value is not None:
                    effective[each.name] = value
        if len(later) == len(waiting):
            break
        waiting = later
    return seen
