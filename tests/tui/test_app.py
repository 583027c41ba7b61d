"""The program around the screen, with a pipe as keyboard."""

import errno
from pathlib import Path

import pytest
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from annotate.cli.library import Item, Shelf
from annotate.core.document import ParagraphMode
from annotate.core.records import RelationRecord
from annotate.core.schema import Schema
from annotate.store.annotations import read_annotations
from annotate.store.disk import Disk
from annotate.tui.app import Options, Screen

LEAVE = "\x11"


@pytest.fixture
def typed(tmp_path: Path, claims: Schema):  # type: ignore[no-untyped-def]
    """The records after all of the keys came in one go."""

    def run(text: str, keys: str):  # type: ignore[no-untyped-def]
        path = tmp_path / "article.txt"
        path.write_text(text, encoding="utf-8")
        items = [Item(path, tmp_path)]
        shelf = Shelf(items, claims, "alice", tmp_path / "out", "utf-8", ParagraphMode.AUTO, Disk())
        with create_pipe_input() as pipe:
            pipe.send_text(keys + LEAVE)
            assert Screen(shelf, 0, Options(), input=pipe, output=DummyOutput()).run() == 0
        file = read_annotations(tmp_path / "out" / "article.alice.ann.jsonl")
        return [entry.record for entry in file.entries]

    return run


def test_the_next_document_is_the_next_that_can_be_opened(tmp_path: Path, claims: Schema) -> None:
    for name, content in (("a", b"One."), ("b", b"\xff"), ("c", b"They said it.")):
        (tmp_path / f"{name}.txt").write_bytes(content)
    items = [Item(tmp_path / f"{name}.txt", tmp_path) for name in "abc"]
    shelf = Shelf(items, claims, "alice", tmp_path / "out", "utf-8", ParagraphMode.AUTO, Disk())
    with create_pipe_input() as pipe:
        pipe.send_text("\x14" + "su" + LEAVE)
        screen = Screen(shelf, 0, Options(), input=pipe, output=DummyOutput())
        assert screen.run() == 0
    assert screen.kept == f"1 annotation in {tmp_path / 'out' / 'c.alice.ann.jsonl'}"


def test_on_leaving_all_that_was_kept_is_counted(tmp_path: Path, claims: Schema) -> None:
    path = tmp_path / "c.txt"
    path.write_text("They said it.", encoding="utf-8")
    shelf = Shelf([Item(path, tmp_path)], claims, "alice", tmp_path / "out", "utf-8", ParagraphMode.AUTO, Disk())
    with create_pipe_input() as pipe:
        pipe.send_text("su" + "ca" + ">f" + "ph" + "\r" + LEAVE)
        screen = Screen(shelf, 0, Options(), input=pipe, output=DummyOutput())
        assert screen.run() == 0
    assert screen.kept == f"2 annotations, 1 link, 1 label in {tmp_path / 'out' / 'c.alice.ann.jsonl'}"


class NoFile(Disk):
    """A disk that takes the journal but not the annotation file."""

    def replace(self, old: str, new: str, folder: int) -> None:
        if new.endswith(".ann.jsonl"):
            raise OSError(errno.ENOSPC, "No space left on device")
        super().replace(old, new, folder)


def test_on_leaving_it_is_said_that_only_the_journal_has_it(tmp_path: Path, claims: Schema) -> None:
    path = tmp_path / "article.txt"
    path.write_text("They said it.", encoding="utf-8")
    shelf = Shelf([Item(path, tmp_path)], claims, "alice", tmp_path / "out", "utf-8", ParagraphMode.AUTO, NoFile())
    with create_pipe_input() as pipe:
        pipe.send_text("su" + LEAVE)
        screen = Screen(shelf, 0, Options(), input=pipe, output=DummyOutput())
        assert screen.run() == 3
    assert screen.kept.startswith("1 annotation in the journal, not yet in ")
    assert screen.kept.endswith(": no space left on device")


def test_keys_that_come_faster_than_the_screen_is_painted_mean_the_same(typed) -> None:  # type: ignore[no-untyped-def]
    text = "Some paragraph of text.\n" * 99 + "They said it.\n"
    records = typed(text, ":100\rsu" + "ca" + ">f")
    assert [each.label for each in records if isinstance(each, RelationRecord)] == ["attributed_to"]
