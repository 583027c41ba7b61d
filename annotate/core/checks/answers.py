"""Each attribute is one that is asked, its value fits, and none that is required is missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from annotate.core.attributes import hidden_values, misfit, missing
from annotate.core.checks.names import instead
from annotate.core.checks.sheet import Sheet
from annotate.core.problems import Problem
from annotate.core.records import Attributes
from annotate.core.schema import Attribute, AttributeType, Schema, Value


class Answered(msgspec.Struct, frozen=True):
    """A thing with attributes, at its line, behind paragraph `n`; `asked` is the schema's part."""

    line: int
    n: int
    name: str
    asked: Sequence[Attribute]
    values: Attributes


def unknown(sheet: Sheet, schema: Schema) -> Iterator[Problem]:
    """Each attribute is declared for the label or relation it stands on."""
    for thing in _answered(sheet, schema):
        known = [each.name for each in thing.asked]
        for name in thing.values:
            if name not in known:
                message = f"a {thing.name!r} has no attribute {name!r}"
                hint = instead(name, known, "attributes")
                yield sheet.problem("unknown-attribute", thing.line, message, hint)


def unfit(sheet: Sheet, schema: Schema) -> Iterator[Problem]:
    """Each value is of the type, among the choices and within the limits that the schema gives."""
    for thing in _answered(sheet, schema):
        for attribute in thing.asked:
            value = thing.values.get(attribute.name)
            if value is not None and (reason := misfit(attribute, value)):
                message = f"{attribute.name!r} of this {thing.name!r}: {reason}"
                yield sheet.problem("unfit-value", thing.line, message, _expected(attribute))


def unanswered(sheet: Sheet, schema: Schema) -> Iterator[Problem]:
    """Each required attribute has a value; a warning as long as its paragraph is not done."""
    for thing in _answered(sheet, schema):
        for attribute in missing(thing.asked, thing.values):
            message = f"this {thing.name!r} has no {attribute.name!r}, which is required"
            hint = f"open the paragraph and set it: {_expected(attribute)}"
            yield sheet.problem("missing-attribute", thing.line, message, hint, sheet.gap(thing.n))


def hidden(sheet: Sheet, schema: Schema) -> Iterator[Problem]:
    """No attribute has a value while the condition under which it is asked does not hold."""
    for thing in _answered(sheet, schema):
        for name in hidden_values(thing.asked, thing.values):
            message = f"{name!r} of this {thing.name!r} has a value, but is not asked here"
            hint = "remove it, or correct the attribute that its `when` looks at."
            yield sheet.problem("hidden-value", thing.line, message, hint)


def outside(sheet: Sheet, schema: Schema) -> Iterator[Problem]:
    """An attribute that is a stretch of text lies in the paragraph of what it stands on."""
    bounds = {row.n: (row.record.start, len(row.record.text)) for row in sheet.paragraphs}
    for thing in _answered(sheet, schema):
        if thing.n not in bounds:
            continue
        first, length = bounds[thing.n]
        for attribute in thing.asked:
            stretch = _stretch(attribute, thing.values.get(attribute.name))
            if stretch and (stretch[0] < first or stretch[1] > first + length):
                start, end = stretch
                message = (
                    f"{attribute.name!r} of this {thing.name!r} is {start}:{end}, "
                    f"outside paragraph {thing.n} ({first}:{first + length})"
                )
                hint = "mark it again in the same paragraph."
                yield sheet.problem("attribute-outside", thing.line, message, hint)


def _answered(sheet: Sheet, schema: Schema) -> Iterator[Answered]:
    """Everything with attributes whose label the schema knows."""
    if sheet.head:
        for name, values in sheet.head.record.labels.items():
            yield from _of_label(schema, sheet.head.line, 0, name, values)
    for paragraph in sheet.paragraphs:
        for name, values in paragraph.record.labels.items():
            yield from _of_label(schema, paragraph.line, paragraph.n, name, values)
    for span in sheet.spans:
        yield from _of_label(schema, span.line, span.n, span.record.label, span.record.attributes)
    for row in sheet.relations:
        if kind := schema.relations.get(row.record.label):
            yield Answered(row.line, row.n, kind.name, kind.attributes, row.record.attributes)


def _of_label(schema: Schema, line: int, n: int, name: str, values: Attributes) -> Iterator[Answered]:
    if label := schema.labels.get(name):
        yield Answered(line, n, name, label.attributes, values)


def _stretch(attribute: Attribute, value: Value | None) -> tuple[int, int] | None:
    """The value of an attribute that is a stretch of text, if it is one."""
    match value:
        case (int(start), int(end)) if attribute.type is AttributeType.SPAN:
            return start, end
        case _:
            return None


def _expected(attribute: Attribute) -> str:
    if attribute.choices:
        return f"the values are {', '.join(attribute.values)}."
    return f"it is of type {attribute.type.value}."
