"""What each version of a question says, and what of it others say differently."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

import msgspec

from annotate.core.attributes import with_defaults
from annotate.core.marks import Marks
from annotate.core.records import Attributes, ParagraphRecord, RelationRecord, SpanRecord
from annotate.core.review import Case, Review, Subject
from annotate.core.review.cases import Said, label_values
from annotate.core.schema import Attribute, Schema, Value
from annotate.core.session import Session
from annotate.tui.held import Basis
from annotate.tui.questions import shown_value
from annotate.tui.review.wording import ends_of, label_of

Stretch = tuple[int, int]


class Fact(msgspec.Struct, frozen=True):
    """Something that a version says; `differs` if not all say so."""

    name: str
    text: str
    differs: bool


class Piece(msgspec.Struct, frozen=True):
    """A part of the text that a version covers; `differs` if not all cover it."""

    start: int
    end: int
    differs: bool


class Facts(msgspec.Struct, frozen=True):
    """What one version says. `pieces` in the order of the text; where there is a gap between two,
    the version leaves it out. `noted` if the note is not the same in all."""

    label: Fact
    pieces: tuple[Piece, ...] = ()
    others: tuple[Fact, ...] = ()
    note: str = ""
    noted: bool = False

    @property
    def moved(self) -> bool:
        """Whether its borders are not those of all others."""
        return any(piece.differs for piece in self.pieces)


def facts_of(review: Review, session: Session, case: Case) -> tuple[Facts, ...]:
    """Of all versions, in their order."""
    basis = Basis((review, session, case), review, case, session.schema, session.document, loose(review, session))
    return _facts_of(basis)


def loose(review: Review, session: Session) -> Marks | None:
    """What versions are told by besides themselves: in a merged file their ends are what stands there
    now, everywhere else they are questions."""
    return session.marks if review.merged else None


@lru_cache(maxsize=64)
def _facts_of(basis: Basis[tuple[Review, Session, Case]]) -> tuple[Facts, ...]:
    review, session, case = basis.of
    labels = [label_of(version.record) for version in case.versions]
    pieces = _pieces(case)
    answers = _answers(session.schema, session.document.text, case)
    ends = _ends(review, session.marks, case)
    said = _decisions(case)
    return tuple(
        Facts(
            Fact("", labels[index], len(set(labels)) > 1),
            pieces[index],
            (*ends[index], *said[index], *answers[index]),
            " / ".join(version.notes),
            len({each.notes for each in case.versions}) > 1,
        )
        for index, version in enumerate(case.versions)
    )


def common(case: Case) -> tuple[Stretch, ...]:
    """What all versions of an annotation cover."""
    stretches = [v.record.stretches for v in case.versions if isinstance(v.record, SpanRecord)]
    found = stretches[0] if stretches else ()
    for each in stretches[1:]:
        found = tuple((max(a, c), min(b, d)) for a, b in found for c, d in each if max(a, c) < min(b, d))
    return found


def disputed(case: Case) -> tuple[Stretch, ...]:
    """What some versions cover and others do not; all of it if some have nothing there."""
    parts = [v.record.stretches for v in case.versions if isinstance(v.record, SpanRecord)]
    shared = common(case)
    pieces = {each for stretches in parts for each in _without(stretches, shared)}
    return tuple(sorted(pieces))


def _pieces(case: Case) -> list[tuple[Piece, ...]]:
    shared = common(case)
    found = []
    for version in case.versions:
        record = version.record
        stretches = record.stretches if isinstance(record, SpanRecord) else ()
        inside = [Piece(*each, False) for each in _within(stretches, shared)]
        outside = [Piece(*each, True) for each in _without(stretches, shared)]
        found.append(tuple(sorted([*inside, *outside], key=lambda piece: piece.start)))
    return found


def _within(stretches: Sequence[Stretch], shared: Sequence[Stretch]) -> list[Stretch]:
    return [(max(a, c), min(b, d)) for a, b in stretches for c, d in shared if max(a, c) < min(b, d)]


def _without(stretches: Sequence[Stretch], shared: Sequence[Stretch]) -> list[Stretch]:
    found = []
    for start, end in stretches:
        at = start
        for a, b in shared:
            if a < end and b > start:
                if at < a:
                    found.append((at, a))
                at = max(at, b)
        if at < end:
            found.append((at, end))
    return found


def _answers(schema: Schema, text: str, case: Case) -> list[tuple[Fact, ...]]:
    """The attributes that any version gives a value, in the order of the schema; those that are
    nobody's choice are left out where they are the same, and what one label has not."""
    given = [_given(case, index) for index in range(len(case.versions))]
    kinds = [_declared(schema, case, index) for index in range(len(case.versions))]
    full = [with_defaults(kind, values) for kind, values in zip(kinds, given, strict=True)]
    declared = {each.name: each for kind in kinds for each in kind}
    names = [name for name in declared if any(name in each for each in full)]
    names += list(dict.fromkeys(name for each in full for name in each if name not in declared))
    found: list[list[Fact]] = [[] for _ in full]
    for name in names:
        attribute = declared.get(name)
        shown = [_shown(attribute, each.get(name), text) for each in full]
        counts = attribute is None or attribute.compare
        differs = counts and len(set(shown)) > 1
        if differs or any(name in each for each in given):
            for facts, value in zip(found, shown, strict=True):
                facts.append(Fact(name, value, differs))
    return [tuple(_told(facts)) for facts in found]


