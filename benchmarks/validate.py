"""What it takes to check a million lines of annotation files, beside decoding them and nothing else.

Times are processor time of whole processes, start included, taken in turns; the two with `--jobs 2`
are elapsed time. check-jsonschema is given the same records as one array, with a schema that says
as much of a record as JSON Schema can.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from annotate.core.records import Record
from benchmarks import news
from benchmarks.figures import Figure, compared

LINES = int(os.environ.get("BENCH_LINES", "1000000"))
FILES = 200
RUNS = 3
FOR_PEER = 20_000
"""Lines that check-jsonschema is given; it takes about a second for each thousand."""

DECODE = """
import sys
import msgspec
from annotate.core.records import Record
decode = msgspec.json.Decoder(Record).decode
for path in sys.argv[1:]:
    with open(path, "rb") as file:
        for line in file:
            decode(line)
"""
FORMAT = """
import gc
import sys
from pathlib import Path
from annotate.core.file_checks import FileCheck
from annotate.store.annotations import blocks
gc.set_threshold(150_000)  # as the command does
for path in sys.argv[1:]:
    told = []
    check = FileCheck(path)
    for block in blocks(Path(path), told):
        told.extend(check.block(block))
    told.extend(check.end())
    assert not told, told[:3]
"""


class Run(NamedTuple):
    """Seconds of all processes, seconds on the clock, MiB of the largest process."""

    busy: float
    took: float
    peak: float


def figures() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        paths = [str(path) for path in news.write(folder, FILES, LINES)]
        yield from _times(folder, paths)
        yield from _alone(folder)
        yield from _beside_json_schema(folder, paths)


def _times(folder: Path, paths: Sequence[str]) -> Iterator[Figure]:
    runs = [
        (
            _run(folder, "-c", DECODE, *paths),
            _run(folder, "-c", FORMAT, *paths),
            _validate(folder, "--jobs", "1", "exports"),
            _validate(folder, "--jobs", "2", "exports"),
        )
        for _ in range(RUNS)
    ]
    decode, form, whole, jobs = (list(each) for each in zip(*runs, strict=True))
    busy = [each.busy for each in decode]
    what = f"{LINES:,} lines in {FILES} files"
    yield compared(f"{what}: format", "s", [r.busy for r in form], "decode", busy, 2.5)
    yield compared(f"{what}: everything", "s", [r.busy for r in whole], "decode", busy, 6)
    one = [each.took for each in whole]
    yield compared("with --jobs 2, on the clock", "s", [r.took for r in jobs], "one", one, 0.65)
    for name, found in (("format", form), ("everything", whole), ("--jobs 2, each", jobs)):
        yield Figure(f"memory: {name}", "MiB", max(each.peak for each in found), limit=150)


def _alone(folder: Path) -> Iterator[Figure]:
    """All lines in one file, which nothing but memory tells apart."""
    single = folder / "single"
    single.mkdir()
    (path,) = news.write(single, 1, LINES)
    form, whole = _run(single, "-c", FORMAT, str(path)), _validate(single, "--jobs", "1", "exports")
    yield Figure(f"{LINES:,} lines in one file: format, memory", "MiB", form.peak, limit=150)
    yield Figure(f"{LINES:,} lines in one file: everything, memory", "MiB", whole.peak, limit=150)


def _beside_json_schema(folder: Path, paths: Sequence[str]) -> Iterator[Figure]:
    """Seconds for a thousand records."""
    peer = Path(sys.executable).with_name("check-jsonschema")
    if not peer.exists():
        sys.stderr.write("check-jsonschema is not here: `make bench` brings it along\n")
        return
    schema, array = folder / "record.json", folder / "records.json"
    lines = [line for path in paths[:40] for line in Path(path).read_bytes().splitlines()]
    array.write_bytes(b"[" + b",".join(lines[:FOR_PEER]) + b"]")
    schema.write_bytes(msgspec.json.encode(msgspec.json.schema(list[Record])))
    theirs = _timed([str(peer), "--schemafile", str(schema), str(array)], folder)
    ours = _validate(folder, "--jobs", "1", "exports")
    unit = "ms for 1,000 records"
    yield compared(
        "everything", unit, [ours.busy / LINES * 1e6],
        "check-jsonschema", [theirs.busy / min(FOR_PEER, len(lines)) * 1e6], 1 / 20,
    )  # fmt: skip


def _validate(folder: Path, *arguments: str) -> Run:
    return _run(folder, "-m", "annotate", "validate", *arguments)


def _run(folder: Path, *arguments: str) -> Run:
    return _timed([sys.executable, *arguments], folder)


def _timed(command: Sequence[str], folder: Path) -> Run:
    """Of the command in a process of its own, below one that has no other: its peak is that of its
    children."""
    code = (
        "import os, resource, subprocess, sys, time\n"
        "begin = time.perf_counter()\n"
        "done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)\n"
        "took = time.perf_counter() - begin\n"
        "used = resource.getrusage(resource.RUSAGE_CHILDREN)\n"
        "print(used.ru_utime + used.ru_stime, took, used.ru_maxrss / 1024)\n"
        "sys.stderr.buffer.write(done.stderr)\n"
        "sys.exit(done.returncode)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *command],
        cwd=folder,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise SystemExit(f"{command[:4]} ended with {done.returncode}: {done.stderr[-2000:]}")
    return Run(*map(float, done.stdout.split()))
