"""How long `annotate format` takes for a million lines in 200 files, as a multiple of decoding and
encoding them, typed and line by line, in a program that does nothing else.

Whole processes, in turns.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks import news
from benchmarks.figures import Figure, compared, table

FILES = 200
LINES = 1_000_000
ROUNDS = 5
TARGET = 2.0
_HERE = Path(__file__).parent


def seconds(command: list[str], folder: Path) -> float:
    begin = time.perf_counter()
    environment = {"PYTHONPATH": str(_HERE.parent), "XDG_CONFIG_HOME": str(folder)}
    subprocess.run(command, check=True, cwd=folder, env=environment, capture_output=True)
    return time.perf_counter() - begin


def figures() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = news.write(folder, FILES, LINES)
        annotate = [sys.executable, "-m", "annotate", "format"]
        check = [*annotate, "--check", "exports"]
        bare = [sys.executable, str(_HERE / "recode.py"), *map(str, files)]
        seconds(bare, folder)
        ours, theirs = [], []
        for _ in range(ROUNDS):
            ours.append(seconds(check, folder))
            theirs.append(seconds(bare, folder))
        what = f"format --check, {sum(map(_lines, files)):,} lines"
        yield compared(what, "s", ours, "decode and encode", theirs, TARGET)
        for path in files:
            path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
        yield Figure("format, all files with CR LF", "s", seconds([*annotate, "exports"], folder))


def _lines(path: Path) -> int:
    return path.read_bytes().count(b"\n")


if __name__ == "__main__":
    print(table(figures()))
