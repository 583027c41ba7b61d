"""How far a long run is: shown late, seldom, on a terminal only, and gone at the end."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from annotate.cli.bar import PATIENCE, PAUSE, Bar, picture


class Clock:
    """Goes on by `step` seconds whenever it is read."""

    def __init__(self, step: float) -> None:
        self.now = 0.0
        self.step = step

    def __call__(self) -> float:
        self.now += self.step
        return self.now


def shown(things: int, step: float) -> list[str]:
    lines: list[str] = []
    with Bar(things, lines.append, Clock(step)) as bar:
        assert list(bar.watch(range(things))) == list(range(things))
    return lines


def test_a_short_run_shows_nothing() -> None:
    assert shown(10, PATIENCE / 20) == [""]


def test_a_long_run_shows_how_far_it_is_and_clears_it_at_the_end() -> None:
    lines = shown(10, PATIENCE)
    assert lines[0].endswith("] 1 of 10 files")
    assert lines[-2:] == [picture(10, 10), ""]


def test_pictures_come_at_a_pace_to_be_read() -> None:
    assert 2 < len(shown(1000, PAUSE / 20)) < 1000 / 10


def test_it_is_cleared_when_something_goes_wrong() -> None:
    lines: list[str] = []
    with pytest.raises(ZeroDivisionError), Bar(2, lines.append, Clock(1)) as bar:
        for thing in bar.watch([1, 0]):
            assert 1 / thing
    assert lines[-1] == ""


@pytest.mark.parametrize("done", [0, 1, 999_999, 1_000_000])
def test_a_picture_fits_into_a_narrow_terminal(done: int) -> None:
    assert len(picture(done, 1_000_000)) <= 60


WATCH = """
from annotate.cli import output
from annotate.cli.bar import Bar
class Clock:
    now = 0
    def __call__(self):
        self.now += 1
        return self.now
with Bar(2, clock=Clock()) as bar:
    for thing in bar.watch("ab"):
        output.result(thing)
output.note("end")
"""


def on_terminal(**environment: str) -> bytes:
    """What a terminal gets that stdout and stderr go to."""
    ours, theirs = pty.openpty()
    subprocess.run(
        [sys.executable, "-c", WATCH],
        stdout=theirs,
        stderr=theirs,
        env={**os.environ, "TERM": "xterm", **environment},
        check=True,
    )
    os.close(theirs)
    got = os.read(ours, 10_000)
    os.close(ours)
    return got


def test_what_is_said_takes_the_place_of_the_bar() -> None:
    clear = b"\r\x1b[K"
    parts = on_terminal().split(clear)
    assert parts[0].startswith(b"[") and parts[0].endswith(b"1 of 2 files")
    assert parts[1].startswith(b"a\r\n[")
    assert parts[-1] == b"b\r\nend\r\n"


def test_a_terminal_that_cannot_clear_a_line_gets_no_bar() -> None:
    assert on_terminal(TERM="dumb") == b"a\r\nb\r\nend\r\n"


def test_without_a_terminal_there_is_no_bar(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", WATCH], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("a\nb\n", "end\n")
