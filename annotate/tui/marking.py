"""Selecting text: by words, by characters, by units that hold each other."""

from __future__ import annotations

from collections.abc import Callable

from annotate.core import edit
from annotate.core.document import Document
from annotate.core.graphemes import next_border, previous_border
from annotate.core.records import SpanRecord
from annotate.core.units import (
    clause_at,
    larger_unit,
    number_at,
    parenthesis_at,
    quote_at,
    sentence_at,
    smaller_unit,
    word_at,
    words_around,
)
from annotate.tui.state import (
    Edge,
    Env,
    Marking,
    Reading,
    State,
    act,
    at_rest,
    refuse,
    replace,
    say,
)
from annotate.tui.wording import count

Stretch = tuple[int, int]


def mark_word(state: State, env: Env) -> State:
    """Start with the word under the cursor."""
    return _mark_unit(state, word_at, "word")


def mark_sentence(state: State, env: Env) -> State:
    return _mark_unit(state, sentence_at, "sentence")


def mark_clause(state: State, env: Env) -> State:
    return _mark_unit(state, clause_at, "clause")


def mark_quote(state: State, env: Env) -> State:
    return _mark_unit(state, quote_at, "quotation")


def mark_parenthesis(state: State, env: Env) -> State:
    return _mark_unit(state, parenthesis_at, "parenthesis")


def mark_number(state: State, env: Env) -> State:
    return _mark_unit(state, number_at, "number")


def mark(state: State, marking: Marking) -> State:
    """The stretch is selected, with the cursor at the edge that moves."""
    paragraph = state.session.document.at(marking.start)
    marking = replace(marking, end=min(marking.end, paragraph.end))
    if marking.start >= marking.end:
        return state
    at_start = marking.edge is Edge.START
    cursor = marking.start if at_start else _last_cluster(state, marking.start, marking.end)
    return replace(state, doing=marking, n=paragraph.n, cursor=cursor, message="", alert=False)


def edge_right(state: State, env: Env) -> State:
    """The moving edge one word to the right."""
    return _move_edge(state, _word_right)


def edge_left(state: State, env: Env) -> State:
    return _move_edge(state, _word_left)


def character_right(state: State, env: Env) -> State:
    """The moving edge one character, as people see them, to the right."""
    return _move_edge(state, lambda s, m: next_border(_text(s), _edge(m), _paragraph_end(s)))


def character_left(state: State, env: Env) -> State:
    return _move_edge(state, lambda s, m: previous_border(_text(s), _edge(m), _paragraph_start(s)))


def larger(state: State, env: Env) -> State:
    """From the word to the phrase, the clause, the sentence, the paragraph."""
    marking = _marking(state)
    start, end = larger_unit(state.session.document, (marking.start, marking.end))
    return mark(state, replace(marking, start=start, end=end))


def smaller(state: State, env: Env) -> State:
    marking = _marking(state)
    document = state.session.document
    home = marking.start if marking.home is None else marking.home
    start, end = smaller_unit(document, (marking.start, marking.end), home)
    return mark(state, replace(marking, start=start, end=end))


def other_edge(state: State, env: Env) -> State:
    """Let the other end of the selection move."""
    marking = _marking(state)
    edge = Edge.END if marking.edge is Edge.START else Edge.START
    return mark(state, replace(marking, edge=edge))


def start_edge(state: State, env: Env) -> State:
    return _take_edge(state, Edge.START)


def end_edge(state: State, env: Env) -> State:
    return _take_edge(state, Edge.END)


def keep_part(state: State, env: Env) -> State:
    """Keep this stretch and go on to the next one of a discontinuous annotation."""
    marking = _marking(state)
    if marking.of:
        return refuse(state, "these are the edges of an annotation: Enter keeps them")
    parts = (*state.parts, (marking.start, marking.end))
    message = f"{count(len(parts), 'part')} kept: select the next, then press the label's key"
    return say(replace(state, doing=Reading(), parts=parts), message)


def add_to_focus(state: State, env: Env) -> State:
    """The selection becomes a fragment of the annotation in hand."""
    marking = _marking(state)
    if state.focused is None:
        return refuse(state, "no annotation is in hand: take one with Tab, then select by letters or search")
    step = edit.add_fragment(state.session, env.now(), state.focus, (marking.start, marking.end))
    return at_rest(act(state, step, "part added"))


