"""What the schema says about a label, at the moment of doubt."""

from __future__ import annotations

from collections.abc import Iterator

from annotate.core.display import display
from annotate.core.schema import Example, Label
from annotate.tui.state import (
    Answering,
    Entry,
    Env,
    Leafing,
    ListKind,
    Owner,
    Picking,
    State,
    replace,
)

Line = tuple[str, str]


def guideline(state: State, env: Env) -> State:
    """The guideline of what is asked about, else of the annotation in hand, else a choice of all."""
    span = state.focused
    name = span.label if span is not None else ""
    if isinstance(state.doing, Answering) and state.doing.owner in (Owner.PARAGRAPH, Owner.DOCUMENT):
        name = state.doing.id
    if name in state.session.schema.labels:
        return read_guideline(state, name)
    entries = tuple(
        Entry(f"{label.name}  {label.help}", label.name, label.key) for label in state.session.schema.labels.values()
    )
    title = "Whose guideline? Press its key"
    return replace(state, doing=Picking(ListKind.GUIDELINES, title, entries))


def read_guideline(state: State, name: str) -> State:
    schema = state.session.schema
    lines = (*_of_label(schema.labels[name]), *_principles(schema.principles))
    back = state.rest if isinstance(state.doing, Picking) else state.doing
    page = Leafing(f"Guideline: {name}", lines, back=back)
    return replace(state, doing=page, message="", alert=False)


def _of_label(label: Label) -> Iterator[Line]:
    if label.help:
        yield "class:title", display(label.help)
    for rule in label.guideline:
        yield "", f"· {display(rule)}"
    yield from _examples("Do", "class:good", label.do)
    yield from _examples("Don't", "class:error", label.dont)
    for attribute in label.attributes:
        values = f": {', '.join(attribute.values)}" if attribute.choices else ""
        yield "class:title", display(f"{attribute.name}{values}")
        if attribute.help:
            yield "", f"    {display(attribute.help)}"
        for choice in attribute.choices:
            if choice.help:
                yield "", f"    {display(choice.name)}: {display(choice.help)}"


def _examples(title: str, style: str, examples: tuple[Example, ...]) -> Iterator[Line]:
    for example in examples:
        marked = example.text
        for mark in example.marks:
            marked = marked.replace(mark, f"[{mark}]", 1)
        yield style, f"{title}: {display(marked)}"
        if example.why:
            yield "", f"    {display(example.why)}"


def _principles(text: str) -> Iterator[Line]:
    if text:
        yield "class:title", "Principles"
        for line in text.splitlines():
            yield "", display(line)
