"""Settling the question in hand: every key is a step of its own, with all that follows from it."""

from __future__ import annotations

from annotate.core import review as core
from annotate.core.edit import Refused
from annotate.core.events import Redo, Step, Undo
from annotate.core.records import Status
from annotate.core.review import Case
from annotate.tui.review.hand import (
    case_in_hand,
    following_here,
    held,
    in_hand,
    row_in_hand,
    ruled,
    take_up,
    version_in_hand,
)
from annotate.tui.review.row import row_of, walk_of
from annotate.tui.review.wording import said, subject_of
from annotate.tui.state import (
    Entry,
    Env,
    ListKind,
    Picking,
    Request,
    State,
    act,
    at_rest,
    place,
    refuse,
    replace,
    say,
)
from annotate.tui.wording import count, step_words

KEYS = "123456789bcdefghijklmnopqrstuvwxyz"
"""Those of annotators in the list that one is chosen from."""


def take_number(state: State, env: Env, number: int) -> State:
    """That version; 0: none of them."""
    case, review = case_in_hand(state), walk_of(state).review
    # What was decided stays decided: the same again only goes on.
    standing = in_hand(state)
    if standing is not None and not standing.state.asks and standing.taken == number:
        return onward(state, case, "so it is already")
    step = core.take(review, state.session, env.now(), case, number, env.seconds)
    return _settled(state, case, step, f"{subject_of(case)}: took {said(review, case, number)}")


def take_version(state: State, env: Env) -> State:
    """The version in hand."""
    return take_number(state, env, version_in_hand(state))


def take_none(state: State, env: Env) -> State:
    return take_number(state, env, 0)


def union(state: State, env: Env) -> State:
    """All that any version covers, otherwise as the version in hand."""
    case, review = case_in_hand(state), walk_of(state).review
    number = version_in_hand(state)
    step = core.union(review, state.session, env.now(), case, number, env.seconds)
    return _settled(state, case, step, f"{subject_of(case)}: borders of all together")


def intersection(state: State, env: Env) -> State:
    """What all versions cover, otherwise as the version in hand."""
    case, review = case_in_hand(state), walk_of(state).review
    number = version_in_hand(state)
    step = core.intersection(review, state.session, env.now(), case, number, env.seconds)
    return _settled(state, case, step, f"{subject_of(case)}: borders that all have in common")


def ask_annotator(state: State, env: Env) -> State:
    """Whose versions are taken for all that is open in the paragraph."""
    walk = walk_of(state)
    asked = row_of(state, state.n).open()
    if not asked:
        return refuse(state, "nothing is open in this paragraph")
    names = walk.review.shown
    entries = tuple(
        Entry(f"{name}{_how_many(asked, side)}", str(side), KEYS[side] if side < len(KEYS) else "")
        for side, name in enumerate(names)
    )
    title = f"Take all of whom for the {count(len(asked), 'open question')} of paragraph {state.n}?"
    return replace(state, doing=Picking(ListKind.ANNOTATORS, title, entries), message="", alert=False)


def take_all(state: State, env: Env, side: int) -> State:
    """Everything open in the paragraph as this annotator has it."""
    state = at_rest(state)
    review = walk_of(state).review
    step = core.take_all(review, state.session, env.now(), state.n, side, env.seconds)
    before = row_of(state, state.n).asked
    after = act(state, step)
    left = row_of(after, state.n).asked
    message = f"{count(before - left, 'question')} as {review.shown[side]} has it"
    if left:
        message += f"; {left} left that cannot be settled so"
    key = state.hand or ruled(step)
    return onward(_saved(state, after), review.known[key], message)


def reopen(state: State, env: Env) -> State:
    """As if the question in hand had not been decided; without one, the paragraph is to do again."""
    case = case_in_hand(state)
    step = core.reopen(walk_of(state).review, state.session, env.now(), case)
    return say(take_up(_saved(state, act(state, step)), case), f"{subject_of(case)}: open again")


