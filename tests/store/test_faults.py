"""Whatever fails, and whenever the program dies: what was acknowledged is there afterwards."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from annotate.core.events import Undo
from annotate.core.session import Session, advance
from annotate.errors import AnnotateError
from annotate.store.annotations import read_annotations
from annotate.store.desk import open_desk
from annotate.store.disk import Disk
from tests.faults.disk import DyingDisk, FailingDisk, HookedDisk
from tests.faults.power import RecordingDisk, build, states
from tests.faults.work import EVENTS, NOW, SCHEMA, SESSIONS, do, document, marked, state

FOR_EVER = 10_000
SHORT = 0
"""No error: a write that writes only half."""


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory where there is such a thing: what matters here is the order of the calls,
    and thousands of real syncs would take minutes."""
    memory = Path("/dev/shm")
    if not os.access(memory, os.W_OK):
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(dir=memory) as folder:
        yield Path(folder)


def work(out: Path, disk: Disk, tell: int | None = None) -> int:
    """Does everything on that disk; the number of events acknowledged, also written to the pipe
    `tell`."""
    known = 0

    def acknowledge(count: int) -> None:
        nonlocal known
        known = count
        if tell is not None:
            os.write(tell, bytes([count]))

    desk = open_desk(document(), SCHEMA, "ana", out, disk=disk)
    try:
        do(desk, acknowledge)
        assert desk.saved <= SESSIONS[len(EVENTS) - desk.unsaved].marks.count
        return len(EVENTS) - desk.unsaved
    finally:
        desk.close()


def calls(out: Path) -> int:
    """How many calls the work makes when nothing fails."""
    out.mkdir()
    disk = HookedDisk()
    assert work(out, disk) == len(EVENTS)
    return len(disk.names)


def reopened(out: Path, sessions: Sequence[Session] = SESSIONS) -> range:
    """Opens what is left, which takes no question; how many events are there, from .. to: an undo
    and a redo leave what was there before them."""
    desk = open_desk(document(), SCHEMA, "ana", out)
    try:
        found = state(desk.session)
        counts = [k for k, session in enumerate(sessions) if state(session) == found]
        assert counts, f"no prefix of the work: {desk.notices}"
        assert desk.fold() is None
    finally:
        desk.close()
    path = out / "barns.ana.ann.jsonl"
    if counts[-1]:
        assert read_annotations(path).problems == ()
    assert not [name for name in os.listdir(out) if name.endswith(".tmp")]
    return range(counts[0], counts[-1] + 1)


def dies(out: Path, at: int, when: str) -> int:
    """Works in a process that is killed at a call; how many events it said were saved."""
    hear, tell = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.close(hear)
            work(out, DyingDisk(at, when), tell)
        finally:
            os._exit(3)
    os.close(tell)
    with open(hear, "rb") as pipe:
        said = pipe.read()
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
    return said[-1] if said else 0


@pytest.mark.parametrize("when", ["before", "half", "after"])
def test_killed_at_any_call_nothing_acknowledged_is_lost(place: Path, when: str) -> None:
    total = calls(place / "whole")
    assert total > 70
    for at in range(1, total + 1):
        out = place / str(at)
        out.mkdir()
        said = dies(out, at, when)
        there = reopened(out)
        assert said in there or said + 1 in there, f"call {at}"
        shutil.rmtree(out)


@pytest.mark.parametrize(
    "error, times",
    [
        (errno.ENOSPC, 1),
        (errno.ENOSPC, FOR_EVER),
        (errno.EDQUOT, 1),
        (errno.EIO, 1),
        (errno.EIO, 3),
        (errno.EROFS, FOR_EVER),
        (SHORT, 1),
        (SHORT, FOR_EVER),
    ],
)
def test_whatever_call_fails_saved_is_saved_and_earlier_work_untouched(place: Path, error: int, times: int) -> None:
    total = calls(place / "whole")
    for at in range(1, total + 1):
        out = place / str(at)
        out.mkdir()
        try:
            said = work(out, FailingDisk(at, error, times))
        except AnnotateError as refusal:
            assert refusal.exit_code == 3 and refusal.message and refusal.hint
            said = 0
        found = reopened(out)
        assert said <= found[-1], f"call {at}"
        if times == 1 and said:
            assert found[-1] == len(EVENTS), "one failure is made good by the next step"
        shutil.rmtree(out)


def test_a_power_cut_loses_nothing_acknowledged(place: Path) -> None:
    out = place / "out"
    out.mkdir()
    disk = RecordingDisk(out)
    acknowledged: list[int] = []

    sessions = list(SESSIONS)

    desk = open_desk(document(), SCHEMA, "ana", out, disk=disk)
    do(desk, lambda count: acknowledged.append(len(disk.log)))
    desk.close()
    desk = open_desk(document(), SCHEMA, "ana", out, disk=disk)
    for _ in range(6):
        assert desk.record(Undo(NOW)) is None
        acknowledged.append(len(disk.log))
        assert desk.fold() is None
        sessions.append(advance(sessions[-1], Undo(NOW)))
    desk.close()

    tried = 0
    seen: set[tuple[object, ...]] = set()
    for count, model, left in states(disk.log):
        said = sum(at <= count for at in acknowledged)
        key = said, tuple(sorted(left.items(), key=lambda item: item[0]))
        tried += 1
        if key in seen:
            continue
        seen.add(key)
        left_over = place / "cut"
        left_over.mkdir()
        build(left_over, left)
        assert said <= reopened(left_over, sessions)[-1], f"after {count} calls, {model}"
        shutil.rmtree(left_over)
    assert tried >= 1000 and len(seen) > 150


def test_marks_of_a_fold_that_was_cut_off_are_those_of_the_journal(place: Path) -> None:
    desk = open_desk(document(), SCHEMA, "ana", place)
    do(desk)
    desk.close()
    file = place / "barns.ana.ann.jsonl"
    newest = file.read_bytes()
    journal = place / ".journal" / "barns.ana.jsonl"
    lines = journal.read_bytes().splitlines(keepends=True)
    assert lines[-1].startswith(b'{"type":"folded"')
    journal.write_bytes(b"".join(lines[:-1]))
    for content in (newest, None):
        if content is None:
            file.unlink()
        desk = open_desk(document(), SCHEMA, "ana", place)
        assert marked(desk.session) == marked(SESSIONS[-1])
        desk.close()
