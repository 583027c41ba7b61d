"""Documents and annotation files to measure with: generated, always the same."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

from annotate.core.document import Document
from annotate.core.events import DocumentMark
from annotate.core.marks import gather
from annotate.core.records import Origin, SpanRecord
from annotate.core.schema import Schema
from annotate.core.session import Session
from annotate.store.annotations import lines_of
from annotate.store.documents import read_document
from annotate.store.names import annotation_path
from annotate.store.schemas import find_schema, load_schema

ROOT = Path(__file__).resolve().parent.parent
ANNOTATOR = "ana"
ANNOTATIONS = 100_000
_SIZE = 10_000_000
_PARAGRAPHS = 100_000
_WHO = ("The council", "A spokesman for the port", "Ostwick’s mayor", "The Harl Herald", "A report")
_SAYS = ("said that", "denied that", "had expected that", "wrote on Monday that", "feared that")
_WHAT = ("bridges", "barns", "ferries", "mills", "families", "wells", "pupils", "boats")
_DOES = ("would close", "had burned", "were repaired", "need help", "were sold", "had left")


def article() -> Path:
    """The article that first paint is measured on."""
    seed = ROOT.parent / "shared" / "data" / "seed-article" / "article.txt"
    return seed if seed.exists() else ROOT / "corpus" / "article.txt"


def paragraphs(folder: Path) -> Path:
    """10 MB of news in 100,000 paragraphs, one on each line."""
    size = _SIZE // _PARAGRAPHS
    chance = random.Random(1)
    lines = [_filled(chance, size - 1) for _ in range(_PARAGRAPHS)]
    return _written(folder / "paragraphs.txt", "\n".join(lines) + "\n")


def one_line(folder: Path) -> Path:
    """10 MB of news on one line."""
    return _written(folder / "line.txt", _filled(random.Random(2), _SIZE))


def annotated(source: Path, out: Path) -> Path:
    """The annotation file of the document with 100,000 claims, evenly spread over it."""
    document = read_document(source, root=source.parent)
    session = Session(document, schema(), ANNOTATOR)
    marks = gather(DocumentMark(), (), _claims(document), ())
    session = Session(document, session.schema, ANNOTATOR, marks)
    path = annotation_path(out, document.id, ANNOTATOR)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.writelines(lines_of(session))
    return path


def slate_annotations(source: Path) -> Path:
    """As many in slate's form: a token of each line, or of each 15 tokens of a line."""
    path = source.with_name(f"{source.name}.annotations")
    lines = [line.split() for line in source.read_text().splitlines()]
    step = max(1, sum(map(len, lines)) // ANNOTATIONS)
    places = ((n, token) for n, line in enumerate(lines) for token in range(0, len(line), step))
    rows = [f"({n}, {token}) - label:a" for n, token in places][:ANNOTATIONS]
    return _written(path, "\n".join(rows) + "\n")


def schema() -> Schema:
    return load_schema(find_schema(None, ROOT))


def _claims(document: Document) -> Iterator[tuple[int, SpanRecord]]:
    """Of one word each, a claim that has what the schema asks for."""
    text = document.text
    step = len(text) // ANNOTATIONS
    for number in range(ANNOTATIONS):
        place = number * step
        paragraph = document.at(place)
        start = text.rfind(" ", paragraph.start, place) + 1 or paragraph.start
        end = text.find(" ", start, paragraph.end)
        end = start + len(text[start : paragraph.end if end < 0 else end].rstrip("."))
        yield paragraph.n, SpanRecord(
            id=_id(number), label="claim", start=start, end=end, quote=text[start:end],
            attributes={"attribution": "unattributed"}, origin=Origin.HUMAN,
        )  # fmt: skip


def _id(number: int) -> str:
    return "".join("abcdefghijklmnopqrstuvwxyz234567"[number >> 5 * k & 31] for k in range(8))


def _filled(chance: random.Random, size: int) -> str:
    """Sentences of so many bytes, cut off there."""
    sentences: list[str] = []
    left = size
    while left > 0:
        sentences.append(_sentence(chance))
        left -= len(sentences[-1].encode()) + 1
    return " ".join(sentences).encode()[:size].decode(errors="ignore").rstrip()


def _sentence(chance: random.Random) -> str:
    who, says, what, does = map(chance.choice, (_WHO, _SAYS, _WHAT, _DOES))
    return f"{who} {says} {chance.randrange(2, 900)} {what} {does} in {chance.randrange(1950, 2030)}."


def _written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8", newline="")
    return path
