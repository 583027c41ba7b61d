"""Trees kept from one run to the next are never wrong, and never in the way."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from annotate.store.schemas import SchemaErrors, load_schema, shipped_schemas
from annotate.store.yaml_kept import KEPT, cache_folder, node_of
from annotate.store.yaml_reading import read_node
from annotate.store.yaml_text import YamlError

LABELS = b"id: tree\nlabels: [one, 'two', {three: }]\nempty:\nnested: {a: {b: [c, 1.10]}}\n"


def test_a_kept_tree_is_the_one_that_was_read(tmp_path: Path) -> None:
    read, kept = node_of(LABELS, tmp_path), node_of(LABELS, tmp_path)
    assert read == kept == read_node(LABELS)
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize("path", shipped_schemas().values(), ids=lambda path: path.stem)
def test_a_schema_is_the_same_with_and_without_a_cache(path: Path, tmp_path: Path) -> None:
    assert load_schema(path) == load_schema(path, tmp_path) == load_schema(path, tmp_path)


def test_other_bytes_are_read_anew(tmp_path: Path) -> None:
    node_of(b"labels: [one]", tmp_path)
    assert node_of(b"labels: [two]", tmp_path) == read_node(b"labels: [two]")


def test_what_is_wrong_is_told_every_time(tmp_path: Path) -> None:
    for _ in range(2):
        with pytest.raises(YamlError, match="alias"):
            node_of(b"a: &x 1\nb: *x\n".replace(b"&x ", b""), tmp_path)
    assert not list(tmp_path.iterdir())


def test_a_schema_with_mistakes_names_its_own_path(tmp_path: Path) -> None:
    for name in ("one.yaml", "two.yaml"):
        (tmp_path / name).write_bytes(b"labels: {a: {colour: red}}\n")
        with pytest.raises(SchemaErrors, match=name):
            load_schema(tmp_path / name, tmp_path / "cache")


@pytest.mark.parametrize("content", [b"", b"\x00", b"\xff" * 100, b"\x93\xa6Scalar\xc0\xc0"])
def test_damage_in_the_cache_is_as_if_nothing_was_there(content: bytes, tmp_path: Path) -> None:
    node_of(LABELS, tmp_path)
    (kept,) = tmp_path.iterdir()
    kept.write_bytes(content)
    assert node_of(LABELS, tmp_path) == read_node(LABELS)


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert node_of(LABELS, tmp_path / "file" / "cache") == read_node(LABELS)


def test_old_trees_are_removed(tmp_path: Path) -> None:
    for number in range(KEPT + 5):
        node_of(b"labels: [a%d]" % number, tmp_path)
        for age, path in enumerate(sorted(tmp_path.iterdir(), key=lambda each: each.stat().st_mtime)):
            os.utime(path, (age, age))
    assert len(list(tmp_path.iterdir())) == KEPT
    assert node_of(b"labels: [a%d]" % (KEPT + 4), tmp_path) == read_node(
        b"labels: [a%d]" % (KEPT + 4)
    )


def test_the_cache_lies_where_the_environment_says() -> None:
    assert cache_folder({"XDG_CACHE_HOME": "/there"}) == Path("/there/annotate/yaml-1")
    assert cache_folder({"XDG_CACHE_HOME": "here"}).is_relative_to(Path.home())
