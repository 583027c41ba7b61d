"""Letters over words and annotations: what can be pointed at, and for what."""

from __future__ import annotations

from itertools import islice

from annotate.core import edit
from annotate.core.records import SpanRecord
from annotate.core.rules import relation_clash
from annotate.core.units import block_at, words_of
from annotate.tui.hints import alphabet, hints
from annotate.tui.state import (
    Answering,
    Choosing,
    Doing,
    Entry,
    Env,
    ListKind,
    Picking,
    Purpose,
    State,
    refuse,
    replace,
)

Stretch = tuple[int, int]

_MOST = 2_000
"""Annotations listed to link to."""


def jump(state: State, env: Env) -> State:
    """A letter over every word: one picks the first, another the last word of a stretch."""
    return _over_words(state, Purpose.START, _words(state, env), state.doing)


def last_word(state: State, choosing: Choosing, first: Stretch) -> State:
    """The first word is chosen. The words where the stretch may end keep their letters, so that both
    can be read before either is typed."""
    purpose = Purpose.LAST if choosing.purpose is Purpose.FIRST else Purpose.END
    ahead = tuple(
        hint for hint in choosing.hints if isinstance(hint.target, tuple) and hint.target > first
    )
    doing = replace(choosing, purpose=purpose, hints=ahead, typed="", start=first)
    return replace(state, cursor=first[0], doing=doing, message="", alert=False)


def point_at_value(state: State, form: Answering, name: str) -> State:
    """The value of a span attribute is pointed at: first word, last word."""
    document = state.session.document
    words = list(words_of(document, block_at(document, state.cursor)))
    chosen = _over_words(state, Purpose.FIRST, words, form)
    return replace(chosen, doing=replace(chosen.doing, of=name))


def link_from_focus(state: State, env: Env) -> State:
    """Link the annotation in hand to another one."""
    if state.focused is None:
        return link(state, env)
    return link_to(state, env, state.focus)


def link(state: State, env: Env) -> State:
    """Choose both ends of a link."""
    schema = state.session.schema
    sources = [span for span in _spans_near(state, env) if _may_link(state, span)]
    if not schema.relations:
        return refuse(state, "this schema has no links")
    if not sources:
        return refuse(state, "nothing here can be linked yet")
    return _over_spans(state, env, Purpose.FROM, sources, "")


def link_to(state: State, env: Env, source: str) -> State:
    """Letters over every annotation in sight that the source may lead to, the nearest first; a list
    if there is none; letters over those that may lead to it if it can lead nowhere."""
    span = edit.span_of(state.session, source)
    targets = [each for each in _spans_near(state, env) if kinds_between(state, span, each)]
    if not targets:
        return _all_targets(state, env, source)
    return _over_spans(state, env, Purpose.TO, targets, source)


def all_targets(state: State, env: Env) -> State:
    """A list instead of letters: what the annotation may lead to in the whole document."""
    if not isinstance(state.doing, Choosing) or state.doing.purpose is not Purpose.TO:
        return refuse(state, "type the letters over a place; Esc leaves")
    return _all_targets(state, env, state.doing.of)


def _all_targets(state: State, env: Env, source: str) -> State:
    """Those of the same text first, then the nearest."""
    span = edit.span_of(state.session, source)
    said = span.quote.casefold()
    near = sorted(
        (
            (each.quote.casefold() != said, abs(each.start - span.start), n, each)
            for n, shelf in state.session.marks.shelves.items()
            for each in shelf.spans
            if state.session.schema.relations_between(span.label, each.label)
        ),
        key=lambda found: found[:3],
    )
    fitting = ((n, each) for _, _, n, each in near if kinds_between(state, span, each))
    entries = tuple(
        Entry(f"{n:>5}  {each.label}  {each.quote}", each.id) for n, each in islice(fitting, _MOST)
    )
    if not entries:
        return _link_from(state, env, span)
    title = f"Link this {span.label} to: Enter takes the one in hand"
    picking = Picking(ListKind.TARGETS, title, entries, of=source)
    return replace(state, doing=picking, message="", alert=False)


def _link_from(state: State, env: Env, target: SpanRecord) -> State:
    """The other way round: what is in sight and may lead to the annotation."""
    leading = [each for each in _spans_near(state, env) if kinds_between(state, each, target)]
    if not leading:
        return refuse(state, f"this {target.label} can be linked to nothing in this document yet")
    return _over_spans(state, env, Purpose.FROM, leading, target.id)


def kinds_between(state: State, source: SpanRecord, target: SpanRecord) -> tuple[str, ...]:
    """The relations that may join the two now."""
    schema, marks = state.session.schema, state.session.marks
    return tuple(
        kind.name
        for kind in schema.relations_between(source.label, target.label)
        if not relation_clash(marks, kind, source, target)
    )


def _may_link(state: State, span: SpanRecord) -> bool:
    relations = state.session.schema.relations.values()
    return any("*" in each.sources or span.label in each.sources for each in relations)


def _spans_near(state: State, env: Env) -> list[SpanRecord]:
    """The annotations that the window shows, the nearest to the cursor first."""
    document = state.session.document
    low, high = env.visible
    numbers = range(document.at(low).n, document.at(high).n + 1)
    found = [s for n in numbers for s in state.session.marks.shelf(n).crossing(low, high)]
    return sorted(found, key=lambda span: (abs(span.start - state.cursor), span.start, span.id))


def _words(state: State, env: Env) -> list[Stretch]:
    """The words of the paragraph that the window shows."""
    document = state.session.document
    low, high = env.visible
    found = words_of(document, block_at(document, state.cursor))
    shown = [word for word in found if low <= word[0] < high]
    return shown or list(found)


def _over_words(state: State, purpose: Purpose, words: list[Stretch], back: Doing) -> State:
    places = sorted(words, key=lambda word: (word[0] < state.cursor, word[0]))
    made = hints([(word[0], word) for word in places], _letters(state))
    return replace(
        state, doing=Choosing(purpose, made, back=back), message="", alert=False
    )


def _over_spans(state: State, env: Env, purpose: Purpose, spans: list[SpanRecord], of: str) -> State:
    letters = alphabet(())
    first, _ = env.visible
    made = hints([(max(span.start, first), span.id) for span in spans], letters)
    return replace(state, doing=Choosing(purpose, made, of=of), message="", alert=False)


def _letters(state: State) -> str:
    """Letters that are no label's key, so that a label can be pressed among them."""
    return alphabet([label.key for label in state.session.schema.labels.values()])
