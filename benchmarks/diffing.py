"""How long `annotate diff --stat` takes for two files of a million lines, one annotation of a hundred
changed, as a multiple of `git diff --no-index --stat`; and how much memory. Then the whole text of
it, and two annotators who share no id, of whom nothing is alike as bytes.

Whole processes, in turns.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from annotate.core.canonical import in_order
from annotate.core.records import DocumentRecord, Record, RelationRecord, SpanRecord
from annotate.store.content import encode
from benchmarks import news
from benchmarks.figures import Figure, compared, table

LINES = 1_000_000
SHARE = 0.01
FEW = 100_000
ROUNDS = 5
TARGET = 1.5
MEMORY = 100.0
_HERE = Path(__file__).parent
_LETTERS = "abcdefghijklmnopqrstuvwxyz234567"


# A process counts what its parent had when it was forked, so a small one is put between.
_BETWEEN = """\
import resource, subprocess, sys, time
begin = time.perf_counter()
status = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL).returncode
print(status, time.perf_counter() - begin, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)
"""


def run(command: list[str], folder: Path) -> tuple[float, float]:
    """Seconds, and the most MiB that it had. Both commands exit with 1: the files differ."""
    environment = {**os.environ, "PYTHONPATH": str(_HERE.parent), "XDG_CONFIG_HOME": str(folder)}
    between = [sys.executable, "-c", _BETWEEN, *command]
    done = subprocess.run(between, cwd=folder, env=environment, check=True, capture_output=True, text=True)
    status, seconds, memory = done.stdout.split()
    if status != "1":
        raise RuntimeError(f"{command}: exit status {status}\n{done.stderr}")
    return float(seconds), float(memory)


def figures() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (path,) = news.write(folder, 1, LINES)
        other = folder / "changed.ann.jsonl"
        changed = _change(path, other)
        both = [str(path), str(other)]
        annotate = [sys.executable, "-m", "annotate", "diff", "--no-pager"]
        git = ["git", "diff", "--no-index", "--stat", *both]
        run(git, folder)
        ours, theirs, memory = [], [], 0.0
        for _ in range(ROUNDS):
            seconds, peak = run([*annotate, "--stat", *both], folder)
            ours.append(seconds)
            memory = max(memory, peak)
            theirs.append(run(git, folder)[0])
        what = f"diff --stat, {LINES:,} lines, {changed:,} annotations changed"
        yield compared(what, "s", ours, "git diff --stat", theirs, TARGET)
        yield Figure("the same, most memory", "MiB", memory, limit=MEMORY)
        yield Figure("the same, all of it as text", "s", run([*annotate, *both], folder)[0])
        one, two = folder / "one.ann.jsonl", folder / "two.ann.jsonl"
        _two(path, one, two)
        seconds, peak = run([*annotate, "--stat", str(one), str(two)], folder)
        yield Figure(f"two annotators, {FEW:,} lines", "s", seconds)
        yield Figure("the same, most memory", "MiB", peak)


def _change(path: Path, other: Path) -> int:
    """Writes the file with a note or a flag on a hundredth of its annotations, here and there; how
    many these are."""
    chance = random.Random(1)
    changed = 0
    with path.open("rb") as lines, other.open("wb") as written:
        for line in lines:
            kind = line[9:13]
            if kind in (b"span", b"rela") and chance.random() < SHARE:
                more = b',"note":"changed"}\n' if b'"note"' not in line else b',"flag":true}\n'
                line = line[:-2] + more
                changed += 1
            written.write(line)
    return changed


def _two(path: Path, one: Path, two: Path) -> None:
    """The first lines, and what another annotator made of the same text: ids of their own, and the
    border of every tenth span elsewhere."""
    chance = random.Random(2)
    names: dict[str, str] = {}

    def own(id: str) -> str:
        return names.setdefault(id, "".join(chance.choices(_LETTERS, k=8)))

    records: list[Record] = []
    decoder = msgspec.json.Decoder(Record)
    with path.open("rb") as lines, one.open("wb") as written:
        for number, line in enumerate(lines):
            if number > FEW and line.startswith(b'{"type":"paragraph"'):
                break
            written.write(line)
            records.append(_theirs(decoder.decode(line), own, chance))
    two.write_bytes(b"".join(encode(record) + b"\n" for record in in_order(records)))


def _theirs(record: Record, own: Callable[[str], str], chance: random.Random) -> Record:
    replace = msgspec.structs.replace
    match record:
        case DocumentRecord():
            return replace(record, annotator="ben")
        case SpanRecord():
            cut = int(chance.random() < 0.1 and record.end - record.start > 2)
            quote = record.quote[: len(record.quote) - cut]
            return replace(record, id=own(record.id), end=record.end - cut, quote=quote)
        case RelationRecord():
            return replace(record, id=own(record.id), source=own(record.source), target=own(record.target))
        case _:
            return record


if __name__ == "__main__":
    print(table(figures()))
