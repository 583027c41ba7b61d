"""Line by line, without a screen: the same promises."""

from __future__ import annotations

import random
import signal
import subprocess
from pathlib import Path

import pytest

from tests.program.child import command, executable
from tests.program.modes import is_harmless, leaks
from tests.program.payloads import PAYLOADS
from tests.program.terminal import Terminal
from tests.program.test_hostile_text import AROUND, is_safe, is_shown
from tests.program.test_leaving import ROOT
from tests.program.work import Desk, desk


def words(at: Desk) -> list[object]:
    return [
        *("label", at.document, "--plain", "--out", at.out, "--annotator", "alice"),
        *("--schema", at.schema),
    ]


def piped(at: Desk, lines: bytes) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        executable(*words(at)),
        input=lines,
        capture_output=True,
        cwd=at.document.parent,
        env={"PYTHONPATH": ROOT},
    )


def test_hostile_text_is_read_out_safely_on_a_terminal_and_in_a_pipe(tmp_path: Path) -> None:
    texts = [AROUND.format(payload) for payload in PAYLOADS.values() if "\r" not in payload]
    at = desk(tmp_path, "\n\n".join(texts))
    typed = "\n".join(["c", "show", "words", "next"] * len(texts))
    told = piped(at, f"{typed}\nquit\n".encode())
    assert told.returncode == 0
    assert is_safe(told.stdout) and is_safe(told.stderr)
    assert b"\x1b" not in told.stdout + told.stderr
    shown = told.stdout.decode()
    for text in texts:
        assert any(is_shown(line, text[5:-6]) for line in shown.splitlines()), ascii(text)
    with Terminal(command(*words(at)), columns=200) as terminal:
        terminal.wait_for("paragraph").type("1\rshow\rquit\r")
        assert terminal.wait() == 0
        assert is_safe(bytes(terminal.output)) and b"\x1b" not in terminal.output
    assert len(at.written().spans) == len(texts)


def test_hostile_lines_are_answered(tmp_path: Path) -> None:
    at = desk(tmp_path)
    chance = random.Random(5)
    verbs = ["c", "s", "note", "set a1", "link a1", "search", "goto", "open", "elsewhere", "everywhere"]
    pieces = [*(each for each in PAYLOADS.values() if "\n" not in each), "a1", "99999999999", "=", '"', "#", "%"]
    lines = [f"{chance.choice(verbs)} {chance.choice(pieces)}" for _ in range(400)]
    told = piped(at, "\n".join([*lines, "quit"]).encode("utf-8", "surrogatepass") + b"\n\xff\xfe\n")
    assert told.returncode in (0, 1, 2), told.stderr.decode()
    for output in (told.stdout, told.stderr):
        assert leaks(output.replace(b"\n", b"")) == [] and b"Traceback" not in output
    assert not [each for each in told.stdout.decode() if each != "\n" and not is_harmless(each)]
    assert at.recovered() == at.written()


@pytest.mark.parametrize("end", [b"", b"\xff\xff\n", b"c"])
def test_input_that_ends_anyhow_leaves_the_work_saved(tmp_path: Path, end: bytes) -> None:
    at = desk(tmp_path)
    told = piped(at, b"c\nnext\ns 2\n" + end)
    assert b"Traceback" not in told.stderr
    assert len(at.written().spans) >= 2


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGKILL])
def test_a_signal_loses_nothing_that_was_told(tmp_path: Path, number: signal.Signals) -> None:
    at = desk(tmp_path)
    with Terminal(command(*words(at)), columns=200) as terminal:
        terminal.wait_for("paragraph 1").type("c\r").wait_for("a1 claim")
        terminal.type("next\rs 2\r").wait_for("saved 2")
        terminal.kill(number).wait()
        assert terminal.modes() == terminal.before and b"Traceback" not in terminal.output
    assert len(at.recovered().spans) == 2


def test_nothing_is_written_outside_the_output_folder(tmp_path: Path) -> None:
    at = desk(tmp_path)
    home = tmp_path / "home"
    home.mkdir()
    before = {path for path in tmp_path.rglob("*") if not path.is_relative_to(at.out)}
    for _ in range(2):  # The second time there is a journal already.
        subprocess.run(
            executable(*words(at)), input=b"note read\nquit\n", cwd=at.document.parent, check=True,
            capture_output=True, env={"PYTHONPATH": ROOT, "HOME": str(home)},
        )  # fmt: skip
    assert {path for path in tmp_path.rglob("*") if not path.is_relative_to(at.out)} == before
    assert list(at.out.glob(".journal/*.jsonl"))
