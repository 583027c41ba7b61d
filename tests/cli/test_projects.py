"""Files are worked on from anywhere: what belongs to them is looked for in the project they lie in."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from annotate.store.annotations import read_annotations
from tests.cli.conftest import Run, Work

PAIRED = """\
id: small
version: 1.0.0
labels:
  claim: {attributes: {certain: {type: bool, required: true}, kind: {type: enum, values: [hope, fact]}}}
  source:
relations:
  by: {from: claim, to: source}
  beside: {from: source, to: source, symmetric: true}
"""
LATER = """\
id: small
version: 1.1.0
labels:
  claim: {attributes: {certain: {type: bool, required: true}}}
  source:
  ferry:
relations:
  by: {from: claim, to: source}
"""


@pytest.fixture(params=["a folder", "another project"])
def there(request: pytest.FixtureRequest, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Work:
    """A project seen from a folder beside it; in a project of its own, everything has the same names
    and says something else."""
    for name in ("there", "here"):
        (tmp_path / name).mkdir()
    work = Work(tmp_path / "there")
    if request.param == "another project":
        other = Work(tmp_path / "here")
        other.document.write_text("Nobody asked the ferryman.\n")
        other.schema.write_text("id: small\nversion: 1.0.0\nlabels: {claim: {select: word}, ferry: }\n")
    monkeypatch.chdir(tmp_path / "here")
    return work


def pair(work: Work, run: Run) -> list[Path]:
    """Two annotators' files that differ in nothing but which end of a symmetric relation is first."""
    work.schema.write_text(PAIRED)
    paths = []
    for annotator, one, other in (("alice", "bbbbbbbb", "dddddddd"), ("bert", "dddddddd", "bbbbbbbb")):
        path = work.annotate(annotator)
        span = '"id":"dddddddd","label":"source","start":42,"end":48,"quote":"Nobody"'
        relation = f'"id":"eeeeeeee","label":"beside","from":"{one}","to":"{other}"'
        with path.open("a") as file:
            file.write(f'{{"type":"span",{span},"origin":"human"}}\n')
            file.write(f'{{"type":"relation",{relation},"origin":"human"}}\n')
        assert run("format", path).status == 0
        paths.append(path)
    return paths


def attributes_turned_around(work: Work) -> Path:
    """A file whose attributes do not stand in the order of its schema."""
    work.schema.write_text(PAIRED)
    work.annotate()
    return work.change('{"certain":true}', '{"kind":"hope","certain":true}')


def test_validate_holds_files_against_their_own_schema_and_document(there: Work, run: Run) -> None:
    there.annotate()
    assert run("validate", "--strict", "../there/exports") == (0, "", "1 file checked: no problems\n")
    there.document.write_text("Another text.\n")
    assert "[document-changed]" in run("validate", "../there/exports").out


def test_validate_takes_a_schema_that_is_named_before_the_projects(there: Work, run: Run, tmp_path: Path) -> None:
    there.annotate()
    (tmp_path / "narrow.yaml").write_text("{id: small, version: 1.0.0, labels: [source]}")
    assert "'claim' is not a label of 'small'" in run("validate", "../narrow.yaml", "../there/exports").out


def test_a_schema_given_by_name_is_one_of_the_files_project(there: Work, run: Run) -> None:
    there.annotate()
    there.annotate("bert")
    there.schema.rename(there.schema.with_name("ours.yaml"))
    assert run("validate", "--schema", "ours", "../there/exports").status == 0
    assert run("agree", "--schema", "ours", "../there/exports").status == 0
    assert run("review", "--list", "--schema", "ours", "../there/exports").status == 0


def test_format_orders_attributes_by_their_own_schema(there: Work, run: Run) -> None:
    path = attributes_turned_around(there)
    assert run("format", "../there/exports").out == "../there/exports/article.alice.ann.jsonl: formatted\n"
    assert '{"certain":true,"kind":"hope"}' in path.read_text()


def test_diff_knows_which_relations_are_symmetric(there: Work, run: Run) -> None:
    pair(there, run)
    names = (f"../there/exports/article.{annotator}.ann.jsonl" for annotator in ("alice", "bert"))
    assert run("diff", *names) == (0, "", "")


def test_diff_with_a_revision_knows_it_too(there: Work, run: Run) -> None:
    alice, bert = pair(there, run)
    git(there.folder.parent, "init", "-q")
    git(there.folder.parent, "add", ".")
    git(there.folder.parent, "commit", "-q", "-m", "Begin")
    alice.write_text(bert.read_text().replace('"bert"', '"alice"'))
    assert run("diff", "HEAD", "--", "../there/exports") == (0, "", "")
    git(there.folder.parent, "commit", "-q", "-a", "-m", "Turn around")
    assert run("diff", "HEAD~1", "HEAD", "--", "../there/exports") == (0, "", "")


def test_agree_compares_by_their_own_schema(there: Work, run: Run) -> None:
    pair(there, run)
    done = run("agree", "../there/exports", "--unit", "relation", "--min", "f1-exact=1")
    assert (done.status, "not known" in done.err) == (0, False)


def test_review_asks_by_their_own_schema(there: Work, run: Run) -> None:
    pair(there, run)
    assert run("review", "--list", "../there/exports") == (0, "", "Every question is settled.\n")


def test_merge_knows_their_own_schema(there: Work, run: Run, tmp_path: Path) -> None:
    alice, bert = pair(there, run)
    bert.write_text(bert.read_text().replace('"bert"', '"alice"').replace("eeeeeeee", "ffffffff"))
    (tmp_path / "empty").touch()
    done = run("merge", "../empty", alice, bert)
    assert (done.status, done.out.count('"label":"beside"')) == (0, 1)


def test_reanchor_looks_for_their_own_document(there: Work, run: Run) -> None:
    there.annotate()
    done = run("reanchor", "--check", "../there/exports")
    assert (done.status, done.out) == (0, "")
    there.document.write_text(there.document.read_text().replace("Nobody", "Somebody"))
    assert run("reanchor", "--write", "../there/exports").status == 0
    assert "Somebody" in (there.out / "article.alice.ann.jsonl").read_text()


def test_recover_looks_for_their_own_document(there: Work, run: Run) -> None:
    there.annotate(fold=False)
    assert run("recover", "../there/exports").status == 0
    assert not read_annotations(there.path()).problems


def test_migrate_goes_to_the_schema_of_their_own_project(there: Work, run: Run) -> None:
    path = there.annotate()
    there.schema.write_text(LATER)
    done = run("schema", "migrate", "--write", "../there/exports")
    assert (done.status, "1 migrated" in done.err) == (0, True)
    assert '"schema_version":"1.1.0"' in path.read_text()


def test_migrate_asks_which_is_meant_if_files_are_of_several_projects(run: Run, tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        Work(tmp_path / name).annotate()
    done = run("schema", "migrate", "one/exports", "two/exports")
    assert (done.status, "[usage]" in done.err, "--to" in done.err) == (2, True, True)


def test_files_of_several_projects_are_each_held_against_their_own(run: Run, tmp_path: Path) -> None:
    """The same names in both, and nothing else alike."""
    for name, edit in (("one", ("40", "41")), ("two", ("council", "mayor's"))):
        (tmp_path / name).mkdir()
        work = Work(tmp_path / name)
        work.annotate()
        work.document.write_text(work.document.read_text().replace(*edit))
        assert run("reanchor", "--write", work.out).status == 0
    assert run("reanchor", "--check", ".").status == 0
    assert "document-changed" not in run("validate", ".").out


def git(folder: Path, *arguments: str) -> None:
    person = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *person, *arguments], cwd=folder, check=True, capture_output=True)
