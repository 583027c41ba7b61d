"""Everything that is measured: the targets in one table, then each benchmark's own details.

    python -m benchmarks [--json FILE] [--targets] [NAME …]

Run it as `make bench` does, in an environment of its own that has the peers.
"""

from __future__ import annotations

import argparse
import importlib
import os
import subprocess
import sys
from pathlib import Path

import msgspec

from benchmarks.figures import Figure, table

TARGETS = (
    "startup",
    "one_schema",
    "first_paint",
    "keys",
    "saving",
    "formatting",
    "validate",
    "reanchoring",
    "agreement",
    "diffing",
    "merging",
    "reviewing",
    "review_keys",
)
DETAILS = ("text", "number_phrases", "painting", "store", "commands")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join((*TARGETS, *DETAILS)))
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the figures there")
    parser.add_argument("--targets", action="store_true", help="without the details")
    chosen = parser.parse_args()
    names = chosen.names or (TARGETS if chosen.targets else (*TARGETS, *DETAILS))
    found = {name: _measure(name) for name in names if name in TARGETS}
    for name in names:
        if name in DETAILS:
            print(f"\n== {name}", flush=True)
            subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], check=False)
    if chosen.json:
        chosen.json.write_bytes(msgspec.json.format(msgspec.json.encode(_rows(found))))


def _measure(name: str) -> list[Figure]:
    figures = list(importlib.import_module(f"benchmarks.{name}").figures())
    load = " ".join(f"{each:.1f}" for each in os.getloadavg())
    print(f"\n== {name} (load {load} on {os.cpu_count()} processors)\n{table(figures)}", flush=True)
    return figures


def _rows(found: dict[str, list[Figure]]) -> list[dict[str, object]]:
    return [
        {"benchmark": name, **figure._asdict(), "met": figure.met}
        for name, figures in found.items()
        for figure in figures
    ]


if __name__ == "__main__":
    main()
