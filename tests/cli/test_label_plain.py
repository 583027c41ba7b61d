"""`annotate label --plain` as a process of its own, with a pipe as its keyboard."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from annotate.core.records import SpanRecord
from annotate.store.annotations import read_annotations

TEXT = "The council said that 40 bridges need repair.\n\nNobody asked.\n"
START = """\
article: paragraph 1 of 2, to do
text: The council said that 40 bridges need repair.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "article.txt").write_text(TEXT)
    return tmp_path


def arguments(*options: str) -> list[str]:
    program = [sys.executable, "-m", "annotate", "label", "article.txt"]
    return [*program, "--out", "out", "--annotator", "alice", *options]


def surroundings(folder: Path) -> dict[str, str]:
    root = str(Path(__file__).parents[2])
    return {**os.environ, "XDG_CONFIG_HOME": str(folder), "PYTHONPATH": root}


def answered(folder: Path, lines: bytes, *options: str) -> tuple[int, str, str]:
    """The exit status, what is said, and what is said about it."""
    done = subprocess.run(arguments(*options), input=lines, capture_output=True, cwd=folder, env=surroundings(folder))
    return done.returncode, done.stdout.decode(), done.stderr.decode()


@contextmanager
def running(folder: Path) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        arguments("--plain"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=folder,
        env=surroundings(folder),
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def ask(process: subprocess.Popen[str], line: str, until: str) -> list[str]:
    """What is said to a line, read while the program goes on running."""
    assert process.stdin and process.stdout
    process.stdin.write(f"{line}\n")
    process.stdin.flush()
    said: list[str] = []
    while not said or said[-1] != until:
        got = process.stdout.readline()
        assert got, f"it ended after {said}"
        said.append(got.rstrip("\n"))
    return said


def quotes(folder: Path) -> list[str]:
    file = read_annotations(folder / "out" / "article.alice.ann.jsonl")
    assert not file.problems
    return [each.record.quote for each in file.entries if isinstance(each.record, SpanRecord)]


def test_a_script_through_a_pipe_is_answered_line_by_line(folder: Path) -> None:
    script = b'claim "40 bridges need repair" attribution=unattributed\ndone\nquit\n'
    assert answered(folder, script, "--plain") == (
        0,
        START
        + """\
a1 claim: 40 bridges need repair
a1 attribution: unattributed
saved 1
paragraph 1 done
saved 1
article: paragraph 2 of 2, to do
text: Nobody asked.
""",
        "",
    )
    assert quotes(folder) == ["40 bridges need repair"]


def test_without_a_terminal_the_line_mode_comes_by_itself(folder: Path) -> None:
    assert answered(folder, b"figure ok\n")[1].startswith(START + "a1 figure: 40\n")


def test_the_same_script_says_the_same_each_time(folder: Path) -> None:
    script = b"figure ok\nsource 1-2 kind=group\nwords\ndone\nundo\nshow\n"
    said = set()
    for number in range(2):
        said.add(answered(folder, script, "--plain", "--out", f"out{number}"))
    assert len(said) == 1


def test_the_end_of_the_input_saves_and_leaves(folder: Path) -> None:
    assert answered(folder, b"claim 5-8\nattribution=a", "--plain")[0] == 0
    assert quotes(folder) == ["40 bridges need repair"]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_told_to_leave_it_leaves_with_everything_saved(folder: Path, number: signal.Signals) -> None:
    with running(folder) as process:
        assert ask(process, "source 1-2", "saved 1")[-2:] == ["a1 source: The council", "saved 1"]
        ask(process, "kind=group", "saved 1")
        process.send_signal(number)
        assert process.wait() == 0
    assert quotes(folder) == ["The council"]


def test_what_is_said_is_there_to_be_read_before_the_next_line(folder: Path) -> None:
    with running(folder) as process:
        ask(process, "figure ok", "saved 1")
        process.kill()
    assert answered(folder, b"show\n", "--plain")[1].count("a1 figure: 40") == 2


def test_a_line_that_is_no_text_is_refused(folder: Path) -> None:
    status, said, about = answered(folder, b"note caf\xe9\nnote caf\xc3\xa9\n", "--plain")
    assert (status, about) == (0, "")
    assert "error: this line is not valid text in the encoding of the input" in said
    assert "paragraph 1 note: café" in said


def test_without_any_input_it_says_where_one_is_and_leaves(folder: Path) -> None:
    done = subprocess.run(
        ["sh", "-c", 'exec "$@" <&-', "sh", *arguments("--plain")],
        capture_output=True,
        cwd=folder,
        env=surroundings(folder),
    )
    assert (done.returncode, done.stdout.decode(), done.stderr) == (0, START, b"")


def test_nobody_listening_keeps_everything_and_no_traceback_is_shown(folder: Path) -> None:
    script = '(echo figure ok; yes show) | "$@" | head -2'
    done = subprocess.run(
        ["sh", "-c", script, "sh", *arguments("--plain")],
        capture_output=True,
        cwd=folder,
        env=surroundings(folder),
    )
    assert done.stdout.decode() == START
    assert b"Traceback" not in done.stderr
    assert quotes(folder) == ["40"]


def test_a_dumb_terminal_gets_lines_and_no_escape(folder: Path) -> None:
    parent, child = pty.openpty()
    process = subprocess.Popen(
        arguments(),
        stdin=child,
        stdout=child,
        stderr=child,
        cwd=folder,
        env={**surroundings(folder), "TERM": "dumb"},
    )
    os.close(child)
    os.write(parent, b"figure ok\nquit\n")
    said = b""
    try:
        while chunk := os.read(parent, 4096):
            said += chunk
    except OSError:
        pass  # the other side is gone
    os.close(parent)
    assert process.wait() == 0
    assert b"\x1b" not in said
    assert b"> " in said and b"a1 figure: 40\r\n" in said
    assert quotes(folder) == ["40"]
