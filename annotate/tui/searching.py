"""Finding text, and labeling every place where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotate.core import edit
from annotate.core.display import display
from annotate.core.document import Document
from annotate.core.graphemes import snap
from annotate.core.schema import AttributeType
from annotate.tui.marking import mark
from annotate.tui.moving import at_offset
from annotate.tui.state import (
    Entry,
    Env,
    ListKind,
    Marking,
    Picking,
    PromptKind,
    Reading,
    State,
    Typing,
    act,
    at_rest,
    refuse,
    replace,
)
from annotate.tui.wording import count

Stretch = tuple[int, int]

MOST = 2_000
"""Occurrences offered at once."""
_CONTEXT = 24


def ask(state: State, env: Env) -> State:
    doing = Typing(PromptKind.SEARCH, "search", of=str(state.cursor), back=state.doing)
    return replace(state, doing=doing, message="", alert=False)


def look(state: State, origin: int, text: str) -> State:
    """While it is typed: the cursor at the next place from where it was, nothing selected yet."""
    found = forward(state.session.document, text, origin) if text else None
    cursor = found[0] if found else origin
    return replace(state, n=state.session.document.at(cursor).n, cursor=cursor)


def find(state: State, env: Env, text: str) -> State:
    """Select the next place where the text stands, from the cursor on and then from the top."""
    text = text or state.search
    if not text:
        return at_rest(state)
    state = replace(at_rest(state), search=text)
    return _select(state, forward(state.session.document, text, state.cursor))


def next_match(state: State, env: Env) -> State:
    if not state.search:
        return refuse(state, "search for something first (/)")
    state = replace(state, doing=Reading())
    return _select(state, forward(state.session.document, state.search, state.cursor + 1))


def previous_match(state: State, env: Env) -> State:
    if not state.search:
        return refuse(state, "search for something first (/)")
    before = state.doing.start if isinstance(state.doing, Marking) else state.cursor
    found = backward(state.session.document, state.search, before)
    return _select(replace(state, doing=Reading()), found)


def forward(document: Document, text: str, offset: int) -> Stretch | None:
    """The first place at or after the offset, else the first of all. Small letters find any case."""
    pattern = compiled(text)
    found = pattern.search(document.text, offset) or pattern.search(document.text)
    return found and found.span()


def backward(document: Document, text: str, offset: int) -> Stretch | None:
    """The last place that starts before the offset, else the last of all."""
    for low, high in _steps_back(len(document.text), offset):
        found = list(compiled(text).finditer(document.text, low, min(high + len(text) * 2, len(document.text))))
        starts = [match.span() for match in found if match.start() < high]
        if starts:
            return starts[-1]
    return None


def compiled(text: str) -> re.Pattern[str]:
    return re.compile(re.escape(text), re.IGNORECASE if text == text.lower() else 0)


def matches(document: Document, text: str, start: int, end: int) -> tuple[Stretch, ...]:
    """The places within bounds, to be shown."""
    return tuple(match.span() for match in compiled(text).finditer(document.text, start, end))


def occurrences(state: State, env: Env) -> State:
    """The other places where the text of the annotation in hand stands, to be ticked and labeled.

    Those written with other capitals are offered unticked, but for the first letter, which the start
    of a sentence changes.
    """
    span = edit.span_of(state.session, state.focus)
    if span.fragments:
        return refuse(state, "an annotation in several parts cannot be looked for")
    found = list(_unlabeled(state, span.quote, span.label))
    if not found:
        return refuse(state, "this text stands nowhere else without this label")
    document = state.session.document
    entries = tuple(
        Entry(
            _in_context(document, at),
            f"{document.at(at[0]).n}",
            ticked=document.text[at[0] + 1 : at[1]] == span.quote[1:],
            stretch=at,
        )
        for at in found[:MOST]
    )
    more = f" (the first {MOST})" if len(found) > MOST else ""
    title = f"{count(len(entries), 'more place')} for this {span.label}{more}: Space ticks, Enter labels them"
    return replace(state, doing=Picking(ListKind.OCCURRENCES, title, entries, of=span.id))


def label_occurrences(state: State, env: Env, picking: Picking) -> State:
    """The ticked places get the label and the attributes of the annotation in hand, in one step."""
    span = edit.span_of(state.session, picking.of)
    places = [((each.stretch),) for each in picking.entries if each.ticked and each.stretch]
    if not places:
        return refuse(at_rest(state), "none was ticked, nothing labeled")
    ids = [env.new_id() for _ in places]
    pointing = {each.name for each in edit.attributes_of(state.session, span.id) if each.type is AttributeType.SPAN}
    attributes = {name: v for name, v in span.attributes.items() if name not in pointing}
    step, refused = edit.create_all(state.session, ids, env.now(), span.label, places, attributes)
    left = f"; {len(refused)} left out: {refused[0]}" if refused else ""
    return act(at_rest(state), step, f"{len(step.changes)} more labeled {span.label}{left}")


def _select(state: State, found: Stretch | None) -> State:
    if found is None:
        return refuse(state, f"{display(state.search)!r} is not in this document")
    document = state.session.document
    paragraph = document.at(found[0])
    if found[0] >= paragraph.end:
        return at_offset(state, found[0])
    start, end = snap(document.text, found[0], min(found[1], paragraph.end), paragraph.start, paragraph.end)
    return mark(at_offset(state, start), Marking(start, end))


def _unlabeled(state: State, text: str, label: str) -> Iterator[Stretch]:
    """Places of this text between word borders, in any case, that do not have the label yet."""
    document, marks = state.session.document, state.session.marks
    before = r"(?<!\w)" if text[:1].isalnum() else ""
    behind = r"(?!\w)" if text[-1:].isalnum() else ""
    pattern = re.compile(before + re.escape(text) + behind, re.IGNORECASE)
    for match in pattern.finditer(document.text):
        start, end = match.span()
        paragraph = document.at(start)
        labeled = marks.shelf(paragraph.n).crossing(start, end)
        if end <= paragraph.end and label not in {span.label for span in labeled}:
            yield start, end


def _in_context(document: Document, at: Stretch) -> str:
    paragraph = document.at(at[0])
    low = max(paragraph.start, at[0] - _CONTEXT)
    high = min(paragraph.end, at[1] + _CONTEXT)
    parts = (document.text[low : at[0]], document.text[at[0] : at[1]], document.text[at[1] : high])
    before, quote, behind = map(display, parts)
    return f"{paragraph.n:>5}  {before:>{_CONTEXT}}[{quote}]{behind}"


def _steps_back(length: int, offset: int, step: int = 65_536) -> Iterator[Stretch]:
    """Windows from the offset back to the start, then from the end back to the offset."""
    for high in range(offset, 0, -step):
        yield max(0, high - step), high
    for high in range(length, offset, -step):
        yield max(offset, high - step), high
