"""Reading the labels of a schema."""

from __future__ import annotations

import msgspec

from annotate.core.colors import NAMES, color_of
from annotate.core.fitting import quoted
from annotate.core.schema import Label, Scope, Select, SpanRules
from annotate.store.schemas.attributes import read_attributes
from annotate.store.schemas.examples import read_examples
from annotate.store.schemas.keys import Glyphs, Keys
from annotate.store.schemas.names import good_name
from annotate.store.schemas.spans import read_span_rules
from annotate.store.yaml.fields import Fields, unique_entries
from annotate.store.yaml.nodes import Mapping, Node, Scalar, Sequence
from annotate.store.yaml.report import Report

_FOR_SPANS = ("select", "span", "glyph")


def read_labels(fields: Fields, rules: SpanRules) -> dict[str, Label]:
    """Labels by name, in the order of the file; a list of names is enough.

    `rules` are those of the schema, for spans of labels that have none of their own.
    """
    report = fields.report
    node = fields.node_of("labels")
    if node is None:
        report.error(fields.node, "no-labels", "the schema has no labels", "add `labels: [a, b]`")
        return {}
    return _labels(node, rules, report)


def _labels(node: Node, rules: SpanRules, report: Report) -> dict[str, Label]:
    keys, glyphs = Keys(report), Glyphs(report)
    read: dict[str, Label] = {}
    for name, inner in _definitions(node, report):
        if good_name(name, report, "label"):
            fields = Fields(inner, report, f"label {quoted(name.text)}")
            keys.declare(fields.node_of("key"), name.text)
            glyphs.declare(fields.node_of("glyph"), name.text)
            read[name.text] = _label(name.text, fields, rules)
            fields.close()
    if not read and not report.failed():
        report.error(node, "no-labels", "the schema has no labels", "add `labels: [a, b]`")
    dealt, drawn = keys.deal(read), glyphs.deal(read)
    return {name: msgspec.structs.replace(label, key=dealt[name], glyph=drawn[name]) for name, label in read.items()}


def _definitions(node: Node, report: Report) -> list[tuple[Scalar, Node]]:
    if not isinstance(node, Sequence):
        return unique_entries(node, report, "labels", "label")
    nothing = Mapping((), node.line, node.column)
    found: dict[str, tuple[Scalar, Node]] = {}
    for item in node.items:
        if not isinstance(item, Scalar):
            hint = "to say more about labels, write `labels:` as a mapping"
            report.error(item, "not-a-text", "a list of labels holds names only", hint)
        elif item.text in found:
            report.error(item, "duplicate-label", f"label {quoted(item.text)} is declared twice")
        else:
            found[item.text] = item, nothing
    return list(found.values())


def _label(name: str, fields: Fields, rules: SpanRules) -> Label:
    scope = fields.choice("scope", Scope.SPAN)
    span = fields.node_of("span")
    label = Label(
        name=name,
        scope=scope,
        color=_color(fields),
        select=fields.choice("select", Select.WORD),
        span=rules if span is None else read_span_rules(span, rules, fields.report),
        help=fields.text("help"),
        guideline=fields.texts("guideline"),
        do=read_examples(fields, "do"),
        dont=read_examples(fields, "dont"),
        attributes=read_attributes(fields),
    )
    for key in _FOR_SPANS if scope is not Scope.SPAN else ():
        if fields.key(key) is not fields.node:
            message = f"{fields.what} has scope {scope.value}; {key} is for labels of spans"
            fields.report.error(fields.key(key), "not-for-scope", message)
    return label


def _color(fields: Fields) -> str:
    node = fields.node_of("color")
    name = "" if node is None else fields.text("color")
    if node is None or not name:
        return ""
    color = color_of(name)
    if color is None:
        message = f"color of {fields.what} cannot be {quoted(name)}"
        near = fields.report.nearest(name, NAMES)
        hint = near or "write `#rrggbb` in quotes, or a color name"
        fields.report.error(node, "bad-color", message, hint)
    return color or ""
