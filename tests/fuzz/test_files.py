"""Mutated schemas, documents, annotation files and journals: each is opened and painted, or refused
in words, by the screen's own functions and by every command.

`ANNOTATE_FUZZ=10000 pytest tests/fuzz` tries more of them.
"""

from __future__ import annotations

import io
import os
import random
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from itertools import count
from pathlib import Path
from types import FrameType

import pytest

from annotate.cli.failures import guarded, words
from annotate.cli.group import call
from annotate.core.display import width
from annotate.errors import AnnotateError
from annotate.store.desk import open_desk
from annotate.store.documents import read_document
from annotate.store.schemas import load_schema, shipped_schemas
from annotate.tui import dispatch
from annotate.tui.screen import Surroundings, draw, lines_away
from annotate.tui.state import Env, State, Typing, place, replace
from tests.faults.amounts import FUZZ
from tests.faults.disk import HastyDisk
from tests.faults.parallel import each
from tests.fuzz.mutants import BYTES, JSON, mutant
from tests.program.modes import is_harmless, leaks
from tests.program.terminal import Terminal
from tests.program.test_kills import work
from tests.program.work import MOVES, SCHEMA, Desk, desk

ROOT = Path(__file__).parents[2]
CORPUS = [path.read_bytes() for path in sorted((ROOT / "corpus").glob("*.txt"))]
HANG = 60
"""Seconds after which a case counts as hanging; all take milliseconds."""
KEYS = (
    *("c", "s", "f", "t", "p", "g", "f", "f", "space", "right", "enter", "enter", "tab", "=", "a", "c"),
    *("escape", "pagedown", ".", ",", "'", "(", "#", "c", "u", "U", "backspace", "x", "*", "enter", "%"),
    *("down", "up", "?", "escape", "\\", "escape", "@", "escape", ">", "f", "escape", "!", "pageup", "n"),
)


@contextmanager
def watched(case: str) -> Iterator[None]:
    """Says which case it was that failed or hung."""

    def late(number: int, frame: FrameType | None) -> None:
        raise TimeoutError(f"{case} hangs")

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(HANG)
    try:
        yield
    except BaseException as error:
        print(f"{case}: {error!r}", file=sys.__stderr__)
        raise
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def check_words(lines: list[str]) -> None:
    """What stopped it, in few lines that a terminal can be shown."""
    assert lines and lines[0], "no reason"
    assert len(lines) <= 60 and max(map(len, lines)) < 20_000


def opened(at: Desk, chance: random.Random) -> bool:
    """Opens, presses keys, paints after each; whether it was opened rather than refused."""
    try:
        schema = load_schema(at.schema)
        opening = open_desk(read_document(at.document), schema, "alice", at.out, disk=HastyDisk())
    except AnnotateError as refusal:
        assert refusal.exit_code in (1, 2, 3)
        check_words(words(refusal))
        return False
    try:
        ids = map("{:08}".format, count())
        state = place(State(opening.session), opening.position or 1)
        keys = dispatch.keyboard(schema)
        columns, rows = chance.randint(1, 130), chance.randint(1, 45)
        check_rows(State(opening.session), columns, rows)
        for key in chance.sample(KEYS, 12):
            drawn = draw(state, Surroundings(keys), columns, rows)
            env = Env(
                new_id=lambda: next(ids),
                now=lambda: "2026-01-01T10:00:00Z",
                seconds=lambda: 1,
                visible=(drawn.pane.first, drawn.pane.last) if drawn.pane else (0, 0),
                move=lambda of, lines: lines_away(drawn, of.cursor, lines),  # noqa: B023
            )
            if not isinstance(state.doing, Typing):
                state = dispatch.press(state, env, keys, key)
            for event in state.outbox:
                assert opening.record(event) is None
            state = replace(state, outbox=())
            check_rows(state, columns, rows)
        assert opening.fold() is None or opening.notices
    finally:
        opening.close()
    return True


def check_rows(state: State, columns: int, rows: int) -> None:
    drawn = draw(state, Surroundings(dispatch.keyboard(state.session.schema)), columns, rows)
    typing = isinstance(state.doing, Typing)
    assert len(drawn.rows) <= rows + typing
    for row in drawn.rows:
        text = "".join(part for _, part in row)
        assert all(map(is_harmless, text)), ascii(text)
        assert width(text) <= columns, ascii(text)


def said(*arguments: object) -> tuple[int, str]:
    """A command's status and all it printed."""
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    with redirect_stdout(out), redirect_stderr(out):
        status = guarded(lambda: call(list(map(str, arguments))))
        out.flush()
    assert isinstance(out.buffer, io.BytesIO)
    written = out.buffer.getvalue()
    assert leaks(written) == [], leaks(written)
    return status, written.decode()


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Everything as it should be, after a morning's work that was not left in good order."""
    at = desk(tmp_path_factory.mktemp("whole"))
    with Terminal(at.label()) as terminal:
        assert work(terminal, MOVES) == len(MOVES) and terminal.wait() == 0
    with Terminal(at.label()) as terminal:
        terminal.wait_for("saved 5").keys("s").wait_for("saved 6").kill(signal.SIGKILL).wait()
    return at


@pytest.mark.parametrize("kind", ["schema", "document", "annotations", "journal"])
def test_a_mutated_file_is_shown_or_refused_in_words(tmp_path: Path, whole: Desk, kind: str) -> None:
    schemas = [path.read_bytes() for path in shipped_schemas().values()]
    sources = {
        "schema": [SCHEMA.encode(), *schemas],
        "document": [whole.document.read_bytes(), *CORPUS],
        "annotations": [whole.file.read_bytes()],
        "journal": [whole.journal.read_bytes()],
    }[kind]
    texts = BYTES if kind in ("schema", "document") else JSON

    def tried(number: int) -> bool:
        chance = random.Random(f"{kind} {number}")
        at = Desk(tmp_path / f"{number}.txt", tmp_path / f"{number}.yaml", tmp_path / str(number))
        at = at._replace(document=at.out / "notice.txt", schema=at.out / "notices.yaml")
        at.journal.parent.mkdir(parents=True)
        for to, source in zip(at, whole, strict=True):
            if source.is_file():
                to.write_bytes(source.read_bytes())
        if kind in ("annotations", "journal"):
            at.file.write_bytes(whole.file.read_bytes())
            at.journal.write_bytes(whole.journal.read_bytes())
        path = {"schema": at.schema, "document": at.document, "annotations": at.file}.get(kind, at.journal)
        path.write_bytes(mutant(chance, sources, texts))
        with watched(f"{kind} {number}"):
            for arguments in (
                ("validate", at.out, "--schema", at.schema),
                ("validate", at.out, "--format", "json"),
                ("status", at.out),
                ("recover", at.out),
            ):
                status, text = said(*arguments)
                assert status in (0, 1, 2, 3) and "Traceback" not in text
                assert text.strip() or arguments[0] == "status"
            was_opened = opened(at, chance)
        for left in sorted(at.out.rglob("*"), reverse=True):
            left.rmdir() if left.is_dir() else left.unlink()
        os.rmdir(at.out)
        return was_opened

    found = each(tried, range(FUZZ))
    print(f"{FUZZ} mutants of {kind}: {sum(found)} opened, the others refused")
    assert 0 < sum(found) <= FUZZ
