"""Forms: one key gives one answer, and every answer is an event of its own."""

from __future__ import annotations

from collections.abc import Mapping

from annotate.core import edit
from annotate.core.attributes import parse_value
from annotate.core.events import Step
from annotate.core.schema import Attribute, AttributeType, Value
from annotate.tui.chains import home
from annotate.tui.pointing import point_at_value
from annotate.tui.questions import Question, again, declared, given, proposals, questions, shown_value
from annotate.tui.state import (
    Answering,
    Doing,
    Env,
    Owner,
    PromptKind,
    State,
    Typing,
    act,
    at_rest,
    focus_here,
    refuse,
    replace,
    say,
)


def open_form(state: State, owner: Owner, id: str) -> State:
    """Everything that can be said about the thing."""
    return replace(at_rest(state), doing=Answering(owner, id), message="", alert=False)


def edit_attributes(state: State, env: Env) -> State:
    """The form of the annotation or link in hand, with what the text answers if nobody has yet."""
    if state.focus in state.session.marks.relations:
        return open_form(state, Owner.RELATION, state.focus)
    span = edit.span_of(state.session, state.focus)
    form = Answering(Owner.SPAN, span.id, pending={} if span.attributes else proposals(state, span))
    return replace(open_form(state, Owner.SPAN, span.id), doing=form)


def ask_required(state: State, owner: Owner, id: str) -> State:
    """Ask only what is required and not answered, with what the text answers filled in."""
    form = Answering(owner, id, brief=True)
    span = state.session.marks.span(id)
    if owner is Owner.SPAN and span is not None and not span.attributes:
        form = replace(form, pending=proposals(state, span))
    form = replace(form, pending={**again(state, form), **form.pending})
    due = [(row, question) for row, question in enumerate(questions(state, form)) if question.due]
    if not due and not form.pending:
        return state
    row, first = due[0] if due else (0, None)
    state = replace(state, doing=replace(form, row=row))
    # What has to be typed is asked at once, but not before proposals were seen.
    return _ask(state, first) if first and first.typed and not form.pending else state


def press(state: State, env: Env, key: str) -> State:
    """The answer that has this key."""
    form = _form(state)
    for row, question in enumerate(questions(state, form)):
        if question.key == key:
            return _ask(replace(state, doing=replace(form, row=row)), question)
        for answer in question.answers:
            if answer.key == key:
                chosen = replace(state, doing=replace(form, row=row))
                return _answer(chosen, env, question, answer.value)
    return refuse(state, f"{key!r} is no answer here; Enter closes the form")


def confirm(state: State, env: Env) -> State:
    """Take over what is proposed and close the form."""
    form = _form(state)
    asked = questions(state, form)
    if form.waiting or any(each.proposed for each in asked):
        return _settle(_set_waiting(state, env), env)
    left = [question.attribute.name for question in asked if question.due]
    message = f"still to be answered (=): {', '.join(left)}" if left else ""
    return say(at_rest(state), message or state.message, alert=bool(left))


def close(state: State, env: Env) -> State:
    """Leave the form; what was proposed and not confirmed is not kept."""
    return say(at_rest(state), "")


def next_row(state: State, env: Env) -> State:
    return _row(state, 1)


def previous_row(state: State, env: Env) -> State:
    return _row(state, -1)


def next_value(state: State, env: Env) -> State:
    return _step_value(state, env, 1)


def previous_value(state: State, env: Env) -> State:
    return _step_value(state, env, -1)


def open_row(state: State, env: Env) -> State:
    """Type the answer to the question in hand."""
    question = _current(state)
    if question is None or not question.typed:
        return next_value(state, env)
    return _ask(state, question)


