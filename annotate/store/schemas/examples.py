"""Reading the examples of a guideline."""

from __future__ import annotations

from annotate.core.fitting import quoted
from annotate.core.schema import Example
from annotate.store.yaml.fields import Fields
from annotate.store.yaml.nodes import Node, Scalar


def read_examples(fields: Fields, name: str) -> tuple[Example, ...]:
    """The examples under `do` or `dont`; a bare text is an example with nothing marked."""
    return tuple(_example(each, fields, name) for each in fields.items(name))


def _example(node: Node, outer: Fields, name: str) -> Example:
    if isinstance(node, Scalar):
        return Example(node.text)
    fields = Fields(node, outer.report, f"an example of {name}")
    text = fields.text("text")
    marks = fields.scalars("mark")
    why = fields.text("why")
    fields.close()
    if not text:
        outer.report.error(node, "missing-key", f"an example of {name} has no text")
    for mark in marks if text else ():
        if mark.text not in text:
            message = f"mark {quoted(mark.text)} does not occur in its text"
            outer.report.error(mark, "mark-not-found", message, "copy it from the text")
    return Example(text, tuple(mark.text for mark in marks), why)
