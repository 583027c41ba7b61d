"""Schemas as they were in an earlier revision, read from a real repository."""

import subprocess
from pathlib import Path

import pytest

from annotate.errors import Unreadable, Usage
from annotate.store.revisions import is_revision, load_revision
from annotate.store.schemas import SchemaErrors

GIT = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]


def git(folder: Path, *arguments: str) -> None:
    subprocess.run([*GIT, *arguments], cwd=folder, check=True, capture_output=True)


def commit(folder: Path, **files: str) -> None:
    for name, content in files.items():
        path = folder / "schemas" / f"{name}.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(content, encoding="utf-8")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "a step")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    git(tmp_path, "init", "-q")
    commit(tmp_path, small="id: small\nversion: 1.0.0\nlabels: [claim]\n")
    commit(tmp_path, small="id: small\nversion: 2.0.0\nlabels: [claim, source]\n")
    return tmp_path


def test_a_schema_is_read_as_it_was(repository: Path) -> None:
    old = load_revision("HEAD~1:schemas/small.yaml", repository)
    assert (old.version, list(old.labels)) == ("1.0.0", ["claim"])
    assert load_revision("HEAD:schemas/small.yaml", repository).version == "2.0.0"


def test_the_path_may_also_be_from_the_folder_one_is_in(repository: Path) -> None:
    assert load_revision("HEAD~1:small.yaml", repository / "schemas").version == "1.0.0"


@pytest.mark.parametrize("inside", ["", "schemas"])
def test_a_schema_that_builds_on_another_is_read_with_that_one_of_its_time(repository: Path, inside: str) -> None:
    commit(repository, team="extends: small\nid: team\nversion: 1.0.0\n")
    commit(repository, small="id: small\nversion: 3.0.0\nlabels: [other]\n")
    path = "team.yaml" if inside else "schemas/team.yaml"
    schema = load_revision(f"HEAD~1:{path}", repository / inside)
    assert list(schema.labels) == ["claim", "source"]


@pytest.mark.parametrize("name", ["-x:schemas/small.yaml", "--output=x:schemas/small.yaml"])
def test_what_begins_like_an_option_is_no_revision(repository: Path, name: str) -> None:
    with pytest.raises(Usage) as caught:
        load_revision(name, repository)
    assert caught.value.slug == "bad-revision"


@pytest.mark.parametrize("name", ["HEAD:none.yaml", "none:schemas/small.yaml", "HEAD:schemas", "HEAD~9:x"])
def test_what_git_does_not_know_is_told(repository: Path, name: str) -> None:
    with pytest.raises(Unreadable) as caught:
        load_revision(name, repository)
    assert caught.value.slug == "bad-revision"


def test_mistakes_have_the_place_that_was_asked_for(repository: Path) -> None:
    commit(repository, small="labels: [claim]\nrelatoins: {}\n")
    with pytest.raises(SchemaErrors) as caught:
        load_revision("HEAD:schemas/small.yaml", repository)
    assert caught.value.problems[0].place.path == "HEAD:schemas/small.yaml"


def test_outside_of_a_repository_there_are_no_revisions(tmp_path: Path) -> None:
    with pytest.raises(Unreadable):
        load_revision("HEAD:a.yaml", tmp_path)


def test_a_file_with_a_colon_in_its_name_is_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("odd:name.yaml").write_text("labels: [a]")
    assert not is_revision("odd:name.yaml")
    assert is_revision("HEAD:name.yaml")
    assert not is_revision("schemas/small.yaml")


def test_git_beside_the_document_is_not_asked(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake = repository / "git"
    fake.write_text("#!/bin/sh\ntouch harmed\n")
    fake.chmod(0o755)
    monkeypatch.chdir(repository)
    monkeypatch.setenv("PATH", ".")
    with pytest.raises(Unreadable) as caught:
        load_revision("HEAD:schemas/small.yaml", repository)
    assert caught.value.slug == "no-git"
    assert not Path("harmed").exists()
