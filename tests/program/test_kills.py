"""Killed at whatever instant, the program loses nothing that the screen counted as saved."""

from __future__ import annotations

import random
import re
import shutil
import signal
import threading
import time
from pathlib import Path

import pytest

from tests.faults.amounts import EVERY, KILLS
from tests.faults.disk import DyingDisk, TellingDisk
from tests.faults.parallel import each
from tests.program.child import command
from tests.program.terminal import Ended, Terminal
from tests.program.work import MOVES, TEXT, Desk, Move, Result, desk, more_moves

MORE = 20
LONG = TEXT + "".join(f"\nBarn number {n} stands empty.\n" for n in range(MORE))
LONG_MOVES = (*MOVES, *more_moves(4, MORE, MOVES[-1].spans))


def results(at: Desk, moves: tuple[Move, ...]) -> tuple[list[Result], float]:
    """What is there before all moves and after each, and how many seconds they took."""
    took = 0.0
    found = [at.recovered()]
    with Terminal(at.label()) as terminal:
        started = time.monotonic()
        terminal.wait_for("saved 0")
        for move in moves:
            move.do(terminal)
            took += time.monotonic() - started
            found.append(at.recovered())
            started = time.monotonic()
        assert terminal.keys("c-q").wait() == 0
    assert found[-1] == at.written() == at.recovered()
    return found, took + time.monotonic() - started


def work(terminal: Terminal, moves: tuple[Move, ...]) -> int:
    """Does the moves until the program ends; how many the screen has told to be done."""
    done = 0
    try:
        terminal.wait_for("saved 0")
        for move in moves:
            move.do(terminal)
            done += 1
        terminal.keys("c-q")
    except Ended:
        # What came with the last bytes counts too.
        if done < len(moves) and re.search(moves[done].status, terminal.text):
            done += 1
    return done


def check(at: Desk, done: int, moves: tuple[Move, ...], states: list[Result], case: str) -> None:
    """Opens again with the same command: everything is there, at the same place, unasked."""
    places = {move.paragraph for move in (Move("", "", 0), *moves)[done : done + 2]}
    with Terminal(at.label()) as terminal:
        terminal.wait_for(r"saved \d+")
        place = re.search(r"¶ (\d+) of", terminal.text)
        assert place and int(place[1]) in places, f"{case}\n{terminal.text}"
        assert terminal.keys("c-q").wait() == 0, case
        assert "Traceback" not in terminal.text
    assert at.written() in states[done : done + 2], case
    if at.file.exists():
        with Terminal(command("validate", at.file, "--schema", at.schema)) as terminal:
            assert terminal.wait() == 0, f"{case}\n{terminal.text}"
    for torn in at.out.rglob("*.torn"):
        assert not torn.read_bytes().endswith(b"\n"), case
    assert not list(at.out.rglob("*.tmp")), case


def calls(folder: Path) -> list[str]:
    """The names of the calls that the work makes."""
    at, told = desk(folder), folder / "calls"
    with Terminal(at.label(lambda: TellingDisk(told))) as terminal:
        assert work(terminal, MOVES) == len(MOVES) and terminal.wait() == 0
    return told.read_text().split()


def faults(names: list[str]) -> list[tuple[int, str]]:
    """The number of each call and where in it. After a call is before the next one, but that by
    then the screen may have told more, so that it is only tried when everything is."""
    whens = ("before", "half", "after") if EVERY else ("before", "half")
    cases = [(i, when) for i, _ in enumerate(names, 1) for when in whens]
    return [(i, when) for i, when in cases if when != "half" or names[i - 1] == "write"]


def test_killed_at_any_call_to_the_disk(tmp_path: Path) -> None:
    states, _ = results(desk(tmp_path / "whole"), MOVES)
    names = calls(tmp_path / "told")

    def killed(fault: tuple[int, str]) -> bool:
        number, when = fault
        at = desk(tmp_path / f"{number}-{when}")
        with Terminal(at.label(lambda: DyingDisk(number, when))) as terminal:
            done = work(terminal, MOVES)
            status = terminal.wait()
        # The annotation file is written beside the typing: the last calls may be one more or less.
        assert status == -signal.SIGKILL or (status == 0 and number > len(names) - 3)
        check(at, done, MOVES, states, f"{when} call {number}, {done} moves")
        return bool(list(at.out.rglob("*.torn")))

    torn = each(killed, faults(names))
    # Each event is written and synced, and the annotation file replaced several times.
    assert len(torn) >= 5 * len(MOVES) and sum(torn) > 10


def test_killed_at_random_instants(tmp_path: Path) -> None:
    states, seconds = results(desk(tmp_path / "whole", LONG), LONG_MOVES)
    chance = random.Random(20)

    def killed(case: tuple[int, float]) -> int:
        number, instant = case
        at = desk(tmp_path / str(number), LONG)
        with Terminal(at.label()) as terminal:
            timer = threading.Timer(instant, terminal.kill, [signal.SIGKILL])
            timer.start()
            done = work(terminal, LONG_MOVES)
            assert terminal.wait() in (0, -signal.SIGKILL)
            timer.cancel()
            timer.join()
        check(at, done, LONG_MOVES, states, f"kill {number}, {done} moves")
        shutil.rmtree(at.out, ignore_errors=True)
        return (Move("", "", 0), *LONG_MOVES)[done].spans

    counted = each(killed, [(i, chance.uniform(0, 2 * seconds)) for i in range(KILLS)])
    print(f"{KILLS} kills, {sum(counted)} annotations counted as saved, none lost")
    assert sum(counted) > KILLS


@pytest.mark.parametrize("torn", [b'{"type":"st', b"\0" * 40, b"\xff"])
def test_an_unfinished_last_line_is_set_aside_and_told(tmp_path: Path, torn: bytes) -> None:
    at = desk(tmp_path)
    with Terminal(at.label()) as terminal:
        terminal.wait_for("saved 0").keys("c", "s").wait_for("saved 2").kill(signal.SIGKILL).wait()
    journal = at.journal
    with journal.open("ab") as file:
        file.write(torn)
    with Terminal(at.label()) as terminal:
        terminal.wait_for("unfinished and was set aside")
        assert terminal.count == 2
        terminal.keys("c-q").wait()
    assert [path.read_bytes() for path in at.out.rglob("*.torn")] == [torn]
