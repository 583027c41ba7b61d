"""What the schema asks of an annotation, worked out once for all annotations that look the same.

Two annotations with a label look the same if they have values for the same attributes, and the same
values where a schema lists them all or a condition looks at them. Then the same attributes are asked
of both, the same constraints concern them; only the other values are left to see.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from operator import itemgetter

import msgspec

from annotate.core.attributes import hidden_values, misfit, missing, with_defaults
from annotate.core.checks.demands import Demand, Demands, single, together
from annotate.core.conditions import attributes_of, holds
from annotate.core.patterns import compile_pattern
from annotate.core.records import Attributes, ParagraphRecord
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


class Plan(msgspec.Struct, frozen=True):
    """What is left to see: the tests of values, the values that are stretches of the paragraph, the
    patterns that have to be found in it, and how many relations the annotation has to have: `links`,
    in short `counted_in`, see `demands.single`."""

    tests: tuple[tuple[str, Test], ...]
    stretches: tuple[str, ...]
    patterns: tuple[str, ...]
    links: tuple[Demand, ...]
    counted_in: tuple[int, ...] | None


class Forms:
    """The plans of labels or relations, by name."""

    def __init__(self, forms: Iterable[Form]) -> None:
        self._forms = {form.name: form for form in forms}
        self._shapes: dict[str, dict[tuple[str, ...], _Shape]] = {name: {} for name in self._forms}

    def plan(self, name: str, values: Attributes, paragraph: ParagraphRecord) -> Plan | None:
        """That of an annotation in the paragraph, seen to be met but for its relations; None if
        something is wrong, or may be: it has to be looked at."""
        shapes = self._shapes.get(name)
        if shapes is None:
            return None
        names = tuple(values)
        shape = shapes.get(names) or self._shape(name, names)
        try:
            plan = shape.plans[shape.deciding(values)]
        except KeyError:
            plan = shape.plan(values)
        if plan is None:
            return None
        for attribute, test in plan.tests:
            if not test(values[attribute]):
                return None
        for attribute in plan.stretches:
            if not _is_within(values[attribute], paragraph):
                return None
        if plan.patterns and not all(map(_finding(paragraph.text), plan.patterns)):
            return None
        return plan

    def _shape(self, name: str, names: tuple[str, ...]) -> _Shape:
        shape = _Shape(self._forms[name], names)
        if len(self._shapes[name]) < _MOST:
            self._shapes[name][names] = shape
        return shape


class _Shape:
    """Annotations of one form with values for the same attributes; `deciding` is what of them
    decides about the plan."""

    __slots__ = ("_form", "deciding", "plans")

    def __init__(self, form: Form, names: Iterable[str]) -> None:
        deciding = [each for each in names if each in form.deciding]
        self.deciding: Callable[[Attributes], object] = itemgetter(*deciding) if deciding else _nothing
        self.plans: dict[object, Plan | None] = {}
        self._form = form

    def plan(self, values: Attributes) -> Plan | None:
        """Kept for the next that looks the same."""
        plan = self._form.plan(values)
        if len(self.plans) < _MOST and self._form.are_plain(values):
            self.plans[self.deciding(values)] = plan
        return plan


class Form:
    """What one label or relation asks for."""

    def __init__(
        self,
        of: Label | Relation,
        constraints: Sequence[Constraint] = (),
        demands: Demands | None = None,
    ) -> None:
        self.name = of.name
        self._asked = of.attributes
        self._constraints = constraints
        self._demands = demands
        self._tests = {each.name: _test(each) for each in of.attributes}
        self._listed = {e.name for e in of.attributes if e.type is AttributeType.ENUM}
        self._stretches = {e.name for e in of.attributes if e.type is AttributeType.SPAN}
        self.deciding = self._listed | _deciding(of.attributes, constraints)
        self._links = demands.of_end(of.name) if demands else []

    def are_plain(self, values: Attributes) -> bool:
        """Whether no plan of other values could be taken for theirs: 1 is equal to True."""
        return all(self._tests[name](values[name]) for name in values if name in self._tests)

    def plan(self, values: Attributes) -> Plan | None:
        """None if something is wrong whatever the other values are, or may be."""
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
        demanded = tuple(together(links))
        return Plan(
            tests=tuple((name, self._tests[name]) for name in values if name not in seen),
            stretches=tuple(name for name in values if name in self._stretches),
            patterns=tuple(patterns),
            links=demanded,
            counted_in=single(demanded),
        )


def constraints_on(schema: Schema, label: str) -> list[Constraint]:
    """Those that each annotation with the label has to meet."""
    return [each for each in schema.constraints if each.unit is Unit.LABEL and each.label == label]


def _deciding(attributes: Sequence[Attribute], constraints: Sequence[Constraint]) -> frozenset[str]:
    """The attributes that conditions look at."""
    conditions = [each.when for each in attributes if each.when is not None]
    conditions += [each.where for each in constraints if each.where is not None]
    return frozenset().union(*map(attributes_of, conditions))


def _is_within(value: Value, paragraph: ParagraphRecord) -> bool:
    """Whether this is a stretch of the paragraph."""
    if type(value) is not tuple or len(value) != 2:
        return False
    start, end = value
    if type(start) is not int or type(end) is not int:
        return False
    return paragraph.start <= start < end <= paragraph.start + len(paragraph.text)


def _finding(text: str) -> Callable[[str], bool]:
    return lambda pattern: compile_pattern(pattern).found_in(text)


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
        case AttributeType.STRING | AttributeType.TEXT | AttributeType.ENTITY if not (bounded or attribute.pattern):
            return lambda value: (
                (type(value) is str and value.isprintable() and not value.isspace() and value != "") or fits(value)
            )
        case _:
            return fits
