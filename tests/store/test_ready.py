"""Trees read beforehand are those that would be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotate.store.schemas import load_schema, shipped_schemas
from annotate.store.yaml import ready
from annotate.store.yaml.nodes import Scalar, Sequence
from annotate.store.yaml.reading import read_node
from annotate.store.yaml.text import YamlError


def test_there_is_the_tree_of_each_schema_as_it_is_now_and_no_other() -> None:
    there = {path.name: path.read_bytes() for path in ready.FOLDER.iterdir()}
    assert there == ready.trees(shipped_schemas().values()), "python docs/make.py"


@pytest.mark.parametrize("path", shipped_schemas().values(), ids=lambda path: path.stem)
def test_a_ready_tree_gives_the_same_schema_as_reading(
    path: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    quick = load_schema(path)
    monkeypatch.setattr(ready, "FOLDER", tmp_path)
    assert load_schema(path) == quick


def test_what_is_ready_spares_the_reading(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import msgspec

    tree = Sequence((Scalar("kept", 1, 1),), 1, 1)
    (tmp_path / ready._name(b"labels: [a]")).write_bytes(msgspec.msgpack.encode(tree))
    monkeypatch.setattr(ready, "FOLDER", tmp_path)
    assert ready.node_of(b"labels: [a]") == tree
    assert ready.node_of(b"labels: [b]") == read_node(b"labels: [b]")


def test_a_tree_that_is_damaged_is_read_again(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ready._name(b"labels: [a]")).write_bytes(b"\xc1")
    monkeypatch.setattr(ready, "FOLDER", tmp_path)
    assert ready.node_of(b"labels: [a]") == read_node(b"labels: [a]")


def test_mistakes_are_told_as_ever() -> None:
    with pytest.raises(YamlError):
        ready.node_of(b"labels: [a")
