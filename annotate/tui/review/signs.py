"""Signs, names and answers of questions as fragments of a row."""

from __future__ import annotations

from annotate.core.review import Case, State, Subject
from annotate.core.schema import Schema
from annotate.tui.review.facts import Fact
from annotate.tui.review.wording import labels_of, subject_of
from annotate.tui.rows import safe
from annotate.tui.theme import Fragment, Row, looks

QUOTE = 60

SIGNS = {
    State.OPEN: ("class:warning", "≠"),
    State.CHANGED: ("class:warning", "≠"),
    State.WAITING: ("class:faint", "…"),
    State.SETTLED: ("class:good", "✓"),
    State.MOOT: ("class:faint", "-"),
}


def name_of(schema: Schema, case: Case) -> Row:
    """The label's sign and name in its color; of other questions what they are about."""
    if case.subject is not Subject.SPAN:
        return (("class:title", safe(subject_of(case), 48)),)
    return (label_fragment(schema, labels_of(case), "class:title"),)


def label_fragment(schema: Schema, name: str, style: str) -> Fragment:
    """With its sign and in its color, if it is one of the schema's for annotations of text."""
    look = looks(schema).get(name)
    return (look.bar, f"{look.sign} {safe(name, 36)}") if look else (style, safe(name, 36))


def fact_row(fact: Fact) -> Row:
    name = f"{safe(fact.name, 24)}: " if fact.name else ""
    return (("class:faint", name), ("class:found" if fact.differs else "", safe(fact.text, QUOTE)))
