"""How long it takes until a label is on the disk, and until it is in the annotation file.

    .venv/bin/python -m benchmarks.store [FOLDER]

FOLDER is where to write (default: a temporary one); it decides what fsync costs.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import threading
import time
from pathlib import Path

from annotate.core.document import Document, ParagraphMode
from annotate.core.events import Change, Step
from annotate.core.marks import gather
from annotate.core.paragraphs import paragraphs
from annotate.core.records import Origin, SpanRecord
from annotate.core.schema import Label, Schema
from annotate.core.session import Session
from annotate.store.annotations import lines_of, read_annotations
from annotate.store.desk import Desk, open_desk

NOW = "2026-03-04T05:06:07Z"
SCHEMA = Schema("bench", {"claim": Label("claim")})
WORDS = "In Ostwick the council said that 40 barns and 3 mills had burned since spring. "


def document(size: int) -> Document:
    """About `size` code points in paragraphs of a hundred."""
    text = "\n".join([WORDS + f"No. {n:012}." for n in range(max(1, size // 97))])
    starts, ends = paragraphs(text, ParagraphMode.LINE)
    return Document("b", "b.txt", text, "0" * 64, "utf-8", False, ParagraphMode.LINE, starts, ends)


def span(document: Document, number: int, n: int) -> SpanRecord:
    start = document.starts[n - 1] + 3
    quote = document.text[start : start + 7]
    return SpanRecord(
        id=f"{number:08}",
        label="claim",
        start=start,
        end=start + 7,
        quote=quote,
        attributes={"kind": "figure", "sure": True},
        origin=Origin.HUMAN,
    )


def step(document: Document, number: int) -> Step:
    n = number * 7919 % len(document) + 1
    return Step("label", n, NOW, (Change(after=span(document, number, n)),))


def write_file(document: Document, count: int, out: Path) -> None:
    """An annotation file with `count` spans, evenly spread."""
    places = ((k % len(document) + 1, k) for k in range(count))
    spans = [(n, span(document, 50_000_000 + k, n)) for n, k in places]
    marks = gather(Session(document, SCHEMA, "ana").marks.document, (), spans, ())
    session = Session(document, SCHEMA, "ana", marks)
    (out / "b.ana.ann.jsonl").write_bytes(b"".join(lines_of(session)))


def timed(act: object, *args: object) -> float:
    start = time.perf_counter()
    act(*args)  # type: ignore[operator]
    return (time.perf_counter() - start) * 1000


def show(name: str, times: list[float]) -> None:
    ordered = sorted(times)
    p99 = ordered[int(len(ordered) * 0.99)]
    print(f"  {name:<34} p50 {statistics.median(times):8.2f}   p99 {p99:8.2f}   max {ordered[-1]:8.2f} ms")


def records(desk: Desk, document: Document, first: int, count: int) -> list[float]:
    return [timed(desk.record, step(document, first + k)) for k in range(count)]


def during_folds(desk: Desk, document: Document, first: int, folds: int) -> tuple[list[float], list[float]]:
    """Labels taken at the pace of a fast hand while the file is written in another thread."""
    took: list[float] = []
    done = threading.Event()

    def fold() -> None:
        for _ in range(folds):
            took.append(timed(desk.fold))
            time.sleep(0.02)
        done.set()

    thread = threading.Thread(target=fold)
    times = []
    thread.start()
    while not done.is_set():
        times.append(timed(desk.record, step(document, first + len(times))))
        time.sleep(0.01)
    thread.join()
    return times, took


def measure(out: Path, size: int, count: int) -> None:
    text = document(size)
    print(f"{len(text.text):,} code points, {len(text):,} paragraphs, {count:,} annotations")
    write_file(text, count, out)
    path = out / "b.ana.ann.jsonl"
    print(f"  file {path.stat().st_size / 1e6:.1f} MB")
    show("read_annotations", [timed(read_annotations, path) for _ in range(3)])
    start = time.perf_counter()
    desk = open_desk(text, SCHEMA, "ana", out)
    print(f"  open_desk {(time.perf_counter() - start) * 1000:.0f} ms")
    show("record", records(desk, text, 0, 1000))
    times, took = during_folds(desk, text, 1000, 1)
    print(f"  first fold, everything encoded: {took[0]:.0f} ms")
    show("record during the first fold", times)
    times, took = during_folds(desk, text, 5000, 10)
    show("fold, a few paragraphs changed", took)
    show("record during folds", times)
    desk.close()


def main() -> None:
    parent = sys.argv[1] if len(sys.argv) > 1 else None
    for size, count in ((15_000, 300), (10_000_000, 100_000)):
        with tempfile.TemporaryDirectory(dir=parent) as folder:
            measure(Path(folder), size, count)


if __name__ == "__main__":
    main()