def remove_fragment(state: State, env: Env) -> State:
    """Take the fragment under the cursor away from the annotation in hand."""
    return act(state, edit.remove_fragment(state.session, env.now(), state.focus, state.cursor))


def keep_edges(state: State, env: Env) -> State:
    """The annotation gets the edges as they are now; a new selection waits for its label."""
    marking = _marking(state)
    if not marking.of:
        return refuse(state, "press a label's key to label this, Esc to drop it")
    span = edit.span_of(state.session, marking.of)
    stretches = reshaped(span, marking)
    if stretches == span.stretches:
        return say(at_rest(state), "edges as they were")
    step = edit.reshape(state.session, env.now(), span.id, stretches)
    return at_rest(act(state, step, "edges moved"))


def drop(state: State, env: Env) -> State:
    """Leave the text unmarked."""
    message = "nothing marked" if state.parts or not isinstance(state.doing, Reading) else ""
    return say(at_rest(state), message)


def reshaped(span: SpanRecord, marking: Marking) -> tuple[Stretch, ...]:
    """The stretches of a span of which one now has the edges of the selection."""
    others = tuple(each for each in span.stretches if each != marking.was)
    return tuple(sorted((*others, (marking.start, marking.end))))


def _mark_unit(state: State, find: Callable[[Document, int], Stretch | None], name: str) -> State:
    stretch = find(state.session.document, state.cursor)
    if stretch is None:
        return refuse(state, f"there is no {name} from here on in this paragraph")
    marking = state.doing if isinstance(state.doing, Marking) else Marking(*stretch, home=stretch[0])
    return mark(state, replace(marking, start=stretch[0], end=stretch[1]))


def _take_edge(state: State, edge: Edge) -> State:
    """While marking, this edge moves; while reading, that of the annotation in hand."""
    if isinstance(state.doing, Marking):
        return mark(state, replace(state.doing, edge=edge))
    span = state.focused
    if span is None:
        return refuse(state, "go to an annotation first (Tab), then move its edges")
    here = next((s for s in span.stretches if s[0] <= state.cursor < s[1]), span.stretches[0])
    return mark(state, Marking(*here, edge, span.id, was=here))


def _move_edge(state: State, target: Callable[[State, Marking], int]) -> State:
    marking = _marking(state)
    to = target(state, marking)
    start, end = (to, marking.end) if marking.edge is Edge.START else (marking.start, to)
    if start >= end or to == _edge(marking):
        return refuse(state, "the selection ends here; [ and ] choose which edge moves")
    return mark(state, replace(marking, start=start, end=end))


def _word_right(state: State, marking: Marking) -> int:
    """Where the moving edge goes: on to the next start or end of a word."""
    side = 0 if marking.edge is Edge.START else 1
    at, last = _edge(marking), _paragraph_end(state)
    look = at
    while look < last:
        words = words_around(state.session.document, look)
        found = next((word[side] for word in words if word[side] > at), None)
        if found is not None:
            return found
        look = max(look + 1, words[-1][1] if words else last)
    return at


def _word_left(state: State, marking: Marking) -> int:
    side = 0 if marking.edge is Edge.START else 1
    at, first = _edge(marking), _paragraph_start(state)
    look = at
    while look >= first:
        words = words_around(state.session.document, look)
        found = [word[side] for word in words if word[side] < at]
        if found:
            return found[-1]
        look = (words[0][0] if words else first) - 1
    return at


def _marking(state: State) -> Marking:
    """The selection; actions on it are bound only while there is one."""
    if not isinstance(state.doing, Marking):
        raise edit.Refused("nothing is selected")
    return state.doing


def _edge(marking: Marking) -> int:
    return marking.start if marking.edge is Edge.START else marking.end


def _last_cluster(state: State, start: int, end: int) -> int:
    return max(start, previous_border(_text(state), end, start))


def _text(state: State) -> str:
    return state.session.document.text


def _paragraph_start(state: State) -> int:
    return state.session.document.paragraph(state.n).start


def _paragraph_end(state: State) -> int:
    return state.session.document.paragraph(state.n).end
