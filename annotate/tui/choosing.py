"""What a letter of a hint does."""

from __future__ import annotations

from annotate.core import edit
from annotate.core.edit import Refused
from annotate.core.schema import Schema
from annotate.tui.answering import ask_required, set_value
from annotate.tui.labeling import press_label
from annotate.tui.marking import mark
from annotate.tui.pointing import kinds_between, last_word, link_to
from annotate.tui.state import (
    Answering,
    Choosing,
    Edge,
    Entry,
    Env,
    ListKind,
    Marking,
    Owner,
    Picking,
    Purpose,
    Reading,
    State,
    act,
    at_rest,
    refuse,
    replace,
)


def press(state: State, env: Env, key: str) -> State:
    """One more letter of a hint; or, between two hints, a label's key for the word chosen."""
    choosing = _choosing(state)
    typed = choosing.typed + key
    fitting = [hint for hint in choosing.hints if hint.letters.startswith(typed)]
    if not fitting:
        label = labels_by_key(state.session.schema).get(key)
        if label and not choosing.typed and choosing.purpose in (Purpose.START, Purpose.END):
            return press_label(state, env, state.session.schema.labels[label])
        return refuse(state, f"no place has {typed!r} over it; Esc leaves the letters")
    if len(fitting) == 1 and fitting[0].letters == typed:
        return _chosen(replace(state, doing=replace(choosing, typed="")), env, fitting[0].target)
    return replace(state, doing=replace(choosing, typed=typed), message="", alert=False)


def stay(state: State, env: Env) -> State:
    """Be content with the word chosen first: select it."""
    choosing = _choosing(state)
    if choosing.start is None or choosing.purpose is Purpose.EDGE:
        return leave(state, env)
    start, end = choosing.start
    if choosing.purpose is Purpose.LAST:
        return _value(state, env, choosing, (start, end))
    return mark(state, Marking(start, end))


def back(state: State, env: Env) -> State:
    """Take the last letter back; without one, leave."""
    choosing = _choosing(state)
    if choosing.typed:
        return replace(state, doing=replace(choosing, typed=choosing.typed[:-1]))
    return leave(state, env)


def leave(state: State, env: Env) -> State:
    return replace(state, doing=_choosing(state).back, message="", alert=False)


def labels_by_key(schema: Schema) -> dict[str, str]:
    return {label.key: label.name for label in schema.labels.values() if label.key}


def relate(state: State, env: Env, kind: str, source: str, target: str) -> State:
    id = env.new_id()
    step = edit.relate(state.session, id, env.now(), kind, source, target)
    ends = [state.session.marks.thing(each) for each in (source, target)]
    names = [end.label if end else "?" for end in ends]
    done = at_rest(act(state, step, f"{names[0]} {kind} {names[1]}"))
    return ask_required(done, Owner.RELATION, id)


def _chosen(state: State, env: Env, target: tuple[int, int] | str) -> State:
    choosing = _choosing(state)
    match choosing.purpose, target:
        case Purpose.START | Purpose.FIRST, (int(), int()):
            return last_word(state, choosing, target)
        case Purpose.END, (_, int(end)) if choosing.start:
            return mark(state, Marking(min(choosing.start[0], end), max(end, choosing.start[1])))
        case Purpose.LAST, (_, int(end)) if choosing.start:
            return _value(state, env, choosing, (choosing.start[0], end))
        case Purpose.EDGE, (int(start), int(end)) if isinstance(choosing.back, Marking):
            return _edge(state, choosing.back, start, end)
        case Purpose.FROM, str(source) if choosing.of:
            return link_to_target(state, env, source, choosing.of)
        case Purpose.FROM, str(source):
            return link_to(replace(state, doing=Reading(), focus=source), env, source)
        case Purpose.TO, str(id):
            return link_to_target(state, env, choosing.of, id)
    return state


def link_to_target(state: State, env: Env, source: str, target: str) -> State:
    """The relation, if there is only one that may join the two; else a choice of them."""
    start, end = edit.thing_of(state.session, source), edit.thing_of(state.session, target)
    kinds = kinds_between(state, start, end)
    if len(kinds) == 1:
        return relate(state, env, kinds[0], source, target)
    relations = state.session.schema.relations
    entries = tuple(Entry(f"{kind}  {relations[kind].help}", kind, relations[kind].key) for kind in kinds)
    title = f"How does this {start.label} relate to that {end.label}?"
    picking = Picking(ListKind.RELATIONS, title, entries, of=source, to=target)
    return replace(state, doing=picking)


def _edge(state: State, marking: Marking, start: int, end: int) -> State:
    """The moving edge at this word, which is within."""
    if marking.edge is Edge.START:
        return mark(state, replace(marking, start=start))
    return mark(state, replace(marking, end=end))


def _value(state: State, env: Env, choosing: Choosing, stretch: tuple[int, int]) -> State:
    form = choosing.back
    if not isinstance(form, Answering):
        raise Refused("no form is open")
    return set_value(state, env, form, choosing.of, stretch)


def _choosing(state: State) -> Choosing:
    if not isinstance(state.doing, Choosing):
        raise Refused("there is nothing to choose")
    return state.doing