def clear(state: State, env: Env) -> State:
    """Take back the answer to the question in hand."""
    question = _current(state)
    if question is None:
        return state
    form = _form(state)
    name = question.attribute.name
    if name in form.pending or name in form.waiting:
        left = [{n: v for n, v in each.items() if n != name} for each in (form.pending, form.waiting)]
        return replace(state, doing=replace(form, pending=left[0], waiting=left[1]))
    if name not in given(state, form):
        return refuse(state, f"{name} has no answer to take back")
    return _set(state, env, {name: None})


def take_off(state: State, env: Env) -> State:
    """Take the label of the paragraph or document off again; delete a span or relation."""
    form, session = _form(state), state.session
    match form.owner:
        case Owner.PARAGRAPH:
            step = edit.label_paragraph(session, env.now(), state.n, form.id, None)
        case Owner.DOCUMENT:
            step = edit.label_document(session, env.now(), state.n, form.id, None)
        case Owner.SPAN:
            step = edit.delete(session, env.now(), form.id)
        case Owner.RELATION:
            step = edit.unrelate(session, env.now(), form.id)
    after = act(at_rest(state), step, "removed")
    if after.in_hand is not None:
        return after
    left = home(session.marks, form.id) if form.owner is Owner.RELATION else ""
    return replace(after, focus=left) if left else focus_here(after)


def take_back(state: State) -> State:
    """Without the answer that was given last and waits to be confirmed."""
    form = _form(state)
    *kept, last = form.waiting
    left = {name: form.waiting[name] for name in kept}
    return say(replace(state, doing=replace(form, waiting=left)), f"undone: {last}")


def still_open(state: State) -> Doing:
    """The form, if a step taken back or done again has left something to ask."""
    form = _form(state)
    marks = state.session.marks
    gone = marks.span(form.id) is None and form.id not in marks.relations
    if form.owner in (Owner.SPAN, Owner.RELATION) and gone:
        return state.rest
    asked = questions(state, form)
    if form.brief and not any(each.due or each.proposed for each in asked):
        return state.rest
    due = next((row for row, each in enumerate(asked) if each.due), None)
    return replace(form, row=min(form.row, max(0, len(asked) - 1)) if due is None else due)


def flag(state: State, env: Env) -> State:
    """Flag the annotation for another look, or take the flag off."""
    form = _form(state)
    if form.owner not in (Owner.SPAN, Owner.RELATION):
        return refuse(state, "flag the paragraph itself: Enter, then !")
    return act(state, edit.flag(state.session, env.now(), state.n, form.id))


def type_value(state: State, env: Env, text: str) -> State:
    """What was typed for a question, or a reason why it is no answer to it."""
    prompt = state.doing
    assert isinstance(prompt, Typing) and isinstance(prompt.back, Answering)
    form = prompt.back
    attribute = next(each for each in declared(state, form) if each.name == prompt.of)
    if not text.strip():
        return replace(state, doing=form)
    try:
        value = parse_value(attribute, text)
    except ValueError as reason:
        return refuse(replace(state, doing=replace(prompt, text=text)), f"{prompt.of}: {reason}")
    return _settle(_give(replace(state, doing=form), env, prompt.of, value), env)


def set_value(state: State, env: Env, form: Answering, name: str, value: Value) -> State:
    """A value that was pointed at."""
    return _settle(_give(replace(state, doing=form), env, name, value), env)


def _answer(state: State, env: Env, question: Question, value: Value) -> State:
    if question.attribute.type is AttributeType.SET:
        value = _toggled(question.attribute, question.value, str(value))
    return _settle(_give(state, env, question.attribute.name, value), env)


def _toggled(attribute: Attribute, value: Value | None, choice: str) -> Value:
    chosen = set(value) if isinstance(value, tuple) else set()
    chosen ^= {choice}
    return tuple(name for name in attribute.values if name in chosen)


