"""Writing an annotation file anew: all of it or nothing, and never over somebody's work."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotate.core.session import Session
from annotate.errors import AnnotateError
from annotate.store.annotations import read_annotations, sha256_of
from annotate.store.content import lines_of
from annotate.store.desk import Desk, open_desk
from annotate.store.disk import Disk
from annotate.store.recover import recover
from annotate.store.rewriting import rewrite
from tests.faults.disk import DyingDisk, FailingDisk, HookedDisk
from tests.faults.power import RecordingDisk, build, states
from tests.faults.work import EVENTS, SCHEMA, SESSIONS, do, document, files, marked

FILE = "barns.ana.ann.jsonl"
JOURNAL = ".journal/barns.ana.jsonl"


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory where there is such a thing: thousands of real syncs take minutes."""
    memory = Path("/dev/shm")
    if not os.access(memory, os.W_OK):
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(dir=memory) as folder:
        yield Path(folder)


def opened(out: Path) -> Desk:
    return open_desk(document(), SCHEMA, "ana", out)


def worked(out: Path) -> Path:
    """The file after all the work, everything folded."""
    desk = opened(out)
    do(desk)
    desk.close()
    return out / FILE


def content_of(session: Session) -> bytes:
    return b"".join(lines_of(session))


OTHER = content_of(SESSIONS[5])
"""What the file is to have afterwards; it has that of the last session before."""


def hash_of(path: Path) -> str:
    return sha256_of(path.read_bytes())


def refusal(path: Path, content: bytes = OTHER, was: str = "") -> AnnotateError:
    before = files(path.parent)
    with pytest.raises(AnnotateError) as raised:
        rewrite(path, content, was=was or hash_of(path))
    after = files(path.parent)
    locks = {name for name in after if name.endswith(".lock")}
    assert {k: v for k, v in after.items() if k not in locks} == {k: v for k, v in before.items() if k not in locks}
    assert raised.value.exit_code == 3 and raised.value.hint
    return raised.value


def test_the_file_has_the_new_content_and_the_old_mode(tmp_path: Path) -> None:
    path = worked(tmp_path)
    path.chmod(0o640)
    rewrite(path, OTHER, was=hash_of(path))
    assert path.read_bytes() == OTHER
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert not list(tmp_path.glob(".barns*"))


def test_work_goes_on_in_the_new_file_without_a_notice(tmp_path: Path) -> None:
    path = worked(tmp_path)
    rewrite(path, OTHER, was=hash_of(path))
    desk = opened(tmp_path)
    assert desk.notices == () and marked(desk.session) == marked(SESSIONS[5])
    desk.close()


def test_the_old_journal_is_kept_beside(tmp_path: Path) -> None:
    path = worked(tmp_path)
    journal = (tmp_path / JOURNAL).read_bytes()
    rewrite(path, OTHER, was=hash_of(path))
    rewrite(path, content_of(SESSIONS[4]), was=hash_of(path))
    assert not (tmp_path / JOURNAL).exists()
    assert (tmp_path / ".journal" / "barns.ana.1.old").read_bytes() == journal


def test_a_second_old_journal_gets_a_name_of_its_own(tmp_path: Path) -> None:
    path = worked(tmp_path)
    rewrite(path, OTHER, was=hash_of(path))
    opened(tmp_path).close()
    rewrite(path, content_of(SESSIONS[4]), was=hash_of(path))
    assert len(list((tmp_path / ".journal").glob("*.old"))) == 2


def test_a_file_that_has_the_content_is_not_touched(tmp_path: Path) -> None:
    path = worked(tmp_path)
    before = path.stat(), files(tmp_path)
    rewrite(path, path.read_bytes(), was=hash_of(path))
    assert (path.stat(), files(tmp_path)) == before


def test_a_file_that_somebody_works_on_is_left_alone(tmp_path: Path) -> None:
    path = worked(tmp_path)
    desk = opened(tmp_path)
    refused = refusal(path)
    assert refused.slug == "locked" and str(os.getpid()) in refused.message
    desk.close()


