"""How long `annotate merge` takes for two versions of a file of a million lines, as a multiple of what
`annotate diff` takes for the same two; and how long git waits for a file of 10,000 lines as text.

Whole processes, in turns. One in a hundred annotations is changed on each side, another one each.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from benchmarks import news
from benchmarks.figures import Figure, compared, table

LINES = 1_000_000
SMALL = 10_000
CHANGED = 100
ROUNDS = 3
TARGET = 1.8
TEXTCONV = 0.3
_ROOT = Path(__file__).parents[1]
_FLAG = re.compile(r'("origin":"human")')


def figures() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        base, ours, theirs = versions(folder, LINES)
        merge = ["merge", base, ours, theirs, "-o", "merged.ann.jsonl", "--force"]
        diff = ["diff", ours, theirs, "--stat", "--no-pager"]
        seconds(folder, *diff)
        mine, peers = [], []
        for _ in range(ROUNDS):
            (folder / "merged.ann.jsonl").unlink(missing_ok=True)
            mine.append(seconds(folder, *merge))
            peers.append(seconds(folder, *diff))
        yield compared(f"merge, 2 × {LINES:,} lines", "s", mine, "diff --stat", peers, TARGET)
        small = folder / "small"
        small.mkdir()
        path, *_ = news.write(small, 1, SMALL)
        shown = [seconds(folder, "git", "textconv", path) for _ in range(5 * ROUNDS)]
        yield Figure(f"git textconv, {SMALL:,} lines", "s", median(shown), limit=TEXTCONV)


def versions(folder: Path, lines: int) -> tuple[Path, Path, Path]:
    """A file, and two in which other annotations are changed."""
    (base,) = news.write(folder, 1, lines)
    ours, theirs = (base.with_name(f"{name}.{base.name}") for name in ("ours", "theirs"))
    for path, shift in ((ours, 0), (theirs, CHANGED // 2)):
        with open(base, encoding="utf-8") as old, open(path, "w", encoding="utf-8") as new:
            number = shift
            for line in old:
                if line.startswith('{"type":"span"'):
                    number += 1
                    if number % CHANGED == 0:
                        line = _FLAG.sub(r'\1,"note":"seen again"', line)
                new.write(line)
    return base, ours, theirs


def seconds(folder: Path, *arguments: object) -> float:
    begin = time.perf_counter()
    command = [sys.executable, "-m", "annotate", *map(str, arguments)]
    environment = {"PYTHONPATH": str(_ROOT), "XDG_CONFIG_HOME": str(folder), "HOME": str(folder)}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True)
    taken = time.perf_counter() - begin
    if done.returncode not in (0, 1):
        raise RuntimeError(done.stderr.decode())
    return taken


if __name__ == "__main__":
    print(table(figures()))
