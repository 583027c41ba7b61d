"""What a label's key does: label what is selected, or the natural unit under the cursor."""

from __future__ import annotations

from collections.abc import Container
from itertools import chain

from annotate.core import edit
from annotate.core.events import Redo, Step, Undo
from annotate.core.schema import Label, Scope, Select
from annotate.core.units import units_from
from annotate.tui.answering import ask_required, open_form, still_open, take_back
from annotate.tui.marking import reshaped
from annotate.tui.state import (
    Answering,
    Choosing,
    Env,
    Marking,
    Owner,
    State,
    act,
    at_rest,
    place,
    refuse,
    replace,
    say,
)
from annotate.tui.wording import count, step_words

Stretch = tuple[int, int]


def press_label(state: State, env: Env, label: Label) -> State:
    match label.scope:
        case Scope.SPAN:
            return _label_span(state, env, label)
        case Scope.PARAGRAPH if label.attributes:
            return _ask(state, Owner.PARAGRAPH, label.name, state.session.marks.paragraph(state.n).labels)
        case Scope.DOCUMENT if label.attributes:
            return _ask(state, Owner.DOCUMENT, label.name, state.session.marks.document.labels)
        case _:
            return _toggle(state, env, label)


def _ask(state: State, owner: Owner, label: str, on: Container[str]) -> State:
    """What has to be said to put the label on, if it is not; else everything that can be said."""
    if label not in on:
        asked = ask_required(say(at_rest(state), ""), owner, label)
        if asked.doing != asked.rest:
            return asked
    return open_form(state, owner, label)


def _toggle(state: State, env: Env, label: Label) -> State:
    """A label of the paragraph or document that asks nothing: put on, or taken off again."""
    marks, n = state.session.marks, state.n
    if label.scope is Scope.PARAGRAPH:
        on = label.name in marks.paragraph(n).labels
        step = edit.label_paragraph(state.session, env.now(), n, label.name, None if on else {})
    else:
        on = label.name in marks.document.labels
        step = edit.label_document(state.session, env.now(), n, label.name, None if on else {})
    return act(at_rest(state), step, f"{label.name} {'taken off' if on else 'put on'}")


def _label_span(state: State, env: Env, label: Label) -> State:
    if isinstance(state.doing, Marking) and state.doing.of:
        return _relabel(state, env, label, state.doing)
    stretches = _chosen(state, label)
    if not stretches:
        return refuse(state, f"there is no {label.select.value} left to label here")
    id = env.new_id()
    step = edit.create(state.session, id, env.now(), label.name, stretches)
    done = at_rest(act(state, step, f"{label.name} labeled"))
    span = done.session.marks.span(id)
    if span is None:
        return done
    return ask_required(replace(done, focus=id, cursor=span.start), Owner.SPAN, id)


def _relabel(state: State, env: Env, label: Label, marking: Marking) -> State:
    """The annotation whose edges were being moved gets them, and this label."""
    span = edit.span_of(state.session, marking.of)
    stretches = reshaped(span, marking)
    if stretches != span.stretches:
        state = act(state, edit.reshape(state.session, env.now(), span.id, stretches))
    step = edit.relabel(state.session, env.now(), span.id, label.name)
    gone = len(step.changes) - 1
    message = f"now a {label.name}" + (f"; {count(gone, 'link')} that it cannot have removed" * bool(gone))
    return ask_required(at_rest(act(state, step, message)), Owner.SPAN, span.id)


def _chosen(state: State, label: Label) -> tuple[Stretch, ...]:
    """What is selected, with the parts kept before; else what the label takes by itself."""
    match state.doing:
        case Marking(start, end):
            return (*state.parts, (start, end))
        case Choosing(start=(start, end)):
            return (*state.parts, (start, end))
    if state.parts:
        return state.parts
    unit = _next_unit(state, label)
    return (unit,) if unit else ()


def _next_unit(state: State, label: Label) -> Stretch | None:
    """The label's unit under the cursor, or else the next one in which nothing has the label yet,
    round the paragraph; where each has something, the next that is not labeled itself.

    A word is always that under the cursor: labels for words go where the cursor is put.
    """
    document = state.session.document
    units = units_from(document, state.cursor, label.select)
    if label.select is Select.WORD:
        return next(units, None)
    shelf = state.session.marks.shelf(state.n)
    start = document.paragraph(state.n).start
    second = None
    for unit in chain(units, units_from(document, start, label.select)):
        labeled = [span for span in shelf.crossing(*unit) if span.label == label.name]
        if not labeled:
            return unit
        if second is None and all((span.start, span.end) != unit for span in labeled):
            second = unit
    return second


def delete(state: State, env: Env) -> State:
    """Delete the annotation or link in hand; undo brings it back with the links that hang on it."""
    remove = edit.unrelate if state.focus in state.session.marks.relations else edit.delete
    step = remove(state.session, env.now(), state.focus)
    links = len(step.changes) - 1
    message = "deleted" + (f" with {count(links, 'link')}" if links else "")
    return place(act(state, step, message), state.n, state.cursor)


def undo(state: State, env: Env) -> State:
    step = state.session.last
    if step is None or (state.walk is not None and _is_beforehand(step)):
        return refuse(state, "there is nothing to undo")
    if isinstance(state.doing, Answering) and state.doing.waiting:
        return take_back(state)
    undone = act(state, Undo(env.now()), f"undone: {step_words(step)}")
    return _to(undone, step.n)


def _is_beforehand(step: Step) -> bool:
    from annotate.core.review import is_beforehand

    return is_beforehand(step)


def redo(state: State, env: Env) -> State:
    step = state.session.next
    if step is None:
        return refuse(state, "there is nothing to redo")
    return _to(act(state, Redo(env.now()), f"done again: {step_words(step)}"), step.n)


def _to(state: State, n: int) -> State:
    """Where a step was taken back, the cursor goes, unless it is there already.

    A form stays open as long as what it asks about is there.
    """
    message, alert = state.message, state.alert
    here = at_rest(state)
    moved = place(here, n, here.cursor if here.n == n else None)
    if isinstance(state.doing, Answering) and state.n == n:
        moved = replace(moved, doing=still_open(state))
    return replace(moved, message=message, alert=alert)
