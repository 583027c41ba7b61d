"""What the schema asks of an annotation, worked out once for all annotations that look the same.

Two annotations with a label look the same if they have values for the same attributes, and the same
values where a schema lists them all or a condition looks at them. Then the same attributes are asked
of both, the same constraints concern them; only the other values are left to see.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import NamedTuple

from annotate.core.attributes import hidden_values, misfit, missing, with_defaults
from annotate.core.checks.demands import Demand, Demands, together
from annotate.core.conditions import attributes_of, holds
from annotate.core.records import Attributes
from annotate.core.requirements import (
    AttributePresent,
    Constraint,
    LinkCount,
    ParagraphMatches,
    Unit,
)
from annotate.core.schema import Attribute, AttributeType, Label, Relation, Schema, Value

Test = Callable[[Value], bool]

_LARGE = 2.0**53
_MOST = 5_000
"""Shapes and plans that are kept: a file that says something else each time does not fill the
memory."""


class Plan(NamedTuple):
    """What is left to see: the tests of values, the values that are stretches of the paragraph, the
    patterns that have to be found in it, and how many relations the annotation has to have."""

    tests: Sequence[tuple[str, Test]]
    stretches: Sequence[str]
    patterns: Sequence[str]
    links: Sequence[Demand]


class _Shape(NamedTuple):
    """Annotations with values for the same attributes: what of them decides about the plan."""

    deciding: Callable[[Attributes], object]
    plans: dict[object, Plan | None]


class Form:
    """The plans of one label or relation."""

    def __init__(
        self,
        of: Label | Relation,
        constraints: Sequence[Constraint] = (),
        demands: Demands | None = None,
    ) -> None:
        self._asked = of.attributes
        self._constraints = constraints
        self._demands = demands
        self._tests = {each.name: _test(each) for each in of.attributes}
        self._listed = {e.name for e in of.attributes if e.type is AttributeType.ENUM}
        self._stretches = {e.name for e in of.attributes if e.type is AttributeType.SPAN}
        self._deciding = self._listed | _deciding(of.attributes, constraints)
        self._links = demands.of_end(of.name) if demands else []
        self._shapes: dict[tuple[str, ...], _Shape] = {}

    def plan(self, values: Attributes) -> Plan | None:
        """None if something is wrong whatever the values are, or may be: it has to be looked at."""
        names = tuple(values)
        shape = self._shapes.get(names) or self._shape(names)
        deciding = shape.deciding(values)
        try:
            return shape.plans[deciding]
        except KeyError:
            made = self._made(values)
            if len(shape.plans) < _MOST and self._are_plain(values):
                shape.plans[deciding] = made
            return made

    def _shape(self, names: tuple[str, ...]) -> _Shape:
        deciding = [name for name in names if name in self._deciding]
        shape = _Shape(itemgetter(*deciding) if deciding else _nothing, {})
        if len(self._shapes) < _MOST:
            self._shapes[names] = shape
        return shape

    def _are_plain(self, values: Attributes) -> bool:
        """Whether no plan of other values could be taken for theirs: 1 is equal to True."""
        return all(self._tests[name](values[name]) for name in values if name in self._tests)

    def _made(self, values: Attributes) -> Plan | None:
        if not values.keys() <= self._tests.keys():
            return None
        if missing(self._asked, values) or hidden_values(self._asked, values):
            return None
        if not all(self._tests[name](values[name]) for name in self._listed & values.keys()):
            return None
        patterns: list[str] = []
        links = [*self._links]
        answers = with_defaults(self._asked, values)
        for constraint in self._constraints:
            if constraint.where is not None and not holds(constraint.where, answers):
                continue
            match constraint.require:
                case AttributePresent(attribute) if answers.get(attribute) is not None:
                    pass
                case ParagraphMatches(pattern):
                    patterns.append(pattern)
                case LinkCount() as count if self._demands:
                    links.append(self._demands.of(count))
                case _:
                    return None
        seen = self._listed | self._stretches
        return Plan(
            tests=[(name, self._tests[name]) for name in values if name not in seen],
            stretches=[name for name in values if name in self._stretches],
            patterns=patterns,
            links=together(links),
        )


def constraints_on(schema: Schema, label: str) -> list[Constraint]:
    """Those that each annotation with the label has to meet."""
    return [each for each in schema.constraints if each.unit is Unit.LABEL and each.label == label]


def _deciding(attributes: Sequence[Attribute], constraints: Sequence[Constraint]) -> frozenset[str]:
    """The attributes that conditions look at."""
    conditions = [each.when for each in attributes if each.when is not None]
    conditions += [each.where for each in constraints if each.where is not None]
    return frozenset().union(*map(attributes_of, conditions))


def _nothing(_values: Attributes) -> object:
    return None


def _test(attribute: Attribute) -> Test:
    """Whether a value fits. What is usual is told quickly, anything else by `misfit`."""

    def fits(value: Value) -> bool:
        return misfit(attribute, value) is None

    bounded = attribute.min is not None or attribute.max is not None
    match attribute.type:
        case AttributeType.ENUM:
            return frozenset(attribute.values).__contains__
        case AttributeType.BOOL:
            return lambda value: value is True or value is False
        case AttributeType.INT | AttributeType.NUMBER:
            low = -_LARGE if attribute.min is None else max(-_LARGE, attribute.min)
            high = _LARGE if attribute.max is None else min(_LARGE, attribute.max)
            return lambda value: (type(value) is int and low <= value <= high) or fits(value)
        case AttributeType.STRING | AttributeType.TEXT | AttributeType.ENTITY if not (
            bounded or attribute.pattern
        ):
            return lambda value: (
                (type(value) is str and value.isprintable() and not value.isspace() and value != "")
                or fits(value)
            )
        case _:
            return fits
