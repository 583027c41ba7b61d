"""What is still needed, in words, with the line that gives it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from annotate.core.edit import attributes_of
from annotate.core.marks import Marks
from annotate.core.problems import Level
from annotate.core.records import RelationRecord, SpanRecord
from annotate.core.schema import AttributeType, Schema, Scope, Select
from annotate.tui.checking import document_needs, needs_of
from annotate.tui.needs import Need, Remedy
from annotate.tui.plain.line import is_plain
from annotate.tui.plain.names import Names, Thing
from annotate.tui.pointing import kinds_between
from annotate.tui.state import State

_MOST = 3
"""Lines that are offered for one need."""


def need_lines(state: State, names: Names, id: str) -> Iterator[str]:
    """What an annotation or link of the paragraph needs and should have; with an empty id, the
    paragraph itself."""
    for need in needs_of(state.session, state.n, id):
        if need.level is not Level.INFO:
            yield need_line(state, names, need)


def all_need_lines(state: State, names: Names, id: str) -> Iterator[str]:
    """With what it could have, too."""
    n = state.session.marks.paragraph_of(id) or state.n
    for need in needs_of(state.session, n, id):
        yield need_line(state, names, need)


def document_need_lines(state: State, names: Names) -> Iterator[str]:
    for need in document_needs(state.session):
        yield need_line(state, names, need)


def need_line(state: State, names: Names, need: Need) -> str:
    """`a1 needs kind`; `a1 warning: nothing is linked to this source; link a2 a1 attributed_to`."""
    thing = state.session.marks.thing(need.id)
    name = names.of(thing) if thing else ""
    if need.remedy is Remedy.ANSWER and need.level is Level.ERROR:
        return f"{name} needs {need.names[0]}"
    lead = f"{name} {need.level.value}" if name else need.level.value
    commands, tail = remedies(state, names, need)
    return f"{lead}: {need.text}; {' or '.join(commands)}{tail}"


def remedies(state: State, names: Names, need: Need) -> tuple[tuple[str, ...], str]:
    """Lines that do something about it, each as it may be typed, and words behind them."""
    marks = state.session.marks
    thing = marks.thing(need.id)
    name = names.of(thing) if thing else ""
    match need.remedy:
        case Remedy.ANSWER:
            return _answers(state, need, name)
        case Remedy.CHANGE:
            return ((f"attributes {name}",) if name else ("labels",)), " lists what can be said"
        case Remedy.LINK | Remedy.LINKED if thing is not None:
            return _links(state, names, need, thing)
        case Remedy.UNLINK:
            links = [each for each in marks.links_of(need.id) if each.label in need.names]
            return tuple(f"unlink {names.of(each)}" for each in links[:_MOST]), ""
        case Remedy.LABEL:
            return _label(state.session.schema, need.names[0])
        case Remedy.UNLABEL:
            found = islice(_labeled(marks, need), _MOST)
            return tuple(f"delete {names.of(each)}" for each in found), ""
        case Remedy.TAKE_OFF:
            there = marks.paragraph(need.n).labels if need.n else marks.document.labels
            return tuple(f"clear {each}" for each in need.names if each in there)[:_MOST], ""
        case _:
            return ("flag",), ""


def _answers(state: State, need: Need, name: str) -> tuple[tuple[str, ...], str]:
    """The answers if they are few, else where they are listed."""
    (asked,) = need.names
    attribute = next(each for each in attributes_of(state.session, need.id) if each.name == asked)
    values = ("yes", "no") if attribute.type is AttributeType.BOOL else attribute.values
    if 0 < len(values) <= _MOST and all(map(is_plain, values)):
        return tuple(f"set {name} {asked}={value}" for value in values), ""
    return (f"attributes {name}",), " lists the answers"


def _links(state: State, names: Names, need: Need, thing: Thing) -> tuple[tuple[str, ...], str]:
    """To or from what is in the paragraph; else how to label what it could be."""
    out = need.remedy is Remedy.LINK
    found: list[str] = []
    others: tuple[Thing, ...] = (*state.session.marks.spans(state.n), *_hanging(state))
    for other in others:
        ends = (thing, other) if out else (other, thing)
        kinds = [kind for kind in kinds_between(state, *ends) if kind in need.names] if other.id != need.id else []
        found += [f"link {names.of(ends[0])} {names.of(ends[1])} {kind}" for kind in kinds[:1]]
    if found:
        return tuple(found[:_MOST]), ""
    kind = state.session.schema.relations.get(need.names[0])
    wanted = (kind.targets if out else kind.sources) if kind else ()
    label = next((each for each in wanted if each in state.session.schema.labels), "")
    return (f"help {label or 'link'}",), " tells how to label the other end" if label else " tells how to link"


def _hanging(state: State) -> tuple[RelationRecord, ...]:
    """The links of the paragraph, which links may hang on."""
    marks = state.session.marks
    return marks.hanging_on(*(span.id for span in marks.spans(state.n)))


def _label(schema: Schema, name: str) -> tuple[tuple[str, ...], str]:
    label = schema.labels[name]
    if label.scope is Scope.SPAN and label.select is Select.WORD:
        return (f"help {name}",), " tells how to label it"
    # Where a command has the name, the label goes by its key.
    from annotate.tui.plain.commands import is_command

    return (label.key if label.key and is_command(name) else name,), " labels it"


def _labeled(marks: Marks, need: Need) -> Iterator[SpanRecord]:
    """What has too many of a label, in the paragraph or the document."""
    for n in (need.n,) if need.n else sorted(marks.shelves):
        yield from (span for span in marks.spans(n) if span.label in need.names)
