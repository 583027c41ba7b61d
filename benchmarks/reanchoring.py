"""How long annotations take to be found again, beside reading and writing the same file.

    python -m benchmarks reanchoring

10 MB of news with 100,000 annotations, in 100,000 paragraphs and on one line, after a few edits and
after one in every hundredth paragraph.
"""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from annotate.core.document import Document, ParagraphMode
from annotate.core.paragraphs import paragraphs
from annotate.core.reanchor import Outcome, reanchor
from annotate.store.annotations import read_annotations
from annotate.store.content import encode
from benchmarks import samples
from benchmarks.figures import Figure, compared

FEW = 20
MANY = 1000
ROUNDS = 3
WORDS = ("Velmar", "harbor", "eleven", "tram", "crowns")


def figures() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for what, source in (
            ("100,000 paragraphs", samples.paragraphs(folder)),
            ("one line", samples.one_line(folder)),
        ):
            path = samples.annotated(source, folder / "exports")
            for edits in (0, FEW, MANY):
                yield _figure(f"{what}, {edits:,} edits", source, path, edits)


def _figure(what: str, source: Path, path: Path, edits: int) -> Figure:
    text = _edited(source.read_text(encoding="utf-8"), edits)
    starts, ends = paragraphs(text, ParagraphMode.AUTO)
    document = Document("d", "d.txt", text, "1" * 64, "utf-8", False, ParagraphMode.AUTO, starts, ends)
    read, found = [], []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        records = [entry.record for entry in read_annotations(path).entries]
        b"".join(encode(each) + b"\n" for each in records)
        middle = time.perf_counter()
        _check(reanchor(records, document))
        read.append(middle - start)
        found.append(time.perf_counter() - middle)
    return compared(what, "s", found, "reading and writing", read)


def _check(outcome: Outcome) -> None:
    counts = {word.value: number for word, number in outcome.counts.items()}
    assert counts["exact"] + counts["moved"] > 0.9 * len(outcome.fates), counts


def _edited(text: str, edits: int) -> str:
    """The text with so many words replaced, evenly spread, and a line moved to the end."""
    chance = random.Random(1)
    parts = []
    step = len(text) // (edits + 1)
    at = 0
    for number in range(1, edits + 1):
        start = text.index(" ", number * step) + 1
        end = text.index(" ", start)
        parts += [text[at:start], chance.choice(WORDS)]
        at = end
    whole = "".join([*parts, text[at:]])
    first, _, rest = whole.partition("\n")
    return f"{rest}{first}\n" if edits and rest else whole
