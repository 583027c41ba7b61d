"""Lines that make annotations and change where they lie: the actions of the screen, told in words."""

from __future__ import annotations

from collections.abc import Sequence

from annotate.core import edit
from annotate.core.edit import Refused
from annotate.core.schema import Label, Scope, Select
from annotate.tui import answering
from annotate.tui.labeling import press_label
from annotate.tui.plain.call import Call, first_name, label_named, raise_alert, texts_of
from annotate.tui.plain.forms import answered, form_of, give, given_values, thing_form
from annotate.tui.plain.line import Word
from annotate.tui.plain.places import at_word, stretches
from annotate.tui.state import Answering, Marking, Owner, State, act, at_rest, replace


def label(call: Call, label: Label) -> State:
    """`claim "40 bridges" attribution=attributed ok`: what to label, answers, taking proposals."""
    places = [word for word in call.words if word.name is None]
    answers = [word for word in call.words if word.name is not None]
    taking = bool(places) and places[-1] == Word("ok")
    asked = press_label(_chosen(call, label, places[: len(places) - taking]), call.env, label)
    raise_alert(asked)
    if label.scope is not Scope.SPAN:
        return _label_whole(call, asked, label, answers)
    form = Answering(Owner.SPAN, asked.focus, brief=True)
    return answered(asked, call.env, form, answers, taking=taking)


def relabel(call: Call) -> State:
    """`relabel a1 source kind=person`."""
    name, words = first_name(call), call.words[1:]
    if not words or words[0].name is not None:
        raise Refused("say its new label: relabel a1 source")
    span = call.names.span(call.state.session.marks, name)
    to = label_named(call, words[0].text)
    new = to.name if to else words[0].text
    after = act(call.state, edit.relabel(call.state.session, call.env.now(), span.id, new))
    raise_alert(after)
    asked = answering.ask_required(after, Owner.SPAN, span.id)
    return answered(asked, call.env, Answering(Owner.SPAN, span.id, brief=True), words[1:])


def edges(call: Call) -> State:
    """`edges a1 6-9`: the annotation lies there instead."""
    span, places = _span_and_places(call)
    step = edit.reshape(call.state.session, call.env.now(), span, places)
    return act(call.state, step)


def add_fragment(call: Call) -> State:
    span, places = _span_and_places(call)
    state = call.state
    for place in places:
        state = act(state, edit.add_fragment(state.session, call.env.now(), span, place))
    return state


def remove_fragment(call: Call) -> State:
    span, places = _span_and_places(call)
    state = call.state
    for start, _ in places:
        state = act(state, edit.remove_fragment(state.session, call.env.now(), span, start))
    return state


def delete(call: Call) -> State:
    """`delete a1`, with its links; `delete r1`."""
    (name,) = texts_of(call, 1)
    form = thing_form(call.state, call.names, name)
    return call.run("take-off", replace(call.state, doing=form))


def _chosen(call: Call, label: Label, places: Sequence[Word]) -> State:
    """The state in which the label's key takes what the words say."""
    state = call.state
    if label.scope is not Scope.SPAN:
        if places:
            raise Refused(f"{label.name} is about the {label.scope.value}, not about words of it")
        return at_rest(state)
    if not places:
        if label.select is Select.WORD and not isinstance(state.doing, Marking):
            raise Refused(f'say which words: {label.name} "some text", or {label.name} 5-6')
        return state if isinstance(state.doing, Marking) else at_rest(state)
    state = at_rest(state)
    if places[0] == Word("at"):
        if len(places) != 2:
            raise Refused(f"say one word's number: {label.name} at 5")
        return at_word(state, places[1:])
    *parts, last = stretches(state, call.env, places)
    return replace(state, parts=tuple(parts), doing=Marking(*last))


def _label_whole(call: Call, asked: State, label: Label, answers: Sequence[Word]) -> State:
    """A label of the paragraph or the document; one that asks nothing is put on or taken off."""
    if not answers:
        return asked
    if not label.attributes:
        raise Refused(f"{label.name} has no attributes")
    form = form_of(asked)
    return at_rest(give(asked, call.env, form, given_values(asked, call.env, form, answers)))


def _span_and_places(call: Call) -> tuple[str, tuple[tuple[int, int], ...]]:
    """An annotation of this paragraph, and where."""
    name, words = first_name(call), call.words[1:]
    marks = call.state.session.marks
    span = call.names.span(marks, name)
    n = marks.paragraph_of(span.id)
    if n != call.state.n:
        raise Refused(f"{name} is in paragraph {n}: goto {n} first")
    if not words or any(word.name is not None for word in words):
        raise Refused(f'say which words: {name} "some text", or {name} 6-9')
    return span.id, stretches(call.state, call.env, words)
