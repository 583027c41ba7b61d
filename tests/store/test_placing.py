"""A file where a person wants it: whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from annotate.errors import Unreadable, Usage
from annotate.store.disk import Disk
from annotate.store.placing import place


class Full(Disk):
    """A disk with room for no more than a beginning."""

    def write(self, file: int, data: bytes) -> int:
        return os.write(file, data[:3]) and 0


def test_the_file_and_its_folders_are_made(tmp_path: Path) -> None:
    place(tmp_path / "new" / "deep" / "page.html", b"whole")
    assert (tmp_path / "new" / "deep" / "page.html").read_bytes() == b"whole"


def test_what_is_there_is_replaced_and_keeps_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text("old")
    path.chmod(0o640)
    place(path, b"new")
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o777 == 0o640


def test_what_is_there_stays_if_nothing_may_be_replaced(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text("old")
    with pytest.raises(Usage) as refused:
        place(path, b"new", over=False)
    assert refused.value.slug == "already-there"
    assert path.read_text() == "old"


@pytest.mark.parametrize("over", [True, False])
def test_nothing_is_written_through_a_link(tmp_path: Path, over: bool) -> None:
    kept = tmp_path / "kept"
    kept.write_text("old")
    (tmp_path / "page.html").symlink_to(kept)
    with pytest.raises((Unreadable, Usage)):
        place(tmp_path / "page.html", b"new", over=over)
    assert kept.read_text() == "old"


def test_on_a_full_disk_the_old_file_stays_and_nothing_is_left_over(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text("old")
    with pytest.raises(Unreadable) as refused:
        place(path, b"much longer", disk=Full())
    assert refused.value.slug == "cannot-write"
    assert [each.name for each in tmp_path.iterdir()] == ["page.html"]
    assert path.read_text() == "old"


@pytest.mark.parametrize("name", ["", "a\0b", "."])
def test_a_path_that_names_no_file_is_wrong_usage(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises((Usage, Unreadable)):
        place(Path(name), b"x")


def test_a_file_where_a_folder_is_needed_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(Unreadable):
        place(tmp_path / "file" / "page.html", b"x")
