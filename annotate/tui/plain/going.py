"""Lines that go somewhere."""

from __future__ import annotations

from annotate.core.edit import Refused
from annotate.tui import dispatch
from annotate.tui.checking import errors
from annotate.tui.plain import places
from annotate.tui.plain.call import Call
from annotate.tui.plain.needs import document_need_lines, need_line
from annotate.tui.state import PromptKind, Request, State, Typing, replace, say


def accept(call: Call) -> State:
    """Done, unless something is still needed; after the last decision, what is left to do is said."""
    before = call.state
    lacking = errors(before.session, before.n)
    if lacking:
        more = f"; {len(lacking) - 1} more, show lists all" if len(lacking) > 1 else ""
        raise Refused(f"not done: {need_line(before, call.names, lacking[0])}{more}")
    after = call.run("accept")
    left = len(after.session.document) - after.session.marks.decided
    last = after.n == before.n
    if not left and (last or after.session is not before.session):
        found = ("every paragraph is decided", *document_need_lines(after, call.names))
        return say(after, "this was the last paragraph; " * last + "; ".join(found))
    if last:
        return say(after, f"this was the last paragraph; {left} still to do, todo goes there")
    return say(after, "")


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
