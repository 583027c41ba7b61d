"""How long `annotate --version` takes, as a multiple of `python -c pass`.

Whole processes, in turns, so that what else the machine does falls on both. The command is run as
it is installed, by its entry point, and as `python -m annotate`.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.figures import Figure, compared, table

ROUNDS = 40
TARGET = 4.5


def milliseconds(command: list[str]) -> float:
    begin = time.perf_counter()
    quiet = subprocess.DEVNULL
    subprocess.run(command, check=True, stdin=quiet, stdout=quiet, stderr=quiet)
    return 1000 * (time.perf_counter() - begin)


def figures() -> Iterator[Figure]:
    python = sys.executable
    installed = str(Path(python).with_name("annotate"))
    commands = {
        "bare": [python, "-c", "pass"],
        "annotate --version": [installed, "--version"],
        "python -m annotate --version": [python, "-m", "annotate", "--version"],
        "annotate --help": [installed, "--help"],
    }
    taken: dict[str, list[float]] = {name: [] for name in commands}
    for command in commands.values():
        milliseconds(command)
    for _ in range(ROUNDS):
        for name, command in commands.items():
            taken[name].append(milliseconds(command))
    for name in list(commands)[1:]:
        limit = TARGET if "--version" in name else None
        yield compared(name, "ms", taken[name], "python -c pass", taken["bare"], limit)


if __name__ == "__main__":
    print(table(figures()))
