"""Opening a document whose text or schema is no longer what was annotated: told, asked, done."""

from __future__ import annotations

import os
import signal
import subprocess
from pathlib import Path

import pytest

from tests.program.child import command, executable
from tests.program.terminal import Terminal

SCHEMA = """\
id: notices
version: 1.0.0
labels:
  claim: {key: c, select: sentence}
  source: {key: s, select: word}
"""
LATER = """\
id: notices
version: 2.0.0
labels:
  statement: {key: t, select: sentence}
migrations:
  - {from: 1.0.0, to: 2.0.0, steps: [{rename_label: {claim: statement}}, {drop_label: {label: source, keep: note}}]}
"""
LABEL = ("label", "notice.txt", "other.txt", "--schema", "notices.yaml", "--out", "out", "--annotator", "alice")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A claim and a source in the notice, a claim in the other one."""
    monkeypatch.chdir(tmp_path)
    Path("notice.txt").write_text("The weir in Marn will hold.\n", encoding="utf-8")
    Path("other.txt").write_text("Nobody asked the ferry.\n", encoding="utf-8")
    Path("notices.yaml").write_text(SCHEMA, encoding="utf-8")
    with Terminal(command(*LABEL)) as terminal:
        terminal.wait_for("saved 0").keys("c-t").wait_for("2 of 2 doc").keys("c").wait_for("saved 1")
        terminal.keys("c-b").wait_for("1 of 2 doc").keys("c", "s").wait_for("saved 2")
        assert terminal.keys("c-q").wait() == 0
    return tmp_path


def annotated(document: str = "notice") -> str:
    return Path(f"out/{document}.alice.ann.jsonl").read_text(encoding="utf-8")


def test_a_changed_text_is_told_and_the_annotations_come_along(folder: Path) -> None:
    Path("notice.txt").write_text("Look: the weir in Marn will hold.\n\nThe weir in Marn will hold.\n")
    before = annotated()
    with Terminal(command(*LABEL)) as terminal:
        terminal.wait_for("notice.txt: the document has changed").wait_for("Bring the annotations along.*y/N")
        assert annotated() == before
        terminal.keys("y", "enter").wait_for("saved 2")
        assert terminal.keys("c-q").wait() == 0
    assert '"start":35' in annotated()
    with Terminal(command("validate", "out", "--schema", "notices.yaml")) as terminal:
        assert terminal.wait() == 0, terminal.text


@pytest.mark.parametrize("answer", ["n", ""])
def test_whoever_does_not_say_yes_keeps_the_file_as_it_is(folder: Path, answer: str) -> None:
    Path("notice.txt").write_text("The weir in Marn will not hold.\n")
    before = annotated()
    with Terminal(command(*LABEL)) as terminal:
        terminal.wait_for("y/N").keys(*answer, "enter")
        assert terminal.wait() == 1
        assert "left as it was" in terminal.text and "annotate reanchor" in terminal.text
    assert annotated() == before


def test_a_later_schema_is_offered_and_loss_is_asked_about_twice(folder: Path) -> None:
    Path("notices.yaml").write_text(LATER, encoding="utf-8")
    with Terminal(command(*LABEL), columns=120) as terminal:
        terminal.wait_for("rename_label").wait_for("Take the annotations to this version.*y/N")
        terminal.keys("y", "enter").wait_for("only in notes.*y/N").keys("y", "enter").wait_for("saved 1")
        assert "statement" in terminal.text
        assert terminal.keys("c-q").wait() == 0
    assert '"label":"statement"' in annotated() and '"schema_version":"2.0.0"' in annotated()


def test_a_changed_text_and_a_later_schema_are_offered_one_after_the_other(folder: Path) -> None:
    Path("notices.yaml").write_text(LATER, encoding="utf-8")
    Path("notice.txt").write_text("Indeed. The weir in Marn will hold.\n")
    with Terminal(command(*LABEL), columns=120) as terminal:
        terminal.wait_for("Bring the annotations along.*y/N").keys("y", "enter")
        terminal.wait_for("Take the annotations.*y/N").keys("y", "enter")
        terminal.wait_for("only in notes.*y/N").keys("y", "enter").wait_for("saved 1")
        assert terminal.keys("c-q").wait() == 0


def test_from_the_screen_one_comes_to_the_question_and_back(folder: Path) -> None:
    with Terminal(command(*LABEL)) as terminal:
        terminal.wait_for("saved 2")
        Path("other.txt").write_text("Somebody asked the ferry.\n")
        terminal.keys("c-t").wait_for("other.txt: the document has changed").wait_for("y/N")
        terminal.keys("n", "enter").wait_for("saved 2").wait_for("1 of 2")
        terminal.keys("c-t").wait_for("y/N").keys("y", "enter").wait_for("2 of 2").wait_for("saved 1")
        assert terminal.keys("c-q").wait() == 0
    assert "Somebody" in annotated("other")


def test_without_a_terminal_the_command_that_does_it_is_named(folder: Path) -> None:
    Path("notice.txt").write_text("The weir in Marn will not hold.\n")
    before = annotated()
    done = subprocess.run(executable(*LABEL), input=b"quit\n", capture_output=True, env={**os.environ})
    assert done.returncode == 1 and b"[outdated]" in done.stderr
    hint = done.stderr.decode().split("`")[1]
    assert annotated() == before
    assert subprocess.run(executable(*hint.split()[1:]), capture_output=True).returncode == 0
    assert annotated() != before


def test_work_that_is_only_in_the_journal_comes_along_too(folder: Path) -> None:
    with Terminal(command(*LABEL)) as terminal:
        terminal.wait_for("saved 2").keys("right", "right", "s").wait_for("saved 3").kill(signal.SIGKILL)
    Path("notice.txt").write_text("The weir in Marn will hold.\n\nIt held.\n")
    with Terminal(command(*LABEL)) as terminal:
        terminal.wait_for("y/N").keys("y", "enter").wait_for("saved 3")
        assert terminal.keys("c-q").wait() == 0
