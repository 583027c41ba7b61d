"""A morning's work at the keyboard: every kind of step, and what the screen says after each."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import msgspec

from annotate.core.records import ParagraphRecord, Record, RelationRecord, SpanRecord, Status
from annotate.store.annotations import lines_of, read_annotations
from annotate.store.desk import open_desk
from annotate.store.disk import Disk
from annotate.store.documents import read_document
from annotate.store.schemas import load_schema
from tests.faults.disk import HastyDisk
from tests.program.child import label
from tests.program.terminal import Terminal

TEXT = """\
Mayor Ruth Ostwick said that the bridge needs repair.

The ferry office in Brindle counted every barn twice.

Nobody in Marn believed the office.

The last paragraph is left as it is.
"""
SCHEMA = """\
id: notices
version: 1.0.0
labels:
  claim: {key: c, select: sentence}
  source:
    key: s
    select: word
    attributes:
      kind: {type: enum, values: [person, office], keys: {person: p, office: o}}
relations:
  said_by: {from: claim, to: source, key: b}
"""


class Move(NamedTuple):
    """Keys and what is then on the screen; `spans` of them are then on the disk, and `paragraph` is
    where one is."""

    keys: str
    shown: str
    spans: int
    paragraph: int = 1

    @property
    def status(self) -> str:
        """What the last line says when it is done, as a regular expression."""
        return rf" saved {self.spans}\b.*{self.shown}"

    def do(self, terminal: Terminal) -> None:
        terminal.keys(*self.keys.split()).wait_for(self.status)


MOVES = (
    Move("c", "claim labeled", 1),
    Move("s", "source labeled", 2),
    Move("= p enter", "kind: person", 2),
    Move("tab > f", "said_by", 2),
    Move("] left left enter", "edges moved", 2),
    Move("enter", "paragraph 1 done", 2, 2),
    Move("c", "claim labeled", 3, 2),
    Move("s", "source labeled", 4, 2),
    Move("backspace", "deleted", 3, 2),
    Move("u", "undone: source deleted", 4, 2),
    Move("U", "done again: source deleted", 3, 2),
    Move("u", "undone: source deleted", 4, 2),
    Move("c-s", "(everything is saved|tried again)", 4, 2),
    Move("pagedown c", "claim labeled", 5, 3),
    Move("enter", "paragraph 3 done", 5, 4),
)


def more_moves(first: int, count: int, spans: int) -> tuple[Move, ...]:
    """A claim in each of so many further paragraphs, and each accepted."""
    pairs = (
        (Move("c", "claim labeled", spans + i, n), Move("enter", f"paragraph {n} done", spans + i, n + 1))
        for i, n in enumerate(range(first, first + count), 1)
    )
    return tuple(move for pair in pairs for move in pair)


class Desk(NamedTuple):
    """The files that the work is done on."""

    document: Path
    schema: Path
    out: Path

    @property
    def file(self) -> Path:
        return self.out / "notice.alice.ann.jsonl"

    @property
    def journal(self) -> Path:
        return self.out / ".journal" / "notice.alice.jsonl"

    def label(self, disk: Callable[[], Disk] = Disk) -> Callable[[], int]:
        """The program that the work is done with."""
        return label(self.document, self.out, schema=str(self.schema), disk=disk)

    def recovered(self) -> Result:
        """What a copy of the files as they are now amounts to."""
        with TemporaryDirectory() as folder:
            out = Path(folder, "out")
            # In this order: a journal knows the annotation files that came before it, not after.
            for path in (self.file, self.journal):
                if path.exists():
                    copy = out / path.relative_to(self.out)
                    copy.parent.mkdir(parents=True, exist_ok=True)
                    shutil.copy(path, copy)
            document, schema = read_document(self.document), load_schema(self.schema)
            desk = open_desk(document, schema, "alice", out, disk=HastyDisk())
            try:
                return result(msgspec.json.decode(line, type=Record) for line in lines_of(desk.session))
            finally:
                desk.close()

    def written(self) -> Result:
        """What the annotation file says, which has to be without a problem; without one, nothing
        was done."""
        if not self.file.exists():
            return Result((), (), ())
        file = read_annotations(self.file)
        assert file.problems == ()
        return result(entry.record for entry in file.entries)


class Result(NamedTuple):
    """What the work amounts to, whoever gave the ids and whatever the time was."""

    spans: tuple[object, ...]
    links: tuple[object, ...]
    decided: tuple[object, ...]


def result(entries: Iterable[Record]) -> Result:
    """What the lines of an annotation file amount to."""
    entries = list(entries)
    spans = {
        each.id: (each.start, each.end, each.label, tuple(sorted(each.attributes.items())))
        for each in entries
        if isinstance(each, SpanRecord)
    }
    assert len(set(spans.values())) == len(spans), "a span is there twice"
    links = (
        (each.label, spans[each.source], spans[each.target]) for each in entries if isinstance(each, RelationRecord)
    )
    decided = (
        (each.n, each.status)
        for each in entries
        if isinstance(each, ParagraphRecord) and each.status is not Status.TODO
    )
    return Result(tuple(sorted(spans.values())), tuple(sorted(links)), tuple(decided))


def desk(folder: Path, text: str = TEXT) -> Desk:
    folder.mkdir(parents=True, exist_ok=True)
    document, schema = folder / "notice.txt", folder / "notices.yaml"
    document.write_bytes(text.encode())
    schema.write_text(SCHEMA, encoding="utf-8")
    return Desk(document, schema, folder / "out")
