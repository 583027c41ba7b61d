"""How long a key takes until the last byte of its answer, and how many bytes that is.

A mix of keys as they come while an article is labeled is pressed in the real program on a terminal
of 120 columns and 40 rows; a label is on the disk before its answer. All programs get their next
key in turns, `slate` its own keys for the same things (it saves nothing until every 100th key).
"""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from itertools import cycle, islice
from pathlib import Path
from statistics import mean, median

from benchmarks import samples
from benchmarks.figures import Figure, compared, p99
from benchmarks.first_paint import Start, label, slate
from benchmarks.terminal import Answer, Program

KEYS = 600
MEDIAN, WORST, BYTES = 4, 15, 500
RIGHT, LEFT, DOWN, UP = b"\x1b[C", b"\x1b[D", b"\x1b[B", b"\x1b[A"
PAGE_DOWN, PAGE_UP, UNDO, SPACE, ENTER = b"\x1b[6~", b"\x1b[5~", b"\x15", b" ", b"\r"

Key = tuple[str, bytes]
"""What kind of key it is, and its bytes."""

MIX: tuple[Key, ...] = (
    # The claim that the paragraph begins with, and its required answer.
    ("move", RIGHT), ("move", RIGHT), ("move", RIGHT), ("label", b"c"), ("answer", b"u"),
    # Who says so: three words.
    ("move", RIGHT), ("move", RIGHT), ("line", DOWN), ("move", LEFT),
    ("select", SPACE), ("edge", RIGHT), ("edge", RIGHT), ("label", b"s"), ("answer", b"p"),
    # A slip, and back.
    ("move", RIGHT), ("select", SPACE), ("edge", RIGHT), ("label", b"s"), ("answer", b"o"),
    ("undo", UNDO), ("undo", UNDO), ("line", UP),
    ("accept", ENTER),
    # Looking around.
    ("move", RIGHT), ("move", RIGHT), ("paragraph", PAGE_DOWN), ("move", RIGHT),
    ("paragraph", PAGE_UP), ("line", DOWN), ("hints", b";"), ("leave", b"\x7f"),
    ("next", b"\t"), ("accept", ENTER),
)  # fmt: skip
SLATE: tuple[Key, ...] = (
    ("move", b";"), ("move", b";"), ("move", b";"), ("part", SPACE), ("label", b"a"),
    ("move", b"o"), ("edge", b"/"), ("edge", b"/"), ("part", SPACE), ("label", b"s"),
    ("move", b";"), ("move", b"i"),
)  # fmt: skip

Answers = Mapping[str, list[Answer]]
"""The answers by kind of key."""


def press(programs: Mapping[str, tuple[Start, tuple[Key, ...]]], folder: Path) -> dict[str, Answers]:
    """`KEYS` keys into each of the programs, in turns."""
    answers: dict[str, dict[str, list[Answer]]] = {name: defaultdict(list) for name in programs}
    with ExitStack() as stack:
        running = {name: stack.enter_context(Program(start.command, folder)) for name, (start, _) in programs.items()}
        for name, (start, _) in programs.items():
            running[name].until(start.marker) if start.marker else running[name].settle(1000)
            running[name].settle()
        keys = {name: islice(cycle(mix), KEYS) for name, (_, mix) in programs.items()}
        for _ in range(KEYS):
            for name, program in running.items():
                kind, key = next(keys[name])
                answers[name][kind].append(program.press(key))
    return {name: dict(found) for name, found in answers.items()}


def times(answers: Answers) -> list[float]:
    return [each.milliseconds for found in answers.values() for each in found]


def sizes(answers: Answers) -> list[int]:
    return [each.bytes for found in answers.values() for each in found]


def figures() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        out, full = folder / "out", folder / "full"
        small = folder / "article.txt"
        small.write_bytes(samples.article().read_bytes())
        large, line = samples.paragraphs(folder), samples.one_line(folder)
        samples.annotated(large, full)
        samples.annotated(line, full)
        samples.slate_annotations(large)
        ours = {
            "article": label(small, out),
            "10 MB": label(large, out),
            "10 MB on one line": label(line, out),
            "10 MB, 100,000 annotations": label(large, full, samples.ANNOTATIONS),
            "the same on one line": label(line, full, samples.ANNOTATIONS),
        }
        theirs = {"slate": slate(small), "slate, 10 MB, 100,000 annotations": slate(large)}
        programs = {name: (start, MIX) for name, start in ours.items()}
        programs |= {name: (start, SLATE) for name, start in theirs.items()}
        answers = press(programs, folder)
    yield from _figures(answers, list(ours))


def _figures(answers: Mapping[str, Answers], ours: list[str]) -> Iterator[Figure]:
    first = times(answers[ours[0]])
    for name in ours:
        found = times(answers[name])
        yield Figure(f"key, {name}: median", "ms", median(found), limit=MEDIAN)
        yield Figure("  99th percentile", "ms", p99(found), limit=WORST)
        if name != ours[0]:
            yield compared("  against the article", "ms", found, "article", first)
    large, theirs = ours[3], "slate, 10 MB, 100,000 annotations"
    slow = p99(times(answers["slate"]))
    yield Figure("key, article: 99th percentile", "ms", p99(first), "slate", slow, p99(first) / slow)
    yield _medians("key, article", first, times(answers["slate"]))
    yield _medians(f"key, {large}", times(answers[large]), times(answers[theirs]))
    for name in ours[:2]:
        sent, peer = sizes(answers[name]), mean(sizes(answers["slate"]))
        yield Figure(f"bytes for a key, {name}: mean", "B", mean(sent), "slate", peer,
                     mean(sent) / peer, BYTES)  # fmt: skip
        yield Figure("  median", "B", median(sent))
    for kind, found in answers[ours[0]].items():
        yield Figure(f"  {kind}: bytes, mean", "B", mean([each.bytes for each in found]))
        yield Figure(f"  {kind}: time, median", "ms", median([each.milliseconds for each in found]))


def _medians(what: str, ours: list[float], theirs: list[float]) -> Figure:
    """Other keys on each side: only the medians can be compared."""
    return Figure(what, "ms", median(ours), "slate", median(theirs), median(ours) / median(theirs))


if __name__ == "__main__":
    from benchmarks.figures import table

    print(table(figures()))
