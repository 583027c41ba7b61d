"""How long it takes from starting the program to its whole first screen, and how much memory.

All programs are started in turns. The reference is the minimal program in `minimal.py`; `slate` is
what people label text with in a terminal otherwise. The command is run as it is installed.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import NamedTuple

from benchmarks import samples
from benchmarks.figures import Figure, compared
from benchmarks.terminal import Program

ROUNDS = 15
TARGET, TARGET_LARGE, MEMORY = 1.4, 1.5, 150
BIN = Path(sys.executable).parent
_SCREEN = 1000  # Bytes; any screen of text takes more, no preparation of the terminal does.


class Start(NamedTuple):
    """A program, and what comes last on its first screen; if that is not known, silence tells."""

    name: str
    command: tuple[str | Path, ...]
    marker: bytes = b""


def label(document: Path, out: Path, saved: int = 0) -> Start:
    command = (BIN / "annotate", "label", document, "--out", out, "--annotator", samples.ANNOTATOR)
    return Start(document.name, command, b"saved %d " % saved)


def slate(document: Path) -> Start:
    return Start("slate", (BIN / "slate", "-o", document))


def minimal() -> Start:
    return Start("minimal", (sys.executable, Path(__file__).with_name("minimal.py")), b"ready")


def measure(start: Start, folder: Path) -> tuple[float, float]:
    """Milliseconds and MiB."""
    with Program(start.command, folder) as program:
        milliseconds = program.until(start.marker) if start.marker else program.settle(_SCREEN)
        return milliseconds, program.peak


def series(starts: dict[str, Start], folder: Path) -> dict[str, tuple[list[float], list[float]]]:
    """For each program the times and the memory, round by round."""
    taken: dict[str, tuple[list[float], list[float]]] = {name: ([], []) for name in starts}
    for start in starts.values():
        measure(start, folder)  # So that no file is read for the first time.
    for _ in range(ROUNDS):
        for name, start in starts.items():
            milliseconds, memory = measure(start, folder)
            taken[name][0].append(milliseconds)
            taken[name][1].append(memory)
    return taken


def figures() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        article, large, line = samples.article(), samples.paragraphs(folder), samples.one_line(folder)
        out, full = folder / "out", folder / "full"
        samples.annotated(large, full)
        small = folder / "article.txt"
        small.write_bytes(article.read_bytes())
        starts = {
            "minimal": minimal(),
            "article": label(small, out),
            "10 MB": label(large, out),
            "10 MB on one line": label(line, out),
            "slate": slate(small),
            "slate 10 MB": slate(large),
        }
        taken = series(starts, folder)
        least, first = taken["minimal"][0], taken["article"][0]
        yield compared("first paint, article", "ms", first, "minimal", least, TARGET)
        for size in ("10 MB", "10 MB on one line"):
            times, memory = taken[size]
            yield compared(f"first paint, {size}", "ms", times, "article", first, TARGET_LARGE)
            yield compared("  the same", "ms", times, "minimal", least, TARGET_LARGE)
            yield Figure("  peak memory", "MiB", max(memory), limit=MEMORY)
        yield compared("first paint, article", "ms", first, "slate", taken["slate"][0])
        theirs, memory = taken["slate 10 MB"]
        yield compared("first paint, 10 MB", "ms", taken["10 MB"][0], "slate", theirs)
        yield compared("  peak memory", "MiB", taken["10 MB"][1], "slate", memory)
        opened = [measure(label(large, full, samples.ANNOTATIONS), folder) for _ in range(5)]
        times, memory = map(list, zip(*opened, strict=True))
        yield Figure("first paint, 10 MB with 100,000 annotations", "ms", median(times))
        yield Figure("  peak memory", "MiB", max(memory))


if __name__ == "__main__":
    from benchmarks.figures import table

    print(table(figures()))
