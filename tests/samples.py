"""Makes the sample annotation files from the keys in `exports/keys/`: `python -m tests.samples`.

The keys go through the program, its events to a desk and from there into the file. Ids and times are
made up in order, so that the same keys make the same files.
"""

from __future__ import annotations

import random
import sys
import tempfile
from datetime import datetime, timedelta, timezone
from pathlib import Path

import msgspec

from annotate.core.session import Session
from annotate.store.desk import open_desk
from annotate.store.documents import read_document
from annotate.store.schemas import load_schema
from annotate.tui.state import State, place
from tests.keyscript import play
from tests.tui.typist import Typist

ROOT = Path(__file__).parents[1]
EXPORTS = ROOT / "exports"
ARTICLE = "corpus/article.txt"
WORDS_A_SECOND = 3
"""How fast the two of them read; a key takes them a second."""
STARTED = {
    "alice": datetime(2026, 3, 9, 9, 2, tzinfo=timezone.utc),
    "bert": datetime(2026, 3, 10, 13, 31, tzinfo=timezone.utc),
}


class Person:
    """Somebody at work: where the ids and the times come from."""

    def __init__(self, name: str) -> None:
        self._random = random.Random(name)
        self._typist: Typist | None = None
        self._decided = 0
        self._read: set[int] = set()
        self._time = STARTED[name]

    def sits_down(self, typist: Typist) -> None:
        self._typist = typist

    def new_id(self) -> str:
        return "".join(self._random.choices("abcdefghijklmnopqrstuvwxyz234567", k=8))

    def now(self) -> str:
        return (self._time + timedelta(seconds=self._spent())).strftime("%Y-%m-%dT%H:%M:%SZ")

    def seconds(self) -> int:
        """Since the last decision."""
        self._read.add(self._at_hand().state.n)
        spent, self._decided = self._spent() - self._decided, self._spent()
        return spent

    def _spent(self) -> int:
        typist = self._at_hand()
        document = typist.state.session.document
        read = [document.paragraph(n) for n in self._read | {typist.state.n}]
        words = sum(len(document.text[each.start : each.end].split()) for each in read)
        return typist.pressed + words // WORDS_A_SECOND

    def _at_hand(self) -> Typist:
        assert self._typist is not None
        return self._typist


def make(name: str, out: Path) -> Path:
    """The annotation file of this annotator of the sample article, written below `out`."""
    document = read_document(ROOT / ARTICLE, root=ROOT / "corpus")
    document = msgspec.structs.replace(document, source=ARTICLE)
    schema = load_schema(ROOT / "schemas" / "news-claims.yaml")
    person = Person(name)
    typist = Typist(
        place(State(Session(document, schema, name)), 1),
        columns=120,
        rows=60,
        new_id=person.new_id,
        now=person.now,
        seconds=person.seconds,
    )
    person.sits_down(typist)
    play(typist, (EXPORTS / "keys" / f"{name}.keys").read_text(encoding="utf-8"), strict=True)
    desk = open_desk(document, schema, name, out)
    for event in typist.events:
        desk.record(event)
    desk.fold()
    desk.close()
    return desk.path


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        for name in STARTED:
            made = make(name, Path(folder))
            (EXPORTS / made.name).write_bytes(made.read_bytes())
            sys.stderr.write(f"exports/{made.name}\n")


if __name__ == "__main__":
    main()