def test_a_file_that_changed_meanwhile_is_left_alone(tmp_path: Path) -> None:
    path = worked(tmp_path)
    was = hash_of(path)
    path.write_bytes(path.read_bytes() + b"\n")
    assert refusal(path, was=was).slug == "changed-meanwhile"


def test_a_file_that_changes_while_the_new_one_is_written_is_left_alone(tmp_path: Path) -> None:
    path = worked(tmp_path)
    journal = (tmp_path / JOURNAL).read_bytes()

    class Busy(HookedDisk):
        def fsync(self, file: int) -> None:
            path.write_bytes(b"theirs\n")

    with pytest.raises(AnnotateError) as raised:
        rewrite(path, OTHER, was=hash_of(path), disk=Busy())
    assert raised.value.slug == "changed-meanwhile"
    assert path.read_bytes() == b"theirs\n" and (tmp_path / JOURNAL).read_bytes() == journal


def test_steps_that_are_not_in_the_file_are_brought_there_first(tmp_path: Path) -> None:
    path = worked(tmp_path)
    desk = opened(tmp_path)
    desk.record(EVENTS[11])
    desk.close()
    refused = refusal(path)
    assert refused.slug == "unfolded-journal" and "1 step of" in refused.message
    assert f"annotate recover {tmp_path}" in refused.hint
    recover(tmp_path, read=lambda about: document())
    rewrite(path, OTHER, was=hash_of(path))
    assert path.read_bytes() == OTHER


def test_a_journal_of_a_later_version_is_left_alone(tmp_path: Path) -> None:
    path = worked(tmp_path)
    journal = tmp_path / JOURNAL
    journal.write_bytes(journal.read_bytes().replace(b'"format":1', b'"format":2', 1))
    assert refusal(path).slug == "newer-format"


def test_nothing_is_written_through_a_link(tmp_path: Path) -> None:
    path = worked(tmp_path)
    link = tmp_path / "elsewhere" / FILE
    link.parent.mkdir()
    link.symlink_to(path)
    before = path.read_bytes()
    assert refusal(link).slug == "not-a-plain-file"
    assert path.read_bytes() == before and link.is_symlink()


def test_nothing_is_written_through_a_linked_folder_of_the_output(tmp_path: Path) -> None:
    home, there = tmp_path / "out", tmp_path / "there"
    desk = open_desk(document(id="far/barns"), SCHEMA, "ana", home)
    do(desk)
    desk.close()
    (home / "far").rename(there)
    (home / "far").symlink_to(there)
    content = (there / FILE).read_bytes()
    with pytest.raises(AnnotateError) as raised:
        rewrite(home / "far" / FILE, content + content, was=sha256_of(content))
    assert raised.value.slug == "not-a-plain-file" and (there / FILE).read_bytes() == content


