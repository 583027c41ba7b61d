"""How long a key takes in a review, against a key of label that does as much.

As in `keys.py`, the real programs get their keys in turns, on terminals of 120 columns and 40 rows:
the sample files of two annotators, six annotators with 10,000 annotations each, and two who have 10,000
annotations in one paragraph, beside label on that paragraph. A decision is on the disk before its answer.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median

from annotate.store.schemas import find_schema, load_schema
from benchmarks import samples
from benchmarks.figures import Figure, p99
from benchmarks.first_paint import BIN, Start, label
from benchmarks.keys import DOWN, ENTER, MIX, RIGHT, SPACE, UNDO, UP, Answers, Key, press
from benchmarks.reviewing import ANNOTATIONS, ANNOTATORS, file_of

TARGET = 1.1
TAB = b"\t"
PAIRS = {
    "another version": (("version",), ("edge",)),
    "look around": (("next", "look"), ("paragraph",)),
    "settle": (("take", "none"), ("label",)),
    "undo": (("undo",), ("undo",)),
    "go on": (("go on",), ("accept",)),
    "list reasons": (("why",), ("list",)),
    "give a reason": (("slip",), ("answer",)),
}
"""What keys there are in a review, and those of label that do the same to the work and the screen."""
GIANT_PAIRS = {
    "look around": (("version", "next", "look"), ("line", "next", "select")),
    "settle, undo": (("take", "none", "undo"), ("delete", "undo")),
}
SETTLE: tuple[Key, ...] = (
    # Read both versions, take one; look at the next, think again.
    ("version", RIGHT), ("take", b"1"), ("next", TAB), ("take", b"2"), ("look", UP), ("look", DOWN),
    ("next", TAB), ("none", b"0"), ("undo", b"u"), ("undo", b"u"), ("next", TAB), ("go on", ENTER),
    ("why", b"r"), ("slip", b"s"), ("undo", b"u"), ("undo", b"u"), ("next", TAB), ("next", TAB),
)  # fmt: skip
LABEL: tuple[Key, ...] = (*MIX, ("list", b"\\"), ("leave list", b"\x1b"))
GIANT: tuple[Key, ...] = (
    ("next", TAB), ("line", DOWN), ("select", SPACE), ("leave", b"\x1b"), ("next", TAB), ("delete", b"x"),
    ("undo", UNDO), ("next", TAB), ("delete", b"x"), ("line", DOWN), ("next", TAB),
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
        many = [file_of(folder / "many", schema, f"ann{number}", True) for number in range(ANNOTATORS)]
        one = [file_of(folder / "one", schema, f"ann{number}", False, ANNOTATIONS) for number in range(2)]
        mine = file_of(folder / "mine", schema, samples.ANNOTATOR, False, ANNOTATIONS)
        saved = mine.read_bytes().count(b'"type":"span"')
        exports = Path(__file__).parents[1] / "exports"
        answers = press(
            {
                "label": (label(article, folder / "labels"), LABEL),
                "two annotators": (review(sorted(exports.glob("*.ann.jsonl")), folder / "two"), SETTLE),
                "6 x 10,000": (review(many, folder / "six"), SETTLE),
                "label, one paragraph": (label(folder / "mine" / "big.txt", folder / "mine", saved), GIANT),
                "10,000 in one paragraph": (review(one, folder / "giant"), SETTLE),
            },
            folder,
        )
    for what in ("two annotators", "6 x 10,000"):
        yield from _compared(what, answers[what], answers["label"], PAIRS)
    what = "10,000 in one paragraph"
    yield from _compared(what, answers[what], answers["label, one paragraph"], GIANT_PAIRS)


def _compared(
    what: str, answers: Answers, label: Answers, pairs: Mapping[str, tuple[Sequence[str], Sequence[str]]]
) -> Iterator[Figure]:
    for kind, (mine, theirs) in pairs.items():
        found, first = _times(answers, mine), _times(label, theirs)
        yield _against(f"{what}: {kind}", median(found), median(first))._replace(limit=TARGET)
    found, first = (_times(each, list(each)) for each in (answers, label))
    yield _against("  all keys, 99th percentile", p99(found), p99(first))


def _against(what: str, ours: float, theirs: float) -> Figure:
    return Figure(what, "ms", ours, "in label", theirs, ours / theirs, of_ratio=True)


def _times(answers: Answers, kinds: Sequence[str]) -> list[float]:
    return [each.milliseconds for kind in kinds for each in answers.get(kind, ())]


if __name__ == "__main__":
    from benchmarks.figures import table

    print(table(figures()))
