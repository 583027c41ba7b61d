"""Annotated news by the hundred thousand lines: generated, always the same, without a mistake.

Every document is there with its annotation file by the schema news-claims: sources with their cues,
claims, figures and stances, and the relations that join them.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

from annotate.core.records import (
    Attributes,
    DocumentRecord,
    Origin,
    ParagraphRecord,
    Record,
    RelationRecord,
    SpanRecord,
    Status,
)
from annotate.core.schema import Schema, Value
from annotate.store.annotations import encode
from benchmarks.samples import schema

ANNOTATOR = "ana"
SENTENCES = 4
"""In a paragraph."""

_WHO = (
    ("The council of Ostwick", "government"),
    ("A spokesman for the port of Harl", "official"),
    ("Ostwick’s mayor Benedikta Måne", "official"),
    ("The Harl Herald", "media"),
    ("The 2019 audit of the ferries", "document"),
    ("Residents of the lower town", "group"),
)
_SAYS = ("said that", "denied that", "had expected that", "wrote on Monday that", "feared that")
_WHAT = ("bridges", "barns", "ferries", "mills", "families", "wells", "pupils", "boats")
_DOES = ("would close", "had burned", "were repaired", "need help", "were sold", "had left")
_WHERE = (
    "near the old harbor wall of the lower town since the last spring flood, as the papers show",
    "in the three villages behind the dam where nobody had asked for it and few had noticed",
    "along the road from Ostwick to Harl before the first snow of the year, at a cost unknown",
    "on the island of Månsø, as in every year since the great fire on the night of the fair",
)
_NOTES = ("", "", "see the sentence before", "the other reading is that both belong together")
_LOADED = ("reckless", "shameful", "brave", "long overdue")


def write(folder: Path, files: int, lines: int) -> list[Path]:
    """About `lines` lines in all, in so many annotation files below `folder`/exports, with the
    documents in `folder`/corpus."""
    (folder / "exports").mkdir()
    (folder / "corpus").mkdir()
    known = schema()
    return [_file(folder, known, number, lines // files) for number in range(files)]


def _file(folder: Path, known: Schema, number: int, lines: int) -> Path:
    name = f"news-{number:03}"
    chance = random.Random(number)
    written: list[bytes] = []
    texts: list[str] = []
    offset = 0
    for n in range(1, lines):
        if len(written) >= lines - 1:
            break
        news = _Paragraph(chance, offset)
        record = ParagraphRecord(n, offset, news.text, Status.DONE, at="2026-03-04T05:06:07Z", seconds=21)
        written += map(encode, news.records(record))
        texts.append(news.text)
        offset += len(news.text) + 2
    text = "\n\n".join(texts) + "\n"
    source = folder / "corpus" / f"{name}.txt"
    source.write_text(text, encoding="utf-8")
    head = DocumentRecord(
        1,
        name,
        f"corpus/{name}.txt",
        hashlib.sha256(text.encode()).hexdigest(),
        "utf-8",
        known.id,
        known.version,
        ANNOTATOR,
        known.hash,
    )
    path = folder / "exports" / f"{name}.{ANNOTATOR}.ann.jsonl"
    path.write_bytes(b"".join(line + b"\n" for line in (encode(head), *written)))
    return path


class _Paragraph:
    """Sentences, and what is marked in them."""

    def __init__(self, chance: random.Random, start: int) -> None:
        self._chance = chance
        self._start = start
        self._spans: list[SpanRecord] = []
        self._links: list[RelationRecord] = []
        self.text = ""
        claims = [self._sentence() for _ in range(SENTENCES)]
        self._link("supports", claims[1], claims[0])

    def records(self, paragraph: ParagraphRecord) -> Iterator[Record]:
        """In the order of the file."""
        spans = sorted(self._spans, key=lambda each: (each.start, each.end, each.label, each.id))
        place = {span.id: index for index, span in enumerate(spans)}
        yield paragraph
        yield from spans
        yield from sorted(self._links, key=lambda each: (place[each.source], each.label, each.id))

    def _sentence(self) -> str:
        """Somebody says something about so many of something; the id of the claim."""
        who, kind = self._chance.choice(_WHO)
        says, what = self._chance.choice(_SAYS), self._chance.choice(_WHAT)
        count = self._chance.randint(2, 900)
        self.text += " " if self.text else ""
        source = self._mark("source", who, self._of_source(who, says, kind))
        self.text += f" {says} "
        begin = len(self.text)
        figure = self._mark(
            "figure",
            str(count),
            {"kind": "cardinal", "value": count, "comparator": "exact", "counted": what},
        )
        self.text += f" {what} {self._chance.choice(_DOES)} {self._chance.choice(_WHERE)}"
        claim = self._span("claim", begin, self._of_claim())
        if self._chance.random() < 0.25:
            self.text += ", which is "
            wording = self._chance.choice(_LOADED)
            stance = self._mark("stance", wording, {"polarity": "unclear", "target": f"the {what}"})
            self._link("aims_at", stance, claim)
        self.text += "."
        self._link("attributed_to", claim, source)
        self._link("quantifies", figure, claim)
        return claim

    def _of_source(self, who: str, says: str, kind: str) -> Attributes:
        values: dict[str, Value] = {"cue": self._cue(who, says)}
        if says.startswith("feared"):
            values["cue_class"] = "emotion"
        return {**values, "kind": kind, "named": True, "canonical": f"{who} ({kind})"}

    def _of_claim(self) -> Attributes:
        values: dict[str, Value] = {"attribution": "attributed", "type": "quantity"}
        values["certainty"] = self._chance.choice(("certain", "probable"))
        values["polarity"] = self._chance.choice(("positive", "negative"))
        return {**values, "checkability": "check_worthy"}

    def _cue(self, who: str, says: str) -> tuple[int, int]:
        start = self._start + len(self.text) + len(who) + 1
        return start, start + len(says) - len(" that")

    def _mark(self, label: str, words: str, attributes: Attributes) -> str:
        begin = len(self.text)
        self.text += words
        return self._span(label, begin, attributes)

    def _span(self, label: str, begin: int, attributes: Attributes) -> str:
        span = SpanRecord(
            id=self._id(),
            label=label,
            start=self._start + begin,
            end=self._start + len(self.text),
            quote=self.text[begin:],
            attributes=attributes,
            origin=Origin.HUMAN,
        )
        self._spans.append(span)
        return span.id

    def _link(self, label: str, source: str, target: str) -> None:
        link = RelationRecord(
            id=self._id(),
            label=label,
            source=source,
            target=target,
            origin=Origin.HUMAN,
            note=self._chance.choice(_NOTES),
        )
        self._links.append(link)

    def _id(self) -> str:
        return "".join(self._chance.choices(_LETTERS, k=8))


_LETTERS: Sequence[str] = "abcdefghijklmnopqrstuvwxyz234567"
