"""How long it takes until an event is on the disk, and what writing the annotation file costs the
one who types meanwhile.

The annotation file of a document of 10 MB with 100,000 annotations is written in a thread at each
decision about a paragraph; keys are pressed in the real program while it is.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from annotate.store.desk import open_desk
from benchmarks import samples, store
from benchmarks.figures import Figure, p99
from benchmarks.first_paint import label
from benchmarks.keys import ENTER, LEFT, RIGHT, WORST
from benchmarks.terminal import Program

ROUNDS = 15
DURING = 8  # Keys pressed after each decision, while the file is being written.


def figures() -> Iterator[Figure]:
    for size, count, name in ((15_000, 300, "small document"), (10_000_000, 100_000, "100,000 annotations")):
        with tempfile.TemporaryDirectory() as folder:
            yield from _events(Path(folder), size, count, name)
    with tempfile.TemporaryDirectory() as folder:
        yield from _typing(Path(folder))


def _events(out: Path, size: int, count: int, name: str) -> Iterator[Figure]:
    document = store.document(size)
    store.write_file(document, count, out)
    desk = open_desk(document, store.SCHEMA, "ana", out)
    times = store.records(desk, document, 0, 1000)
    yield Figure(f"event to the disk, {name}: median", "ms", median(times))
    yield Figure("  99th percentile", "ms", p99(times))
    _, took = store.during_folds(desk, document, 1000, 1)
    yield Figure("  annotation file, first time", "ms", took[0])
    _, took = store.during_folds(desk, document, 5000, 5)
    yield Figure("  annotation file, after a few changes", "ms", median(took))
    desk.close()


def _typing(folder: Path) -> Iterator[Figure]:
    """Keys right after Enter; the time of Enter itself is not among them."""
    large, full = samples.paragraphs(folder), folder / "full"
    samples.annotated(large, full)
    start = label(large, full, samples.ANNOTATIONS)
    times = []
    with Program(start.command, folder) as program:
        program.until(start.marker)
        program.settle()
        for _ in range(ROUNDS):
            program.press(ENTER)
            for key in (RIGHT, LEFT) * (DURING // 2):
                times.append(program.press(key).milliseconds)
    yield Figure("key while the file is written, 100,000 annotations: median", "ms", median(times))
    yield Figure("  99th percentile", "ms", p99(times), limit=WORST)


if __name__ == "__main__":
    from benchmarks.figures import table

    print(table(figures()))
