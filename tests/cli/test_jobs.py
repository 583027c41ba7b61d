"""Checking with several processes: the same, in the same order, and nothing is left behind."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from annotate.cli import crew, jobs
from annotate.cli.checking import Checking, Outcome
from annotate.cli.crew import Crew, WorkerFailed
from annotate.cli.targets import Target, targets
from annotate.errors import Findings
from annotate.store.project import Settings

ROOT = Path(__file__).parents[2]
LINE = '{"type":"paragraph","n":1,"start":0,"text":"One.","status":"todo"}\n'


@pytest.fixture
def small_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "WORTH", 1)
    monkeypatch.setattr(jobs, "_BATCH", 1)


def files(folder: Path, count: int) -> list[Target]:
    """Annotation files with as many problems as their number says."""
    for number in range(count):
        (folder / f"f{number:02}.ana.ann.jsonl").write_text(LINE * (number + 1))
    return targets([folder])


def found(chosen: list[Target], count: int) -> list[Outcome]:
    checking = Checking(Settings(Path.cwd(), keys={"accept": ("x",)}), roots=(Path.cwd(),))
    return list(jobs.checked(checking, chosen, count))


@pytest.mark.parametrize("way", ["fork", "spawn"])
def test_many_find_what_one_finds_in_the_same_order(
    tmp_path: Path, small_is_enough: None, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    monkeypatch.setattr(crew, "_context", lambda: multiprocessing.get_context(way))
    chosen = files(tmp_path, 12)
    one = found(chosen, 1)
    assert [outcome.target for outcome in one] == chosen
    assert len({len(outcome.problems) for outcome in one}) > 5
    assert found(chosen, 3) == one
    assert multiprocessing.active_children() == []


def test_a_file_that_cannot_be_read_is_one_outcome_among_others(tmp_path: Path, small_is_enough: None) -> None:
    chosen = files(tmp_path, 4)
    chosen[1].path.unlink()
    outcomes = found(chosen, 2)
    assert [outcome.unread for outcome in outcomes] == [False, True, False, False]
    assert [each.slug for each in outcomes[1].problems] == ["cannot-read"]


def test_little_to_read_is_read_by_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew, "_context", lambda: pytest.fail("a process was started"))
    assert len(found(files(tmp_path, 3), 4)) == 3


def test_no_number_means_all_processors_that_may_be_used() -> None:
    assert jobs.processors(3) == 3
    assert 1 <= jobs.processors(0) <= (os.cpu_count() or 1)


def sleeping() -> Callable[[float], float]:
    def sleep(seconds: float) -> float:
        time.sleep(seconds)
        return seconds

    return sleep


def dividing() -> Callable[[int], float]:
    return lambda number: 1 / number


def refusing() -> Callable[[int], int]:
    def refuse(number: int) -> int:
        raise Findings(f"not {number}", slug="refused", hint="take another")

    return refuse


def ending() -> Callable[[int], int]:
    return lambda status: os._exit(status)


def test_what_stops_a_worker_is_raised_with_where_it_was() -> None:
    with Crew(dividing, 2) as workers, pytest.raises(WorkerFailed, match="ZeroDivisionError"):
        workers.give(0, 0)
        list(workers.results())
    assert multiprocessing.active_children() == []


def test_a_failure_for_people_comes_as_it_is() -> None:
    with Crew(refusing, 1) as workers, pytest.raises(Findings) as caught:
        workers.give(0, 7)
        list(workers.results())
    assert (caught.value.message, caught.value.slug) == ("not 7", "refused")
    assert caught.value.hint == "take another"


def test_a_worker_that_is_killed_is_not_waited_for() -> None:
    with Crew(ending, 2) as workers, pytest.raises(WorkerFailed, match="before its work was done"):
        workers.give(0, 3)
        list(workers.results())


def test_leaving_early_ends_the_workers_at_their_work() -> None:
    with pytest.raises(KeyboardInterrupt), Crew(sleeping, 2) as workers:
        workers.give(0, 3600)
        raise KeyboardInterrupt
    assert multiprocessing.active_children() == []


WAITING = """
import sys
from annotate.cli.crew import Crew
from annotate.cli.failures import guarded
from tests.cli.test_jobs import sleeping

def wait():
    with Crew(sleeping, 2) as workers:
        workers.give(0, 3600)
        workers.give(1, 3600)
        sys.stderr.write("waiting\\n")
        sys.stderr.flush()
        list(workers.results())

raise SystemExit(guarded(wait))
"""


def test_ctrl_c_ends_all_of_them_without_a_word() -> None:
    command = subprocess.Popen(
        [sys.executable, "-c", WAITING], cwd=ROOT, stderr=subprocess.PIPE, start_new_session=True
    )
    assert command.stderr is not None and command.stderr.readline() == b"waiting\n"
    os.killpg(command.pid, signal.SIGINT)
    assert command.stderr.read() == b""  # The end of it comes when no worker holds it either.
    assert command.wait() == 130


EARLY = """
import os, signal
os.register_at_fork(after_in_child=lambda: os.kill(os.getpid(), signal.SIGINT))
"""

DIVIDING = """
from annotate.cli.crew import Crew
from tests.cli.test_jobs import dividing

with Crew(dividing, 2) as workers:
    workers.give(0, 4)
    print(list(workers.results()))
"""


def test_ctrl_c_is_nothing_to_one_that_only_starts() -> None:
    told = subprocess.run(
        [sys.executable, "-c", EARLY + DIVIDING], cwd=ROOT, capture_output=True, start_new_session=True, check=False
    )
    assert (told.returncode, told.stdout, told.stderr) == (0, b"[(0, 0.25)]\n", b"")
