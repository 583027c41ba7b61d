"""What a schema asks, as answers that can be compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from annotate.core.agreement.alpha import Level
from annotate.core.agreement.layout import Answer
from annotate.core.agreement.subjects import Scale
from annotate.core.attributes import visible
from annotate.core.records import Attributes
from annotate.core.schema import Attribute, AttributeType, Schema, Value

UNANSWERED: Answer = ()
"""Asked and left empty: an answer like any other, except among numbers."""

_KEPT = 10_000
"""Different answers that are remembered: most annotations are answered like others."""


class Asked:
    """The questions of a schema; without one, whatever is answered is taken for asked."""

    def __init__(self, schema: Schema | None) -> None:
        self._attributes: dict[str, Sequence[Attribute]] = {}
        self._known: dict[tuple[object, ...], Mapping[str, Answer]] = {}
        if schema:
            self._attributes = {each.name: each.attributes for each in schema.labels.values()}
            for kind in schema.relations.values():
                self._attributes.setdefault(kind.name, kind.attributes)

    def answers(self, name: str, given: Attributes) -> Mapping[str, Answer]:
        """The answers to what is asked about a label or relation and to be compared."""
        key = (name, *given.items())
        found = self._known.get(key)
        if found is None:
            if len(self._known) >= _KEPT:
                self._known.clear()
            found = self._known[key] = self._answers(name, given)
        return found

    def _answers(self, name: str, given: Attributes) -> Mapping[str, Answer]:
        attributes = self._attributes.get(name)
        if attributes is None:
            return {each: _answer(value) for each, value in given.items()}
        found: dict[str, Answer] = {}
        for each in visible(attributes, given) if attributes else ():
            if not each.compare:
                continue
            value = given.get(each.name, each.default)
            if value is not None:
                found[each.name] = _answer(value)
            elif scale(each).level is Level.NOMINAL:
                found[each.name] = UNANSWERED
        return found

    def attributes(self) -> Iterator[tuple[str, str]]:
        """Labels and relations with their attributes, in order; each first by itself."""
        for name, attributes in self._attributes.items():
            yield name, ""
            yield from ((name, each.name) for each in attributes)

    def scale(self, name: str, attribute: str) -> Scale:
        """Nominal where nothing is known."""
        found = next((each for each in self._attributes.get(name, ()) if each.name == attribute), None)
        return scale(found) if found else Scale()


def scale(attribute: Attribute) -> Scale:
    """A whole number between two bounds is a grade, any other is measured: with a zero if it cannot
    be below."""
    match attribute.type:
        case AttributeType.INT if attribute.min is not None and attribute.max is not None:
            return Scale(Level.ORDINAL)
        case AttributeType.INT | AttributeType.NUMBER:
            from_zero = attribute.min is not None and attribute.min >= 0
            return Scale(Level.RATIO if from_zero else Level.INTERVAL)
        case AttributeType.ENUM:
            return Scale(order=attribute.values)
        case AttributeType.BOOL:
            return Scale(order=("yes", "no"))
        case _:
            return Scale()


def shown(answer: Answer | None) -> str:
    """In words; empty for no answer at all."""
    match answer:
        case None:
            return ""
        case ():
            return "(none)"
        case tuple():
            return ", ".join(map(str, answer))
        case _:
            return str(answer)


def _answer(value: Value) -> Answer:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (tuple, list)):
        strings = all(isinstance(each, str) for each in value)
        return tuple(sorted(value, key=str)) if strings else tuple(value)
    return value
