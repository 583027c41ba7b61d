"""The journal: whole lines or none, and any bytes are read."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.core.events import Undo
from annotate.store.content import document_record
from annotate.store.disk import Disk, Folder
from annotate.store.journal import (
    Fold,
    Folded,
    Header,
    Journal,
    Visit,
    count_beyond,
    line,
    read_journal,
    whole,
)
from tests.faults.disk import FailingDisk, HookedDisk
from tests.faults.work import EVENTS, NOW, SESSIONS, span, step

HEADER = Header(1, "b" * 64, document_record(SESSIONS[0]))
ONE, TWO = "1" * 64, "2" * 64


def opened(tmp_path: Path, disk: Disk) -> Journal:
    (tmp_path / "j").write_bytes(line(HEADER))
    return Journal(Folder.at(disk, tmp_path), "j", len(line(HEADER)))


def test_what_is_appended_is_read_back_in_order(tmp_path: Path) -> None:
    journal = opened(tmp_path, Disk())
    for event in EVENTS:
        journal.append(line(event))
    journal.append(line(Fold(4, ONE)))
    journal.append(line(Folded(4)), sync=False)
    journal.append(line(Visit(7)), sync=False)
    found = read_journal((tmp_path / "j").read_bytes())
    assert found.header == HEADER and found.events == EVENTS
    assert found.held_by(ONE) == 4 and found.held_by("b" * 64) == 0 and found.held_by(TWO) is None
    assert found.confirmed == 4 and found.position == 7 and not found.torn and not found.unreadable


def test_one_append_is_one_write_and_one_sync(tmp_path: Path) -> None:
    disk = HookedDisk()
    journal = opened(tmp_path, disk)
    disk.names.clear()
    journal.append(line(EVENTS[0]))
    assert disk.names == ["write", "fsync"]


def test_where_one_was_is_the_last_visit_or_step() -> None:
    content = line(HEADER) + line(Visit(7)) + line(EVENTS[3]) + line(Undo(NOW))
    assert read_journal(content).position == 2
    assert read_journal(content + line(Visit(5))).position == 5


@pytest.mark.parametrize("tail", [b'{"type":"un', b"\0" * 50, b"\xff", line(Undo(NOW))[:-1]])
def test_what_follows_the_last_line_end_does_not_count(tail: bytes) -> None:
    content = line(HEADER) + line(EVENTS[0])
    found = read_journal(content + tail)
    assert found.events == EVENTS[:1] and found.torn == tail and found.size == len(content)
    assert found.unreadable == 0


def test_a_whole_line_that_says_nothing_is_counted() -> None:
    content = line(HEADER) + b"oops\n" + line(EVENTS[0])
    assert read_journal(content).unreadable == 1
    assert read_journal(line(EVENTS[0])).header is None
    assert read_journal(line(EVENTS[0])).unreadable == 1


@given(st.binary())
def test_reading_raises_nothing(content: bytes) -> None:
    read_journal(content)
    read_journal(line(HEADER) + content)
    count_beyond(content, None)
    count_beyond(line(HEADER) + content, ONE)


@pytest.mark.parametrize("at, error", [(1, errno.ENOSPC), (1, errno.EIO), (1, 0), (2, errno.ENOSPC), (2, errno.EIO)])
def test_a_failed_append_leaves_the_journal_as_it_was(tmp_path: Path, at: int, error: int) -> None:
    disk = FailingDisk(10**9, error)
    journal = opened(tmp_path, disk)
    journal.append(line(EVENTS[0]))
    before = (tmp_path / "j").read_bytes()
    disk.at = len(disk.names) + at
    with pytest.raises(OSError):
        journal.append(line(EVENTS[1]))
    assert (tmp_path / "j").read_bytes() == before
    journal.append(line(EVENTS[1]))
    assert read_journal((tmp_path / "j").read_bytes()).events == EVENTS[:2]


def test_where_cutting_back_fails_too_nothing_is_appended_before_it_is_done(
    tmp_path: Path,
) -> None:
    disk = FailingDisk(10**9, errno.EIO, times=3)
    journal = opened(tmp_path, disk)
    disk.at = len(disk.names) + 1
    for _ in range(2):
        with pytest.raises(OSError):
            journal.append(line(EVENTS[0]))
    journal.append(line(EVENTS[1]))
    found = read_journal((tmp_path / "j").read_bytes())
    assert found.events == EVENTS[1:2] and not found.unreadable


def test_after_a_failed_sync_what_was_not_synced_before_is_dropped_too(tmp_path: Path) -> None:
    disk = FailingDisk(10**9, errno.EIO)
    journal = opened(tmp_path, disk)
    journal.append(line(Visit(3)), sync=False)
    disk.at = len(disk.names) + 2
    with pytest.raises(OSError):
        journal.append(line(EVENTS[0]))
    assert (tmp_path / "j").read_bytes() == line(HEADER)


def test_a_journal_that_was_removed_takes_nothing_more(tmp_path: Path) -> None:
    journal = opened(tmp_path, Disk())
    (tmp_path / "j").unlink()
    with pytest.raises(FileNotFoundError):
        journal.append(line(EVENTS[0]))


@pytest.mark.parametrize("value", [float("nan"), float("inf"), "\ud800"])
def test_what_json_cannot_hold_is_not_written(value: float | str) -> None:
    odd = span("aaaaaaaa", "claim", 0, 7, attributes={"x": value})
    with pytest.raises(ValueError):
        line(step(1, (None, odd)))


def test_the_events_beyond_a_file_are_counted_from_the_end() -> None:
    content = whole(HEADER, EVENTS[:5], Fold(3, ONE))
    assert count_beyond(content, ONE) == 2
    assert count_beyond(content, TWO) == 2
    assert count_beyond(content, "b" * 64) == 5
    assert count_beyond(content, None) == 5
    assert count_beyond(content + line(Fold(5, TWO)) + b"torn", TWO) == 0
    assert read_journal(content).events == EVENTS[:5]


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "target").write_bytes(line(HEADER))
    os.symlink("target", tmp_path / "j")
    with pytest.raises(Exception, match="link"):
        Journal(Folder.at(Disk(), tmp_path), "j", 0)
