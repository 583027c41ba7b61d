"""`annotate validate`: which report, of what, and where it goes."""

import json
import os
import subprocess
import sys
import xml.etree.ElementTree as xml
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from annotate.cli.delivery import deliver
from annotate.cli.reports import locator
from annotate.report.format import Format

Run = Any
Work = Any


@pytest.fixture
def broken(work: Work) -> Work:
    """A file with an error (line 3), a warning of another schema (line 1) and a paragraph to do."""
    work.annotate()
    work.change('"quote":"The council"', '"quote":"The mayor"')
    work.schema.write_text(work.schema.read_text() + "# changed\n")
    return work


# Which kinds


def slugs(result: Any) -> list[str]:
    return sorted({each["slug"] for each in json.loads(result.out)["problems"]})


def test_all_kinds_are_told_unless_some_are_chosen(run: Run, broken: Work) -> None:
    assert slugs(run("validate", "--format", "json", "exports")) == ["other-schema", "wrong-quote"]


@pytest.mark.parametrize(
    "chosen",
    [
        ["--select", "wrong-quote"],
        ["--select", "wrong-quote,overlap"],
        ["--select", "overlap", "--select", "wrong-quote"],
        ["--ignore", "other-schema, overlap"],
        ["--select", "wrong-quote,other-schema", "--ignore", "other-schema"],
    ],
)
def test_kinds_are_chosen_or_left_out(run: Run, broken: Work, chosen: list[str]) -> None:
    result = run("validate", "--format", "json", *chosen, "exports")
    assert slugs(result) == ["wrong-quote"]
    assert (result.status, result.err) == (1, "1 file checked: 1 error\n")


def test_what_is_left_out_does_not_count(run: Run, broken: Work) -> None:
    assert run("validate", "--ignore", "wrong-quote", "exports").status == 0
    assert run("validate", "--ignore", "wrong-quote", "--strict", "exports").status == 1
    result = run("validate", "--ignore", "wrong-quote,other-schema", "--strict", "exports")
    assert result == (0, "", "1 file checked: no problems\n")


def test_an_unknown_kind_is_wrong_usage_with_the_nearest(run: Run, broken: Work) -> None:
    for option in ("--select", "--ignore"):
        result = run("validate", option, "overlap,wrong-qoute", "exports")
        assert (result.status, result.out) == (2, "")
        assert result.err == ("There is no kind of problem 'wrong-qoute'. [usage]\nHint: Did you mean 'wrong-quote'?\n")


def test_a_file_that_cannot_be_read_is_told_whatever_is_chosen(run: Run, work: Work) -> None:
    work.annotate()
    os.mkfifo(work.path("pipe"))
    result = run("validate", "--ignore", "not-a-file", "exports")
    assert result.status == 3
    assert "[not-a-file]" in result.out


# Where to


def test_a_report_goes_into_a_file_and_the_summary_is_still_said(run: Run, broken: Work) -> None:
    printed = run("validate", "exports")
    result = run("validate", "exports", "-o", "report.txt")
    assert result == (1, "", printed.err)
    assert (broken.folder / "report.txt").read_text() == printed.out


@pytest.mark.parametrize("form", Format)
def test_a_file_holds_what_would_be_printed(run: Run, broken: Work, form: Format) -> None:
    printed = run("validate", "--format", form.value, "exports")
    assert run("validate", "--format", form.value, "exports", "-o", "new/report").status == 1
    assert (broken.folder / "new" / "report").read_text() == printed.out != ""
    assert printed.err == "1 file checked: 1 error, 1 warning\n"


def test_a_dash_is_standard_output(run: Run, broken: Work) -> None:
    assert run("validate", "exports", "-o", "-") == run("validate", "exports")
    assert not (broken.folder / "-").exists()


def test_a_report_takes_the_place_of_the_last_one(run: Run, broken: Work) -> None:
    report = broken.folder / "report"
    report.write_text("OLD" * 10_000)
    report.chmod(0o640)
    run("validate", "exports", "-o", "report")
    assert "OLD" not in report.read_text()
    assert report.stat().st_mode & 0o777 == 0o640
    assert [each.name for each in broken.folder.iterdir() if each.suffix == ".tmp"] == []


def test_nothing_is_written_through_a_link(run: Run, broken: Work, tmp_path: Path) -> None:
    target = tmp_path / "precious"
    target.write_text("mine")
    (broken.folder / "report").symlink_to(target)
    result = run("validate", "exports", "-o", "report")
    assert result.status == 3
    assert "[not-a-plain-file]" in result.err
    assert target.read_text() == "mine"


def test_a_folder_is_no_place_for_a_report(run: Run, broken: Work) -> None:
    result = run("validate", "exports", "-o", "corpus")
    assert result.status == 3
    assert "corpus" in result.err


def test_a_folder_that_may_not_be_written_is_told(run: Run, broken: Work) -> None:
    if os.geteuid() == 0:
        pytest.skip("the superuser may write everywhere")
    broken.folder.joinpath("locked").mkdir(0o500)
    result = run("validate", "exports", "-o", "locked/report")
    assert (result.status, result.out) == (3, "")
    assert result.err.startswith("locked/report: Permission denied [cannot-write]")