def test_the_lock_of_a_document_in_a_folder_is_that_of_the_output(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = open_desk(document(id="far/barns"), SCHEMA, "ana", tmp_path)
    do(desk)
    content = desk.path.read_bytes()
    monkeypatch.chdir(tmp_path / "far")
    for path in (desk.path, Path(FILE)):
        with pytest.raises(AnnotateError) as raised:
            rewrite(path, content + content, was=sha256_of(content))
        assert raised.value.slug == "locked"
    desk.close()


@pytest.mark.parametrize("name", [FILE, "far/barns.ana.ann.jsonl", "renamed.ann.jsonl", "notes.jsonl"])
def test_where_nobody_ever_worked_no_trace_is_left(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"old\n")
    content = OTHER.replace(b'"document":"barns"', b'"document":"far/barns"') if "/" in name else OTHER
    rewrite(path, content, was=hash_of(path))
    assert files(tmp_path) == {name: content}
    assert not list(tmp_path.rglob(".journal"))


def test_locks_and_folders_of_others_stay(tmp_path: Path) -> None:
    path = worked(tmp_path)
    (tmp_path / JOURNAL).unlink()
    rewrite(path, OTHER, was=hash_of(path))
    assert (tmp_path / ".journal" / "barns.ana.lock").exists()


@pytest.mark.parametrize("text", [b"", b"\xff\n", b"[" * 5000, b'{"type":"document"}\n'])
def test_any_content_is_written(tmp_path: Path, text: bytes) -> None:
    path = tmp_path / FILE
    path.write_bytes(b"old\n")
    rewrite(path, text, was=hash_of(path))
    assert path.read_bytes() == text


def test_where_nothing_can_be_written_the_reason_is_told(tmp_path: Path) -> None:
    path = worked(tmp_path)
    with pytest.raises(AnnotateError) as raised:
        rewrite(path, OTHER, was=hash_of(path), disk=FailingDisk(1, errno.EROFS, 10_000))
    assert raised.value.slug == "cannot-write"


def calls(out: Path) -> int:
    """How many calls a rewriting makes when nothing fails."""
    path = worked(out)
    disk = HookedDisk()
    rewrite(path, OTHER, was=hash_of(path), disk=disk)
    return len(disk.names)


def check_old_or_new(out: Path) -> bool:
    """The file is whole, the work opens; whether it is the new file."""
    content = (out / FILE).read_bytes()
    assert content in (OTHER, content_of(SESSIONS[-1]))
    desk = opened(out)
    assert marked(desk.session) == marked(SESSIONS[5 if content == OTHER else -1])
    assert desk.fold() is None
    desk.close()
    assert (out / FILE).read_bytes() == content
    assert not list(out.rglob("*.tmp"))
    return content == OTHER


@pytest.mark.parametrize("when", ["before", "half", "after"])
def test_killed_at_any_call_the_file_is_the_old_or_the_new(place: Path, when: str) -> None:
    total = calls(place / "whole")
    assert total > 8
    outcomes = []
    for at in range(1, total + 1):
        out = place / str(at)
        path = worked(out)
        child = os.fork()
        if not child:
            try:
                rewrite(path, OTHER, was=hash_of(path), disk=DyingDisk(at, when))
            finally:
                os._exit(3)
        _, status = os.waitpid(child, 0)
        assert os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
        outcomes.append(check_old_or_new(out))
        shutil.rmtree(out)
    assert outcomes == sorted(outcomes) and len(set(outcomes)) == 2


@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EIO, errno.EROFS, 0])
@pytest.mark.parametrize("times", [1, 10_000])
def test_whatever_call_fails_what_is_told_is_what_happened(place: Path, error: int, times: int) -> None:
    total = calls(place / "whole")
    for at in range(1, total + 1):
        out = place / str(at)
        path = worked(out)
        told = True
        try:
            rewrite(path, OTHER, was=hash_of(path), disk=FailingDisk(at, error, times))
        except AnnotateError as refused:
            assert refused.exit_code == 3 and refused.hint
            told = False
        # A failed sync of the folder is told though the new file is under its name.
        assert check_old_or_new(out) >= told, f"call {at}"
        shutil.rmtree(out)


def test_a_power_cut_leaves_the_old_or_the_new(place: Path) -> None:
    out = place / "out"
    out.mkdir()
    disk = RecordingDisk(out)
    desk = open_desk(document(), SCHEMA, "ana", out, disk=disk)
    do(desk)
    desk.close()
    start = len(disk.log)
    path = out / FILE
    rewrite(path, OTHER, was=hash_of(path), disk=disk)
    end = len(disk.log)
    found = set()
    for count, model, left in states(disk.log):
        if count < start:
            continue
        cut = place / "cut"
        cut.mkdir()
        build(cut, left)
        new = check_old_or_new(cut)
        assert new or count < end, model
        found.add(new)
        shutil.rmtree(cut)
    assert found == {False, True}


def test_what_is_written_is_read_back_without_problems(tmp_path: Path) -> None:
    path = worked(tmp_path)
    rewrite(path, OTHER, was=hash_of(path), disk=Disk())
    assert read_annotations(path).problems == ()
