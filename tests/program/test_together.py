"""Several people and programs at once, and texts that change under their annotations."""

from __future__ import annotations

import json
import os
import random
import re
import signal
import socket
from pathlib import Path

from tests.faults.parallel import each
from tests.program.child import command, label
from tests.program.terminal import Terminal
from tests.program.test_kills import work
from tests.program.work import MOVES, desk


def test_a_changed_document_is_noticed_wherever_it_changed(tmp_path: Path) -> None:
    at = desk(tmp_path)
    with Terminal(at.label()) as terminal:
        assert work(terminal, MOVES) == len(MOVES) and terminal.wait() == 0
    whole, kept = at.document.read_bytes(), at.file.read_bytes()
    chance = random.Random(8)
    for _ in range(50):
        place = chance.randrange(len(whole))
        other = chance.choice([each for each in b"aZ 9.\n" if each != whole[place]])
        at.document.write_bytes(whole[:place] + bytes([other]) + whole[place + 1 :])
        with Terminal(at.label(), columns=200) as terminal:
            assert terminal.wait() == 1, f"byte {place}"
            said = terminal.text.replace("\n", "")
            assert f"{at.document}: the document has changed" in said and "[outdated]" in said
            assert "Hint: " in said
        with Terminal(command("validate", at.file, "--schema", at.schema), folder=tmp_path) as terminal:
            assert terminal.wait() == 1, f"byte {place}"
            assert "[document-changed]" in terminal.text.replace("\n", ""), terminal.text
        assert at.file.read_bytes() == kept
    at.document.write_bytes(whole)
    with Terminal(at.label()) as terminal:
        terminal.wait_for("saved 5").keys("c-q")
        assert terminal.wait() == 0


def test_a_document_that_changes_while_it_is_labeled_keeps_what_was_labeled(tmp_path: Path) -> None:
    at = desk(tmp_path)
    with Terminal(at.label()) as terminal:
        MOVES[0].do(terminal.wait_for("saved 0"))
        whole = at.document.read_bytes()
        at.document.write_bytes(whole.replace(b"bridge", b"BRIDGE"))
        MOVES[1].do(terminal)
        assert terminal.keys("c-q").wait() == 0
    with Terminal(at.label(), columns=200) as terminal:
        assert terminal.wait() == 1 and "[outdated]" in terminal.text.replace("\n", "")
    at.document.write_bytes(whole)
    assert len(at.written().spans) == 2


def test_the_same_annotator_twice_is_refused_with_who_it_is(tmp_path: Path) -> None:
    at = desk(tmp_path)
    with Terminal(at.label()) as first:
        MOVES[0].do(first.wait_for("saved 0"))
        with Terminal(at.label(), columns=300) as second:
            assert second.wait() == 3
            assert f"pid {first.pid} on host {socket.gethostname()}" in second.text
            assert "[locked]" in second.text and "Hint: " in second.text
        MOVES[1].do(first)
        assert first.keys("c-q").wait() == 0
    assert len(at.written().spans) == 2


def test_a_killed_holder_does_not_block_and_neither_does_what_it_left(tmp_path: Path) -> None:
    at = desk(tmp_path)
    with Terminal(at.label()) as terminal:
        MOVES[0].do(terminal.wait_for("saved 0"))
        assert terminal.kill(signal.SIGKILL).wait() == -signal.SIGKILL
    (lock,) = at.out.rglob("*.lock")
    for holder in (lock.read_bytes(), b"", b"\0\0", b'{"pid":1,"host":"marn","started":"x"}\n'):
        lock.write_bytes(holder)
        with Terminal(at.label()) as terminal:
            assert terminal.wait_for("saved 1").keys("c-q").wait() == 0


def test_a_suspended_holder_still_holds(tmp_path: Path) -> None:
    at = desk(tmp_path)
    with Terminal(at.label()) as first:
        MOVES[0].do(first.wait_for("saved 0"))
        first.kill(signal.SIGSTOP).wait_stopped()
        with Terminal(at.label(), columns=300) as second:
            assert second.wait() == 3 and f"pid {first.pid}" in second.text
        first.kill(signal.SIGCONT)
        assert first.keys("c-q").wait() == 0


def test_ten_annotators_at_once_do_not_disturb_each_other(tmp_path: Path) -> None:
    at = desk(tmp_path)
    names = [f"annotator{n}" for n in range(10)]

    def label_all(name: str) -> int:
        run = label(at.document, at.out, schema=str(at.schema), annotator=name)
        with Terminal(run) as terminal:
            done = work(terminal, MOVES)
            assert terminal.wait() == 0
            return done

    assert each(label_all, names) == [len(MOVES)] * len(names)
    files = sorted(at.out.glob("*.ann.jsonl"))
    assert [file.name for file in files] == [f"notice.{name}.ann.jsonl" for name in names]
    for file in files:
        lines = [json.loads(line) for line in file.read_text().splitlines()]
        assert sum(line["type"] == "span" for line in lines) == MOVES[-1].spans
    with Terminal(command("validate", at.out, "--schema", at.schema)) as terminal:
        assert terminal.wait() == 0, terminal.text


def test_an_annotation_file_that_another_program_changed_is_not_overwritten(tmp_path: Path) -> None:
    at = desk(tmp_path)
    with Terminal(at.label()) as terminal:
        MOVES[0].do(terminal.wait_for("saved 0"))
        terminal.keys("c-s").until(at.file.exists)
        MOVES[1].do(terminal)
        theirs = at.file.read_bytes().replace(b'"label":"claim"', b'"label":"source"')
        other = tmp_path / "other"
        other.write_bytes(theirs)
        os.replace(other, at.file)
        terminal.keys("c-s").wait_for("changed by another program")
        terminal.keys("c-q")
        assert terminal.wait() == 3
    assert at.file.read_bytes() == theirs
    with Terminal(at.label(), columns=200) as terminal:
        terminal.wait_for("saved 2")
        assert re.search("changed by another program", terminal.text)
        assert terminal.keys("c-q").wait() == 0
    assert [span[2] for span in at.written().spans] == ["source", "source"]
