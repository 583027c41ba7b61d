"""Annotation files are brought up to date without a screen, and readers know when they are not."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from annotate.core.document import Document
from annotate.core.records import DocumentRecord
from annotate.core.schema import Schema
from annotate.errors import Unreadable
from annotate.store.annotations import lines_of, read_annotations
from annotate.store.desk import open_desk
from annotate.store.documents import read_document
from annotate.store.recover import recover, unfolded
from tests.faults.work import EVENTS, SCHEMA, SESSIONS, TEXT, document, files, state

NAME = "barns.ana.ann.jsonl"


def left(out: Path, folded: int, count: int, text: Document | None = None) -> None:
    """The work of someone who was cut off after `count` events, `folded` of them in the file."""
    desk = open_desk(text or document(), SCHEMA, "ana", out)
    for number, event in enumerate(EVENTS[:count]):
        if number == folded:
            desk.fold()
        desk.record(event)
    desk.visit(2)
    desk.close()


def no_text(about: DocumentRecord) -> Document:
    raise Unreadable(f"{about.source}: not here")


def test_what_a_file_lacks_is_counted(tmp_path: Path) -> None:
    left(tmp_path, 2, 5)
    assert unfolded(tmp_path / NAME) == 3
    recover(tmp_path)
    assert unfolded(tmp_path / NAME) == 0
    assert unfolded(tmp_path / "other.ana.ann.jsonl") == 0
    assert unfolded(tmp_path / "odd.txt") == 0


def test_a_file_that_exists_is_brought_up_to_date_without_its_text(tmp_path: Path) -> None:
    left(tmp_path, 2, len(EVENTS))
    (one,) = recover(tmp_path, read=no_text)
    assert (one.path, one.steps, one.problem) == (tmp_path / NAME, len(EVENTS) - 2, "")
    expected = b"".join(lines_of(SESSIONS[-1]))
    assert (tmp_path / NAME).read_bytes() == expected
    desk = open_desk(document(), SCHEMA, "ana", tmp_path)
    assert state(desk.session) == state(SESSIONS[-1]) and desk.position == 2
    desk.close()


def test_without_a_file_the_text_is_read_from_its_source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("barns.txt").write_bytes(TEXT.encode())
    paper = read_document("barns.txt")
    left(tmp_path / "out", 99, 4, paper)
    (one,) = recover(Path("out"))
    assert one.steps == 4 and not one.problem
    assert read_annotations(Path("out") / NAME).problems == ()
    assert read_annotations(Path("out") / NAME).document.sha256 == (  # type: ignore[union-attr]
        hashlib.sha256(TEXT.encode()).hexdigest()
    )


def test_without_the_text_or_with_another_the_journal_stays_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    left(tmp_path / "out", 99, 4)
    before = files(tmp_path / "out")
    (gone,) = recover(tmp_path / "out")
    assert "barns.txt" in gone.problem and gone.hint
    Path("barns.txt").write_text("Another text.")
    (changed,) = recover(tmp_path / "out")
    assert "has changed" in changed.problem and changed.steps == 0
    assert files(tmp_path / "out") == before


def test_each_journal_is_told_and_one_that_fails_stops_no_other(tmp_path: Path) -> None:
    for id in ("a", "b/c", "d"):
        left(tmp_path, 1, 4, document(id=id))
    (tmp_path / ".journal/a.ana.jsonl").write_bytes(b"nonsense\n")
    (tmp_path / ".journal/d.ana.jsonl").rename(tmp_path / ".journal/e.ana.jsonl")
    found = recover(tmp_path)
    assert [(each.steps, bool(each.problem)) for each in found] == [
        (0, True),
        (3, False),
        (0, True),
    ]


def test_work_that_goes_on_is_left_alone(tmp_path: Path) -> None:
    left(tmp_path, 1, 3)
    desk = open_desk(document(), SCHEMA, "ana", tmp_path)
    (one,) = recover(tmp_path)
    assert "is being annotated by pid" in one.problem
    desk.close()


def test_another_version_of_the_schema_changes_nothing_but_what_is_missing(tmp_path: Path) -> None:
    left(tmp_path, 2, 4)
    recover(tmp_path)
    desk = open_desk(document(), Schema("barns", SCHEMA.labels, "1.0.0", hash=SCHEMA.hash), "ana", tmp_path)
    assert desk.notices == ()
    desk.close()


def test_no_folder_is_a_failure_and_an_empty_one_is_none(tmp_path: Path) -> None:
    assert recover(tmp_path) == []
    with pytest.raises(Unreadable):
        recover(tmp_path / "none")
