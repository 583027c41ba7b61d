"""Annotation files of one small text, and what people do to them, as hypothesis strategies."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from hypothesis import strategies as st

from annotate.core.canonical import in_order
from annotate.core.compare.blocks import Sheaf, sheaf_of
from annotate.core.records import (
    DocumentRecord,
    Origin,
    ParagraphRecord,
    Record,
    RelationRecord,
    SpanRecord,
    Status,
)

set_ = msgspec.structs.replace

TEXTS = ("The council said 40 bridges need repair.", "Nobody asked the ferry office.", "Snow fell.")
STARTS = (0, 42, 74)
HEAD = DocumentRecord(1, "article", "article.txt", "0" * 64, "utf-8", "small", "1.0.0", "alice")
LABELS = ("claim", "source", "stance")
LINKS = ("by", "near")
VALUES = (True, False, 1, "x", (0, 3), (), ("a",), ("a", "b"), ("b", "c"), ("a", "b", "c"))
IDS = [f"{letter}{n:07}" for letter in "abcd" for n in range(6)]


def symmetric(name: str) -> bool:
    return name == "near"


def borders() -> list[tuple[int, int]]:
    """All stretches of whole words that are short."""
    found = []
    for start, text in zip(STARTS, TEXTS, strict=True):
        begins = [at for at in range(len(text)) if at == 0 or text[at - 1] == " "]
        ends = [at for at in range(1, len(text) + 1) if at == len(text) or text[at] == " "]
        found += [(start + a, start + b) for a in begins for b in ends if a < b <= a + 16]
    return found


def span(id: str, label: str, place: tuple[int, int], **more: object) -> SpanRecord:
    start, end = place
    first = max(each for each in STARTS if each <= start)
    quote = TEXTS[STARTS.index(first)][start - first : end - first]
    return SpanRecord(id=id, label=label, start=start, end=end, quote=quote, origin=Origin.HUMAN, **more)  # type: ignore[arg-type]


def link(id: str, label: str, source: str, target: str, **more: object) -> RelationRecord:
    return RelationRecord(id=id, label=label, source=source, target=target, origin=Origin.HUMAN, **more)  # type: ignore[arg-type]


class Sheet:
    """A file while somebody works on it; always a valid one."""

    def __init__(self, sheaf: Sheaf | None = None) -> None:
        self.head = sheaf.document if sheaf else HEAD
        self.paragraphs: list[ParagraphRecord] = [
            ParagraphRecord(n, start, text, Status.TODO)
            for n, (start, text) in enumerate(zip(STARTS, TEXTS, strict=True), 1)
        ]
        self.spans: dict[str, SpanRecord] = {}
        self.links: dict[str, RelationRecord] = {}
        if sheaf:
            self.paragraphs = [block.paragraph for block in sheaf.blocks]
            self.spans = {each.id: each for block in sheaf.blocks for each in block.spans}
            self.links = {each.id: each for block in sheaf.blocks for each in block.relations}

    def sheaf(self) -> Sheaf:
        return sheaf_of(in_order([self.head, *self.paragraphs, *self.spans.values(), *self.links.values()]))

    def remove(self, id: str) -> None:
        """With all relations that hang on it."""
        self.spans.pop(id, None)
        self.links.pop(id, None)
        for each in [link.id for link in self.links.values() if id in (link.source, link.target)]:
            if each in self.links:
                self.remove(each)

    def hangs_on(self, id: str, on: str) -> bool:
        """Whether one comes from the relation, going from source to source, to the other one."""
        while id in self.links:
            if id == on:
                return True
            id = self.links[id].source
        return id == on


def work(draw: st.DrawFn, sheet: Sheet, new: list[str], steps: int) -> None:
    """One person's doings; `new` are the ids that are free."""
    for _ in range(draw(st.integers(0, steps))):
        step(draw, sheet, new)


def step(draw: st.DrawFn, sheet: Sheet, new: list[str]) -> None:
    things = [*sheet.spans, *sheet.links]
    kind = draw(st.sampled_from(["add", "add", "link", "remove", "change", "change", "paragraph", "document"]))
    if kind == "add" and new:
        id = new.pop(0)
        sheet.spans[id] = span(id, draw(st.sampled_from(LABELS)), draw(st.sampled_from(PLACES)))
    elif kind == "link" and new and len(things) > 1:
        source = draw(st.sampled_from(things))
        target = draw(st.sampled_from([each for each in things if each != source]))
        id = new.pop(0)
        sheet.links[id] = link(id, draw(st.sampled_from(LINKS)), source, target)
    elif kind == "remove" and things:
        sheet.remove(draw(st.sampled_from(things)))
    elif kind == "change" and things:
        change(draw, sheet, draw(st.sampled_from(things)))
    elif kind == "paragraph":
        at = draw(st.integers(0, len(TEXTS) - 1))
        sheet.paragraphs[at] = said(draw, sheet.paragraphs[at])
    elif kind == "document":
        sheet.head = said(draw, sheet.head)


