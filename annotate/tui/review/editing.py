"""Editing the result freely, with the keys of `label`, and coming back to the question."""

from __future__ import annotations

from annotate.core import review as core
from annotate.core.edit import Refused
from annotate.core.records import RelationRecord, SpanRecord
from annotate.core.review import Case, Subject
from annotate.core.review.states import result_of
from annotate.tui import marking, prompts
from annotate.tui.answering import edit_attributes, open_form
from annotate.tui.review.hand import case_in_hand, held, in_hand, take_up, version_in_hand
from annotate.tui.review.row import walk_of
from annotate.tui.review.settling import onward
from annotate.tui.review.wording import said, subject_of
from annotate.tui.state import (
    Env,
    Judging,
    Marking,
    Owner,
    Reading,
    State,
    act,
    refuse,
    replace,
    say,
)

FREE = "editing freely: Enter or Esc goes back to the questions"


def begin(state: State, env: Env) -> State:
    """All keys of `label`, with what the question gave in hand; an open one gives its version."""
    state = _with_version(state, env)
    case = walk_of(state).review.known.get(state.hand)
    if case is not None and case.subject is Subject.DECISION:
        return prompts.note_document(state, env) if not case.n else _note(state, env)
    if case is not None and case.subject is Subject.LABEL:
        return open_form(state, Owner.PARAGRAPH if case.n else Owner.DOCUMENT, case.name)
    id = result_of(state.session.marks, case.key) if case else None
    free = replace(state, doing=Reading(), rest=Reading(), focus=id or "", edited=state.hand)
    return free if state.alert else say(free, FREE)


def attributes(state: State, env: Env) -> State:
    """The form of what the question gave; an open one gives its version."""
    state = _with_version(state, env)
    case = case_in_hand(state)
    if case.subject not in (Subject.SPAN, Subject.RELATION):
        return begin(state, env)
    id = result_of(state.session.marks, case.key)
    if id is None:
        return refuse(state, "there is no annotation to change: take a version first, or e makes one")
    form = edit_attributes(replace(state, focus=id), env)
    return replace(form, rest=Judging(), edited=case.key)


def back(state: State, env: Env) -> State:
    """To the questions. What was made or changed settles the one that it was made for."""
    key, hand = state.edited, state.hand
    state = replace(state, doing=Judging(), rest=Judging(), edited="", message="", alert=False, parts=())
    state = concluded(state, env, key)
    known = walk_of(state).review.known
    message, alert = state.message, state.alert
    if hand not in known:
        return say(held(state), message, alert=alert)
    if not alert and walk_of(state).standing(hand).state.closed:
        return onward(state, known[hand], message or f"{subject_of(known[hand])}: settled")
    return say(take_up(state, known[hand]), message, alert=alert)


def drop(state: State, env: Env) -> State:
    """Drop the selection, or what is half made; with nothing of the kind, back to the questions."""
    if isinstance(state.doing, Marking) or state.parts:
        return marking.drop(state, env)
    return back(state, env)


def conclude(state: State, env: Env) -> State:
    """After a form that was opened from a question: what changed settles it."""
    if not state.edited or not isinstance(state.doing, Judging):
        return state
    key = state.edited
    message, alert = state.message, state.alert
    state = concluded(replace(state, edited=""), env, key)
    if state.message or message:
        return state if state.message else say(state, message, alert=alert)
    standing = walk_of(state).standing(key)
    taken = standing.taken if standing.state.closed else None
    return say(state, _took(state, standing.case, taken)) if taken else state


def _took(state: State, case: Case, number: int) -> str:
    """A form that changed nothing took the version that it was opened on."""
    return f"{subject_of(case)}: took {said(walk_of(state).review, case, number)}; undo takes it back"


def concluded(state: State, env: Env, key: str) -> State:
    """The question is settled by the reviewer's own annotation if that is so."""
    walk = walk_of(state)
    case = walk.review.known.get(key)
    if case is None or case.subject not in (Subject.SPAN, Subject.RELATION):
        return state
    id = result_of(state.session.marks, key)
    try:
        if id is None:
            id = _made_for(state, case)
            if id is None:
                return _without(state, env, case)
        elif not _is_changed(state, case, id):
            return state
        step = core.adopt(walk.review, state.session, env.now(), case, id, env.seconds)
    except Refused as reason:
        return refuse(state, str(reason))
    return act(state, step, f"{subject_of(case)}: settled by your own")


def _with_version(state: State, env: Env) -> State:
    """The version in hand taken if the question is open, so that there is something to change."""
    standing = in_hand(state)
    if standing is None or not standing.state.asks or not standing.case.versions:
        return state
    review, case = walk_of(state).review, standing.case
    try:
        step = core.take(review, state.session, env.now(), case, version_in_hand(state), env.seconds)
    except Refused as reason:
        return refuse(state, f"{reason}; {FREE}")
    return take_up(act(state, step), case)


def _note(state: State, env: Env) -> State:
    return prompts.note_paragraph(replace(state, focus=""), env)


def _is_changed(state: State, case: Case, id: str) -> bool:
    """Whether the result is not what was taken."""
    standing = walk_of(state).standing(case.key)
    thing = state.session.marks.thing(id)
    if not standing.taken or thing is None:
        return False
    record = case.versions[standing.taken - 1].record
    if isinstance(thing, SpanRecord) and isinstance(record, SpanRecord):
        was = (record.label, record.stretches, dict(record.attributes))
        return was != (thing.label, thing.stretches, dict(thing.attributes))
    if isinstance(thing, RelationRecord) and isinstance(record, RelationRecord):
        return (record.label, dict(record.attributes)) != (thing.label, dict(thing.attributes))
    return False


def _made_for(state: State, case: Case) -> str | None:
    """A span that no question gave, where this one is."""
    if case.subject is not Subject.SPAN:
        return None
    walk = walk_of(state)
    given = {id for each in walk.of(case.n) if each.ruling for id in each.ruling.made}
    own = [s for s in state.session.marks.shelf(case.n).crossing(case.start, case.end) if s.id not in given]
    return min(own, key=lambda s: abs(s.start - case.start) + abs(s.end - case.end)).id if own else None


def _without(state: State, env: Env, case: Case) -> State:
    """What the question gave was deleted: there is none."""
    ruling = state.session.marks.rulings.get(case.key)
    if ruling is None or not ruling.settles or not ruling.made:
        return state
    step = core.take(walk_of(state).review, state.session, env.now(), case, 0, env.seconds)
    return act(state, step, f"{subject_of(case)}: none of these")
