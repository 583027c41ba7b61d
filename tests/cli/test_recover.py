"""`annotate recover`, run after a crash."""

import os
from typing import Any

Run = Any
Work = Any


def test_what_the_journal_holds_goes_into_the_file(run: Run, work: Work) -> None:
    work.annotate(fold=False)
    assert not work.path().exists()
    result = run("recover", "exports")
    assert result.status == 0
    assert result.out == "exports/article.alice.ann.jsonl: 5 steps brought in\n"
    assert result.err.endswith("1 journal, 1 file brought up to date\n")
    assert run("validate", "exports") == (0, "", "1 file checked: no problems\n")


def test_a_second_time_there_is_nothing_to_do(run: Run, work: Work) -> None:
    work.annotate(fold=False)
    run("recover", "exports")
    before = work.path().read_bytes()
    assert run("recover", "exports") == (0, "", "1 journal, 0 files brought up to date\n")
    assert work.path().read_bytes() == before


def test_without_a_folder_the_projects_is_meant(run: Run, work: Work) -> None:
    work.annotate(fold=False)
    assert run("recover").status == 0
    assert work.path().exists()


def test_without_a_project_the_folder_has_to_be_named(run: Run) -> None:
    assert run("recover").status == 2


def test_a_folder_that_is_not_there_cannot_be_read(run: Run) -> None:
    result = run("recover", "nowhere")
    assert (result.status, result.out) == (3, "")


def test_a_journal_of_a_text_that_has_changed_stays_as_it_is(run: Run, work: Work) -> None:
    work.annotate(fold=False)
    work.document.write_text("Another text.")
    journal = work.out / ".journal" / "article.alice.jsonl"
    before = journal.read_bytes()
    result = run("recover", "exports")
    assert result.status == 3
    assert "the document has changed" in result.err
    assert journal.read_bytes() == before
    assert not work.path().exists()


def test_one_journal_that_cannot_be_brought_in_does_not_stop_the_others(run: Run, work: Work) -> None:
    work.annotate("alice", fold=False)
    work.annotate("bob", fold=False)
    (work.out / ".journal" / "article.alice.jsonl").write_bytes(b"\x1b[2Jgarbage\n")
    result = run("recover", "exports")
    assert result.status == 3
    assert work.path("bob").exists()
    assert not result.harmful


def test_no_document_outside_is_read(run: Run, work: Work) -> None:
    work.annotate(fold=False)
    outside = work.folder.parent / f"{work.folder.name}-outside.txt"
    os.rename(work.document, outside)
    journal = work.out / ".journal" / "article.alice.jsonl"
    journal.write_bytes(journal.read_bytes().replace(b"corpus/article.txt", str(outside).encode()))
    result = run("recover", "exports")
    assert result.status == 3
    assert "the document is not there" in result.err
