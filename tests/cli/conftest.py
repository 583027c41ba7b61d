"""The command line, run in this process as a person would run it."""

import io
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import msgspec
import pytest

from annotate.cli.main import main
from annotate.core import edit
from annotate.core.records import Status
from annotate.store.desk import open_desk
from annotate.store.documents import read_document
from annotate.store.schemas import load_schema


class Result(NamedTuple):
    status: int
    out: str
    err: str

    @property
    def harmful(self) -> set[str]:
        """What was printed and could drive a terminal, hide or turn text around."""
        printed = set(self.out + self.err) - {"\n"}
        return {each for each in printed if unicodedata.category(each) in UNSAFE}


Run = Callable[..., Result]
UNSAFE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """`run("validate", "a.yaml")` in `tmp_path`, by someone without any configuration."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / ".config"))
    monkeypatch.delenv("NO_COLOR", raising=False)

    def call(*arguments: object) -> Result:
        out, err = _stream(), _stream()
        with monkeypatch.context() as patch:
            patch.setattr(sys, "argv", ["annotate", *map(str, arguments)])
            patch.setattr(sys, "stdout", out)
            patch.setattr(sys, "stderr", err)
            status = main()
        return Result(status, _written(out), _written(err))

    return call


def _stream() -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="\n")


def _written(stream: io.TextIOWrapper) -> str:
    stream.flush()
    assert isinstance(stream.buffer, io.BytesIO)
    return stream.buffer.getvalue().decode()


TEXT = """\
The council said 40 bridges need repair.

Nobody asked the \U0001f469\u200d\U0001f4bb ferry.

The end.
"""
SCHEMA = """\
id: small
version: 1.0.0
labels:
  claim: {attributes: {certain: {type: bool, required: true}}}
  source:
relations:
  by: {from: claim, to: source}
"""


class Work:
    """A project in `folder`: a schema, a document and what annotators made of it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.out = folder / "exports"
        self.document = folder / "corpus" / "article.txt"
        self.schema = folder / "schemas" / "small.yaml"
        for path, content in ((self.document, TEXT), (self.schema, SCHEMA)):
            path.parent.mkdir()
            path.write_text(content, encoding="utf-8", newline="")
        (folder / "annotate.yaml").write_text("{corpus: corpus, schema: small, out: exports}\n")

    def path(self, annotator: str = "alice", document: str = "article") -> Path:
        return self.out / f"{document}.{annotator}.ann.jsonl"

    def annotate(self, annotator: str = "alice", fold: bool = True) -> Path:
        """One claim by one source in the first paragraph, which is done; the second is flagged."""
        text = read_document(self.document, root=self.document.parent)
        text = msgspec.structs.replace(text, source="corpus/article.txt")
        desk = open_desk(text, load_schema(self.schema), annotator, self.out)
        at, true = "2026-01-01T10:00:00Z", {"certain": True}
        for step in (
            lambda: edit.create(desk.session, "aaaaaaaa", at, "claim", ((17, 39),), true),
            lambda: edit.create(desk.session, "bbbbbbbb", at, "source", ((0, 11),)),
            lambda: edit.relate(desk.session, "cccccccc", at, "by", "aaaaaaaa", "bbbbbbbb"),
            lambda: edit.decide(desk.session, at, 1, Status.DONE, 30),
            lambda: edit.decide(desk.session, at, 2, Status.FLAGGED, 10),
        ):
            assert desk.record(step()) is None
        assert not fold or desk.fold() is None
        desk.close()
        return self.path(annotator)

    def change(self, old: str, new: str, annotator: str = "alice") -> Path:
        """The annotation file with something else in it, as an editor would leave it."""
        path = self.path(annotator)
        content = path.read_text(encoding="utf-8")
        assert content.count(old) == 1, f"{old!r} is to be there once"
        path.write_text(content.replace(old, new), encoding="utf-8", newline="")
        return path


@pytest.fixture
def work(tmp_path: Path) -> Work:
    return Work(tmp_path)
