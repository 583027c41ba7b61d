"""How long `annotate validate` takes for one schema, as a multiple of `check-jsonschema --version`.

Whole processes, in turns: what a hook costs at every commit. The peer does nothing but start.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from annotate.store.schemas import shipped_schemas
from benchmarks.figures import Figure, compared, table
from benchmarks.startup import milliseconds

ROUNDS = 20
TARGET = 1.5


def figures() -> Iterator[Figure]:
    peer = Path(sys.executable).with_name("check-jsonschema")
    ours = str(peer.with_name("annotate"))
    schema = str(shipped_schemas()["news-claims"])
    version = [str(peer), "--version"]
    commands = {form: [ours, "validate", "--format", form, schema] for form in ("text", "github", "sarif")}
    for command in (version, *commands.values()):
        milliseconds(command)
    for form, command in commands.items():
        pairs = [(milliseconds(command), milliseconds(version)) for _ in range(ROUNDS)]
        taken, theirs = zip(*pairs, strict=True)
        what = f"validate one schema, {form}"
        yield compared(what, "ms", taken, "check-jsonschema --version", theirs, TARGET)


if __name__ == "__main__":
    print(table(figures()))
