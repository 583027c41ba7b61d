"""`annotate validate`, run as a person or a program would."""

import hashlib
import json
import os
from pathlib import Path
from typing import Any

import pytest

from annotate.report.format import Format
from tests.cli.conftest import Work as Project

Run = Any
Work = Any
HOSTILE = "\x1b[31m\x07\x9b2J\u202e\u200b\U000e0041"


def state(folder: Path) -> dict[str, tuple[str, int]]:
    """The content and the time of every file below the folder."""
    return {
        str(path): (hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_what_label_writes_is_valid(run: Run, work: Work) -> None:
    work.annotate()
    assert run("validate", "exports") == (0, "", "1 file checked: no problems\n")


def test_without_paths_the_whole_project_is_checked(run: Run, work: Work) -> None:
    work.annotate()
    assert run("validate") == (0, "", "3 files checked: no problems\n")


def test_without_a_project_something_has_to_be_named(run: Run) -> None:
    result = run("validate")
    assert (result.status, result.out) == (2, "")
    assert result.err.startswith("There is nothing to check. [usage]\nHint: ")


def test_a_schema_alone_is_checked_with_line_and_column(run: Run, work: Work) -> None:
    work.schema.write_text("labels:\n  claim: {colour: red}\n")
    result = run("validate", "schemas/small.yaml")
    assert result.status == 1
    assert result.out.startswith("schemas/small.yaml:2:11: ")
    assert result.out.splitlines()[0].endswith(" [unknown-key]")
    assert result.out.splitlines()[1] == "Hint: Did you mean 'color'?"
    assert result.err == "1 file checked: 1 error\n"


def test_a_project_file_is_checked_too(run: Run, work: Work) -> None:
    other = work.folder / "other" / "annotate.yaml"
    other.parent.mkdir()
    other.write_text("uot: x\n")
    assert run("validate", "other").out.startswith("other/annotate.yaml:1:1: ")


def test_a_broken_project_file_is_wrong_usage(run: Run, work: Work) -> None:
    (work.folder / "annotate.yaml").write_text("out: ../elsewhere\n")
    result = run("validate", "schemas")
    assert (result.status, result.out) == (2, "")
    assert "annotate.yaml:1:6: " in result.err
    assert "[outside-project]" in result.err


@pytest.mark.parametrize(
    ("old", "new", "line", "slug"),
    [
        ('"label":"claim"', '"label":"clam"', 4, "unknown-label"),
        ('{"certain":true}', '{"certain":3}', 4, "unfit-value"),
        ('"quote":"The council"', '"quote":"The mayor"', 3, "wrong-quote"),
        ('"to":"bbbbbbbb"', '"to":"dddddddd"', 5, "dangling-relation"),
        ('"start":17', '"start":1700', 4, "bad-offset"),
        ('"n":1', '"n":1,"n":1', 2, "duplicate-key"),
        ('"n":1', '"m":1', 2, "unknown-field"),
        ('"end":39', '"end":NaN', 4, "not-a-number"),
        ('{"type":"paragraph","n":2', '<<<<<<< HEAD\n{"n":2', 6, "conflict-marker"),
    ],
)
def test_every_kind_of_mistake_is_told_at_its_line(
    run: Run, work: Work, old: str, new: str, line: int, slug: str
) -> None:
    work.annotate()
    work.change(old, new)
    result = run("validate", "exports")
    assert result.status == 1
    told = [each for each in result.out.splitlines() if not each.startswith("Hint: ")]
    assert any(
        each.startswith(f"exports/article.alice.ann.jsonl:{line}:") and each.endswith(f"[{slug}]") for each in told
    ), result.out


def test_one_bad_record_does_not_hide_the_next(run: Run, work: Work) -> None:
    work.annotate()
    work.change('"label":"claim"', '"label":"clam"')
    work.change('"label":"source"', '"label":"sauce"')
    lines = run("validate", "exports").out.splitlines()
    assert [line.split(":")[1] for line in lines if "unknown-label" in line] == ["3", "4"]


def test_a_document_that_changed_is_noticed(run: Run, work: Work) -> None:
    work.annotate()
    work.document.write_text(work.document.read_text().replace("40", "41"))
    result = run("validate", "exports")
    assert result.status == 1
    assert "exports/article.alice.ann.jsonl:1: corpus/article.txt has changed" in result.out
    assert "[document-changed]" in result.out


def test_a_paragraph_that_is_not_the_documents_is_noticed(run: Run, work: Work) -> None:
    work.annotate()
    work.change("The end.", "THE END.")
    assert "ann.jsonl:7: " in run("validate", "exports").out


def test_an_annotation_file_can_be_checked_without_its_document(run: Run, work: Work) -> None:
    work.annotate()
    work.document.unlink()
    result = run("validate", "--strict", "exports")
    assert result.status == 0
    assert result.out.startswith("exports/article.alice.ann.jsonl:1: info: corpus/article.txt is not to be found")


def test_documents_that_moved_are_found_where_one_says(run: Run, work: Work) -> None:
    work.annotate()
    work.document.write_text("Another text.")
    work.document.parent.rename(work.folder / "texts")
    result = run("validate", "--corpus", "texts", "exports")
    assert result.status == 1
    assert "[document-changed]" in result.out


@pytest.mark.parametrize("given", [".", "part", "part/exports", "part/exports/article.alice.ann.jsonl"])
def test_a_file_belongs_to_the_nearest_project_from_wherever_it_is_checked(
    run: Run, tmp_path: Path, given: str
) -> None:
    (tmp_path / "part").mkdir()
    work = Project(tmp_path / "part")
    work.annotate()
    assert run("validate", "--strict", given).out == ""
    work.document.write_text(work.document.read_text().replace("40", "41"))
    result = run("validate", given)
    assert (result.status, "[document-changed]" in result.out) == (1, True)


def test_no_document_outside_is_opened(run: Run, work: Work, tmp_path: Path) -> None:
    """A pipe would hold up whoever opens it; a changed text would be told."""
    work.annotate()
    outside = tmp_path.parent / f"{tmp_path.name}-outside.txt"
    outside.write_text("Other text.")
    for source in (str(outside), f"../{outside.name}"):
        work.change("corpus/article.txt", source)
        assert "document-changed" not in run("validate", "exports").out
        work.change(source, "corpus/article.txt")


def test_the_schema_is_the_one_that_the_file_names(run: Run, work: Work) -> None:
    work.annotate()
    assert run("validate", "--schema", "news-claims", "exports").status == 1
    work.schema.unlink()
    result = run("validate", "exports")
    assert "there is no schema 'small' to check this against [no-schema]" in result.out


def test_a_schema_beside_the_files_is_found_wherever_it_is(run: Run, work: Work) -> None:
    work.annotate()
    elsewhere = work.folder / "mine.yml"
    work.schema.rename(elsewhere)
    (work.folder / "annotate.yaml").unlink()
    assert run("validate", "exports", "mine.yml") == (0, "", "2 files checked: no problems\n")


def test_what_is_to_be_finished_has_no_paragraph_to_do(run: Run, work: Work) -> None:
    work.annotate()
    result = run("validate", "--require", "done", "exports")
    assert result.status == 1
    assert "ann.jsonl:7: paragraph 3 is still to do [undecided-paragraph]" in result.out


def test_warnings_are_findings_only_if_one_is_strict(run: Run, work: Work) -> None:
    work.annotate()
    work.schema.write_text(work.schema.read_text() + "# changed\n")
    assert "warning: " in run("validate", "exports").out
    assert run("validate", "exports").status == 0
    assert run("validate", "--strict", "exports").status == 1


def test_of_several_versions_of_a_schema_the_one_that_a_file_names_counts(run: Run, work: Work) -> None:
    work.annotate()
    newer = work.schema.read_text().replace("1.0.0", "2.0.0").replace("claim", "thesis")
    (work.schema.parent / "a-newer.yaml").write_text(newer)
    assert run("validate", "exports").out == ""


def test_without_its_version_the_nearest_of_the_schema_is_used_and_that_is_said(run: Run, work: Work) -> None:
    work.annotate()
    text = work.schema.read_text()
    for version in ("0.9.0", "1.10.0", "1.2.0"):
        (work.schema.parent / f"{version}.yaml").write_text(text.replace("1.0.0", version))
    work.schema.unlink()
    result = run("validate", "--schema", "schemas/1.10.0.yaml", "exports")
    assert "warning: made with 'small' 1.0.0, checked against 1.10.0" in result.out
    result = run("validate", "exports")
    assert "warning: made with 'small' 1.0.0, checked against 1.2.0" in result.out
    assert "annotate schema migrate" in result.out


def test_a_journal_with_more_than_the_file_is_told(run: Run, work: Work) -> None:
    work.annotate(fold=False)
    result = run("validate", "exports")
    assert result.status == 0
    assert "5 steps in the journal are not in the file yet [unfolded-journal]" in result.out


def test_json_has_every_problem_with_all_its_keys(run: Run, work: Work) -> None:
    work.annotate()
    work.change('"label":"source"', '"label":"sauce"')
    result = run("validate", "--format", "json", "exports")
    assert (result.status, result.err) == (1, "1 file checked: 2 errors\n")
    told = json.loads(result.out)
    assert list(told) == ["problems", "files", "errors", "warnings", "infos"]
    assert (told["files"], told["errors"]) == (1, len(told["problems"]))
    first = next(each for each in told["problems"] if each["slug"] == "unknown-label")
    assert first == {
        "slug": "unknown-label",
        "level": "error",
        "path": "exports/article.alice.ann.jsonl",
        "line": 3,
        "column": 0,
        "message": "'sauce' is not a label of 'small'",
        "hint": "did you mean 'source'?",
    }


def test_json_says_so_if_there_is_nothing_to_say(run: Run, work: Work) -> None:
    assert json.loads(run("validate", "--format", "json", "schemas").out) == {
        "files": 1,
        "errors": 0,
        "warnings": 0,
        "infos": 0,
        "problems": [],
    }


def test_one_broken_file_fills_at_most_25_lines_and_hides_no_other(run: Run, work: Work) -> None:
    work.annotate("alice")
    work.annotate("bob")
    path = work.path("alice")
    path.write_text("{\n" * 500)
    work.change('"label":"source"', '"label":"sauce"', "bob")
    out = run("validate", "exports").out.splitlines()
    assert [line for line in out if "bob" in line and "unknown-label" in line]
    assert out.index("exports/article.alice.ann.jsonl: … and 476 more") == 25 - 1


def test_nothing_hostile_reaches_the_terminal(run: Run, work: Work) -> None:
    work.annotate()
    work.change('"label":"source"', json.dumps({"label": HOSTILE})[1:-1])
    hidden = work.path(f"eve{HOSTILE}")
    hidden.write_text(HOSTILE)
    (work.folder / "schemas" / f"{HOSTILE}.yaml").write_text(f"labels: [{HOSTILE}]")
    for output in Format:
        result = run("validate", "--format", output.value)
        assert result.status == 1
        assert not result.harmful
    assert "^[[31m" in run("validate").out


def test_a_file_name_that_is_not_unicode_is_shown(run: Run, work: Work) -> None:
    work.out.mkdir()
    (work.out / os.fsdecode(b"caf\xe9.x.ann.jsonl")).write_bytes(b"{}\n")
    assert "caf<U+DCE9>.x.ann.jsonl:1:" in run("validate", "exports").out
    told = json.loads(run("validate", "exports", "--format", "json").out)
    assert told["problems"][0]["path"] == "exports/caf\\udce9.x.ann.jsonl"


def test_what_cannot_be_read_is_told_and_the_rest_is_checked(run: Run, work: Work) -> None:
    work.annotate()
    os.mkfifo(work.path("pipe"))
    result = run("validate", "exports")
    assert result.status == 3
    assert result.out.startswith("exports/article.pipe.ann.jsonl: ")
    assert result.err == "2 files checked: 1 error\n"


@pytest.mark.parametrize(("name", "status"), [("nowhere", 3), ("notes.txt", 2)])
def test_a_path_has_to_be_there_and_ours(run: Run, tmp_path: Path, name: str, status: int) -> None:
    (tmp_path / "notes.txt").write_text("text")
    result = run("validate", name)
    assert (result.status, result.out) == (status, "")
    assert result.err.startswith(f"{name}: ")


def test_other_yaml_in_a_folder_is_left_alone(run: Run, work: Work) -> None:
    (work.folder / "mkdocs.yml").write_text("site_name: !x\n")
    (work.folder / ".hidden").mkdir()
    (work.folder / ".hidden" / "x.ann.jsonl").write_text("{")
    assert run("validate", ".") == (0, "", "2 files checked: no problems\n")


def test_checking_changes_nothing_and_needs_no_permission_to(run: Run, work: Work) -> None:
    work.annotate("alice")
    work.annotate("bob", fold=False)
    before = state(work.folder)
    folders = [each for each in work.folder.rglob("*") if each.is_dir()]
    for folder in folders:
        folder.chmod(0o555)
    try:
        for command in (["validate"], ["validate", "--format", "json"], ["status"]):
            assert run(*command).status == 0
    finally:
        for folder in folders:
            folder.chmod(0o755)
    assert state(work.folder) == before


def test_a_hint_is_said_once_for_all_files_and_with_each_problem_to_programs(run: Run, work: Work) -> None:
    work.annotate("alice")
    work.annotate("bert")
    for annotator in ("alice", "bert"):
        work.change('"label":"source"', '"label":"sauce"', annotator)
    result = run("validate", "exports")
    assert result.out.count("'sauce' is not a label of 'small'") == 2
    assert result.out.count("Hint: Did you mean 'source'?") == 1
    assert run("validate", "--format", "json", "exports").out.count("did you mean 'source'?") == 2


@pytest.mark.parametrize(
    "command",
    [("format", "exports"), ("reanchor", "exports"), ("schema", "migrate", "exports"), ("status", "exports")],
    ids=" ".join,
)
def test_other_commands_say_a_hint_once_too(run: Run, work: Work, command: tuple[str, ...]) -> None:
    for annotator in ("alice", "bert"):
        work.annotate(annotator)
        work.change('"label":"source"', '"label":"source","attr":1', annotator)
    result = run(*command)
    hints = [line for line in (result.out + result.err).splitlines() if line.startswith("Hint")]
    assert hints and len(hints) == len(set(hints))
