"""A morning's work at the keyboard: every kind of step, and what the screen says after each."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

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

    def do(self, terminal: Terminal) -> None:
        terminal.keys(*self.keys.split())


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
    Move("u", "undone: delete", 4, 2),
    Move("U", "done again: delete", 3, 2),
    Move("u", "undone: delete", 4, 2),
    Move("c-s", "  saved", 4, 2),
    Move("pagedown c", "claim labeled", 5, 3),
    Move("enter", "paragraph 3 done", 5, 4),
)
LEAVE = "c-q"


class Desk(NamedTuple):
    """The files that the work is done on."""

    document: Path
    schema: Path
    out: Path

    @property
    def file(self) -> Path:
        return self.out / "notice.alice.ann.jsonl"


def desk(folder: Path, text: str = TEXT) -> Desk:
    folder.mkdir(parents=True, exist_ok=True)
    document, schema = folder / "notice.txt", folder / "notices.yaml"
    document.write_bytes(text.encode())
    schema.write_text(SCHEMA, encoding="utf-8")
    return Desk(document, schema, folder / "out")
