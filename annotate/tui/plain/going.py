"""Lines that go somewhere."""

from __future__ import annotations

from annotate.core.edit import Refused
from annotate.tui import dispatch
from annotate.tui.plain import places
from annotate.tui.plain.call import Call
from annotate.tui.state import PromptKind, Request, State, Typing, replace, say


def accept(call: Call) -> State:
    """Done; after the last paragraph, what is left to do is said."""
    after = call.run("accept")
    if after.n != call.state.n:
        return say(after, "")
    left = len(after.session.document) - after.session.marks.decided
    todo = f"{left} still to do, todo goes there" if left else "every paragraph is decided"
    return say(after, f"this was the last paragraph; {todo}")


def go_to(call: Call) -> State:
    typing = Typing(PromptKind.GOTO, "")
    return dispatch.finish(replace(call.state, doing=typing), call.env, call.keys, call.rest)


def to_part(call: Call) -> State:
    return places.to_part(call.state, _number(call.rest))


def documents_open(call: Call) -> State:
    number = _number(call.rest)
    return replace(call.state, request=Request.OPEN, argument=str(number - 1))


def elsewhere(call: Call) -> State:
    if not call.rest:
        raise Refused("say the folder: elsewhere FOLDER")
    return replace(call.state, request=Request.ELSEWHERE, argument=call.rest)


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise Refused("say its number")
    return int(text)
