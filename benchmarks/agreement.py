"""How long agreement takes, beside the usual packages on the same files, reading included.

    python -m benchmarks agreement

A table of a million items by three annotators: alpha and kappas, as whole processes. Beside it what
`krippendorff` (alpha only) and nltk (alpha, kappa and pi, of a tenth of the items: the time of all
would be ten times that) need. Then a million tokens in a thousand documents by three annotators: all
figures without intervals, and with 1,000 resamples. The packages are in the extra `oracles`; a figure
is left out where one is not there.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

from annotate.core.records import DocumentRecord, Origin, ParagraphRecord, SpanRecord, Status
from annotate.store.content import encode
from benchmarks.figures import Figure, compared

ITEMS = 1_000_000
PART = 10
ROUNDS = 3
DOCUMENTS = 1000
PARAGRAPHS = 50
WORDS = ("harbor", "bridge", "eleven", "said", "Velmar", "tram", "the", "of")
LABELS = ("claim", "source", "stance", "figure")
WHO = ("ann", "bob", "cat")

KRIPPENDORFF = """
import sys, numpy, krippendorff
data = numpy.loadtxt(sys.argv[1], delimiter=",", skiprows=1, dtype=int).T
krippendorff.alpha(reliability_data=data, level_of_measurement="nominal")
"""
NLTK = """
import sys
from nltk.metrics.agreement import AnnotationTask
with open(sys.argv[1]) as file:
    names = next(file).strip().split(",")
    rows = [(name, n, each) for n, line in enumerate(file) for name, each in zip(names, line.strip().split(","))]
task = AnnotationTask(rows)
task.alpha(), task.multi_kappa(), task.pi()
"""


def figures() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        yield from _of_tables(folder)
        yield _of_intervals(folder)


def _of_tables(folder: Path) -> Iterator[Figure]:
    whole, part = _table(folder / "whole.csv", ITEMS), _table(folder / "part.csv", ITEMS // PART)
    ours = ["--metric", "alpha", "--metric", "cohen", "--metric", "fleiss", "--resamples", "0"]
    for peer, script, path, times, limit in (
        ("krippendorff", KRIPPENDORFF, whole, 1, 1.0),
        ("nltk", NLTK, part, PART, 0.1),
    ):
        if find_spec(peer) is None:
            continue
        mine, theirs = [], []
        for _ in range(ROUNDS):
            mine.append(_agree([str(whole), *ours]))
            theirs.append(_timed([sys.executable, "-c", script, str(path)]) * times)
        yield compared(f"alpha and kappas of {ITEMS:,} items x 3", "s", mine, peer, theirs, limit)


def _of_intervals(folder: Path) -> Figure:
    files = folder / "exports"
    files.mkdir()
    for number in range(DOCUMENTS):
        for annotator in WHO:
            _file(files, f"d{number:04d}", annotator, number)
    plain, drawn = [], []
    for _ in range(ROUNDS):
        plain.append(_agree([str(files), "--resamples", "0"]))
        drawn.append(_agree([str(files), "--resamples", "1000"]) - plain[-1])
    return compared("1,000 resamples of 1,000 documents x 3", "s", drawn, "plain figures", plain, 10.0)


def _table(path: Path, items: int) -> Path:
    chance = random.Random(1)
    with path.open("w") as file:
        file.write(",".join(WHO) + "\n")
        for _ in range(items):
            truth = chance.randrange(5)
            row = (truth if chance.random() < 0.8 else chance.randrange(5) for _ in WHO)
            file.write(",".join(map(str, row)) + "\n")
    return path


def _file(folder: Path, name: str, annotator: str, seed: int) -> None:
    text, own = random.Random(seed), random.Random(f"{seed}{annotator}")
    about = DocumentRecord(1, name, f"{name}.txt", "1" * 64, "utf-8", "news-claims", "1.0.0", annotator)
    lines = [encode(about)]
    start = 0
    for n in range(1, PARAGRAPHS + 1):
        words = [text.choice(WORDS) for _ in range(20)]
        whole = " ".join(words)
        lines.append(encode(ParagraphRecord(n, start, whole, Status.DONE)))
        for k, at in enumerate((2, 8, 14)):
            label, size = text.choice(LABELS), text.choice((1, 2, 4))
            if own.random() < 0.85:
                low = len(" ".join(words[:at])) + 1
                high = len(" ".join(words[: at + size + (own.random() < 0.1)]))
                lines.append(
                    encode(
                        SpanRecord(
                            id=f"{annotator[0]}{n:06d}{k}",
                            label=label,
                            start=start + low,
                            end=start + high,
                            quote=whole[low:high],
                            origin=Origin.HUMAN,
                        )
                    )
                )
        start += len(whole) + 2
    (folder / f"{name}.{annotator}.ann.jsonl").write_bytes(b"\n".join(lines) + b"\n")


def _agree(arguments: Sequence[str]) -> float:
    return _timed([sys.executable, "-m", "annotate", "agree", *arguments])


def _timed(command: Sequence[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env={**os.environ, "TERM": "dumb"})
    return time.perf_counter() - start
