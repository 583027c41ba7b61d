"""How long the text functions take on ordinary and on giant documents."""

from __future__ import annotations

import tempfile
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from annotate.core.display import cells
from annotate.core.document import Document
from annotate.core.graphemes import next_border, previous_border, snap
from annotate.core.segments import (
    blocks,
    clauses,
    paragraphs,
    parentheses,
    quotes,
    sentences,
    words,
)
from annotate.store.documents import read_document

SENTENCE = "The mayor said that the bridge, which is old, won’t close before May. "
TEXTS = {
    "10 MB on one line": SENTENCE * (10_000_000 // len(SENTENCE)),
    "100,000 paragraphs": (SENTENCE + "\n") * 100_000,
    "a million marks": "a" + "\u0301" * 1_000_000,
    "ASCII, one block": SENTENCE.replace("’", "'") * (8192 // len(SENTENCE)),
    "curly, one block": SENTENCE * (8192 // len(SENTENCE)),
    "CJK, one block": "港口管理局说，这座桥将关闭。" * 580,
    "emoji, one block": "👨\u200d👩\u200d👧 🇫🇷 ❤\ufe0f " * 620,
    "one paragraph": SENTENCE * 5,
}


def seconds(action: Callable[[], object], least: int = 3) -> float:
    """The best of some runs, in seconds."""
    best = float("inf")
    for _ in range(least):
        begin = perf_counter()
        action()
        best = min(best, perf_counter() - begin)
    return best


def shown(value: float) -> str:
    return f"{value * 1e6:8.0f} µs" if value < 1e-3 else f"{value * 1e3:8.1f} ms"


def measure(name: str, text: str, folder: Path) -> None:
    path = folder / "d.txt"
    path.write_text(text, encoding="utf-8", newline="")
    document = read_document(path)
    first = document.paragraph(1)
    block = blocks(text, first.start, first.end)[0]
    middle = (first.start + first.end) // 2
    print(f"{name}: {len(text):,} code points, {len(document):,} paragraphs")
    rows: dict[str, Callable[[], object]] = {
        "read_document": lambda: read_document(path),
        "paragraphs": lambda: paragraphs(text, document.mode),
        "blocks": lambda: blocks(text, first.start, first.end),
        "next, previous, snap": lambda: nearby(document, middle),
    }
    for function in (cells, words, sentences, clauses, quotes, parentheses):
        rows[f"{function.__name__} of a block"] = lambda f=function: f(text, *block)
    for row, action in rows.items():
        print(f"  {row:24}{shown(seconds(action))}")
    tracemalloc.start()
    kept = paragraphs(text, document.mode)
    print(f"  {'paragraphs, memory':24}{tracemalloc.get_traced_memory()[0] / 2**20:8.1f} MiB")
    tracemalloc.stop()
    del kept


def nearby(document: Document, offset: int) -> None:
    text = document.text
    next_border(text, offset, len(text))
    previous_border(text, offset, 0)
    snap(text, offset, offset + 5, 0, len(text))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        for title, sample in TEXTS.items():
            measure(title, sample, Path(name))
