"""Trees kept from one run to the next are never wrong, and never in the way."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec
import pytest

from annotate.store.names import JOURNALS
from annotate.store.schemas import SchemaErrors, load_schema, shipped_schemas
from annotate.store.yaml.kept import FOLDER, KEPT, node_of
from annotate.store.yaml.nodes import Node, Scalar, Sequence
from annotate.store.yaml.reading import read_node
from annotate.store.yaml.text import MAX_DEPTH, YamlError

LABELS = b"id: tree\nlabels: [one, 'two', {three: }]\nempty:\nnested: {a: {b: [c, 1.10]}}\n"


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """An output folder in which somebody has labeled."""
    (tmp_path / "out" / JOURNALS).mkdir(parents=True)
    return tmp_path / "out"


def kept(out: Path) -> list[Path]:
    return sorted(out.joinpath(JOURNALS, FOLDER).glob("*"))


def test_a_kept_tree_is_the_one_that_was_read(out: Path) -> None:
    read, again = node_of(LABELS, out), node_of(LABELS, out)
    assert read == again == read_node(LABELS)
    assert len(kept(out)) == 1


def test_what_is_kept_spares_the_reading(out: Path) -> None:
    node_of(LABELS, out)
    other = Sequence((Scalar("kept", 1, 1),), 1, 1)
    kept(out)[0].write_bytes(msgspec.msgpack.encode(other))
    assert node_of(LABELS, out) == other


def test_no_folder_is_made_for_trees_alone(tmp_path: Path) -> None:
    assert node_of(LABELS, tmp_path / "out") == read_node(LABELS)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("path", shipped_schemas().values(), ids=lambda path: path.stem)
def test_a_schema_is_the_same_with_and_without_a_kept_tree(path: Path, out: Path) -> None:
    assert load_schema(path) == load_schema(path, out) == load_schema(path, out)


def test_other_bytes_are_read_anew(out: Path) -> None:
    node_of(b"labels: [one]", out)
    assert node_of(b"labels: [two]", out) == read_node(b"labels: [two]")


def test_what_is_wrong_is_told_every_time(out: Path) -> None:
    for _ in range(2):
        with pytest.raises(YamlError, match="alias"):
            node_of(b"a: 1\nb: *x\n", out)
    assert not kept(out)


def test_a_schema_with_mistakes_names_its_own_path(tmp_path: Path, out: Path) -> None:
    for name in ("one.yaml", "two.yaml"):
        (tmp_path / name).write_bytes(b"labels: {a: {colour: red}}\n")
        with pytest.raises(SchemaErrors, match=name):
            load_schema(tmp_path / name, out)


def deep(levels: int) -> bytes:
    node: Node = Scalar("a", 1, 1)
    for _ in range(levels):
        node = Sequence((node,), 1, 1)
    return msgspec.msgpack.encode(node)


@pytest.mark.parametrize(
    "content",
    [b"", b"\x00", b"\xff" * 100, b"\x93\xa6Scalar\xc0\xc0", deep(MAX_DEPTH + 1), b"\x91" * 99_999],
    ids=["empty", "zero", "ones", "broken", "too deep", "very deep"],
)
def test_damage_is_as_if_nothing_was_kept(content: bytes, out: Path) -> None:
    node_of(LABELS, out)
    kept(out)[0].write_bytes(content)
    assert node_of(LABELS, out) == read_node(LABELS)


def test_the_deepest_tree_that_can_be_read_is_kept(out: Path) -> None:
    data = b"[" * MAX_DEPTH + b"a" + b"]" * MAX_DEPTH
    node_of(data, out)
    kept(out)[0].write_bytes(deep(MAX_DEPTH))
    assert node_of(data, out) != read_node(data)


def test_a_pipe_in_the_place_of_a_tree_is_not_waited_for(out: Path) -> None:
    node_of(LABELS, out)
    (path,) = kept(out)
    path.unlink()
    os.mkfifo(path)
    assert node_of(LABELS, out) == read_node(LABELS)


def test_where_nothing_can_be_kept_it_is_done_without(out: Path) -> None:
    (out / JOURNALS / FOLDER).touch()
    assert node_of(LABELS, out) == read_node(LABELS)


def test_nothing_is_written_through_a_link(tmp_path: Path, out: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (out / JOURNALS / FOLDER).symlink_to(tmp_path / "elsewhere")
    assert node_of(LABELS, out) == read_node(LABELS)
    assert not list((tmp_path / "elsewhere").iterdir())


def test_old_trees_are_removed_and_nothing_else(out: Path) -> None:
    (out / JOURNALS / FOLDER).mkdir()
    (out / JOURNALS / FOLDER / "barns.ana.jsonl").touch()
    for number in range(KEPT + 5):
        node_of(b"labels: [a%d]" % number, out)
        for age, path in enumerate(sorted(kept(out), key=lambda each: each.stat().st_mtime)):
            os.utime(path, (age, age))
    assert len(kept(out)) == KEPT + 1
    newest = b"labels: [a%d]" % (KEPT + 4)
    assert node_of(newest, out) == read_node(newest)