def accept(state: State, env: Env) -> State:
    """On to what is open: in this paragraph if anything is, else its end and the next one."""
    walk = walk_of(state)
    row = row_in_hand(state)
    if first := row.first_open():
        case = (following_here(state, state.hand) if state.hand else None) or first
        return refuse(take_up(state, case), f"{count(row.asked, 'question')} of this paragraph to settle first")
    if state.session.marks.paragraph(state.n).status is not Status.TODO:
        return _next_paragraph(state, "")
    try:
        step = core.finish(walk.review, state.session, env.now(), state.n, env.seconds)
    except Refused:
        return _next_paragraph(state, f"paragraph {state.n} waits for what its links join elsewhere")
    return _next_paragraph(_saved(state, act(state, step)), f"paragraph {state.n} done")


def undo(state: State, env: Env) -> State:
    step = state.session.last
    if step is None or core.is_beforehand(step):
        return refuse(state, "there is nothing to undo")
    return _back_to(act(at_rest(state), Undo(env.now()), f"undone: {step_words(step)}"), step)


def redo(state: State, env: Env) -> State:
    step = state.session.next
    if step is None:
        return refuse(state, "there is nothing to redo")
    return _back_to(act(at_rest(state), Redo(env.now()), f"done again: {step_words(step)}"), step)


def _settled(state: State, case: Case, step: Step, message: str) -> State:
    return onward(_saved(state, act(at_rest(state), step)), case, message)


def onward(state: State, case: Case, message: str) -> State:
    """The next open question of the paragraph; without one the paragraph stays to be looked at, and no
    digit changes what was settled."""
    following = following_here(state, case.key)
    if following is not None:
        return say(take_up(state, following), message)
    stay = replace(held(replace(state, hand="")), focus="")
    mark = state.session.marks.paragraph(state.n)
    if not walk_of(state).progress.open:
        return say(stay, f"all is settled: ctrl-q leaves; {message}")
    done = f"paragraph {state.n} {mark.status.value}, " if mark.status is not Status.TODO else ""
    return say(stay, f"{done}Enter goes on; {message}")


def _next_paragraph(state: State, message: str) -> State:
    """The next one with anything open, or nobody decided about."""
    session = state.session
    following = walk_of(state).next(state.n + 1 if state.n < len(session.document) else 0)
    last = following.n if following and following.n > state.n else len(session.document) + 1
    for n in range(state.n + 1, min(last, len(session.document) + 1)):
        if session.marks.paragraph(n).status is Status.TODO:
            return say(held(place(state, n)), message)
    if following is not None:
        return say(take_up(state, following), message)
    todo = len(session.document) - session.marks.decided
    if not todo:
        end = "all is settled: ctrl-q leaves, ctrl-o lists documents"
        return say(state, f"{message}; {end}" if message else end)
    first = next(n for n in range(1, len(session.document) + 1) if session.marks.paragraph(n).status is Status.TODO)
    return say(held(place(state, first)), message)


def _back_to(state: State, step: Step) -> State:
    """Where a step was, with the question it was about in hand."""
    message, alert = state.message, state.alert
    walk = walk_of(state)
    known = walk.review.known.get(ruled(step))
    if known is not None:
        state = take_up(state, known)
    elif state.n != step.n:
        state = place(state, step.n)
    return say(state, message, alert=alert)


def _saved(before: State, after: State) -> State:
    """The annotation file follows whenever a paragraph is decided, or no longer is."""
    if before.session.marks.decided == after.session.marks.decided:
        return after
    return replace(after, request=Request.SAVE)


def _how_many(asked: list[Case], side: int) -> str:
    numbers = [case.version_of(side) for case in asked]
    silent = sum(number is None for number in numbers)
    none = sum(number == 0 for number in numbers)
    parts = [f"{len(numbers) - silent - none} of its own"]
    if none:
        parts.append(f"{none} that it does not have")
    if silent:
        parts.append(f"{silent} it does not speak of")
    return f"  ({', '.join(parts)})"