def _told(facts: Sequence[Fact]) -> Iterator[Fact]:
    """Without what has no value, unless there is nothing else to tell the version by."""
    tells = any(fact.text and fact.differs for fact in facts)
    for fact in facts:
        if fact.text:
            yield fact
        elif fact.differs and not tells:
            yield msgspec.structs.replace(fact, text="-")


def _shown(attribute: Attribute | None, value: Value | None, text: str) -> str:
    if attribute is None:
        return "" if value is None else str(value)
    if isinstance(value, tuple) and attribute.type.value == "set":
        value = tuple(each for each in attribute.values if each in value) or value
    return shown_value(attribute, value, text)


def _given(case: Case, index: int) -> Attributes:
    record = case.versions[index].record
    if isinstance(record, SpanRecord | RelationRecord):
        return record.attributes
    return label_values(case, case.versions[index]) if case.name in record.labels else {}


def _declared(schema: Schema, case: Case, index: int) -> tuple[Attribute, ...]:
    record = case.versions[index].record
    if isinstance(record, RelationRecord):
        relation = schema.relations.get(record.label)
        return relation.attributes if relation else ()
    label = schema.labels.get(record.label if isinstance(record, SpanRecord) else case.name)
    return label.attributes if label else ()


def _ends(review: Review, marks: Marks, case: Case) -> list[tuple[Fact, ...]]:
    if case.subject is not Subject.RELATION:
        return [()] * len(case.versions)
    ends = [ends_of(review, marks, version) for version in case.versions]
    keys = [version.ends for version in case.versions]
    return [
        tuple(Fact(name, end[side], len({each[side] for each in keys}) > 1) for side, name in enumerate(("from", "to")))
        for end in ends
    ]


def _decisions(case: Case) -> list[tuple[Fact, ...]]:
    """What was decided about the paragraph; notes are told for themselves."""
    if case.subject is not Subject.DECISION:
        return [()] * len(case.versions)
    said = [_decision(version.record) for version in case.versions]
    return [tuple(Fact("", text, any(text not in other for other in said)) for text in texts) for texts in said]


def _decision(record: Said) -> tuple[str, ...]:
    texts = [record.status.value] if isinstance(record, ParagraphRecord) else []
    if record.flag:
        texts.append("another look wanted")
    return tuple(texts) if texts or record.note else ("no note",)
