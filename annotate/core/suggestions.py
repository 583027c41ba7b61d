"""Answers given before, offered again: the schema's `suggest`, and what entities are called.

They come from the annotations that are there, so what was deleted or answered anew is not offered.
Which are the latest, the session's history says; of what was made before it, those nearest above in
the text come first. Both are looked through as far as can be done while a question opens.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, islice

import msgspec

from annotate.core.events import Item, ParagraphMark
from annotate.core.fitting import misfit
from annotate.core.records import Attributes, Labels, RelationRecord, SpanRecord
from annotate.core.schema import (
    Attribute,
    AttributeType,
    Label,
    Relation,
    Scope,
    Suggest,
    Value,
)
from annotate.core.session import History, Session

LIMIT = 20
"""Suggestions at once."""

_CHANGES = 2_000
_PARAGRAPHS = 4_000
_SPANS = 5_000


class _Said(msgspec.Struct, frozen=True):
    """What is answered under a label of a paragraph."""

    attributes: Attributes


Thing = SpanRecord | RelationRecord | _Said


def suggested(
    session: Session,
    kind: Label | Relation,
    attribute: Attribute,
    quote: str,
    *,
    id: str = "",
    n: int | None = None,
) -> tuple[Value, ...]:
    """Values to offer for an attribute of a label or relation, the best first; maybe none.

    With `previous_same_text` those that annotations with this label and the same text have, not
    regarding case and spaces; with `recent_values` those that any with this label have; the latest
    first. An `entity` is offered what entities are called that stand on the same text, under any
    label, then those of the same question, then all others. Any other attribute, nothing: numbers
    in the text are read by `core.numbers`.

    Args:
        quote: the text of the annotation in question; "" for paragraphs and relations.
        id: the annotation itself, whose own answer is not offered.
        n: the paragraph to look back from; that of the latest step if not given.
    """
    if n is None:
        n = session.last.n if session.last else 1
    if attribute.type is AttributeType.ENTITY:
        values = _entities(session, kind, attribute, quote, id, n)
    elif attribute.suggest is Suggest.PREVIOUS_SAME_TEXT:
        values = _answers(_with_text(_asked(session, kind, id, n), quote), attribute)
    elif attribute.suggest is Suggest.RECENT_VALUES:
        values = _answers(_asked(session, kind, id, n), attribute)
    else:
        return ()
    fitting = (value for value in _distinct(values) if not misfit(attribute, value))
    return tuple(islice(fitting, LIMIT))


def _entities(
    session: Session, kind: Label | Relation, attribute: Attribute, quote: str, id: str, n: int
) -> Iterator[Value]:
    names = {
        label.name: [each.name for each in label.attributes if each.type is AttributeType.ENTITY]
        for label in session.schema.labels.values()
    }
    given = [
        (span, value)
        for span in _spans(session, n)
        if span.id != id
        for name in names.get(span.label, ())
        if (value := span.attributes.get(name)) is not None
    ]
    wanted = _folded(quote)
    yield from (value for span, value in given if _folded(span.quote) == wanted)
    yield from _answers(_asked(session, kind, id, n), attribute)
    yield from (value for _, value in given)


def _asked(session: Session, kind: Label | Relation, id: str, n: int) -> Iterable[Thing]:
    """What the same is asked about, the latest first; without the annotation `id`."""
    if isinstance(kind, Label) and kind.scope is not Scope.SPAN:
        return [_Said(labels[kind.name]) for labels in _labels(session, n) if kind.name in labels]
    things: Iterable[SpanRecord | RelationRecord]
    things = _spans(session, n) if isinstance(kind, Label) else _relations(session, n)
    return [each for each in things if each.label == kind.name and each.id != id]


def _spans(session: Session, n: int) -> Iterator[SpanRecord]:
    """Spans, maybe twice: those that the latest steps have made or changed, then in the text."""
    marks, left = session.marks, _SPANS
    yield from (each for each in _touched(session) if isinstance(each, SpanRecord))
    for number in _numbers(session, n):
        spans = marks.spans(number)[-left:]
        yield from reversed(spans)
        left -= len(spans)
        if not left:
            return


def _relations(session: Session, n: int) -> Iterator[RelationRecord]:
    yield from (each for each in _touched(session) if isinstance(each, RelationRecord))
    for span in _spans(session, n):
        yield from session.marks.links_of(span.id)


def _labels(session: Session, n: int) -> Iterator[Labels]:
    yield from (each.labels for each in _touched(session) if isinstance(each, ParagraphMark))
    for number in _numbers(session, n):
        if mark := session.marks.paragraphs.get(number):
            yield mark.labels


def _touched(session: Session) -> Iterator[Item]:
    """What the latest steps have made or changed and is still there, as it is now."""
    history: History = session.done
    steps = changes = _CHANGES
    while history is not None and steps and changes > 0:
        history, step = history
        steps -= 1
        changes -= len(step.changes)
        for change in reversed(step.changes[-_CHANGES:]):
            now = change.after and session.marks.item(change.after)
            if now is not None:
                yield now


def _numbers(session: Session, n: int) -> Iterator[int]:
    """Paragraph `n` and those above it, going up, then those below it, going down."""
    numbers = chain(range(n, 0, -1), range(n + 1, len(session.document) + 1))
    return islice(numbers, _PARAGRAPHS)


def _answers(things: Iterable[Thing], attribute: Attribute) -> Iterator[Value]:
    for thing in things:
        if (value := thing.attributes.get(attribute.name)) is not None:
            yield value


def _with_text(things: Iterable[Thing], text: str) -> Iterator[Thing]:
    wanted = _folded(text)
    for thing in things:
        if isinstance(thing, SpanRecord) and _folded(thing.quote) == wanted:
            yield thing


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def _distinct(values: Iterable[Value]) -> Iterator[Value]:
    seen: set[tuple[type, Value]] = set()
    for value in values:
        if (key := (type(value), value)) not in seen:  # for a set, True and 1 are the same
            seen.add(key)
            yield value
