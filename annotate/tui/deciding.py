"""Deciding about paragraphs: done, flagged, to do again; and what stands in the way of done."""

from __future__ import annotations

from collections.abc import Sequence

from annotate.core import edit
from annotate.core.problems import Level
from annotate.core.records import Status
from annotate.core.schema import Schema, Scope
from annotate.tui.chains import home
from annotate.tui.checking import document_needs, errors
from annotate.tui.needs import Need, Remedy
from annotate.tui.state import Env, Reading, Request, State, act, at_rest, place, refuse, replace, say

_KEYS = {
    Remedy.ANSWER: "= answers it",
    Remedy.CHANGE: "= changes it",
    Remedy.LINK: "> links it",
    Remedy.LINKED: "< links to it",
    Remedy.UNLINK: "=, then > lists its links",
    Remedy.UNLABEL: "Backspace deletes one",
    Remedy.NOTHING: "! flags it",
}


def accept(state: State, env: Env) -> State:
    """The paragraph is done as it is; on to the next. What it still needs is shown instead, one
    need after the other."""
    lacking = errors(state.session, state.n)
    if lacking:
        return _lead(state, lacking)
    if state.session.marks.paragraph(state.n).status is Status.DONE:
        return _onward(state, "")
    return _onward(_decide(state, env, Status.DONE), f"paragraph {state.n} done")


def flag_paragraph(state: State, env: Env) -> State:
    """The paragraph needs another look; on to the next. Pressed again there, the flag goes."""
    if state.session.marks.paragraph(state.n).status is Status.FLAGGED:
        return say(_decide(state, env, Status.TODO), "flag removed")
    return _onward(_decide(state, env, Status.FLAGGED), f"paragraph {state.n} flagged")


def reopen(state: State, env: Env) -> State:
    """Take the decision about the paragraph back."""
    if state.session.marks.paragraph(state.n).status is Status.TODO:
        return refuse(state, "nothing is decided about this paragraph")
    return say(_decide(state, env, Status.TODO), "to do again")


def remedy(schema: Schema, need: Need) -> str:
    """Which key does something about it."""
    if need.remedy not in (Remedy.LABEL, Remedy.TAKE_OFF):
        return _KEYS[need.remedy]
    labels = [schema.labels[name] for name in need.names if name in schema.labels]
    if any(label.scope is Scope.DOCUMENT for label in labels):
        return "@ labels it"
    keys = [label.key for label in labels if label.key]
    return f"{' or '.join(keys)} labels it" if keys else f": {need.names[0]} labels it"


def _lead(state: State, lacking: Sequence[Need]) -> State:
    """What needs something in hand, with the cursor on it; the next one if it was that already."""
    again = state.led in lacking
    at = (lacking.index(state.led) + 1) % len(lacking) if state.led and again else 0
    need = lacking[at]
    many = f" ({at + 1} of {len(lacking)})" if len(lacking) > 1 else ""
    way_out = ", ! flags it" if again and not many and need.remedy is not Remedy.NOTHING else ""
    message = f"not done{many}: {need.text}; {remedy(state.session.schema, need)}{way_out}"
    span = state.session.marks.span(home(state.session.marks, need.id))
    if span is not None:
        state = replace(state, cursor=span.start, focus=need.id)
    return refuse(replace(state, doing=Reading(), led=need), message)


def _decide(state: State, env: Env, status: Status) -> State:
    step = edit.decide(state.session, env.now(), state.n, status, env.seconds())
    return replace(act(at_rest(state), step), request=Request.SAVE)


def _onward(state: State, message: str) -> State:
    """The next paragraph; after the last one, or the last decision, say what is left to do."""
    count = len(state.session.document)
    left = count - state.session.marks.decided
    last = state.n == count
    onward = state if last else place(state, state.n + 1)
    if left or not (message or last):
        behind = f". This was the last one; {left} before it still to do (%)"
        return say(onward, message + behind * last)
    lacking = next((need for need in document_needs(state.session) if need.level is Level.ERROR), None)
    if lacking is not None:
        words = f"{lacking.text}; {remedy(state.session.schema, lacking)}"
        return refuse(onward, f"all is decided, but {words}")
    return say(onward, "all is decided: ctrl-q leaves, ctrl-o lists documents")
