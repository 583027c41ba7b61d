"""What only the program can do, asked for by a key: leave, save, other documents, help."""

from __future__ import annotations

from annotate.core.edit import Refused
from annotate.core.marks import Marks
from annotate.tui.chains import phrase
from annotate.tui.state import (
    Answering,
    Entry,
    Env,
    ListKind,
    Owner,
    Picking,
    PromptKind,
    Request,
    State,
    Typing,
    refuse,
    replace,
)


def save(state: State, env: Env) -> State:
    """The program says whether it is: it knows the disk."""
    return replace(_request(state, Request.SAVE), argument="asked")


def elsewhere(state: State, env: Env) -> State:
    """Ask for another folder to save into: the way out when a disk is full."""
    return replace(state, doing=Typing(PromptKind.FOLDER, "save into the folder"))


def quit(state: State, env: Env) -> State:
    return _request(state, Request.QUIT)


def suspend(state: State, env: Env) -> State:
    return _request(state, Request.SUSPEND)


def redraw(state: State, env: Env) -> State:
    return _request(state, Request.REDRAW)


def documents(state: State, env: Env) -> State:
    return _request(state, Request.DOCUMENTS)


def next_document(state: State, env: Env) -> State:
    return _request(state, Request.NEXT)


def previous_document(state: State, env: Env) -> State:
    return _request(state, Request.PREVIOUS)


def theme(state: State, env: Env) -> State:
    return _request(state, Request.THEME)


def panel(state: State, env: Env) -> State:
    return _request(state, Request.PANEL)


def help(state: State, env: Env) -> State:
    return _request(state, Request.HELP)


def command(state: State, env: Env) -> State:
    """Type the name of an action."""
    doing = Typing(PromptKind.COMMAND, "command", back=state.doing)
    return replace(state, doing=doing, message="", alert=False)


def links(state: State, env: Env) -> State:
    """The links of what the form is about, each with a form of its own."""
    form = state.doing
    if not isinstance(form, Answering) or form.owner not in (Owner.SPAN, Owner.RELATION):
        raise Refused("only annotations of text have links")
    marks = state.session.marks
    found = marks.links_of(form.id)
    if not found:
        return refuse(state, "it has no links; Esc, then > makes one")
    entries = tuple(
        Entry(f"{each.label}: {_quote(marks, each.source)} -> {_quote(marks, each.target)}", each.id) for each in found
    )
    picking = Picking(ListKind.LINKS, f"Links of this {_name(form)}: Enter opens one", entries)
    return replace(state, doing=picking)


def _name(form: Answering) -> str:
    return "annotation" if form.owner is Owner.SPAN else "link"


def _quote(marks: Marks, id: str) -> str:
    return phrase(marks, id)[:30]


def _request(state: State, request: Request) -> State:
    return replace(state, request=request, message="", alert=False)
