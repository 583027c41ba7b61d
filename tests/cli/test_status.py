"""`annotate status`, run as a person or a program would."""

import json
import os
from typing import Any

import pytest

Run = Any
Work = Any
HOSTILE = "\x1b[31m\x07\x9b2J\u202e\u200b\U000e0041"


def test_each_document_and_annotator_has_a_row(run: Run, work: Work) -> None:
    work.annotate("alice")
    work.annotate("bob")
    result = run("status")
    assert (result.status, result.err) == (0, "")
    rows = [line.split() for line in result.out.splitlines()]
    assert [row[:2] for row in rows[1:3]] == [["article", "alice"], ["article", "bob"]]
    assert " ".join(rows[1][3:]) == "1/3 1 1 40 s 20 s"
    assert " ".join(rows[6]) == "article alice 2 claim 1, source 1"
    assert rows[3][0] == "all"
    assert rows[3][2] == "2/6"


def test_documents_that_nobody_has_started_are_listed(run: Run, work: Work) -> None:
    (work.folder / "corpus" / "b").mkdir()
    (work.folder / "corpus" / "b" / "new.txt").write_text("Text.")
    work.annotate()
    assert ["b/new", "not", "started"] in [line.split() for line in run("status").out.splitlines()]
    assert "new" not in run("status", "exports").out


def test_json_has_the_figures_of_every_row(run: Run, work: Work) -> None:
    work.annotate()
    result = run("status", "--format", "json")
    assert (result.status, result.err) == (0, "")
    assert json.loads(result.out) == {
        "documents": [
            {
                "document": "article",
                "annotator": "alice",
                "started": True,
                "paragraphs": 3,
                "done": 1,
                "flagged": 1,
                "todo": 1,
                "annotations": 2,
                "labels": {"claim": 1, "source": 1},
                "relations": 1,
                "seconds": 40,
                "seconds_per_paragraph": 20.0,
                "paragraphs_per_hour": 180.0,
                "last_decision": "2026-01-01T10:00:00Z",
            }
        ]
    }


def test_work_that_is_only_in_the_journal_is_told(run: Run, work: Work) -> None:
    work.annotate(fold=False)
    result = run("status")
    assert result.status == 0
    assert "article.alice.ann.jsonl: 5 steps in the journal are not in the file yet" in result.err
    assert result.out.splitlines()[1].split() == ["article", "alice", "in", "the", "journal", "only"]


def test_a_project_nobody_has_started_shows_its_documents(run: Run, work: Work) -> None:
    result = run("status")
    assert result.status == 0
    assert "not started" in result.out


def test_without_a_project_the_default_folder_is_looked_at(run: Run, work: Work) -> None:
    work.annotate()
    (work.folder / "annotate.yaml").unlink()
    assert "alice" in run("status").out
    assert run("recover").status == 0
    assert run("validate").err == "1 file checked: no problems\n"


def test_without_a_project_or_that_folder_something_has_to_be_named(run: Run) -> None:
    assert run("status").status == 2


def test_a_broken_file_counts_as_far_as_it_can_be_read(run: Run, work: Work) -> None:
    work.annotate()
    work.change('"label":"source"', '"label":7')
    result = run("status", "exports")
    assert result.status == 1
    assert ["article", "alice", "1", "claim", "1"] in [row.split() for row in result.out.splitlines()]
    assert "exports/article.alice.ann.jsonl: 1 problem" in result.err


def test_a_file_that_cannot_be_read_does_not_hide_the_others(run: Run, work: Work) -> None:
    work.annotate()
    os.mkfifo(work.path("pipe"))
    result = run("status", "exports")
    assert result.status == 3
    assert "alice" in result.out
    assert "pipe" in result.err


@pytest.mark.parametrize("output", ["text", "json"])
def test_nothing_hostile_reaches_the_terminal(run: Run, work: Work, output: str) -> None:
    work.annotate()
    work.change('"label":"source"', json.dumps({"label": HOSTILE})[1:-1])
    work.change('"document":"article"', json.dumps({"document": HOSTILE})[1:-1])
    result = run("status", "exports", "--format", output)
    assert not result.harmful


def test_markup_in_the_data_is_text(run: Run, work: Work) -> None:
    work.annotate()
    work.change('"label":"source"', '"label":"[red]x[/b]"')
    assert "[red]x[/b] 1" in run("status", "exports").out


def test_there_is_no_color_without_a_terminal(run: Run, work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    work.annotate()
    assert "\x1b" not in run("status").out


def test_conflicts_that_a_merge_left_are_told(run: Run, work: Work) -> None:
    work.annotate()
    work.change('"certain":true},"origin":"human"', '"certain":true},"origin":"human","conflict":"aaaaaaaa"')
    status, out, err = run("status")
    assert status == 0 and "alice" in out
    assert "article.alice.ann.jsonl: 1 conflict to settle" in err and "annotate review " in err
