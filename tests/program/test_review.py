"""The program settles what two annotators did differently, on a terminal of its own."""

from __future__ import annotations

import re
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotate.core.records import ParagraphRecord, SpanRecord, Status
from annotate.store.annotations import AnnotationFile, read_annotations
from tests.program.child import command
from tests.program.terminal import Terminal
from tests.tui.review.reviewer import samples

ROOT = Path(__file__).parents[2]
FILES = [ROOT / "exports" / f"article.{name}.ann.jsonl" for name in ("alice", "bert")]
SCRIPT = Path(__file__).with_name("review.keys")


def keys() -> list[str]:
    lines = SCRIPT.read_text(encoding="utf-8").splitlines()
    return [key for line in lines if not line.startswith("#") for key in line.split()]


def review(out: Path, *more: object, columns: int = 100, env: dict[str, str] | None = None) -> Terminal:
    arguments = ("review", *FILES, "-o", out, "--annotator", "rita", *more)
    return Terminal(command(*arguments), columns=columns, rows=30, folder=ROOT, env=env)


def result(out: Path) -> AnnotationFile:
    return read_annotations(out / "article.rita.ann.jsonl")


def hand(terminal: Terminal) -> list[str]:
    """The row of the question in hand, and how many are open."""
    head = next(row for row in terminal.rows if "▸≠" in row)
    return [head[head.index("▸≠") :].rstrip(), *re.findall(r"(\d+) open,", terminal.rows[0])]


def parts(number: int) -> Iterator[list[str]]:
    every = keys()
    for start in range(0, len(every), number):
        yield every[start : start + number]


def test_the_samples_are_reviewed_with_at_most_three_keys_for_two_questions() -> None:
    desk = samples()
    for key in keys():
        desk.press(key)
        assert not desk.state.alert, f"{desk.state.n}: {key}: {desk.state.message}"
    found = desk.walk.progress
    assert not found.open and found.questions > 100
    assert desk.pressed <= 1.5 * found.questions
    assert desk.state.session.marks.decided == len(desk.state.session.document)


def test_the_result_is_valid_and_tells_where_each_annotation_is_from(tmp_path: Path) -> None:
    with review(tmp_path) as terminal:
        terminal.wait_for(r"\d+ open, 0 settled")
        for some in parts(40):
            terminal.keys(*some)
        terminal.wait_for("all is settled")
        assert terminal.keys("c-q").wait() == 0
    with Terminal(command("validate", result(tmp_path).path), folder=ROOT, columns=200, rows=60) as terminal:
        assert terminal.wait() == 0, terminal.text
    records = [entry.record for entry in result(tmp_path).entries]
    assert all(each.status is not Status.TODO for each in records if isinstance(each, ParagraphRecord))
    spans = [each for each in records if isinstance(each, SpanRecord)]
    assert len(spans) > 250 and all(span.sources for span in spans)
    assert any(len(span.sources) == 2 for span in spans) and any(len(span.sources) == 1 for span in spans)


@pytest.mark.parametrize("pressed", [1, 7, 20])
def test_killed_at_whatever_question_it_goes_on_with_the_same_one(tmp_path: Path, pressed: int) -> None:
    with review(tmp_path) as terminal:
        terminal.wait_for(r"\d+ open, 0 settled")
        desk = samples()
        for key in keys()[:pressed]:
            desk.press(key)
        terminal.keys(*keys()[:pressed])
        settled = desk.walk.progress.settled
        terminal.wait_for(rf"open, {settled} settled").wait_for(f"¶ {desk.state.n} of").wait_for("saved")
        before = hand(terminal)
        assert terminal.kill(signal.SIGKILL).wait() == -signal.SIGKILL
    with review(tmp_path) as terminal:
        terminal.wait_for(rf"open, {settled} settled").wait_for(f"¶ {desk.state.n} of").wait_for("saved")
        assert hand(terminal) == before
        assert terminal.keys("c-q").wait() == 0


def test_undo_reaches_back_over_a_restart_but_not_to_what_was_accepted_beforehand(tmp_path: Path) -> None:
    with review(tmp_path) as terminal:
        terminal.wait_for(r"\d+ open, 0 settled").keys("2").wait_for("open, 1 settled")
        assert terminal.keys("c-q").wait() == 0
    with review(tmp_path) as terminal:
        terminal.wait_for("open, 1 settled").keys("u").wait_for("open, 0 settled").keys("u")
        terminal.wait_for("there is nothing to undo")
        assert terminal.keys("c-q").wait() == 0


def test_names_are_not_told_in_a_blind_review(tmp_path: Path) -> None:
    with review(tmp_path, "--blind") as terminal:
        terminal.wait_for("1 A").keys("a").wait_for("Take all of whom").keys("escape")
        assert terminal.keys("c-q").wait() == 0
        told = bytes(terminal.output).decode()
    assert "alice" not in told and "bert" not in told


def test_without_color_nothing_is_lost(tmp_path: Path) -> None:
    with review(tmp_path, env={"NO_COLOR": "1"}) as terminal:
        terminal.wait_for("C1══").keys("1").wait_for("C✓──").wait_for("C┄┄┄")
        assert terminal.keys("c-q").wait() == 0
        assert not re.search(rb"\x1b\[(?:[0-9]*;)*[34][0-8](?:;[0-9]+)*m", bytes(terminal.output))


def test_the_window_may_change_at_any_time(tmp_path: Path) -> None:
    with review(tmp_path) as terminal:
        terminal.wait_for("C1══")
        for columns, rows in ((20, 5), (19, 5), (140, 50), (40, 12), (80, 24)):
            terminal.resize(columns, rows)
            terminal.wait_for("too small" if columns < 20 else "saved")
        terminal.keys("1").wait_for("open, 1 settled")
        assert terminal.keys("c-q").wait() == 0


def test_reasons_and_notes_are_kept_with_the_decisions(tmp_path: Path) -> None:
    with review(tmp_path) as terminal:
        terminal.wait_for(r"\d+ open, 0 settled").keys("r", "g").wait_for("why: guideline-unclear")
        terminal.keys('"').type("ask the editors\r").wait_for("note: ask").keys("1")
        terminal.wait_for("open, 1 settled")
        assert terminal.keys("c-q").wait() == 0
    kept = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file() and "journal" not in str(path))
    assert b"guideline-unclear" in kept and b"ask the editors" in kept


def test_files_that_changed_open_again_what_they_changed(tmp_path: Path) -> None:
    folder = tmp_path / "theirs"
    folder.mkdir()
    copies = [Path(shutil.copy(path, folder)) for path in FILES]
    arguments = ("review", *copies, "-o", tmp_path / "out", "--annotator", "rita")
    with Terminal(command(*arguments), columns=100, rows=30, folder=ROOT) as terminal:
        terminal.wait_for(r"\d+ open, 0 settled").keys("2").wait_for("open, 1 settled")
        assert terminal.keys("c-q").wait() == 0
    text = copies[1].read_text(encoding="utf-8")
    changed = text.replace('"attribution":"unattributed"', '"attribution":"attributed"', 1)
    assert changed != text
    copies[1].write_text(changed, encoding="utf-8")
    with Terminal(command(*arguments), columns=100, rows=30, folder=ROOT) as terminal:
        terminal.wait_for(r"\d+ open \(1 changed\), 0 settled").wait_for("changed since it was settled")
        assert terminal.keys("c-q").wait() == 0
