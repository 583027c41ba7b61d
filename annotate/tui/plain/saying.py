"""Lines that say something about what is there: answers, notes, flags."""

from __future__ import annotations

from annotate.core import edit
from annotate.core.edit import Refused
from annotate.core.schema import Scope
from annotate.tui import dispatch
from annotate.tui.plain.call import Call, first_name, label_named, raise_alert, texts_of
from annotate.tui.plain.forms import correct, form_of, give, given_values, take, thing_form
from annotate.tui.plain.line import Word, head_of, words_in
from annotate.tui.plain.names import is_name
from annotate.tui.questions import questions
from annotate.tui.state import Answering, Owner, PromptKind, State, Typing, act, at_rest, replace


def answer(call: Call) -> State:
    """`attribution=attributed` or `=a`: what was asked."""
    form = form_of(call.state)
    words = _answers(call.rest)
    if any(word.name is None for word in words):
        raise Refused('a value of several words stands in quotes, as target="the new toll"')
    values = given_values(call.state, call.env, form, words)
    if form.pending:
        return correct(call.state, form, values)
    return give(call.state, call.env, form, values)


def _answers(line: str) -> tuple[Word, ...]:
    """Behind a bare `=` the whole line is the answer, however many words it has."""
    if line.startswith("=") and not line.startswith('="'):
        return (Word(line[1:].strip(), ""),)
    return words_in(line)


def ok(call: Call) -> State:
    return take(call.state, call.env)


def set_answers(call: Call) -> State:
    """`set a2 kind=person`."""
    name, words = first_name(call), call.words[1:]
    if not words or any(word.name is None for word in words):
        raise Refused("say what; help set tells how")
    form = thing_form(call.state, call.names, name)
    values = given_values(call.state, call.env, form, words)
    return at_rest(give(call.state, call.env, form, values))


def clear(call: Call) -> State:
    """`clear a2 canonical`; of a label of the paragraph or document also all of it."""
    name, *attributes = texts_of(call)
    form = _whole_form(call, name) or thing_form(call.state, call.names, name)
    if not attributes:
        return _take_label_off(call, form, name)
    state = call.state
    for attribute in attributes:
        row = _row(state, form, attribute)
        state = call.run("clear-answer", replace(state, doing=replace(form, row=row)))
        raise_alert(state)
    return at_rest(state)


def flag(call: Call) -> State:
    """`flag`: the paragraph, and on to the next; `flag a1`: the annotation or link."""
    if not call.rest:
        return call.run("flag")
    (name,) = texts_of(call, 1)
    form = thing_form(call.state, call.names, name)
    n = _paragraph_of(call.state, form)
    return act(call.state, edit.flag(call.state.session, call.env.now(), n, form.id))


def note(call: Call) -> State:
    """`note a1 TEXT`; without a name, on the paragraph."""
    name, text = head_of(call.rest)
    if not call.names.knows(name) and not is_name(name):
        return _note(call, "", call.rest)
    return _note(call, thing_form(call.state, call.names, name).id, text)


def unnote(call: Call) -> State:
    """`unnote a1`; without a name, of the paragraph; `unnote document`."""
    if call.rest == "document":
        return _noted(call, "document", "")
    if not call.rest:
        return _noted(call, "", "")
    return _noted(call, thing_form(call.state, call.names, call.rest).id, "")


def document_note(call: Call) -> State:
    return _note(call, "document", call.rest)


def _whole_form(call: Call, name: str) -> Answering | None:
    """What is asked about a label of the paragraph or the document."""
    label = label_named(call, name)
    if label is None or label.scope is Scope.SPAN:
        return None
    owner = Owner.PARAGRAPH if label.scope is Scope.PARAGRAPH else Owner.DOCUMENT
    return Answering(owner, label.name)


def _take_label_off(call: Call, form: Answering, name: str) -> State:
    marks = call.state.session.marks
    if form.owner not in (Owner.PARAGRAPH, Owner.DOCUMENT):
        raise Refused("say which attribute; help clear tells how")
    there = marks.paragraph(call.state.n) if form.owner is Owner.PARAGRAPH else marks.document
    if form.id not in there.labels:
        raise Refused(f"the {form.owner.value} is not labeled {form.id}")
    return call.run("take-off", replace(call.state, doing=form))


def _row(state: State, form: Answering, attribute: str) -> int:
    names = [each.attribute.name for each in questions(state, form)]
    if attribute not in names:
        raise Refused(f"{attribute[:40]!r} is not asked here")
    return names.index(attribute)


def _paragraph_of(state: State, form: Answering) -> int:
    marks = state.session.marks
    relation = marks.relations.get(form.id)
    return marks.paragraph_of(relation.source if relation else form.id) or state.n


def _note(call: Call, of: str, text: str) -> State:
    if not text:
        raise Refused("say the note: note a1 some words; unnote a1 takes it away")
    return _noted(call, of, text)


def _noted(call: Call, of: str, text: str) -> State:
    typing = Typing(PromptKind.NOTE, "", of=of)
    return dispatch.finish(replace(call.state, doing=typing), call.env, call.keys, text)