def _give(state: State, env: Env, name: str, value: Value) -> State:
    """An answer is set at once; while others are proposed it joins them, and all wait for Enter.

    Set alone it could be an answer that is only asked because of one not confirmed yet.
    """
    form = _form(state)
    if not form.pending and not form.waiting:
        return _set(state, env, {name: value})
    pending = {each: of for each, of in form.pending.items() if each != name}
    waiting = {**form.waiting, name: value}
    return say(replace(state, doing=replace(form, pending=pending, waiting=waiting)), "Enter confirms")


def _set(state: State, env: Env, values: Mapping[str, Value | None]) -> State:
    form, session, at = _form(state), state.session, env.now()
    step: Step
    match form.owner:
        case Owner.SPAN | Owner.RELATION:
            step = edit.set_attributes(session, at, form.id, values)
        case Owner.PARAGRAPH:
            step = edit.label_paragraph(session, at, state.n, form.id, values)
        case Owner.DOCUMENT:
            step = edit.label_document(session, at, state.n, form.id, values)
    before = dict(given(state, form))
    state = replace(act(state, step, _told(state, form, values)), doing=form)
    dropped = [n for n in before if n not in given(state, form) and n not in values]
    if dropped:
        state = say(state, f"{state.message}; {', '.join(dropped)} no longer asked, value dropped")
    return state


def _told(state: State, form: Answering, values: Mapping[str, Value | None]) -> str:
    named = {each.name: each for each in declared(state, form)}
    text = state.session.document.text
    return ", ".join(
        f"{name}: {shown_value(named[name], value, text) or 'taken back'}" if name in named else name
        for name, value in values.items()
    )


def _settle(state: State, env: Env) -> State:
    """A brief form takes the next question in hand; with nothing left to ask or to confirm, what
    waits is set and the form closes."""
    form = _form(state)
    if not form.brief:
        return state
    asked = questions(state, form)
    due = next((row for row, question in enumerate(asked) if question.due), None)
    if due is not None:
        state = replace(state, doing=replace(form, row=due))
        return _ask(state, asked[due]) if asked[due].typed else state
    if any(question.proposed for question in asked):
        return state
    return replace(_set_waiting(state, env), doing=state.rest)


def _set_waiting(state: State, env: Env) -> State:
    """What was proposed and is still asked, and what was given meanwhile, in one step."""
    form = _form(state)
    unsaved = form.pending | form.waiting
    asked = (each.attribute.name for each in questions(state, form))
    values = {name: unsaved[name] for name in asked if name in unsaved}
    state = replace(state, doing=replace(form, pending={}, waiting={}))
    return _set(state, env, values) if values else state


def _ask(state: State, question: Question) -> State:
    """Let the answer be typed, or pointed at."""
    form, attribute = _form(state), question.attribute
    if attribute.type is AttributeType.SPAN:
        return point_at_value(state, form, attribute.name)
    text = shown_value(attribute, question.value, "")
    title = f"{attribute.name} ({attribute.type.value})"
    return replace(state, doing=Typing(PromptKind.VALUE, title, text, of=attribute.name, back=form))


def _row(state: State, step: int) -> State:
    form = _form(state)
    count = len(questions(state, form))
    return replace(state, doing=replace(form, row=(form.row + step) % max(1, count)))


def _step_value(state: State, env: Env, step: int) -> State:
    """The next or previous value of the question in hand."""
    question = _current(state)
    if question is None or not question.answers:
        return refuse(state, "press Space to type the answer")
    if question.attribute.type is AttributeType.SET:
        return refuse(state, "press the letters of the values")
    chosen = [i for i, answer in enumerate(question.answers) if answer.chosen]
    at = (chosen[0] + step if chosen else 0) % len(question.answers)
    return _give(state, env, question.attribute.name, question.answers[at].value)


def _current(state: State) -> Question | None:
    form = _form(state)
    asked = questions(state, form)
    return asked[form.row] if form.row < len(asked) else None


def _form(state: State) -> Answering:
    """The form; actions on it are bound only while it is open."""
    if not isinstance(state.doing, Answering):
        raise edit.Refused("no form is open")
    return state.doing
