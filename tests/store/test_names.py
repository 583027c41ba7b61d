"""Document ids and annotators are names; nothing in them leads anywhere else."""

from pathlib import Path

import pytest

from annotate.errors import Usage
from annotate.store.names import annotation_path, names_of


def test_an_id_with_slashes_lies_in_subfolders() -> None:
    path = annotation_path(Path("out"), "news/2026/barns.v2", "ana.lu")
    assert path == Path("out/news/2026/barns.v2.ana.lu.ann.jsonl")
    assert names_of("news/barns", "ana").journal == "barns.ana.jsonl"


PATHS = ["", "/etc/passwd", "..", "../up", "a/../../b", "a//b", "a/", "./a", ".journal/a"]
ODD = ["a\0b", "a\nb", "a\x1b[2J", "a\x9b", "a" + chr(0xDC80), "x" * 221, "ü" * 111]


@pytest.mark.parametrize("id", [*PATHS, *ODD])
def test_what_is_a_path_or_no_name_is_refused_as_an_id(id: str) -> None:
    with pytest.raises(Usage) as refused:
        names_of(id, "ana")
    assert refused.value.exit_code == 2 and str(refused.value).isprintable()


@pytest.mark.parametrize("annotator", ["", "..", ".", "a/b", "/a", "a\0", "a\x9b", "\ud800", "x" * 221])
def test_what_is_a_path_or_no_name_is_refused_as_an_annotator(annotator: str) -> None:
    with pytest.raises(Usage):
        names_of("barns", annotator)


def test_what_is_too_long_together_is_refused() -> None:
    with pytest.raises(Usage):
        names_of("d" * 200, "a" * 200)


def test_only_ones_own_unfinished_files_are_known_as_such() -> None:
    names = names_of("barns", "ana")
    assert names.is_temporary(".barns.ana.0123456789abcdef.tmp")
    assert not names.is_temporary(".barns.anna.0123456789abcdef.tmp")
    assert not names.is_temporary(".barns.ana.lu.0123456789abcdef.tmp")
    assert not names.is_temporary("barns.ana.ann.jsonl")
