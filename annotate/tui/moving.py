"""Going through the text: words, screen lines, annotations, paragraphs."""

from __future__ import annotations

from annotate.core.marks import order
from annotate.core.records import SpanRecord, Status
from annotate.core.units import block_at, words_around
from annotate.tui.chains import chained, home, leaving
from annotate.tui.state import Env, Marking, State, at_rest, focus_here, place, refuse, replace, say


def next_word(state: State, env: Env) -> State:
    paragraph = state.session.document.paragraph(state.n)
    following = word_after(state, state.cursor)
    if following is not None:
        return _go(state, following)
    if paragraph.n < len(state.session.document):
        return _go(place(state, state.n + 1))
    return refuse(state, "this is the last word")


def previous_word(state: State, env: Env) -> State:
    before = word_before(state, state.cursor)
    if before is not None:
        return _go(state, before)
    if state.n > 1:
        return paragraph_end(_go(place(state, state.n - 1)), env)
    return refuse(state, "this is the first word")


def line_up(state: State, env: Env) -> State:
    return _lines(state, env, -1)


def line_down(state: State, env: Env) -> State:
    return _lines(state, env, 1)


def wheel_up(state: State, env: Env) -> State:
    return _lines(state, env, -3)


def wheel_down(state: State, env: Env) -> State:
    return _lines(state, env, 3)


def paragraph_start(state: State, env: Env) -> State:
    return _go(place(state, state.n))


def paragraph_end(state: State, env: Env) -> State:
    paragraph = state.session.document.paragraph(state.n)
    found = words_around(state.session.document, paragraph.end - 1)
    return _go(state, found[-1][0] if found else paragraph.start)


def next_paragraph(state: State, env: Env) -> State:
    if state.n == len(state.session.document):
        return refuse(state, "this is the last paragraph")
    return _turn(state, state.n + 1)


def previous_paragraph(state: State, env: Env) -> State:
    if state.n == 1:
        return refuse(state, "this is the first paragraph")
    return _turn(state, state.n - 1)


def next_undecided(state: State, env: Env) -> State:
    """The next paragraph nothing was decided about, from here on and then from the top."""
    count = len(state.session.document)
    marks = state.session.marks
    if marks.decided == count:
        return say(state, "every paragraph is decided")
    for n in (*range(state.n + 1, count + 1), *range(1, state.n + 1)):
        if marks.paragraph(n).status is Status.TODO:
            return _turn(state, n)
    return state


def next_annotation(state: State, env: Env) -> State:
    return _annotation(state, 1)


def previous_annotation(state: State, env: Env) -> State:
    return _annotation(state, -1)


def at_offset(state: State, offset: int) -> State:
    """The cursor at any place of the document."""
    return _go(place(state, state.session.document.at(offset).n, offset))


def _annotation(state: State, step: int) -> State:
    """The next or previous annotation of the paragraph, round and round; where links may hang on
    links, the links that leave it come behind it."""
    marks = state.session.marks
    shelf = marks.shelf(state.n)
    focus = marks.span(home(marks, state.focus))
    row = _with_links(state, focus) if focus else []
    at = row.index(state.focus) + step if state.focus in row else -1
    if focus and 0 <= at < len(row):
        return replace(state, cursor=focus.start, focus=row[at], message="", alert=False)
    here = order(focus) if focus else (state.cursor, 0, "", "")
    first, last = (0, 0, "", ""), (len(state.session.document.text) + 1, 0, "", "")
    ahead = step > 0
    span = (shelf.after(here) or shelf.after(first)) if ahead else (shelf.before(here) or shelf.before(last))
    if span is None:
        return refuse(state, "nothing is labeled in this paragraph")
    to = span.id if ahead else _with_links(state, span)[-1]
    return replace(state, cursor=span.start, focus=to, message="", alert=False)


def _with_links(state: State, span: SpanRecord) -> list[str]:
    if not chained(state.session.schema):
        return [span.id]
    return [span.id, *(relation.id for relation in leaving(state.session.marks, span.id))]


def _lines(state: State, env: Env, count: int) -> State:
    """By lines of the screen; beyond the paragraph, into its neighbor."""
    target = min(env.move(state, count), len(state.session.document.text) - 1)
    return _go(place(state, state.session.document.at(target).n, target))


def word_after(state: State, offset: int) -> int | None:
    """The start of the next word of the paragraph, looking beyond the block if there is more."""
    document = state.session.document
    end = document.paragraph(state.n).end
    look = offset
    while look < end:
        found = next((a for a, _ in words_around(document, look) if a > offset), None)
        if found is not None:
            return found
        look = block_at(document, look)[1]
    return None


def word_before(state: State, offset: int) -> int | None:
    document = state.session.document
    start = document.paragraph(state.n).start
    while True:
        found = [a for a, _ in words_around(document, offset) if a < state.cursor]
        if found:
            return found[-1]
        offset = block_at(document, offset)[0] - 1
        if offset < start:
            return None


def _turn(state: State, n: int) -> State:
    """Another paragraph. What is selected in this one is dropped: out of sight it would be labeled."""
    return _go(place(at_rest(state) if isinstance(state.doing, Marking) else state, n))


def _go(state: State, cursor: int | None = None) -> State:
    moved = state if cursor is None else replace(state, cursor=cursor)
    return replace(focus_here(moved), message="", alert=False)
