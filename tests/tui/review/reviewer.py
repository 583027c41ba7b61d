"""A reviewer at the screen: annotators' spans and links in a small text, and keys to settle them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from annotate.core.compare.blocks import Block, Sheaf, sheaf_of
from annotate.core.document import Document
from annotate.core.records import DocumentRecord, Origin, ParagraphRecord, RelationRecord, SpanRecord, Status
from annotate.core.review import Accept, Review, Side, Standing, Walk, accept, review_of
from annotate.core.session import Session, advance
from annotate.store.annotations import read_annotations
from annotate.store.documents import read_document
from annotate.store.schemas import load_schema
from annotate.tui.review.hand import begin, in_hand
from tests.tui.typist import Typist, document_of, schema_of

ROOT = Path(__file__).parents[3]
TEXT = """\
The council said forty bridges need repair.

Nobody asked the ferry in Marn.

The mayor will not pay for it."""
YAML = """\
id: notices
version: 1.0.0
labels:
  claim:
    key: c
    select: sentence
    attributes:
      sure: {type: bool, default: true}
      mood: {type: enum, values: [sad, glad], keys: {sad: s, glad: g}}
  source: {key: s}
  place: {key: p}
  role: {key: r, scope: paragraph, attributes: {kind: {type: enum, values: [lead, end]}}}
  genre: {key: z, scope: document, attributes: {kind: {type: enum, values: [report, letter]}}}
relations:
  said_by: {from: claim, to: source, key: b}
"""
AT = "2026-01-01T10:00:00Z"


class Reviewer(Typist):
    """`hand` is what the question in hand is about."""

    @property
    def standing(self) -> Standing:
        found = in_hand(self.state)
        assert found is not None, self.shown()
        return found

    @property
    def hand(self) -> str:
        """The words of its first version, or its name."""
        case = self.standing.case
        record = case.versions[0].record
        if isinstance(record, SpanRecord):
            return record.quote
        return record.label if isinstance(record, RelationRecord) else case.name or "decision"

    @property
    def walk(self) -> Walk:
        walk = self.state.walk
        assert walk is not None
        return walk.at(self.state.session.marks)

    @property
    def open(self) -> int:
        return self.walk.progress.open

    def row(self, words: str) -> str:
        """The first row of the screen with these words."""
        return next((row for row in self.shown().splitlines() if words in row), "")


def mark(label: str, words: str, id: str = "", text: str = TEXT, **more: object) -> SpanRecord:
    """The first place of these words in the text."""
    start = text.index(words)
    return SpanRecord(  # type: ignore[call-overload, no-any-return]
        id=id or f"{label} {words}"[:20],
        label=label,
        start=start,
        end=start + len(words),
        quote=words,
        origin=Origin.HUMAN,
        **more,
    )


def link(source: SpanRecord, target: SpanRecord, label: str = "said_by") -> RelationRecord:
    return RelationRecord(
        id=f"{label} {source.id}", label=label, source=source.id, target=target.id, origin=Origin.HUMAN
    )


def side(
    name: str,
    *things: SpanRecord | RelationRecord,
    text: str = TEXT,
    said: Mapping[int, Mapping[str, object]] | None = None,
    about: Mapping[str, object] | None = None,
) -> Side:
    """Somebody's file; every paragraph is done unless `said` has other words for it."""
    document = document_of(text)
    blocks = [_block(document, n, things, (said or {}).get(n, {})) for n in range(1, len(document) + 1)]
    head = DocumentRecord(1, "article", "article.txt", "0" * 64, "utf-8", "notices", "1.0.0", name, **(about or {}))  # type: ignore[arg-type]
    return Side(name, Sheaf(head, tuple(blocks)))


def reviewer(
    folder: Path, *sides: Side, rule: Accept = Accept.UNANIMOUS, blind: bool = False, columns: int = 80, rows: int = 24,
    text: str = TEXT,
) -> Reviewer:  # fmt: skip
    schema = schema_of(YAML, folder)
    review = review_of(sides, schema, blind=blind)
    return at_screen(review, Session(document_of(text), schema, "carol"), rule, columns, rows)


def samples(columns: int = 80, rows: int = 24) -> Reviewer:
    """At the files in `exports/`, with what both say accepted."""
    schema = load_schema(ROOT / "schemas" / "news-claims.yaml")
    document = read_document(ROOT / "corpus" / "article.txt", root=ROOT / "corpus")
    files = [read_annotations(ROOT / "exports" / f"article.{name}.ann.jsonl") for name in ("alice", "bert")]
    sides = [
        Side(name, sheaf_of(entry.record for entry in file.entries))
        for name, file in zip(("alice", "bert"), files, strict=True)
    ]
    review = review_of(sides, schema)
    return at_screen(review, Session(document, schema, "carol"), Accept.UNANIMOUS, columns, rows)


def at_screen(review: Review, session: Session, rule: Accept, columns: int, rows: int) -> Reviewer:
    beforehand = accept(review, session, AT, rule)
    if beforehand is not None:
        session = advance(session, beforehand)
    return Reviewer(begin(session, None, Walk(review, session.schema)), columns=columns, rows=rows)


def _block(
    document: Document, n: int, things: Sequence[SpanRecord | RelationRecord], said: Mapping[str, object]
) -> Block:
    paragraph = document.paragraph(n)
    spans = [e for e in things if isinstance(e, SpanRecord) and paragraph.start <= e.start < paragraph.end]
    spans.sort(key=lambda each: (each.start, each.end, each.label, each.id))
    ids = {each.id for each in spans}
    links = tuple(each for each in things if isinstance(each, RelationRecord) and each.source in ids)
    text = document.text[paragraph.start : paragraph.end]
    fields = {"status": Status.DONE, **said}
    return Block(ParagraphRecord(n=n, start=paragraph.start, text=text, **fields), tuple(spans), links)  # type: ignore[arg-type]
