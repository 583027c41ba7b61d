"""How long a review takes to open, and a decision to be made, beside reading the same files.

    python -m benchmarks reviewing

Six annotators at one document with 10,000 annotations each, of which one in ten is another than what
most have: in its borders, in its label or not there; spans alone, and three spans to a link.
"""

from __future__ import annotations

import hashlib
import random
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec

from annotate.core.records import (
    FORMAT,
    Attributes,
    DocumentRecord,
    Origin,
    ParagraphRecord,
    Record,
    RelationRecord,
    SpanRecord,
    Status,
)
from annotate.core.review import Case, Walk, take
from annotate.core.schema import Schema
from annotate.core.session import advance
from annotate.store.reviewing import Bench, Terms, open_review, read_input
from annotate.store.schemas import find_schema, load_schema
from benchmarks.figures import Figure, compared

ANNOTATORS = 6
ANNOTATIONS = 10_000
IN_PARAGRAPH = 20
ODD = 0.1
ROUNDS = 5
KEYS = 300
LIMIT = 1.0
_AT = "2026-01-01T10:00:00Z"
_WORDS = ("bridge", "harbor", "council", "rivets", "of", "the", "a", "said", "forty", "that", "closed", "toll")
_ANSWERS: dict[str, Attributes] = {"claim": {"attribution": "attributed"}, "source": {"kind": "person"}, "stance": {}}
_LETTERS = "abcdefghijklmnopqrstuvwxyz234567"


def figures() -> Iterator[Figure]:
    schema = load_schema(find_schema("news-claims", Path.cwd()))
    with tempfile.TemporaryDirectory() as name:
        for what, linked in (("spans", False), ("spans and links", True)):
            folder = Path(name, what.replace(" ", "-"))
            files = [file_of(folder, schema, f"ann{number}", linked) for number in range(ANNOTATORS)]
            yield from _opening(what, files, folder / "out", schema)


def _opening(what: str, files: list[Path], out: Path, schema: Schema) -> Iterator[Figure]:
    opened, read, keys = [], [], []
    for turn in range(ROUNDS):
        start = time.perf_counter()
        inputs = [read_input(path) for path in files]
        middle = time.perf_counter()
        bench = open_review(inputs, schema, Terms("carol", out / str(turn), lambda: _AT))
        walk = Walk(bench.review, schema).at(bench.session.marks)
        end = time.perf_counter()
        opened.append(end - start)
        read.append(middle - start)
        if turn == 0:
            keys = list(_keys(bench, walk))
        bench.close()
    figure = compared(f"open {ANNOTATORS} x {ANNOTATIONS:,} {what}", "s", opened, "reading them", read)
    yield figure._replace(limit=LIMIT, of_ratio=False)
    first, last = keys[: len(keys) // 2], keys[len(keys) // 2 :]
    yield compared(f"a decision among {what}, without the disk", "ms", last, "the first ones", first)


def _keys(bench: Bench, walk: Walk) -> Iterator[float]:
    """The milliseconds of each: planned, played, and the next question found."""
    session = bench.session
    case: Case | None = walk.next(1)
    for _ in range(KEYS):
        assert case is not None
        start = time.perf_counter()
        session = advance(session, take(bench.review, session, _AT, case, 1))
        case = walk.at(session.marks).next(case.n, case.key)
        yield (time.perf_counter() - start) * 1000


def file_of(folder: Path, schema: Schema, name: str, linked: bool, in_paragraph: int = IN_PARAGRAPH) -> Path:
    """The file of one annotator; beside it the document, the same one for all."""
    folder.mkdir(exist_ok=True)
    records = list(_records(random.Random(name), name, linked, in_paragraph))
    text = "\n\n".join(each.text for each in records if isinstance(each, ParagraphRecord)).encode()
    (folder / "big.txt").write_bytes(text)
    sha256 = hashlib.sha256(text).hexdigest()
    head = DocumentRecord(
        FORMAT, "big", "big.txt", sha256, "utf-8", schema.id, schema.version, name, schema_sha256=schema.hash
    )
    path = folder / f"big.{name}.ann.jsonl"
    path.write_bytes(msgspec.json.Encoder().encode_lines([head, *records]))
    return path


def _records(chance: random.Random, name: str, linked: bool, in_paragraph: int) -> Iterator[Record]:
    text_of = random.Random(1)
    at = 0
    spans_of_all = ANNOTATIONS * 3 // 4 if linked else ANNOTATIONS
    for n in range(1, spans_of_all // in_paragraph + 1):
        words = [text_of.choice(_WORDS) for _ in range(4 * in_paragraph)]
        text = " ".join(words)
        yield ParagraphRecord(n, at, text, Status.DONE, name, _AT)
        spans = list(_spans(chance, words, at, text))
        yield from sorted(spans, key=lambda span: (span.start, span.end, span.label, span.id))
        if linked:
            yield from _links(chance, spans)
        at += len(text) + 2


def _spans(chance: random.Random, words: list[str], at: int, text: str) -> Iterator[SpanRecord]:
    starts = [sum(len(word) + 1 for word in words[:index]) for index in range(len(words))]
    for index in range(len(words) // 4):
        label, last = ("claim", "source", "stance")[index % 3], index * 4 + 2
        if chance.random() < ODD:
            kind = chance.randrange(3)
            if kind == 0:
                continue
            last -= kind == 1
            label = "stance" if kind == 2 else label
        start, end = starts[index * 4], starts[last] + len(words[last])
        yield SpanRecord(
            id=_id(chance),
            label=label,
            start=at + start,
            end=at + end,
            quote=text[start:end],
            attributes=_ANSWERS[label],
            origin=Origin.HUMAN,
        )


def _links(chance: random.Random, spans: list[SpanRecord]) -> Iterator[RelationRecord]:
    sources = [span for span in spans if span.label == "source"]
    for span in spans:
        if span.label == "claim" and sources:
            target = min(sources, key=lambda source: abs(source.start - span.start))
            yield RelationRecord(
                id=_id(chance), label="attributed_to", source=span.id, target=target.id, origin=Origin.HUMAN
            )


def _id(chance: random.Random) -> str:
    return "".join(chance.choices(_LETTERS, k=8))
