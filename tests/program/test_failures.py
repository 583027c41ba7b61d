"""Whatever the disk refuses: the screen says so, keeps the label, and never counts too much."""

from __future__ import annotations

import errno
import os
import re
import signal
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from annotate.store.disk import Disk
from tests.faults.amounts import EVERY
from tests.faults.disk import FailingDisk, FullDisk
from tests.faults.parallel import each
from tests.program.terminal import Ended, Terminal
from tests.program.test_kills import calls, results
from tests.program.work import MOVES, Desk, Move, Result, desk

ERRORS = (errno.ENOSPC, errno.EIO, errno.EROFS, errno.EDQUOT, 0)
"""0: the call writes half and says so."""
ONCE, EVER = 1, 100_000
BROAD = 200
"""Columns, so that the last line has room for everything."""


def saved(terminal: Terminal) -> int:
    assert terminal.count is not None, terminal.text
    return terminal.count


def is_unsaved(terminal: Terminal) -> bool:
    return " not saved: " in terminal.rows[-1]


def leave(terminal: Terminal) -> int:
    """Leaves, for good also if something is not saved."""
    with suppress(Ended):
        terminal.keys("c-q").wait_for("ctrl-q again leaves").keys("c-q")
    return terminal.wait()


def work(at: Desk, states: list[Result], disk: Callable[[], Disk]) -> tuple[int, int]:
    """Does the moves as if nothing were wrong; how many of them are saved, and the exit status."""
    done = 0
    with Terminal(at.label(disk), columns=BROAD) as terminal:
        try:
            terminal.wait_for("saved 0")
        except Ended:
            assert "Hint: " in terminal.text and "Traceback" not in terminal.text, terminal.text
            return 0, terminal.wait()
        for number, move in enumerate(MOVES, 1):
            terminal.keys(*move.keys.split()).wait_for(rf" saved \d+ .*{move.shown}")
            if not is_unsaved(terminal):
                done = number
            assert saved(terminal) == ((Move("", "", 0), *MOVES)[done]).spans, terminal.text
            # What was not acknowledged may be there all the same.
            assert at.recovered() in states[done : number + 1]
        status = leave(terminal)
        assert "Traceback" not in terminal.text, terminal.text
    return done, status


@pytest.mark.parametrize("times", [ONCE, EVER])
def test_whatever_call_fails_the_count_is_true_and_earlier_work_untouched(tmp_path: Path, times: int) -> None:
    states, _ = results(desk(tmp_path / "whole"), MOVES)
    total = len(calls(tmp_path / "told"))

    def failing(case: tuple[int, int]) -> int:
        number, error = case
        at = desk(tmp_path / f"{number}-{error}")
        done, status = work(at, states, lambda: FailingDisk(number, error, times))
        left = at.recovered()
        said = f"call {number}, {errno.errorcode.get(error)}, {done} moves, status {status}"
        assert status in (0, 3), said
        if done == len(MOVES) or status == 0:
            assert left == states[-1], said
        else:
            assert left in states[done : done + 2], said
        with Terminal(at.label()) as terminal:
            assert terminal.wait_for("saved").count == len(left.spans), said
            assert terminal.keys("c-q").wait() == 0
        assert at.written() == left, said
        return status

    cases = [
        (number, error)
        for number in range(1, total + 1)
        for error in (ERRORS if EVERY else (ERRORS[number % len(ERRORS)],))
    ]
    statuses = each(failing, cases)
    if times == ONCE:
        assert statuses.count(0) > len(statuses) / 2, "one failure is made good by the next step"
    else:
        assert statuses.count(3) > len(statuses) / 2


class Trouble:
    """A disk that is full below the output folder from `begin` to `end`."""

    def __init__(self, at: Desk, error: int) -> None:
        self._sign = at.document.parent / "full"
        self._folder = at.out
        self._error = error

    def disk(self) -> Disk:
        return FullDisk(self._sign, self._folder, self._error)

    def begin(self) -> None:
        self._sign.touch()

    def end(self) -> None:
        self._sign.unlink()


@pytest.fixture(params=[errno.ENOSPC, errno.EIO, errno.EROFS, errno.EDQUOT], ids=errno.errorcode.get)
def error(request: pytest.FixtureRequest) -> int:
    number: int = request.param
    return number


def reason(error: int) -> str:
    return re.escape(os.strerror(error).lower())


