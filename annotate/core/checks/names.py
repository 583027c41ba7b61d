"""Each name in use is one that the schema declares, where it may stand."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from annotate.core.checks.sheet import Sheet
from annotate.core.nearest import did_you_mean
from annotate.core.problems import Problem
from annotate.core.schema import Schema, Scope


def labels(sheet: Sheet, schema: Schema) -> Iterator[Problem]:
    """Each label is declared, and for the thing it is on: text, a paragraph or the document."""
    if sheet.head:
        for name in sheet.head.record.labels:
            yield from _label(sheet, schema, sheet.head.line, name, Scope.DOCUMENT)
    for paragraph in sheet.paragraphs:
        for name in paragraph.record.labels:
            yield from _label(sheet, schema, paragraph.line, name, Scope.PARAGRAPH)
    for span in sheet.spans:
        yield from _label(sheet, schema, span.line, span.record.label, Scope.SPAN)


def relations(sheet: Sheet, schema: Schema) -> Iterator[Problem]:
    """Each relation is of a declared kind."""
    for row in sheet.relations:
        if row.record.label not in schema.relations:
            message = f"{row.record.label!r} is not a relation of {schema.id!r}"
            hint = instead(row.record.label, schema.relations, "relations")
            yield sheet.problem("unknown-relation", row.line, message, hint)


def instead(name: str, known: Collection[str], kind: str) -> str:
    """What to write for a name that is not known."""
    if meant := did_you_mean(name, known):
        return meant
    listed = ", ".join([*known][:12]) + (", …" if len(known) > 12 else "")
    return f"the {kind} are {listed}." if known else f"there are no {kind}."


def _label(sheet: Sheet, schema: Schema, line: int, name: str, scope: Scope) -> Iterator[Problem]:
    label = schema.labels.get(name)
    if label is None:
        known = [each.name for each in schema.scoped(scope)]
        message = f"{name!r} is not a label of {schema.id!r}"
        yield sheet.problem("unknown-label", line, message, instead(name, known, "labels"))
    elif label.scope is not scope:
        message = f"{name!r} is a label for a {label.scope.value}, not for a {scope.value}"
        hint = f"put it on a {label.scope.value}, or change its scope in the schema."
        yield sheet.problem("wrong-scope", line, message, hint)
