"""`annotate review` as it is called."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from annotate.store.annotations import read_annotations
from tests.cli.conftest import Run

ROOT = Path(__file__).parents[2]
CALL = ("review", "exports", "-o", "reviewed", "--annotator", "carol")


@pytest.fixture(autouse=True)
def exports(run: Run, tmp_path: Path) -> Path:
    """The sample files in the working folder."""
    folder = tmp_path / "exports"
    folder.mkdir()
    for path in (ROOT / "exports").glob("*.ann.jsonl"):
        (folder / path.name).write_bytes(path.read_bytes())
    return folder


def typed(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    text = "".join(f"{line}\n" for line in lines).encode()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text), encoding="utf-8"))


def behind(said: str, line: str) -> str:
    """What was said from this line on."""
    assert line in said.splitlines(), said
    return said[said.index(line) :]


def test_a_question_is_told_settled_and_the_next_one_is_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    typed(monkeypatch, "take 1", "none", "quit")
    said = run(*CALL, "--plain")
    assert said.status == 0
    assert (
        behind(said.out, "question 1 of 7, annotation: open")
        == """\
question 1 of 7, annotation: open
1: claim "On the first Sunday of M…sa Bridge one last time" (alice)
2: claim "4,200 residents of Velma…sa Bridge one last time" (bert)
0: none
a3 claim: On the first Sunday of March, 4,200 residents of Velmar walked across the Orsa Bridge one last time
a3 attribution: unattributed
r1 quantifies: a1 to a3
saved 255
question 2 of 6, annotation: open
1: figure "first" kind=ordinal value=1 (alice)
0: none (bert)
saved 255
question 3 of 6, annotation: open
1: claim "the harbor authority closed it for repairs" (alice)
2: claim "the harbor authority clo…d to take eleven months" (bert)
0: none
"""
    )


def test_it_goes_on_where_it_was_left(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    typed(monkeypatch, "take-all bert", "quit")
    run(*CALL, "--plain")
    typed(monkeypatch, "left")
    said = run(*CALL, "--plain").out
    assert "article: paragraph 2 of 59, to do" in said
    assert said.splitlines()[-1] == "197 questions left"


@pytest.mark.parametrize(
    ("lines", "answer"),
    [
        (("take 3",), "error: there are versions 1 to 2, and 0 for none"),
        (("take",), "error: say which version: take 1, or take none"),
        (("take-all zoe",), "error: say whose: take-all alice or take-all bert"),
        (("question 9",), "error: there is no question 9 here"),
        (("undo",), "error: there is nothing to undo"),
        (("done",), "error: 7 of its questions are still open"),
        (("take 1", "undo"), "question 1 of 7, annotation: open"),
        (("union",), "question 2 of 6, annotation: open"),
        (("reason guide",), "reason: guideline-unclear"),
        (("reason",), "ambiguous-text: the text can be read in two ways"),
        (("remark who knows", "question"), "remark: who knows"),
        (("take 1", "reopen-question 1"), "question 1 of 7, annotation: open"),
        (("next-open", "previous-open"), "question 1 of 7, annotation: open"),
        (("questions document",), "there is no question here"),
    ],
    ids=" then ".join,
)  # fmt: skip
def test_lines_and_their_answers(
    run: Run, monkeypatch: pytest.MonkeyPatch, lines: tuple[str, ...], answer: str
) -> None:
    typed(monkeypatch, *lines)
    assert answer in run(*CALL, "--plain").out.splitlines()


def test_a_blind_review_says_no_names(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    typed(monkeypatch, "questions", "take 1", "next")
    said = run(*CALL, "--plain", "--blind")
    assert "(A)" in said.out and "(B)" in said.out
    assert not any(name in said.out for name in ("alice", "bert"))
    said = run(*CALL, "--list", "--blind")
    assert not any(name in said.out for name in ("alice", "bert"))


def test_the_open_questions_are_listed_and_nothing_is_written(run: Run, tmp_path: Path) -> None:
    said = run(*CALL, "--list")
    assert said.status == 1
    assert said.out.splitlines()[:3] == [
        "article, paragraph 1: 7 questions",
        '  claim "On the first Sunday of M…sa Bridge one last time" (alice) | '
        'claim "4,200 residents of Velma…sa Bridge one last time" (bert)',
        '  figure "first" kind=ordinal value=1 (alice) | nothing (bert)',
    ]
    assert not (tmp_path / "reviewed").exists()
    listed = json.loads(run(*CALL, "--list", "--format", "json").out)
    assert listed[1] == {
        "document": "article",
        "paragraph": 1,
        "about": "annotation",
        "state": "open",
        "start": 7,
        "end": 12,
        "versions": [{"annotators": ["alice"], "says": 'figure "first" kind=ordinal value=1'}],
        "without": ["bert"],
    }


def test_a_review_that_is_finished_lists_nothing(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    typed(monkeypatch, *["take 1"] * 150)
    run(*CALL, "--plain")
    said = run(*CALL, "--list")
    assert (said.status, said.out, said.err) == (0, "", "Every question is settled.\n")
    assert not read_annotations(tmp_path / "reviewed" / "article.carol.ann.jsonl").problems
    assert "56/59     3      0" in run("status", "reviewed").out


def test_the_result_may_lie_among_the_files(run: Run, monkeypatch: pytest.MonkeyPatch, exports: Path) -> None:
    call = ("review", "exports", "-o", "exports", "--annotator", "carol", "--plain")
    typed(monkeypatch, "take 1")
    assert run(*call).status == 0
    typed(monkeypatch, "left")
    assert run(*call).out.splitlines()[-1] == "202 questions left"


def test_whoever_annotates_cannot_review_into_the_same_place(run: Run) -> None:
    said = run("review", "exports", "-o", "exports", "--annotator", "alice", "--list")
    assert (said.status, said.out) == (1, "")
    assert "[not-a-review]" in said.err


def test_conflicts_of_a_merge_are_settled_in_place(run: Run, monkeypatch: pytest.MonkeyPatch, exports: Path) -> None:
    mine = exports / "article.alice.ann.jsonl"
    base = mine.read_text(encoding="utf-8")
    for name, value in (("ours", "money"), ("theirs", "vague")):
        text = base.replace('"kind":"cardinal","value":4200', f'"kind":"{value}","value":4200')
        Path(name).write_text(text, encoding="utf-8")
    Path("base").write_text(base, encoding="utf-8")
    assert run("merge", "base", "ours", "theirs", "-o", mine, "--force").status == 1
    assert run("review", mine, "--list").out.splitlines() == [
        "article, paragraph 1: 1 question",
        '  figure "4,200" kind=vague (A) | figure "4,200" kind=money (B)',
    ]
    typed(monkeypatch, "take 1")
    assert run("review", mine, "--plain").out.splitlines()[-2:] == ["every question is settled", "saved 345"]
    assert mine.read_text(encoding="utf-8") == Path("theirs").read_text(encoding="utf-8")
    assert run("review", mine, "--list").status == 0


def test_who_labels_on_in_a_merged_file_hears_of_conflicts_and_keeps_them(
    run: Run, monkeypatch: pytest.MonkeyPatch, exports: Path
) -> None:
    mine = exports / "article.alice.ann.jsonl"
    base = mine.read_text(encoding="utf-8")
    for name, value in (("ours", "money"), ("theirs", "vague")):
        text = base.replace('"kind":"cardinal","value":4200', f'"kind":"{value}","value":4200')
        Path(name).write_text(text, encoding="utf-8")
    Path("base").write_text(base, encoding="utf-8")
    run("merge", "base", "ours", "theirs", "-o", mine, "--force")
    merged = [line for line in mine.read_text(encoding="utf-8").splitlines() if '"conflict"' in line]
    call = ("label", ROOT / "corpus" / "article.txt", "--out", "exports", "--annotator", "alice", "--plain")
    typed(monkeypatch, "note a3 is this money?", "flag a4", "reopen", "note some words", "done", "quit")
    said = run(*call)
    assert said.status == 0 and "error" not in said.out
    assert said.out.splitlines()[0] == (
        "a merge left 1 conflict; this settles it: annotate review exports/article.alice.ann.jsonl"
    )
    written = [json.loads(line) for line in mine.read_text(encoding="utf-8").splitlines() if '"conflict"' in line]
    assert [each.pop("note", "") for each in written] == ["is this money?", ""]
    assert [each.pop("flag", False) for each in written] == [False, True]
    assert written == [json.loads(line) for line in merged]
    assert run("review", mine, "--list").status == 1


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("review",), 2, "There is nothing to review."),
        (("review", "exports"), 2, "It is not said where the result goes."),
        (("review", "exports/article.alice.ann.jsonl"), 2, "no conflict is left in it"),
        (("review", "nowhere"), 3, "there is no such file or folder"),
        ((*CALL, "--format", "json"), 2, "--format is for --list."),
        ((*CALL, "--schema", "ner-conll2003", "--list"), 1, "[other-schema]"),
        ((*CALL, "--schema", "nothing", "--list"), 2, "nothing"),
    ],
)  # fmt: skip
def test_is_refused(run: Run, words: tuple[str, ...], status: int, said: str) -> None:
    answer = run(*words)
    assert (answer.status, answer.out) == (status, "")
    assert said in answer.err
