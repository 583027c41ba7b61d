"""Answers as `name=value`: what they mean and what they do to a form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from annotate.core.attributes import parse_value
from annotate.core.edit import Refused
from annotate.core.nearest import did_you_mean
from annotate.core.schema import Attribute, AttributeType, Value
from annotate.tui import answering
from annotate.tui.plain.line import Word
from annotate.tui.plain.names import Names
from annotate.tui.plain.places import stretches
from annotate.tui.questions import declared, questions
from annotate.tui.state import (
    Answering,
    Choosing,
    Env,
    Owner,
    State,
    Typing,
    at_rest,
    replace,
)


def in_words(state: State) -> State:
    """An answer that the screen would have pointed at or typed into a line is asked as others are."""
    doing = state.doing
    if isinstance(doing, Typing | Choosing) and isinstance(doing.back, Answering):
        return replace(state, doing=doing.back)
    return state


def form_of(state: State) -> Answering:
    if not isinstance(state.doing, Answering):
        raise Refused("nothing is asked now; help set tells how to change an answer")
    return state.doing


def thing_form(state: State, names: Names, name: str) -> Answering:
    """All that can be said about an annotation or link."""
    thing = names.thing(state.session.marks, name)
    owner = Owner.SPAN if state.session.marks.span(thing.id) else Owner.RELATION
    return Answering(owner, thing.id)


def given_values(state: State, env: Env, form: Answering, words: Sequence[Word]) -> dict[str, Value]:
    """What `name=value` words mean for a form; `=value` answers the question in hand."""
    values: dict[str, Value] = {}
    for word in words:
        name = word.name if word.name else _in_hand(state, form)
        attribute = _declared(state, form, name)
        try:
            values[name] = _value(state, env, form, attribute, word)
        except ValueError as reason:
            raise Refused(f"{name}: {reason}") from None
    return values


def give(state: State, env: Env, form: Answering, values: Mapping[str, Value]) -> State:
    """The answers, taken in one step; what else is needed or proposed is asked next."""
    trial = replace(form, pending=dict(values))
    asked = {each.attribute.name for each in questions(state, trial)}
    for name in values:
        if name not in asked:
            raise Refused(f"{name} is not asked as things are; it depends on other answers")
    after = answering.confirm(replace(state, doing=trial), env)
    left = {name: value for name, value in form.pending.items() if name not in values}
    return _with_proposals(in_words(after), form, left) if left else in_words(after)


def correct(state: State, form: Answering, values: Mapping[str, Value]) -> State:
    """Other answers than those proposed, still to be confirmed all together."""
    after = _with_proposals(state, form, {**form.pending, **values})
    kept = after.doing.pending if isinstance(after.doing, Answering) else {}
    for name in values:
        if name not in kept:
            raise Refused(f"{name} is not asked as things are; it depends on other answers")
    return after


def answered(state: State, env: Env, form: Answering, answers: Sequence[Word], *, taking: bool = False) -> State:
    """What was just made, with the answers on the same line; `form` if it asks nothing itself."""
    state = in_words(state)
    if isinstance(state.doing, Answering):
        form = state.doing
    values = given_values(state, env, form, answers)
    if taking:
        values = {**form.pending, **values}
    return give(state, env, form, values) if values else state


def take(state: State, env: Env) -> State:
    """Take over what is proposed; without that, end the questions."""
    form = form_of(state)
    due = [each.attribute.name for each in questions(state, form) if each.due]
    if form.pending:
        return in_words(answering.confirm(state, env))
    if due:
        raise Refused(f"still to be answered: {', '.join(due)}")
    return at_rest(state)


def _with_proposals(state: State, form: Answering, pending: Mapping[str, Value]) -> State:
    """The form with those of the proposals that are asked."""
    trial = replace(form, pending=dict(pending), row=0)
    asked = questions(state, trial)
    names = {each.attribute.name for each in asked}
    kept = {name: value for name, value in pending.items() if name in names}
    if not kept:
        return state
    due = next((row for row, each in enumerate(asked) if each.due), 0)
    return replace(state, doing=replace(trial, pending=kept, row=due))


def _in_hand(state: State, form: Answering) -> str:
    asked = questions(state, form)
    if not asked:
        raise Refused("write the name too, as name=value")
    return asked[min(form.row, len(asked) - 1)].attribute.name


def _declared(state: State, form: Answering, name: str) -> Attribute:
    known = {each.name: each for each in declared(state, form)}
    if name not in known:
        meant = did_you_mean(name, known)
        raise Refused(f"there is no attribute {name[:40]!r} here" + f"; {meant}" * bool(meant))
    return known[name]


def _value(state: State, env: Env, form: Answering, attribute: Attribute, word: Word) -> Value:
    if not word.text.strip():
        raise ValueError("there is no value behind the =")
    if attribute.type is AttributeType.SPAN:
        n = state.session.marks.paragraph_of(form.id)
        if n not in (None, state.n):
            raise ValueError(f"its words are in paragraph {n}: goto {n} first")
        found = stretches(state, env, [replace(word, name=None)])
        if len(found) != 1:
            raise ValueError("must be one stretch of text")
        return found[0]
    return parse_value(attribute, _spelled(state, form, attribute, word.text))


def _spelled(state: State, form: Answering, attribute: Attribute, text: str) -> str:
    """Keys of answers written out."""
    keys: dict[str, str] = {}
    for asked in (questions(state, replace(form, brief=False)), questions(state, form)):
        for question in asked:
            if question.attribute.name == attribute.name and not question.typed:
                keys |= {each.key: each.text for each in question.answers}
    parts = text.split(",") if attribute.type is AttributeType.SET else [text]
    return ",".join(part if part in attribute.values else keys.get(part.strip(), part) for part in parts)
