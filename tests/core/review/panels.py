"""Annotators at one small text, and a reviewer who settles what they did differently."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from annotate.core.compare.blocks import Block, Sheaf
from annotate.core.events import Step, Undo
from annotate.core.records import DocumentRecord, Origin, ParagraphRecord, RelationRecord, SpanRecord, Status
from annotate.core.requirements import Constraint, LabelCount, Unit
from annotate.core.review import Accept, Case, Review, Side, State, Walk, accept, review_of
from annotate.core.rulings import Ruling
from annotate.core.schema import Attribute, AttributeType, Label, Overlap, OverlapRule, Range, Relation, Schema, Scope
from annotate.core.session import Session, advance
from annotate.store.reviewing import document_of

AT = "2026-01-01T10:00:00Z"
TEXT = ("The council said forty bridges need repair", "Nobody asked the ferry")
SCHEMA = Schema(
    id="small",
    version="1.0.0",
    labels={
        "claim": Label(
            "claim",
            attributes=(
                Attribute("sure", AttributeType.BOOL, default=True),
                Attribute("words", AttributeType.SET),
                Attribute("mood", AttributeType.STRING, compare=False),
            ),
        ),
        "source": Label("source"),
        "figure": Label("figure"),
        "role": Label("role", Scope.PARAGRAPH, attributes=(Attribute("tags", AttributeType.SET),)),
        "genre": Label("genre", Scope.DOCUMENT),
    },
    relations={
        "by": Relation("by", ("claim",), ("source",)),
        "same": Relation("same", ("source",), ("source",), symmetric=True),
        "because": Relation("because", ("@by",), ("claim",)),
    },
    constraints=(
        Constraint("one-source", Unit.PARAGRAPH, LabelCount(("source",), Range(0, 1)), message="one source at most"),
    ),
    overlap=(OverlapRule(("figure", "figure"), Overlap.FORBID),),
)


def mark(label: str, words: str, id: str = "", **more: object) -> SpanRecord:
    """The first of these words of the text, labeled; the id is made of both if none is given."""
    start = next(START[n] + text.index(words) for n, text in enumerate(TEXT) if words in text)
    return SpanRecord(  # type: ignore[call-overload, no-any-return]
        id=id or f"{label} {words}",
        label=label,
        start=start,
        end=start + len(words),
        quote=words,
        origin=Origin.HUMAN,
        **more,
    )


def link(
    label: str, source: SpanRecord | RelationRecord, target: SpanRecord, id: str = "", **more: object
) -> RelationRecord:
    return RelationRecord(  # type: ignore[call-overload, no-any-return]
        id=id or f"{label} {source.id}", label=label, source=source.id, target=target.id, origin=Origin.HUMAN, **more
    )


def side(
    name: str,
    *things: SpanRecord | RelationRecord,
    lines: Sequence[Mapping[str, object]] = ({}, {}),
    about: Mapping[str, object] | None = None,
) -> Side:
    """Somebody's file; every paragraph is done unless `lines` has another word for it."""
    blocks = []
    for n, text in enumerate(TEXT):
        said = {"status": Status.DONE, **lines[n]}
        paragraph = ParagraphRecord(n=n + 1, start=START[n], text=text, **said)  # type: ignore[arg-type]
        here = [each for each in things if isinstance(each, SpanRecord) and _lies_in(each, n)]
        ids = {each.id for each in here}
        links: list[RelationRecord] = []
        for each in things:
            if isinstance(each, RelationRecord) and each.source in ids:
                links.append(each)
                ids.add(each.id)
        here.sort(key=lambda each: (each.start, each.end, each.label, each.id))
        blocks.append(Block(paragraph, tuple(here), tuple(links)))
    head = DocumentRecord(1, "ferry", "ferry.txt", "0" * 64, "utf-8", "small", "1.0.0", name, **(about or {}))  # type: ignore[arg-type]
    return Side(name, Sheaf(head, tuple(blocks)))


class Desk:
    """A reviewer with the questions of these sides; nothing is settled beforehand unless told."""

    def __init__(
        self, *sides: Side, rule: Accept = Accept.NONE, rulings: Mapping[str, Ruling] | None = None, blind: bool = False
    ) -> None:
        self.review: Review = review_of(sides, SCHEMA, rulings, blind=blind)
        self.session = Session(document_of(sides[0].sheaf), SCHEMA, "carol")
        if rulings:
            marks = msgspec.structs.replace(self.session.marks, rulings=rulings)
            self.session = msgspec.structs.replace(self.session, marks=marks)
        self.beforehand = accept(self.review, self.session, AT, rule)
        if self.beforehand:
            self.do(self.beforehand)

    def do(self, step: Step) -> None:
        self.session = advance(self.session, step)

    def undo(self) -> None:
        self.session = advance(self.session, Undo(AT))

    def case(self, words: str) -> Case:
        """The first question of which a version has these words: of an annotation its quote, of a link
        or label its name, `decision`."""
        return next(each for each in self.review.known.values() if any(words in word for word in told(each)))

    def state(self, words: str) -> State:
        return self.walk.standing(self.case(words).key).state

    @property
    def walk(self) -> Walk:
        return Walk(self.review, SCHEMA).at(self.session.marks)

    @property
    def open(self) -> list[str]:
        """A word for each open question."""
        walk = self.walk
        cases = (each for n in self.review.paragraphs for each in walk.of(n))
        return [told(each.case)[0] for each in cases if each.state.asks]

    @property
    def quotes(self) -> list[str]:
        """The texts of the result's annotations."""
        return [span.quote for n in (1, 2) for span in self.session.marks.spans(n)]

    @property
    def links(self) -> list[str]:
        relations = self.session.marks.relations.values()
        return sorted(f"{each.label} {self._quote(each.source)} > {self._quote(each.target)}" for each in relations)

    def _quote(self, id: str) -> str:
        span = self.session.marks.span(id)
        return span.quote if span else self.session.marks.relations[id].label


def told(case: Case) -> list[str]:
    if case.name:
        return [case.name]
    records = [version.record for version in case.versions]
    quotes = [each.quote for each in records if isinstance(each, SpanRecord)]
    names = [each.label for each in records if isinstance(each, RelationRecord)]
    return quotes or names or ["decision"]


def who(desk: Desk, words: str) -> list[str]:
    """Who says what about a question: names of each version, then of those who have none."""
    case = desk.case(words)
    said = ["+".join(desk.review.say(version.sides)) for version in case.versions]
    return [*said, "-" + "+".join(desk.review.say(case.absent))] if case.absent else said


def _lies_in(span: SpanRecord, n: int) -> bool:
    return START[n] <= span.start < START[n] + len(TEXT[n])


START = (0, len(TEXT[0]) + 2)
