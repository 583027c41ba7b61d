"""Lines that only ask: what is here, what may be said, what things mean."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from annotate.core.document import Document
from annotate.core.edit import Refused
from annotate.core.records import SpanRecord
from annotate.core.units import block_at
from annotate.tui.guidelines import read_guideline
from annotate.tui.plain.call import Call, label_named
from annotate.tui.plain.facts import document_lines, flat, paragraph_lines, thing_lines
from annotate.tui.plain.forms import thing_form
from annotate.tui.plain.line import Word
from annotate.tui.plain.names import Names
from annotate.tui.plain.needs import all_need_lines, document_need_lines
from annotate.tui.plain.places import numbered, stretches, where
from annotate.tui.plain.questions import question_lines
from annotate.tui.plain.reviewing import page_lines
from annotate.tui.state import Answering, Leafing, ListKind, Marking, Picking, State

_AROUND = 24


def show(call: Call) -> tuple[str, ...]:
    return (
        *paragraph_lines(call.state, call.names),
        *(page_lines(call.state) if call.state.walk is not None else ()),
        *asked_lines(call.state, call.names),
    )


def document(call: Call) -> tuple[str, ...]:
    said = (*document_lines(call.state.session), *document_need_lines(call.state, call.names))
    return said or ("nothing is said about the document as a whole",)


def asked_lines(state: State, names: Names) -> Iterator[str]:
    """What is half done: questions, a selection, a list."""
    match state.doing:
        case Answering():
            yield from question_lines(state, state.doing, names)
        case Marking(start, end):
            at = f", {where(state, (start, end))}"
            yield f"selected in paragraph {state.n}{at}: {flat(_in_context(state, start, end))}"
        case Picking(kind=ListKind.OCCURRENCES, entries=entries):
            document = state.session.document
            for i, entry in enumerate(entries, 1):
                if entry.stretch:
                    n = document.at(entry.stretch[0]).n
                    yield f"{i}: paragraph {n}: {flat(_in_context(state, *entry.stretch))}"
            yield "apply all labels them, apply 1 3-5 some of them"


def words(call: Call) -> tuple[str, ...]:
    """`words`, or `words 5-9`."""
    every = numbered(call.state)
    text = call.state.session.document.text
    first, last = 1, len(every)
    if call.rest:
        inside = stretches(call.state, call.env, [Word(call.rest)])[0]
        numbers = [i for i, word in enumerate(every, 1) if inside[0] <= word[0] < inside[1]]
        first, last = numbers[0], numbers[-1]
    return tuple(f"{i} {flat(text[slice(*every[i - 1])])}" for i in range(first, last + 1))


def about(call: Call) -> tuple[str, ...]:
    """An annotation or link with all its questions."""
    thing = call.names.thing(call.state.session.marks, call.rest)
    lines = [*thing_lines(call.state.session, call.names, thing)][:1]
    if isinstance(thing, SpanRecord) and (n := call.state.session.marks.paragraph_of(thing.id)):
        at = [where(call.state, each) for each in thing.stretches] if n == call.state.n else []
        lines.append(f"{call.rest} is in {', '.join([f'paragraph {n}', *filter(None, at)])}")
    form = thing_form(call.state, call.names, call.rest)
    questions = [*question_lines(call.state, form, call.names)][:-1]
    return (*lines, *questions, *all_need_lines(call.state, call.names, thing.id))


def guideline(call: Call) -> tuple[str, ...]:
    label = label_named(call, call.rest)
    if label is None:
        raise Refused("say of which label: guideline claim; labels lists them")
    page = read_guideline(call.state, label.name).doing
    lines: Sequence[tuple[str, str]] = page.lines if isinstance(page, Leafing) else ()
    return tuple(text.strip().removeprefix("· ") for _, text in lines)


def labels(call: Call) -> tuple[str, ...]:
    return tuple(
        f"{label.name}, key {label.key or 'none'}, for the {label.scope.value}: {flat(label.help)}"
        for label in call.state.session.schema.labels.values()
    )


def _in_context(state: State, start: int, end: int) -> str:
    """The place in brackets between the words around it."""
    document: Document = state.session.document
    low, high = block_at(document, start)
    before = document.text[max(low, start - _AROUND) : start]
    behind = document.text[end : min(high, end + _AROUND)]
    if low < start - _AROUND:
        before = before.partition(" ")[2] or before
    if end + _AROUND < high:
        behind = behind.rpartition(" ")[0] or behind
    return f"{before}[{document.text[start:end]}]{behind}"
