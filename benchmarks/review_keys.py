"""How long a key takes in a review, against keys of label that change as much of the screen.

As in `keys.py`, the real programs get their keys in turns, on terminals of 120 columns and 40 rows:
the sample files of two annotators, and six annotators with 10,000 annotations each. A decision is on
the disk before its answer.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

from annotate.store.schemas import find_schema, load_schema
from benchmarks import samples
from benchmarks.figures import Figure, p99
from benchmarks.first_paint import BIN, Start, label
from benchmarks.keys import DOWN, ENTER, MIX, RIGHT, UP, Answers, Key, press
from benchmarks.reviewing import ANNOTATORS, file_of

TARGET = 1.5
TAB = b"\t"
KINDS = {
    "a key that looks around": (("version", "next", "look", "go on"), ("paragraph",)),
    "a key that is written": (("take", "none", "undo", "slip"), ("undo",)),
}
"""What keys there are in a review, and those of label that change as much of the screen."""
SETTLE: tuple[Key, ...] = (
    # Read both versions, take one; look at the next, think again.
    ("version", RIGHT), ("take", b"1"), ("next", TAB), ("take", b"2"), ("look", UP), ("look", DOWN),
    ("next", TAB), ("none", b"0"), ("undo", b"u"), ("undo", b"u"), ("next", TAB), ("go on", ENTER),
    ("why", b"r"), ("slip", b"s"), ("undo", b"u"), ("undo", b"u"), ("next", TAB), ("next", TAB),
)  # fmt: skip


def review(files: Sequence[Path], out: Path) -> Start:
    command = (BIN / "annotate", "review", *files, "-o", out, "--annotator", "reviewer")
    return Start("review", command, b"open")


def figures() -> Iterator[Figure]:
    schema = load_schema(find_schema("news-claims", Path.cwd()))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        article = folder / "article.txt"
        article.write_bytes(samples.article().read_bytes())
        (folder / "many").mkdir()
        many = [file_of(folder / "many", schema, f"ann{number}", True) for number in range(ANNOTATORS)]
        exports = Path(__file__).parents[1] / "exports"
        answers = press(
            {
                "label": (label(article, folder / "labels"), MIX),
                "two annotators": (review(sorted(exports.glob("*.ann.jsonl")), folder / "two"), SETTLE),
                "6 x 10,000": (review(many, folder / "six"), SETTLE),
            },
            folder,
        )
    for what in ("two annotators", "6 x 10,000"):
        for kind, (mine, theirs) in KINDS.items():
            found, first = _times(answers[what], mine), _times(answers["label"], theirs)
            yield _against(f"{kind}, {what}", median(found), median(first))._replace(limit=TARGET)
            yield _against("  99th percentile", p99(found), p99(first))


def _against(what: str, ours: float, theirs: float) -> Figure:
    return Figure(what, "ms", ours, "in label", theirs, ours / theirs, of_ratio=True)


def _times(answers: Answers, kinds: Sequence[str]) -> list[float]:
    return [each.milliseconds for kind in kinds for each in answers.get(kind, ())]


if __name__ == "__main__":
    from benchmarks.figures import table

    print(table(figures()))
