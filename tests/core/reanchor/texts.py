"""Texts with real annotations, from the formats in `../shared/data`, and spans of our own in them."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

DATA = Path(__file__).parents[4] / "shared" / "data"


class Sample(NamedTuple):
    """`spans` are start and end, in code points."""

    name: str
    text: str
    spans: tuple[tuple[int, int], ...]


def samples() -> list[Sample]:
    """All of them, always in the same order."""
    found = [*_brat(), *_re3d(), *_conll(), *_presidio(), *_plain()]
    return [_trimmed(sample) for sample in found if len(sample.text) > 200]


def _trimmed(sample: Sample) -> Sample:
    """Without the white space that some of the spans begin or end with."""
    spans = []
    for start, end in sample.spans:
        quote = sample.text[start:end]
        start += len(quote) - len(quote.lstrip())
        spans.append((start, start + len(quote.strip())))
    return sample._replace(spans=tuple(span for span in spans if span[0] < span[1]))


def with_random_spans(sample: Sample, chance: random.Random, number: int) -> Sample:
    """The sample's own spans and `number` others of one to eight words."""
    words = [match.span() for match in re.finditer(r"\w+", sample.text)]
    spans = set(sample.spans)
    for _ in range(number):
        first = chance.randrange(len(words))
        last = min(len(words) - 1, first + chance.choice((0, 0, 1, 1, 2, 3, 4, 7)))
        spans.add((words[first][0], words[last][1]))
    return sample._replace(spans=tuple(sorted(spans)))


def one_line(texts: Sequence[Sample], chance: random.Random, length: int) -> Sample:
    """Texts one after the other on a line of at least that length; some are there twice."""
    text = ""
    spans: list[tuple[int, int]] = []
    names = []
    while len(text) < length:
        sample = chance.choice(texts)
        spans += [(len(text) + start, len(text) + end) for start, end in sample.spans]
        text += "".join(" " if character.isspace() else character for character in sample.text).rstrip() + " "
        names.append(sample.name)
    return Sample("+".join(names), text.rstrip(), tuple(spans))


def _brat() -> Iterator[Sample]:
    for folder in ("brat-bionlp-epi", "brat-news-tutorial", "litbank-a/entities", "measeval-trial"):
        for path in sorted((DATA / folder).rglob("*.txt")):
            ann = path.with_suffix(".ann")
            ann = ann if ann.exists() else path.parent.parent / "ann" / ann.name
            text = path.read_text(encoding="utf-8")
            notes = ann.read_text(encoding="utf-8") if ann.exists() else ""
            found = re.findall(r"^T\d+\t\S+ (\d+) (\d+)\t", notes, re.MULTILINE)
            yield Sample(path.stem, text, tuple((int(a), int(b)) for a, b in found))


def _re3d() -> Iterator[Sample]:
    for folder in ("re3d-uk-government", "re3d-wikipedia"):
        spans: dict[str, list[tuple[int, int]]] = {}
        for line in (DATA / folder / "entities.json").read_text("utf-8").splitlines():
            entity = json.loads(line)
            spans.setdefault(entity["documentId"], []).append((entity["begin"], entity["end"]))
        for line in (DATA / folder / "documents.json").read_text("utf-8").splitlines():
            document = json.loads(line)
            yield Sample(document["_id"], document["text"], tuple(spans.get(document["_id"], ())))


def _conll() -> Iterator[Sample]:
    content = (DATA / "conll-wikigold" / "wikigold.first300.conll").read_text("utf-8")
    sentences = [block.splitlines() for block in content.split("\n\n") if block.strip()]
    for number in range(0, len(sentences), 60):
        text, spans = "", []
        for sentence in sentences[number : number + 60]:
            for line in sentence:
                token, _, tag = line.rpartition(" ")
                if tag != "O":
                    spans.append((len(text), len(text) + len(token)))
                text += token + " "
            text = text.rstrip() + "\n"
        yield Sample(f"wikigold-{number}", text, tuple(spans))


def _presidio() -> Iterator[Sample]:
    rows = json.loads((DATA / "presidio-small" / "generated_small.json").read_text("utf-8"))
    for number in range(0, len(rows), 25):
        text, spans = "", []
        for row in rows[number : number + 25]:
            spans += [(len(text) + each["start_position"], len(text) + each["end_position"]) for each in row["spans"]]
            text += row["full_text"].replace("\n", " ") + "\n"
        yield Sample(f"presidio-{number}", text, tuple(spans))


def _plain() -> Iterator[Sample]:
    paths = [DATA / "seed-article" / "article.txt", *sorted((DATA / "arg-microtexts-k").glob("*.txt"))]
    for path in paths:
        yield Sample(path.stem, path.read_text(encoding="utf-8"), ())
