"""Lists: going through them, ticking, taking a line."""

from __future__ import annotations

from annotate.core.edit import Refused
from annotate.core.schema import Scope
from annotate.tui import choosing, searching
from annotate.tui.answering import open_form
from annotate.tui.chains import chained
from annotate.tui.guidelines import read_guideline
from annotate.tui.labeling import press_label
from annotate.tui.state import (
    Entry,
    Env,
    ListKind,
    Owner,
    Picking,
    Request,
    State,
    at_rest,
    refuse,
    replace,
)

_PAGE = 10


def down(state: State, env: Env) -> State:
    return _move(state, 1)


def up(state: State, env: Env) -> State:
    return _move(state, -1)


def page_down(state: State, env: Env) -> State:
    return _move(state, _PAGE)


def page_up(state: State, env: Env) -> State:
    return _move(state, -_PAGE)


def tick(state: State, env: Env) -> State:
    """Tick or untick the line and go on to the next."""
    picking = _picking(state)
    if picking.kind is not ListKind.OCCURRENCES:
        return take(state, env)
    entries = list(picking.entries)
    entries[picking.at] = replace(entries[picking.at], ticked=not entries[picking.at].ticked)
    return _move(replace(state, doing=replace(picking, entries=tuple(entries))), 1)


def tick_all(state: State, env: Env) -> State:
    """Tick every line, or none if all are ticked."""
    picking = _picking(state)
    if picking.kind is not ListKind.OCCURRENCES:
        return state
    ticked = not all(each.ticked for each in picking.entries)
    entries = tuple(replace(each, ticked=ticked) for each in picking.entries)
    return replace(state, doing=replace(picking, entries=entries))


def take(state: State, env: Env) -> State:
    """What the line in hand, or the ticked ones, mean."""
    picking = _picking(state)
    if picking.kind is ListKind.OCCURRENCES:
        return searching.label_occurrences(state, env, picking)
    if not picking.entries:
        return at_rest(state)
    return _take(state, env, picking, picking.entries[picking.at])


def press(state: State, env: Env, key: str) -> State:
    """The line that has this key."""
    picking = _picking(state)
    for entry in picking.entries:
        if entry.key == key:
            return _take(state, env, picking, entry)
    return refuse(state, f"no line has the key {key!r}; Enter takes the one in hand, Esc leaves")


def leave(state: State, env: Env) -> State:
    return replace(at_rest(state), message="", alert=False)


def document_labels(state: State, env: Env) -> State:
    """The labels of the document as a whole."""
    labels = state.session.schema.scoped(Scope.DOCUMENT)
    if not labels:
        return refuse(state, "this schema has no labels for whole documents")
    if len(labels) == 1:
        return press_label(state, env, labels[0])
    entries = tuple(Entry(f"{each.name}  {each.help}", each.name, each.key) for each in labels)
    picking = Picking(ListKind.DOCUMENT_LABELS, "Label the document", entries)
    return replace(at_rest(state), doing=picking)


def _take(state: State, env: Env, picking: Picking, entry: Entry) -> State:
    match picking.kind:
        case ListKind.RELATIONS:
            return choosing.relate(state, env, entry.value, picking.of, picking.to)
        case ListKind.TARGETS:
            return choosing.link_to_target(state, env, picking.of, entry.value)
        case ListKind.DOCUMENTS:
            return replace(at_rest(state), request=Request.OPEN, argument=entry.value)
        case ListKind.GUIDELINES:
            return read_guideline(state, entry.value)
        case ListKind.DOCUMENT_LABELS:
            return press_label(state, env, state.session.schema.labels[entry.value])
        case ListKind.LINKS:
            in_hand = entry.value if chained(state.session.schema) else state.focus
            return open_form(replace(state, focus=in_hand), Owner.RELATION, entry.value)
        case ListKind.ANNOTATORS:
            from annotate.tui.review import settling

            return settling.take_all(state, env, int(entry.value))
        case ListKind.REASONS:
            from annotate.tui.review import saying

            return saying.give_reason(state, env, picking.of, entry.value)
        case ListKind.OCCURRENCES:
            return state


def _move(state: State, step: int) -> State:
    picking = _picking(state)
    at = max(0, min(len(picking.entries) - 1, picking.at + step))
    return replace(state, doing=replace(picking, at=at), message="", alert=False)


def _picking(state: State) -> Picking:
    if not isinstance(state.doing, Picking):
        raise Refused("no list is open")
    return state.doing
