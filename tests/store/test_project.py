"""Settings of projects and persons."""

import os
from pathlib import Path

import pytest

from annotate.core.document import ParagraphMode
from annotate.store.project import (
    BrokenSettings,
    Settings,
    load_settings,
    project_file,
    read_project,
)

WHOLE = """\
corpus: [corpus, more/texts]
schema: schemas/mine.yaml
out: exports
annotator: Ann Miller
encoding: cp1252
paragraphs: line
theme: light
mouse: false
keys: {accept: [c-a, enter], undo: c-z}
"""


def project(folder: Path, text: str) -> Path:
    (folder / "annotate.yaml").write_text(text, encoding="utf-8")
    return folder / "annotate.yaml"


def person(folder: Path, text: str) -> dict[str, str]:
    (folder / "annotate").mkdir()
    (folder / "annotate" / "config.yaml").write_text(text, encoding="utf-8")
    return {"XDG_CONFIG_HOME": str(folder)}


def slugs(folder: Path, text: str) -> list[tuple[str, int, int]]:
    _, problems = read_project(project(folder, text))
    return [(each.slug, each.place.line, each.place.column) for each in problems]


def nobody(folder: Path) -> dict[str, str]:
    return {"XDG_CONFIG_HOME": str(folder / "empty")}


def test_everything_a_project_can_settle(tmp_path: Path) -> None:
    file = project(tmp_path, WHOLE)
    settings = load_settings(tmp_path, nobody(tmp_path))
    assert settings == Settings(
        folder=tmp_path,
        file=file,
        corpus=(tmp_path / "corpus", tmp_path / "more" / "texts"),
        schema=str(tmp_path / "schemas" / "mine.yaml"),
        out=tmp_path / "exports",
        annotator="Ann-Miller",
        encoding="cp1252",
        paragraphs=ParagraphMode.LINE,
        theme="light",
        mouse=False,
        keys=settings.keys,
    )
    assert dict(settings.keys) == {"accept": ("c-a", "enter"), "undo": ("c-z",)}


def test_without_any_file_nothing_is_settled(tmp_path: Path) -> None:
    assert load_settings(tmp_path, nobody(tmp_path)) == Settings(tmp_path)


def test_an_empty_project_settles_nothing_but_where_it_is(tmp_path: Path) -> None:
    file = project(tmp_path, "# all by flags\n")
    assert load_settings(tmp_path, nobody(tmp_path)) == Settings(tmp_path, file)


def test_a_project_is_found_from_the_folders_below_it(tmp_path: Path) -> None:
    file = project(tmp_path, "out: work\n")
    below = tmp_path / "corpus" / "2024"
    below.mkdir(parents=True)
    assert project_file(below) == file
    assert load_settings(below, nobody(tmp_path)).out == tmp_path / "work"


def test_the_nearest_project_counts(tmp_path: Path) -> None:
    project(tmp_path, "out: outer\n")
    (tmp_path / "inner").mkdir()
    assert project_file(tmp_path / "inner") == tmp_path / "annotate.yaml"
    assert project_file(project(tmp_path / "inner", "").parent) == tmp_path / "inner/annotate.yaml"


def test_the_project_wins_over_the_person(tmp_path: Path) -> None:
    theirs = person(tmp_path, "theme: dark\nannotator: me\nmouse: true\nkeys: {undo: u, accept: a}")
    project(tmp_path, "theme: light\nmouse: false\nkeys: {undo: c-z}\n")
    settings = load_settings(tmp_path, theirs)
    assert (settings.theme, settings.annotator, settings.mouse) == ("light", "me", False)
    assert dict(settings.keys) == {"undo": ("c-z",), "accept": ("a",)}


def test_a_person_does_not_settle_what_belongs_to_a_project(tmp_path: Path) -> None:
    with pytest.raises(BrokenSettings) as caught:
        load_settings(tmp_path, person(tmp_path, "theme: dark\nout: work\n"))
    (problem,) = caught.value.problems
    assert (problem.slug, problem.place.line) == ("project-only", 2)


def test_an_unknown_key_is_told_with_the_nearest_one(tmp_path: Path) -> None:
    _, (problem,) = read_project(project(tmp_path, "out: work\nshcema: a\n"))
    assert (problem.slug, problem.place.line, problem.place.column) == ("unknown-key", 2, 1)
    assert problem.hint == "did you mean 'schema'?"


@pytest.mark.parametrize("key", ["out", "corpus", "schema"])
@pytest.mark.parametrize("path", ["/etc", "../other", "a/../../b", "link/x.yaml"])
def test_a_project_does_not_reach_out_of_its_folder(tmp_path: Path, key: str, path: str) -> None:
    (tmp_path / "project").mkdir()
    os.symlink(tmp_path, tmp_path / "project" / "link")
    assert slugs(tmp_path / "project", f"{key}: {path}\n") == [("outside-project", 1, len(key) + 3)]


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("mouse: maybe", "not-a-bool"),
        ("paragraphs: page", "unknown-choice"),
        ("theme: blue", "unknown-choice"),
        ("out: {a: b}", "not-a-text"),
        ("out: a\nout: b", "duplicate-key"),
        ("[out, work]", "not-a-mapping"),
        ("out: &x work", "yaml-anchor"),
        ("out: !!python/object:os.system x", "yaml-tag"),
        ("out: 'work", "yaml-syntax"),
    ],
)
def test_each_mistake_has_a_name(tmp_path: Path, text: str, slug: str) -> None:
    assert [found for found, _, _ in slugs(tmp_path, text)] == [slug]


@pytest.mark.parametrize("content", [b"\xff\xfe", b"\0", b"a: " * 30_000, b"[" * 3000, b"x" * 2**21])
def test_any_bytes_get_an_answer(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "annotate.yaml").write_bytes(content)
    with pytest.raises(BrokenSettings):
        load_settings(tmp_path, nobody(tmp_path))
