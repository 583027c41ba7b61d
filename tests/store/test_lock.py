"""One writer per annotation file; the dead hold nothing."""

from __future__ import annotations

import errno
import os
import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from annotate.errors import Unreadable
from annotate.store.disk import Disk, Folder
from annotate.store.lock import Holder, take_lock


class NoLocks(Disk):
    """A file system on which flock does not work."""

    def flock(self, file: int) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))


@pytest.fixture(params=[Disk, NoLocks], ids=["flock", "no flock"])
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Folder]:
    opened = Folder.at(request.param(), tmp_path)
    yield opened
    opened.close()


def holder(pid: int, host: str) -> bytes:
    return msgspec.json.encode(Holder(pid, host, "2026-01-01T00:00:00Z"))


def dead() -> int:
    """The number of a process that is no more."""
    child = os.fork()
    if not child:
        os._exit(0)
    os.waitpid(child, 0)
    return child


def test_the_second_one_is_told_who_has_it(folder: Folder) -> None:
    lock = take_lock(folder, "x.lock", "out/x.ann.jsonl")
    with pytest.raises(Unreadable) as refused:
        take_lock(folder, "x.lock", "out/x.ann.jsonl")
    assert f"is being annotated by pid {os.getpid()} on host {socket.gethostname()}" in str(refused.value)
    assert refused.value.exit_code == 3 and refused.value.hint
    lock.release()
    take_lock(folder, "x.lock", "x").release()


def test_what_a_dead_holder_left_does_not_block(folder: Folder, tmp_path: Path) -> None:
    (tmp_path / "x.lock").write_bytes(holder(dead(), socket.gethostname()))
    take_lock(folder, "x.lock", "x").release()


@pytest.mark.parametrize("content", [b"", b"\0\0\0", b"nonsense", b'{"pid":"x"}', b"[" * 9999])
def test_what_cannot_be_read_does_not_block(folder: Folder, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.lock").write_bytes(content)
    take_lock(folder, "x.lock", "x").release()


def test_a_killed_holder_lets_go(tmp_path: Path) -> None:
    hear, tell = os.pipe()
    child = os.fork()
    if not child:
        take_lock(Folder.at(Disk(), tmp_path), "x.lock", "x")
        os.write(tell, b"held")
        signal.pause()
    assert os.read(hear, 4) == b"held"
    folder = Folder.at(Disk(), tmp_path)
    with pytest.raises(Unreadable, match=f"pid {child} "):
        take_lock(folder, "x.lock", "x")
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    take_lock(folder, "x.lock", "x").release()


def test_without_flock_a_holder_on_another_host_counts_as_alive(tmp_path: Path) -> None:
    (tmp_path / "x.lock").write_bytes(holder(1, "elsewhere.example"))
    with pytest.raises(Unreadable, match=r"elsewhere\.example"):
        take_lock(Folder.at(NoLocks(), tmp_path), "x.lock", "x")


def test_removing_the_lock_file_under_an_opener_lets_only_one_in(tmp_path: Path) -> None:
    class Racing(Disk):
        """Another process removes the file between its opening and its locking."""

        raced = False

        def flock(self, file: int) -> None:
            if not self.raced:
                self.raced = True
                (tmp_path / "x.lock").unlink()
            super().flock(file)

    lock = take_lock(Folder.at(Racing(), tmp_path), "x.lock", "x")
    with pytest.raises(Unreadable):
        take_lock(Folder.at(Disk(), tmp_path), "x.lock", "x")
    lock.release()


def test_a_link_for_a_lock_file_is_refused(folder: Folder, tmp_path: Path) -> None:
    (tmp_path / "target").write_text("precious")
    (tmp_path / "x.lock").symlink_to("target")
    with pytest.raises(Unreadable):
        take_lock(folder, "x.lock", "x")
    assert (tmp_path / "target").read_text() == "precious"