def test_a_label_that_cannot_be_saved_stays_on_the_screen_until_ctrl_s_saves_it(tmp_path: Path, error: int) -> None:
    at = desk(tmp_path)
    trouble = Trouble(at, error)
    with Terminal(at.label(trouble.disk)) as terminal:
        MOVES[0].do(terminal.wait_for("saved 0"))
        trouble.begin()
        terminal.keys("s").wait_for(f" saved 1 +1 not saved: {reason(error)}")
        terminal.wait_for("S source Mayor")
        terminal.keys("c-s").wait_for(f"saved 1 +1 not saved: {reason(error)} .*tried again")
        assert len(at.recovered().spans) == 1
        trouble.end()
        terminal.keys("c-s").until(lambda: terminal.count == 2)
        assert not is_unsaved(terminal)
        assert len(at.recovered().spans) == 2
        assert terminal.keys("c-q").wait() == 0
    assert len(at.written().spans) == 2


def test_ctrl_w_goes_on_in_another_folder_with_everything(tmp_path: Path, error: int) -> None:
    at = desk(tmp_path)
    trouble = Trouble(at, error)
    elsewhere = at._replace(out=tmp_path / "elsewhere")
    with Terminal(at.label(trouble.disk)) as terminal:
        MOVES[0].do(terminal.wait_for("saved 0"))
        trouble.begin()
        terminal.keys("s").wait_for("not saved")
        terminal.keys("c-w").wait_for("Enter takes it|older").type(str(elsewhere.out)).keys("enter")
        terminal.until(lambda: terminal.count == 2)
        assert not is_unsaved(terminal)
        Move("pagedown c", "claim labeled", 3, 2).do(terminal)
        assert terminal.keys("c-q").wait() == 0
    assert len(elsewhere.written().spans) == 3
    trouble.end()
    assert len(at.recovered().spans) == 1


def test_another_folder_that_has_work_already_is_not_written_to(tmp_path: Path) -> None:
    at = desk(tmp_path)
    elsewhere = at._replace(out=tmp_path / "elsewhere")
    with Terminal(elsewhere.label()) as terminal:
        terminal.wait_for("saved 0").keys("s").wait_for("saved 1").keys("c-q").wait()
    before = elsewhere.file.read_bytes()
    trouble = Trouble(at, errno.ENOSPC)
    with Terminal(at.label(trouble.disk), columns=BROAD) as terminal:
        terminal.wait_for("saved 0")
        trouble.begin()
        terminal.keys("c").wait_for("not saved")
        terminal.keys("c-w").wait_for("older").type(str(elsewhere.out)).keys("enter")
        terminal.wait_for("not saved there: .*annotated there already")
        assert is_unsaved(terminal)
    assert elsewhere.file.read_bytes() == before


def test_leaving_without_saving_takes_two_keys_and_tells_by_the_exit_status(tmp_path: Path, error: int) -> None:
    at = desk(tmp_path)
    trouble = Trouble(at, error)
    with Terminal(at.label(trouble.disk)) as terminal:
        MOVES[0].do(terminal.wait_for("saved 0"))
        trouble.begin()
        terminal.keys("s").wait_for("not saved")
        terminal.keys("c-q").wait_for("ctrl-q again leaves without")
        assert terminal.keys("c-q").wait() == 3
    assert len(at.recovered().spans) == 1


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_told_to_end_with_something_unsaved_it_says_so_by_the_exit_status(
    tmp_path: Path, number: signal.Signals
) -> None:
    at = desk(tmp_path)
    trouble = Trouble(at, errno.ENOSPC)
    with Terminal(at.label(trouble.disk)) as terminal:
        MOVES[0].do(terminal.wait_for("saved 0"))
        trouble.begin()
        terminal.keys("s").wait_for("not saved")
        assert terminal.kill(number).wait() == 3
    assert len(at.recovered().spans) == 1


def test_a_place_that_cannot_be_written_is_refused_at_once(tmp_path: Path) -> None:
    at = desk(tmp_path)

    class Stuck(Disk):
        def replace(self, old: str, new: str, folder: int) -> None:
            raise OSError(errno.EIO, os.strerror(errno.EIO))

    with Terminal(at.label(Stuck), columns=BROAD) as terminal:
        assert terminal.wait() == 3
        reason, hint = terminal.text.split("\n")
        assert reason == f"{at.out}: Input/output error [cannot-write]"
        assert hint.startswith("Hint: ")