def test_no_report_is_written_over_what_may_be_checked(run: Run, broken: Work) -> None:
    other = broken.annotate("bob")
    before = {path: path.read_bytes() for path in (other, broken.schema)}
    for path in before:
        result = run("validate", broken.path(), "-o", path)
        assert (result.status, result.out) == (2, "")
        assert "is the name of a file to be checked, not of a report. [usage]" in result.err
    assert before == {path: path.read_bytes() for path in before}


def test_no_report_is_written_over_its_subject_under_another_name(run: Run, broken: Work) -> None:
    (broken.folder / "exports" / "linked.x.ann.jsonl").symlink_to("../plain")
    (broken.folder / "plain").write_bytes(broken.path().read_bytes())
    result = run("validate", "exports/linked.x.ann.jsonl", "-o", "plain")
    assert result.status == 2
    assert "plain is one of the files to be checked. [usage]" in result.err


# What it says


def test_paths_are_from_the_root_of_the_repository(run: Run, broken: Work, tmp_path: Path) -> None:
    (tmp_path.parent / ".git").mkdir(exist_ok=True)
    try:
        told = json.loads(run("validate", "--format", "gitlab", "exports").out)
        root = f"{tmp_path.name}/exports/article.alice.ann.jsonl"
        assert {each["location"]["path"] for each in told} == {root}
        assert f"file={root},line=3," in run("validate", "--format", "github", "exports").out
    finally:
        (tmp_path.parent / ".git").rmdir()


def test_without_a_repository_paths_are_from_where_one_is(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    locate = locator(tmp_path / "a")
    assert locate("b/../c") == "c"
    assert locate("./c") == "c"
    assert locate("..c") == "..c"
    assert locate("../c") == str(tmp_path / "c")
    assert locate("/c") == "/c"


def test_sarif_says_where_on_the_line_and_which_line_it_is(run: Run, work: Work) -> None:
    work.schema.write_text("labels:\n  claim: {colr: red}\n")
    run_ = json.loads(run("validate", "--format", "sarif", "schemas").out)["runs"][0]
    [result] = run_["results"]
    where = result["locations"][0]["physicalLocation"]
    assert where["artifactLocation"]["uri"] == "schemas/small.yaml"
    assert (where["region"]["startColumn"], where["region"]["endColumn"]) == (11, 15)
    assert result["partialFingerprints"]["primaryLocationLineHash"].endswith(":1")


def test_junit_has_a_case_for_every_file(run: Run, broken: Work) -> None:
    root = xml.fromstring(run("validate", "--format", "junit", ".").out)
    cases = {case.get("name"): len(case.findall("failure")) for case in root.iter("testcase")}
    assert cases == {
        "annotate.yaml": 0,
        "exports/article.alice.ann.jsonl": 1,
        "schemas/small.yaml": 0,
    }
    assert len(root.findall(".//system-out")) == 1
    strict = xml.fromstring(run("validate", "--format", "junit", "--strict", ".").out)
    assert strict.findall(".//system-out") == []


def test_what_is_only_in_a_journal_is_told_in_every_format(run: Run, work: Work) -> None:
    work.annotate(fold=False)
    work.path().unlink(missing_ok=True)
    for form in Format:
        result = run("validate", "--format", form.value, "exports")
        assert (result.status, result.err) == (0, "0 files checked: 1 warning\n")
        assert "article.alice.ann.jsonl" in result.out


@pytest.mark.parametrize("jobs", ["1", "2", "0"])
def test_the_report_is_the_same_however_many_work_at_it(run: Run, broken: Work, jobs: str) -> None:
    assert run("validate", "--jobs", jobs, ".") == run("validate", ".")


def test_less_than_no_process_is_wrong_usage(run: Run, broken: Work) -> None:
    assert run("validate", "--jobs", "-1", ".").status == 2


def test_colors_are_for_terminals(run: Run, broken: Work) -> None:
    assert "\x1b" not in run("validate", ".").out


def test_a_dash_is_not_something_to_check(run: Run, work: Work) -> None:
    result = run("validate", "-")
    assert (result.status, result.out) == (2, "")
    assert result.err.splitlines()[0] == "Standard input cannot be checked. [usage]"


def test_help_has_its_options_in_groups(run: Run) -> None:
    out = run("validate", "--help").out
    titles = ["What to check against:", "What counts:", "The report:", "Other options:"]
    assert [line for line in out.splitlines() if line in titles] == titles
    for option in ("--schema", "--corpus", "--require", "--select", "--ignore", "--strict"):
        assert out.count(f"  {option}") == 1
    for option in ("--format", "--output", "--jobs", "--help"):
        assert option in out


def test_lines_for_people_need_no_library_for_tables(run: Run, broken: Work) -> None:
    code = (
        "import sys\nsys.argv = ['annotate', 'validate', 'exports']\n"
        "from annotate.cli.main import main\nassert main() == 1\n"
        "assert not {'rich', 'prompt_toolkit', 'annotate.report.sarif'} & set(sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "1 file checked: 1 error, 1 warning\n")


def test_a_run_that_is_broken_off_leaves_the_last_report(tmp_path: Path) -> None:
    def pieces() -> Iterator[str]:
        yield "half of it" * 10_000
        raise KeyboardInterrupt

    report = tmp_path / "report"
    report.write_text("the last one")
    with pytest.raises(KeyboardInterrupt):
        deliver(pieces(), report)
    assert report.read_text() == "the last one"
    assert list(tmp_path.iterdir()) == [report]
