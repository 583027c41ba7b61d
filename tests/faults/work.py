"""A piece of work to be interrupted: every kind of step, with folds and visits in between."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from pathlib import Path

from annotate.core.document import Document, ParagraphMode
from annotate.core.events import Change, Event, Item, ParagraphMark, Redo, Step, Undo
from annotate.core.paragraphs import paragraphs
from annotate.core.records import Origin, RelationRecord, SpanRecord, Status
from annotate.core.schema import Attribute, AttributeType, Label, Relation, Schema
from annotate.core.session import Session, advance
from annotate.store.desk import Desk

NOW = "2026-03-04T05:06:07Z"
TEXT = "Brindle said 40 barns burned.\n\nNobody in Ostwick counted them.\r\n\r\nÇa va, 東京 👩‍🚀 too.\n"
SCHEMA = Schema(
    id="barns",
    labels={
        "claim": Label("claim", attributes=(Attribute("sure", AttributeType.BOOL),)),
        "source": Label("source"),
    },
    version="1.0.0",
    relations={"said_by": Relation("said_by")},
    hash="5" * 64,
)


def document(text: str = TEXT, id: str = "barns", mode: ParagraphMode = ParagraphMode.AUTO) -> Document:
    starts, ends = paragraphs(text, mode)
    return Document(id, f"{id}.txt", text, "d" * 64, "utf-8", False, mode, starts, ends)


def blank(text: str = TEXT, annotator: str = "ana") -> Session:
    return Session(document(text), SCHEMA, annotator)


def span(id: str, label: str, start: int, end: int, text: str = TEXT, **more: object) -> SpanRecord:
    return SpanRecord(
        id=id,
        label=label,
        start=start,
        end=end,
        quote=text[start:end],
        origin=Origin.HUMAN,
        **more,  # type: ignore[arg-type]
    )


def step(n: int, *changes: tuple[Item | None, Item | None]) -> Step:
    return Step("test", n, NOW, tuple(Change(before, after) for before, after in changes))


BRINDLE = span("aaaaaaa1", "source", 0, 7)
FIGURE = span("aaaaaaa2", "claim", 13, 28)
NOBODY = span("aaaaaaa3", "claim", 31, 37)
LONGER = span("aaaaaaa3", "claim", 31, 48)
CITY = span("aaaaaaa4", "source", 73, 75)
LINK = RelationRecord(id="aaaaaaa5", label="said_by", source="aaaaaaa2", target="aaaaaaa1", origin=Origin.HUMAN)
SURE = span("aaaaaaa2", "claim", 13, 28, attributes={"sure": True}, note="so they say")
DONE = ParagraphMark(1, Status.DONE, "ana", NOW, 12, {"source": {}}, "a note", True)

EVENTS: tuple[Event, ...] = (
    step(1, (None, BRINDLE)),
    step(1, (None, FIGURE)),
    step(1, (None, LINK)),
    step(2, (None, NOBODY)),
    Undo(NOW),
    Redo(NOW),
    step(2, (NOBODY, LONGER)),
    step(1, (FIGURE, SURE)),
    step(1, (ParagraphMark(1), DONE)),
    step(3, (None, CITY)),
    step(2, (LONGER, None)),
    Undo(NOW),
    step(1, (LINK, None), (BRINDLE, None)),
)
FOLDS = (4, 9)
"""After so many events the annotation file is written; and at the end."""

SESSIONS = tuple(reduce(advance, EVENTS[:count], blank()) for count in range(len(EVENTS) + 1))


def do(desk: Desk, acknowledge: Callable[[int], None] = lambda count: None) -> None:
    """Does all of it; tells after each event how many events are known to be on the disk."""
    for count, event in enumerate(EVENTS, 1):
        desk.visit(1 + count % 3)
        desk.record(event)
        acknowledge(count - desk.unsaved)
        if count in FOLDS:
            desk.fold()
    desk.fold()


def state(session: Session) -> tuple[object, ...]:
    """What two sessions have in common that are the same work: the marks and what can be undone."""
    return _marks(session), _steps(session.done), _steps(session.undone)


def _marks(session: Session) -> tuple[object, ...]:
    marks = session.marks
    said = {n: m for n, m in marks.paragraphs.items() if m != ParagraphMark(n)}
    shelves = {n: marks.spans(n) for n in marks.shelves if marks.spans(n)}
    return marks.document, said, shelves, dict(marks.relations), marks.count, marks.decided


def marked(session: Session) -> tuple[object, ...]:
    """What is annotated, however it came about."""
    return _marks(session)


def _steps(history: object) -> list[Step]:
    steps = []
    while history:
        history, one = history  # type: ignore[misc]
        steps.append(one)
    return steps


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }
