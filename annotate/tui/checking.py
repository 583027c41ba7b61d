"""What a paragraph or the document still needs before it is done, and what gives it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

import msgspec

from annotate.core.attributes import missing
from annotate.core.constraints import Passage, document_breaches, passage_breaches, span_breaches
from annotate.core.edit import attributes_of
from annotate.core.fitting import quoted
from annotate.core.marks import Marks
from annotate.core.problems import Level
from annotate.core.ranges import Range
from annotate.core.records import Attributes, RelationRecord, SpanRecord, end_of
from annotate.core.requirements import LabelCount, Side, Unit
from annotate.core.schema import Relation, admits
from annotate.core.session import Session
from annotate.tui.chains import home, leaving
from annotate.tui.held import Held
from annotate.tui.needs import Need, Remedy, need_of, of_links

_WORST = (Level.ERROR, Level.WARNING, Level.INFO)


def needs(session: Session, n: int) -> tuple[Need, ...]:
    """What paragraph `n` needs: first its annotations in their order, each with its links."""
    global _last
    if _last is None or not _last.serves(session, n):
        _last = _Known(session, n)
    return (*_last.needs(session.marks), *needs_of(session, n, ""))


class _Known:
    """What the annotations of one paragraph need, piece of its shelf by piece, for as long as neither
    the piece nor the links of its annotations change: of a giant paragraph a key changes one piece.
    """

    def __init__(self, session: Session, n: int) -> None:
        self._session, self._n = session, n
        self._marks = session.marks
        self._pieces: dict[int, tuple[Sequence[SpanRecord], tuple[Need, ...]]] = {}

    def serves(self, session: Session, n: int) -> bool:
        mine = self._session
        return self._n == n and mine.schema is session.schema and mine.document is session.document

    def needs(self, marks: Marks) -> Iterator[Need]:
        session = msgspec.structs.replace(self._session, marks=marks)
        self._forget(marks)
        known, self._pieces = self._pieces, {}
        for piece in marks.shelf(self._n).pieces:
            held = known.get(id(piece))
            found = held[1] if held else tuple(self._of(session, piece))
            self._pieces[id(piece)] = piece, found  # the piece too: so its id is nobody else's
            yield from found

    def _of(self, session: Session, piece: Sequence[SpanRecord]) -> Iterator[Need]:
        for span in piece:
            yield from needs_of(session, self._n, span.id)
            for link in leaving(session.marks, span.id):
                yield from needs_of(session, self._n, link.id)

    def _forget(self, marks: Marks) -> None:
        """Pieces of which a link has changed, and everything where annotations are counted."""
        before, self._marks = self._marks, marks
        if any(isinstance(each.require, LabelCount) for each in self._session.schema.constraints):
            self._pieces.clear()
        changed = {*before.links.differing(marks.links), *before.relations.differing(marks.relations)}
        homes = {home(each, id) for each in (before, marks) for id in changed}
        shelf = marks.shelf(self._n)
        for span in filter(None, map(marks.span, homes)):
            self._pieces.pop(id(shelf.piece_of(span)), None)


_last: _Known | None = None


def errors(session: Session, n: int) -> tuple[Need, ...]:
    """What has to be mended before the paragraph is done."""
    return tuple(need for need in needs(session, n) if need.level is Level.ERROR)


def needs_of(session: Session, n: int, id: str) -> tuple[Need, ...]:
    """What one annotation or link of the paragraph needs, the worst first; with an empty id, the
    paragraph itself.

    Every key asks this for what is to be seen; nothing is worked out again until something changes.
    """
    return _needs_of(Held(session, n), id)


def document_needs(session: Session) -> tuple[Need, ...]:
    """What the document as a whole needs. Looks at every paragraph if the schema asks for it."""
    schema, marks = session.schema, session.marks
    asked = any(each.unit is Unit.DOCUMENT for each in schema.constraints)
    passages = [_passage(Held(session, n)) for n in range(1, asked * len(session.document) + 1)]
    breached = document_breaches(schema, passages, marks.document.labels)
    found = [need_of(session, breach, passages) for breach in breached]
    for name, values in marks.document.labels.items():
        found += _of_label(session, 0, name, values)
    return tuple(found)


@lru_cache(maxsize=1024)
def _needs_of(held: Held, id: str) -> tuple[Need, ...]:
    session, n = held.session, held.n
    span = session.marks.span(id)
    if span is not None:
        found = [*_of_span(held, span), *_of_answers(session, n, span), *_of_counts(session, n, span)]
    elif relation := session.marks.relations.get(id):
        found = [*_of_answers(session, n, relation), *_of_counts(session, n, relation)]
    else:
        found = [*_of_passage(held)]
    return tuple(sorted(found, key=lambda need: _WORST.index(need.level)))


@lru_cache(maxsize=2)
def _passage(held: Held) -> Passage:
    session, n = held.session, held.n
    paragraph = session.document.paragraph(n)
    text = session.document.text[paragraph.start : paragraph.end]
    # All annotations of a giant paragraph in a row: made only for rules that count them.
    counted = any(isinstance(each.require, LabelCount) for each in session.schema.constraints)
    spans = session.marks.spans(n) if counted else ()
    return Passage(n, text, spans, session.marks.paragraph(n).labels)


def _of_span(held: Held, span: SpanRecord) -> Iterator[Need]:
    session = held.session
    if session.schema.constraints:
        passage = _passage(held)
        for breach in span_breaches(session.schema, span, passage, session.marks.links_of):
            yield need_of(session, breach, [passage])


def _of_passage(held: Held) -> Iterator[Need]:
    session, n = held.session, held.n
    if session.schema.constraints:
        passage = _passage(held)
        for breach in passage_breaches(session.schema, passage):
            yield need_of(session, breach, [passage])
    for name, values in session.marks.paragraph(n).labels.items():
        yield from _of_label(session, n, name, values)


def _of_answers(session: Session, n: int, thing: SpanRecord | RelationRecord) -> Iterator[Need]:
    """Required attributes without an answer."""
    for each in missing(attributes_of(session, thing.id), thing.attributes):
        text = f"this {thing.label} has no {quoted(each.name)}"
        yield Need(n, thing.id, text, Remedy.ANSWER, (each.name,))


def _of_label(session: Session, n: int, name: str, values: Attributes) -> Iterator[Need]:
    """The same of a label of the paragraph or document."""
    label = session.schema.labels.get(name)
    for each in missing(label.attributes if label else (), values):
        yield Need(n, "", f"{name} has no {quoted(each.name)}", Remedy.LABEL, (name,))


def _of_counts(session: Session, n: int, thing: SpanRecord | RelationRecord) -> Iterator[Need]:
    """Relations of which too few or too many leave or reach the annotation or relation."""
    for kind in session.schema.relations.values():
        for side, ends, wanted in (
            (Side.OUT, kind.sources, kind.outgoing),
            (Side.IN, kind.targets, kind.incoming),
        ):
            if wanted != Range() and admits(ends, end_of(thing)):
                links = session.marks.links_of(thing.id)
                count = sum(_counted(kind, side, each, thing.id) for each in links)
                if count not in wanted:
                    yield of_links(n, thing.id, thing.label, (kind.name,), side, wanted, count)


def _counted(kind: Relation, side: Side, relation: RelationRecord, id: str) -> bool:
    end = relation.source if side is Side.OUT else relation.target
    return relation.label == kind.name and end == id
