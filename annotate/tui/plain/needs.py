"""What is still needed, in words, with the line that gives it."""

from __future__ import annotations

from collections.abc import Iterator

from annotate.core.problems import Level
from annotate.tui.checking import document_needs, needs_of
from annotate.tui.needs import Need, Remedy
from annotate.tui.plain.names import Names
from annotate.tui.state import State


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
    """`a1 needs kind`; `a1 warning: nothing is linked to this source; link A a1 attributed_to`."""
    marks = state.session.marks
    thing = marks.span(need.id) or marks.relations.get(need.id)
    name = names.of(thing) if thing else ""
    if need.remedy is Remedy.ANSWER and need.level is Level.ERROR:
        return f"{name} needs {need.names[0]}"
    lead = f"{name} {need.level.value}" if name else need.level.value
    return f"{lead}: {need.text}; {_remedy(need, name)}"


def _remedy(need: Need, name: str) -> str:
    first = need.names[0] if need.names else ""
    match need.remedy:
        case Remedy.ANSWER:
            return f"set {name} {first}=VALUE"
        case Remedy.CHANGE:
            return f"set {name} NAME=VALUE" if name else "labels lists what can be said"
        case Remedy.LINK:
            return f"link {name} A {first}"
        case Remedy.LINKED:
            return f"link A {name} {first}"
        case Remedy.UNLINK:
            return f"unlink {name} A {first}"
        case Remedy.LABEL:
            return f"{first} labels it"
        case Remedy.UNLABEL:
            return "delete A"
        case Remedy.NOTHING:
            return "flag"
