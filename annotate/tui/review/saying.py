"""Why annotators disagreed, and notes on questions."""

from __future__ import annotations

from collections.abc import Iterator

from annotate.core import review as core
from annotate.core.rulings import REASONS
from annotate.tui.review.hand import case_in_hand, ruled, take_up
from annotate.tui.review.row import walk_of
from annotate.tui.review.wording import subject_of
from annotate.tui.state import (
    Entry,
    Env,
    ListKind,
    Picking,
    PromptKind,
    State,
    Typing,
    act,
    at_rest,
    refuse,
    replace,
)

_OWN_WORDS = "w"
_NONE = "0"


def ask_reason(state: State, env: Env) -> State:
    """Why the annotators disagreed about the question in hand."""
    return _ask(state, state.hand)


def ask_last_reason(state: State, env: Env) -> State:
    """The same about the question that was settled last, which is no longer in hand."""
    last = state.session.last
    key = ruled(last) if last is not None and not core.is_beforehand(last) else ""
    if key not in walk_of(state).review.known:
        return refuse(state, "nothing was settled yet")
    return _ask(state, key)


def give_reason(state: State, env: Env, key: str, reason: str) -> State:
    """`reason` as the list has it, or in the reviewer's own words."""
    if reason == _OWN_WORDS:
        ruling = state.session.marks.rulings.get(key)
        text = ruling.reason if ruling and ruling.reason not in set(REASONS) else ""
        doing = Typing(PromptKind.REASON, "why they disagree", text, of=key, back=state.rest)
        return replace(state, doing=doing, message="", alert=False)
    return say_reason(state, env, key, "" if reason == _NONE else reason)


def say_reason(state: State, env: Env, key: str, text: str) -> State:
    state = at_rest(state)
    review = walk_of(state).review
    case = review.known[key]
    step = core.reason(review, state.session, env.now(), case, text.strip())
    return act(_stay(state), step, f"{subject_of(case)}: {text.strip() or 'no reason'}")


def ask_note(state: State, env: Env) -> State:
    """A note on the question in hand."""
    case = case_in_hand(state)
    ruling = state.session.marks.rulings.get(case.key)
    title = f"note on this question ({subject_of(case)})"
    text = ruling.note if ruling else ""
    doing = Typing(PromptKind.QUESTION_NOTE, title, text, of=case.key, back=state.doing)
    return replace(state, doing=doing, message="", alert=False)


def note(state: State, env: Env, key: str, text: str) -> State:
    state = at_rest(state)
    review = walk_of(state).review
    step = core.note(review, state.session, env.now(), review.known[key], text.strip())
    return act(_stay(state), step, "noted" if text.strip() else "note removed")


def _ask(state: State, key: str) -> State:
    known = walk_of(state).review.known
    if key not in known:
        case_in_hand(state)
    title = f"Why do they disagree about this {subject_of(known[key])}?"
    picking = Picking(ListKind.REASONS, title, tuple(_reasons()), of=key)
    return replace(state, doing=picking, message="", alert=False)


def _reasons() -> Iterator[Entry]:
    """Each behind the first letter of its name that is still free."""
    taken = {_OWN_WORDS, _NONE}
    for reason, help in REASONS.items():
        key = next((letter for letter in reason.value if letter not in taken), "")
        taken.add(key)
        yield Entry(f"{reason.value}  {help}", reason.value, key)
    yield Entry("in other words", _OWN_WORDS, _OWN_WORDS)
    yield Entry("none", _NONE, _NONE)


def _stay(state: State) -> State:
    """The same question in hand, seen as it is."""
    known = walk_of(state).review.known
    return take_up(state, known[state.hand]) if state.hand in known else state