def change(draw: st.DrawFn, sheet: Sheet, id: str) -> None:
    field = draw(st.sampled_from(["label", "place", "attribute", "attribute", "note", "flag"]))
    more: dict[str, object] = {}
    if id in sheet.spans:
        old: SpanRecord | RelationRecord = sheet.spans[id]
        if field == "label":
            more = {"label": draw(st.sampled_from(LABELS))}
        elif field == "place":
            moved = span(id, "", draw(st.sampled_from(PLACES)))
            more = {"start": moved.start, "end": moved.end, "quote": moved.quote}
    else:
        old = sheet.links[id]
        if field == "label":
            more = {"label": draw(st.sampled_from(LINKS))}
        elif field == "place":
            ends = [each for each in (*sheet.spans, *sheet.links) if not sheet.hangs_on(each, id)]
            source = draw(st.sampled_from(ends))
            if targets := [each for each in (*sheet.spans, *sheet.links) if each not in (id, source)]:
                more = {"source": source, "target": draw(st.sampled_from(targets))}
    if field == "attribute":
        more = {"attributes": attributes(draw, old.attributes)}
    elif field == "note":
        more = {"note": draw(st.sampled_from(["", "odd", "see above"]))}
    elif field == "flag":
        more = {"flag": not old.flag}
    if id in sheet.spans:
        sheet.spans[id] = set_(sheet.spans[id], **more)
    else:
        sheet.links[id] = set_(sheet.links[id], **more)


def attributes(draw: st.DrawFn, old: object) -> dict[str, object]:
    new = dict(old)  # type: ignore[call-overload]
    name = draw(st.sampled_from(["certain", "kind"]))
    if name in new and draw(st.booleans()):
        del new[name]
    else:
        new[name] = draw(st.sampled_from(VALUES))
    return {name: new[name] for name in sorted(new)}


def said(draw: st.DrawFn, line: object) -> object:
    field = draw(st.sampled_from(["status", "labels", "note", "flag"]))
    if field == "status" and isinstance(line, ParagraphRecord):
        minute = draw(st.integers(10, 15))
        return set_(
            line,
            status=draw(st.sampled_from([Status.DONE, Status.FLAGGED])),
            by=draw(st.sampled_from(["", "bob"])),
            at=f"2026-01-01T10:{minute}:00Z",
            seconds=draw(st.integers(0, 9)),
        )
    if field == "labels":
        labels = dict(line.labels)  # type: ignore[attr-defined]
        name = draw(st.sampled_from(["mood", "topic"]))
        if name in labels and draw(st.booleans()):
            del labels[name]
        else:
            labels[name] = attributes(draw, labels.get(name, {}))
        return set_(line, labels={name: labels[name] for name in sorted(labels)})
    if field == "note":
        return set_(line, note=draw(st.sampled_from(["", "hm", "long"])))
    return set_(line, flag=not line.flag)  # type: ignore[attr-defined]


@st.composite
def bases(draw: st.DrawFn) -> Sheaf:
    sheet = Sheet()
    work(draw, sheet, [each for each in IDS if each.startswith("a")], 10)
    return sheet.sheaf()


@st.composite
def forks(draw: st.DrawFn, sides: int = 2) -> tuple[Sheaf, ...]:
    """A file and so many versions that people made of it, each with ids of their own."""
    base = draw(bases())
    return base, *(draw(versions(base, "bcd"[side])) for side in range(sides))


@st.composite
def versions(draw: st.DrawFn, base: Sheaf, letter: str) -> Sheaf:
    sheet = Sheet(base)
    taken = {*sheet.spans, *sheet.links}
    work(draw, sheet, [each for each in IDS if each.startswith(letter) and each not in taken], 8)
    return sheet.sheaf()


def records(sheaf: Sheaf) -> Iterator[Record]:
    yield sheaf.document
    for block in sheaf.blocks:
        yield block.paragraph
        yield from block.spans
        yield from block.relations


PLACES = borders()
