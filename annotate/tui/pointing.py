"""Letters over words and annotations: what can be pointed at, and for what."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from annotate.core import edit
from annotate.core.records import RelationRecord, SpanRecord, end_of
from annotate.core.rules import relation_clash
from annotate.core.schema import admits
from annotate.core.units import block_at, words_of
from annotate.tui.chains import chained, home, leaving, phrase
from annotate.tui.hints import alphabet, hints
from annotate.tui.state import (
    Answering,
    Choosing,
    Doing,
    Edge,
    Entry,
    Env,
    ListKind,
    Marking,
    Picking,
    Purpose,
    State,
    refuse,
    replace,
)

Stretch = tuple[int, int]
Thing = SpanRecord | RelationRecord

_MOST = 2_000
"""Annotations listed to link to."""
_COMPARED = 4_000
"""The nearest ones, whose words are looked at."""


def jump(state: State, env: Env) -> State:
    """A letter over every word: one picks the first, another the last word of a stretch. While an
    edge of an annotation moves, one picks the word that it moves to."""
    if isinstance(state.doing, Marking) and state.doing.of:
        return _edge_words(state, env, state.doing)
    return _over_words(state, Purpose.START, _words(state, env), state.doing)


def last_word(state: State, choosing: Choosing, first: Stretch) -> State:
    """The first word is chosen. It and the words where the stretch may end keep their letters, so that
    both can be read before either is typed; the same letters again mean this one word."""
    purpose = Purpose.LAST if choosing.purpose is Purpose.FIRST else Purpose.END
    ahead = tuple(hint for hint in choosing.hints if isinstance(hint.target, tuple) and hint.target >= first)
    doing = replace(choosing, purpose=purpose, hints=ahead, typed="", start=first)
    # The cursor stays until both are chosen: with it the page could turn under the letters.
    return replace(state, doing=doing, message="", alert=False)


def _edge_words(state: State, env: Env, marking: Marking) -> State:
    """The words at which the moving edge leaves something between it and the other."""
    words = [
        word
        for word in _words(state, env)
        if (word[0] < marking.end if marking.edge is Edge.START else word[1] > marking.start)
    ]
    chosen = _over_words(state, Purpose.EDGE, words, marking)
    return replace(chosen, doing=replace(chosen.doing, start=(marking.start, marking.end)))


def point_at_value(state: State, form: Answering, name: str) -> State:
    """The value of a span attribute is pointed at: first word, last word."""
    document = state.session.document
    words = list(words_of(document, block_at(document, state.cursor)))
    chosen = _over_words(state, Purpose.FIRST, words, form)
    return replace(chosen, doing=replace(chosen.doing, of=name))


def link_from_focus(state: State, env: Env) -> State:
    """Link the annotation or link in hand to another one."""
    if state.in_hand is None:
        return link(state, env)
    return link_to(state, env, state.focus)


def link(state: State, env: Env) -> State:
    """Choose both ends of a link."""
    schema = state.session.schema
    sources = [thing for thing in _things_near(state, env) if _may_link(state, thing)]
    if not schema.relations:
        return refuse(state, "this schema has no links")
    if not sources:
        return refuse(state, "nothing here can be linked yet")
    return _over_things(state, env, Purpose.FROM, sources, "")


def link_to(state: State, env: Env, source: str) -> State:
    """Letters over everything in sight that the source may lead to, the nearest first; a list if
    there is none; letters over what may lead to it if it can lead nowhere."""
    start = edit.thing_of(state.session, source)
    targets = [each for each in _things_near(state, env) if kinds_between(state, start, each)]
    if not targets:
        return _all_targets(state, env, source)
    return _over_things(state, env, Purpose.TO, targets, source)


def all_targets(state: State, env: Env) -> State:
    """A list instead of letters: what the annotation may lead to in the whole document."""
    if not isinstance(state.doing, Choosing) or state.doing.purpose is not Purpose.TO:
        return refuse(state, "type the letters over a place; Esc leaves")
    return _all_targets(state, env, state.doing.of)


def _all_targets(state: State, env: Env, source: str) -> State:
    """Links stand behind the annotation they go out from."""
    marks = state.session.marks
    start = edit.thing_of(state.session, source)
    fitting = ((n, each) for n, each in _by_distance(state, start) if kinds_between(state, start, each))
    entries = tuple(
        Entry(f"{n:>5}  {each.label}  {phrase(marks, each.id)}", each.id) for n, each in islice(fitting, _MOST)
    )
    if not entries:
        return _link_from(state, env, start)
    title = f"Link this {start.label} to: Enter takes the one in hand"
    picking = Picking(ListKind.TARGETS, title, entries, of=source)
    return replace(state, doing=picking, message="", alert=False)


def _by_distance(state: State, start: Thing) -> Iterator[tuple[int, Thing]]:
    """What the schema lets the source lead to, each with the number of its paragraph: first what says
    nearly the same, the most alike first, then the nearest."""
    session, marks = state.session, state.session.marks
    origin = marks.span(home(marks, start.id))
    said, here = (origin.quote, origin.start) if origin else ("", state.cursor)
    ends = {f"@{kind}" for kind in session.schema.relations} | set(session.schema.labels)
    fitting = {end for end in ends if session.schema.relations_between(end_of(start), end)}
    linked = any(end.startswith("@") for end in fitting)
    near = sorted(
        (abs(span.start - here), n, span.id, span)
        for n, shelf in marks.shelves.items()
        for span in shelf
        if linked or span.label in fitting
    )
    nearest = sorted(near[:_COMPARED], key=lambda found: -_alike(said, found[3].quote))
    for _, n, _, span in (*nearest, *near[_COMPARED:]):
        if span.label in fitting:
            yield n, span
        yield from ((n, each) for each in leaving(marks, span.id) if end_of(each) in fitting)


def _alike(one: str, other: str) -> float:
    """How many words two texts share, in tenths of all they have; 0 below a half."""
    words, others = set(one.casefold().split()), set(other.casefold().split())
    share = len(words & others) / max(1, len(words | others))
    return round(share, 1) if share >= 0.5 else 0.0


def _link_from(state: State, env: Env, target: Thing) -> State:
    """The other way round: what is in sight and may lead there."""
    sources = [each for each in _things_near(state, env) if kinds_between(state, each, target)]
    if not sources:
        return refuse(state, f"this {target.label} can be linked to nothing in this document yet")
    return _over_things(state, env, Purpose.FROM, sources, target.id)


def kinds_between(state: State, source: Thing, target: Thing) -> tuple[str, ...]:
    """The relations that may join the two now."""
    schema, marks = state.session.schema, state.session.marks
    return tuple(
        kind.name
        for kind in schema.relations_between(end_of(source), end_of(target))
        if not relation_clash(marks, kind, source, target)
    )


def _may_link(state: State, thing: Thing) -> bool:
    relations = state.session.schema.relations.values()
    return any(admits(each.sources, end_of(thing)) for each in relations)


def _things_near(state: State, env: Env) -> list[Thing]:
    """The annotations that the window shows, the nearest to the cursor first, then their links if the
    schema lets links hang on links."""
    document, marks = state.session.document, state.session.marks
    low, high = env.visible
    numbers = range(document.at(low).n, document.at(high).n + 1)
    found = [s for n in numbers for s in marks.shelf(n).crossing(low, high)]
    found.sort(key=lambda span: (abs(span.start - state.cursor), span.start, span.id))
    if not chained(state.session.schema):
        return [*found]
    return [*found, *(relation for span in found for relation in leaving(marks, span.id))]


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
    return replace(state, doing=Choosing(purpose, made, back=back), message="", alert=False)


def _over_things(state: State, env: Env, purpose: Purpose, things: list[Thing], of: str) -> State:
    """Letters over the annotations, and before the links in the list beside the text."""
    first, _ = env.visible
    places = [(max(thing.start, first) if isinstance(thing, SpanRecord) else None, thing.id) for thing in things]
    doing = Choosing(purpose, hints(places, alphabet(())), of=of)
    return replace(state, doing=doing, message="", alert=False)


def _letters(state: State) -> str:
    """Letters that are no label's key, so that a label can be pressed among them."""
    return alphabet([label.key for label in state.session.schema.labels.values()])
