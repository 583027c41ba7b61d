"""How long `annotate --version` takes, as a multiple of `python -c pass`.

Whole processes, in pairs, one right after the other, so that what else the machine does falls on
both.
The command is run as it is installed, by its entry point, and as `python -m annotate`.
"""

import statistics
import subprocess
import sys
import time
from pathlib import Path

PAIRS = 60
TARGET = 4.5


def seconds(command: list[str]) -> float:
    begin = time.perf_counter()
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begin


def compare(name: str, command: list[str], bare: list[str]) -> None:
    seconds(command), seconds(bare)
    pairs = [(seconds(command), seconds(bare)) for _ in range(PAIRS)]
    ours = statistics.median(a for a, _ in pairs)
    theirs = statistics.median(b for _, b in pairs)
    ratio = statistics.median(a / b for a, b in pairs)
    print(f"{name:34} {ours * 1000:7.1f} ms {theirs * 1000:7.1f} ms   {ratio:.2f} x")


def main() -> None:
    python = sys.executable
    installed = str(Path(python).with_name("annotate"))
    bare = [python, "-c", "pass"]
    print(f"{'median of ' + str(PAIRS) + ' pairs':34} {'command':>10} {'bare':>10}   ratio")
    compare("annotate --version", [installed, "--version"], bare)
    compare("python -m annotate --version", [python, "-m", "annotate", "--version"], bare)
    compare("annotate --help", [installed, "--help"], bare)
    print(f"to reach: annotate --version <= {TARGET} x")


if __name__ == "__main__":
    main()
