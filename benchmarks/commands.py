"""How long `validate` and `status` take on a large annotation file, and how much memory."""

import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from annotate.core.records import (
    DocumentRecord,
    Origin,
    ParagraphRecord,
    RelationRecord,
    SpanRecord,
    Status,
)
from annotate.store.annotations import encode

PARAGRAPHS = 10_000
SPANS = 10
SENTENCE = "the council said that forty bridges need repair and nobody knows why it is so"
SCHEMA = """\
id: large
version: 1.0.0
span: {granularity: word}
overlap: [{pair: ["*", "*"], rule: nest}]
labels:
  claim: {attributes: {kind: {type: enum, values: [a, b, c], required: true}}}
  source: {attributes: {kind: {type: enum, values: [a, b, c], required: true}}}
relations:
  by: {from: claim, to: source, out: 0..1, acyclic: true}
"""


def content() -> bytes:
    """A file of 10,000 paragraphs with ten annotations and five relations each."""
    chance = random.Random(5)
    head = DocumentRecord(1, "large", "large.txt", "0" * 64, "utf-8", "large", "1.0.0", "ann")
    lines = [encode(head)]
    words = SENTENCE.split()
    offset = 0
    for n in range(1, PARAGRAPHS + 1):
        text = " ".join(chance.choice(words) for _ in range(60))
        lines.append(encode(ParagraphRecord(n, offset, text, Status.DONE, seconds=20)))
        spans = annotations(text, offset, n)
        lines += map(encode, spans)
        claims = [span.id for span in spans if span.label == "claim"]
        sources = [span.id for span in spans if span.label == "source"]
        lines += [
            encode(RelationRecord(id=name(n, 50 + i), label="by", source=a, target=b, origin=Origin.HUMAN))
            for i, (a, b) in enumerate(zip(claims, sources, strict=True))
        ]
        offset += len(text) + 2
    return b"".join(line + b"\n" for line in lines)


def annotations(text: str, offset: int, n: int) -> list[SpanRecord]:
    starts = [0, *(i + 1 for i, each in enumerate(text) if each == " ")][:: 60 // SPANS]
    return [
        SpanRecord(
            id=name(n, i),
            label="claim" if i % 2 else "source",
            start=offset + start,
            end=offset + text.index(" ", start),
            quote=text[start : text.index(" ", start)],
            attributes={"kind": "a"},
            origin=Origin.HUMAN,
        )
        for i, start in enumerate(starts[:SPANS])
    ]


def name(n: int, i: int) -> str:
    number = n * 100 + i
    letters = "abcdefghijklmnopqrstuvwxyz234567"
    return "".join(letters[number >> 5 * k & 31] for k in range(8))


def measure(folder: Path, *arguments: str) -> None:
    begin = time.perf_counter()
    done = subprocess.run([sys.executable, "-m", "annotate", *arguments], cwd=folder, capture_output=True, text=True)
    seconds = time.perf_counter() - begin
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    told = (done.stderr or done.stdout).strip().splitlines()[-1]
    print(f"annotate {arguments[0]:10} {seconds:6.2f} s   at most {peak:4.0f} MiB   {told}")


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "large.yaml").write_text(SCHEMA)
        file = folder / "large.ann.ann.jsonl"
        file.write_bytes(content())
        count, size = PARAGRAPHS * SPANS, file.stat().st_size / 2**20
        print(f"{PARAGRAPHS:,} paragraphs, {count:,} annotations, {size:.0f} MiB")
        measure(folder, "status", file.name)
        measure(folder, "validate", file.name, "large.yaml")


if __name__ == "__main__":
    main()
