"""What was read beforehand is what would be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotate.store.schemas import load_schema, parse_schema, ready, shipped_schemas


def test_there_is_each_schema_as_it_is_now_and_no_other() -> None:
    assert ready.stored() == ready.wanted(shipped_schemas().values()), "python docs/make.py"


@pytest.mark.parametrize("path", shipped_schemas().values(), ids=lambda path: path.stem)
def test_a_ready_schema_is_the_one_that_reading_gives(
    path: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    quick = load_schema(path)
    monkeypatch.setattr(ready, "FOLDER", tmp_path)
    assert load_schema(path) == quick


def test_a_copy_is_as_quick_and_knows_its_own_path(tmp_path: Path) -> None:
    original = shipped_schemas()["news-claims"]
    copy = tmp_path / "mine.yaml"
    copy.write_bytes(original.read_bytes())
    assert ready.ready_schema(copy.read_bytes(), copy) is not None
    assert load_schema(copy).path == str(copy)
    assert load_schema(copy).hash == load_schema(original).hash


def test_what_is_not_ready_or_damaged_is_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    data = b"labels: [a]"
    monkeypatch.setattr(ready, "FOLDER", tmp_path)
    read = parse_schema(data, Path("s.yaml"))
    (tmp_path / ready._name(data)).write_bytes(b"\xc1")
    assert parse_schema(data, Path("s.yaml")) == read
    assert read[0] is not None and list(read[0].labels) == ["a"]
