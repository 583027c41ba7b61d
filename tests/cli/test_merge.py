"""`annotate merge`: what it writes, what it says, and what it never does."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from annotate.cli.settling import Questions
from annotate.core.merge import Choice, Conflict
from annotate.errors import Usage

Run = Any
Work = Any
FILE = "exports/article.alice.ann.jsonl"


FREE = """\
id: small
version: 1.0.0
labels:
  claim: {attributes: {certain: {type: bool}}}
  source: {attributes: {certain: {type: bool}}}
  by: {attributes: {certain: {type: bool}}}
relations:
  by: {from: "*", to: "*"}
"""
"""A schema that allows what `sides` have, alone and together."""


@pytest.fixture
def sides(run: Run, work: Work) -> None:
    """`base`, and `ours` and `theirs` that have another label and another note."""
    path = work.annotate()
    work.schema.write_text(FREE, encoding="utf-8")
    for name, old, new in (
        ("base", "", ""),
        ("ours", '"label":"claim"', '"label":"source"'),
        ("theirs", '"label":"source","start":0', '"label":"claim","start":0'),
        ("against", '"label":"claim"', '"label":"by"'),
    ):
        Path(name).write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")


@pytest.mark.usefixtures("sides")
def test_both_sides_are_put_together_and_told(run: Run) -> None:
    result = run("merge", "base", "ours", "theirs", "-o", "out")
    assert result == (0, "", "ours: 1 annotation changed\ntheirs: 1 annotation changed\n")
    lines = Path("out").read_text(encoding="utf-8").splitlines()
    assert '"id":"bbbbbbbb","label":"claim"' in lines[2] and '"id":"aaaaaaaa","label":"source"' in lines[3]


@pytest.mark.usefixtures("sides")
def test_without_a_file_to_write_the_result_is_on_standard_output(run: Run) -> None:
    run("merge", "base", "ours", "theirs", "-o", "out")
    result = run("merge", "base", "ours", "theirs")
    assert result.out.encode() == Path("out").read_bytes()


@pytest.mark.usefixtures("sides")
def test_a_conflict_is_told_by_its_lines_and_found_by_validate(run: Run) -> None:
    status, _, err = run("merge", "base", "ours", "against", "-o", FILE.replace("alice", "carol"))
    assert status == 1
    assert "exports/article.carol.ann.jsonl:4,5: " in err and 'aaaaaaaa "40 bridges need repair": label' in err
    assert "1 conflict to settle" in err and "annotate review exports/article.carol.ann.jsonl" in err
    assert run("validate", "exports/article.carol.ann.jsonl").out.count("[conflict]") == 2


@pytest.mark.usefixtures("sides")
@pytest.mark.parametrize(("strategy", "label"), [("ours", "source"), ("theirs", "by")])
def test_a_strategy_settles_conflicts(run: Run, strategy: str, label: str) -> None:
    status, _, err = run("merge", "base", "ours", "against", "-o", "out", "--strategy", strategy)
    assert status == 0 and "1 conflict settled" in err
    assert f'"id":"aaaaaaaa","label":"{label}"' in Path("out").read_text(encoding="utf-8")


@pytest.mark.usefixtures("sides")
def test_union_keeps_both_as_two_annotations(run: Run) -> None:
    assert run("merge", "base", "ours", "against", "-o", "out", "--strategy", "union").status == 0
    text = Path("out").read_text(encoding="utf-8")
    assert text.count('"quote":"40 bridges need repair"') == 2 and '"conflict"' not in text


@pytest.mark.usefixtures("sides")
def test_nobody_is_asked_without_a_terminal(run: Run) -> None:
    status, _, err = run("merge", "base", "ours", "against", "-o", "out", "--strategy", "ask")
    assert status == 2 and "terminal" in err and not Path("out").exists()


@pytest.mark.usefixtures("sides")
def test_nothing_is_written_over_but_our_own_file_unless_it_is_forced(run: Run) -> None:
    Path("there").write_text("mine\n")
    assert run("merge", "base", "ours", "theirs", "-o", "there").status == 2
    assert Path("there").read_text() == "mine\n"
    assert run("merge", "base", "ours", "theirs", "-o", "there", "--force").status == 0
    assert run("merge", "base", "ours", "theirs", "-o", "ours").status == 0
    assert Path("ours").read_bytes() == Path("there").read_bytes()


@pytest.mark.usefixtures("sides")
def test_nothing_is_written_through_a_link(run: Run) -> None:
    Path("link").symlink_to("ours")
    before = Path("ours").read_bytes()
    assert run("merge", "base", "ours", "theirs", "-o", "link").status == 3
    assert Path("ours").read_bytes() == before


@pytest.mark.usefixtures("sides")
@pytest.mark.parametrize("base", ["/dev/null", "empty"])
def test_there_may_be_no_base(run: Run, base: str) -> None:
    Path("empty").touch()
    assert run("merge", base, "ours", "ours", "-o", "out") == (0, "", "")
    assert Path("out").read_bytes() == Path("ours").read_bytes()


@pytest.mark.usefixtures("sides")
def test_a_file_that_is_not_valid_is_no_conflict(run: Run) -> None:
    Path("broken").write_text("not an annotation file\n")
    status, _, err = run("merge", "base", "ours", "broken", "-o", "out")
    assert status == 3 and "broken:1" in err and not Path("out").exists()
    assert run("merge", "base", "ours", "nowhere", "-o", "out").status == 3


@pytest.mark.usefixtures("sides")
def test_work_that_only_the_journal_has_is_not_passed_over(run: Run, work: Work) -> None:
    work.annotate("bert", fold=False)
    shutil.copy("base", work.path("bert"))
    status, _, err = run("merge", "base", "ours", work.path("bert"), "-o", "out")
    assert status == 3 and "journal" in err


def conflict(name: str, n: int = 0) -> Conflict:
    return Conflict(name, n, None, None, ("removed",))


@pytest.fixture
def type_(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Types lines for the next questions."""
    return lambda lines: monkeypatch.setattr("sys.stdin", io.StringIO(lines))


Typing = Callable[[str], None]


@pytest.mark.parametrize(
    ("typed", "choice"),
    [
        ("o\n", Choice.OURS),
        ("Theirs\n", Choice.THEIRS),
        ("b\n", Choice.BOTH),
        ("\n", Choice.OPEN),
        ("?\nl\n", Choice.OPEN),
        ("p\no\n", Choice.OURS),
    ],
)
def test_one_letter_answers_the_question(type_: Typing, typed: str, choice: Choice) -> None:
    questions = Questions()
    questions.settle(conflict("document"))
    type_(typed)
    assert questions.ask() and not questions.ask()
    assert questions.settle(conflict("document")) is choice


def test_one_may_go_back_and_keep_or_change_what_was_answered(
    type_: Typing, capsys: pytest.CaptureFixture[str]
) -> None:
    questions = Questions()
    names = ["document", "aaaaaaaa", "bbbbbbbb"]
    for name in names:
        questions.settle(conflict(name))
    type_("o\nt\np\np\nb\n\nl\n")
    questions.ask()
    answers = [questions.settle(conflict(name)) for name in names]
    assert answers == [Choice.BOTH, Choice.THEIRS, Choice.OPEN]
    said = capsys.readouterr().err
    assert re.findall(r"conflict \d of 3|so far  \w+", said) == [
        "conflict 1 of 3",
        "conflict 2 of 3",
        "conflict 3 of 3",
        "conflict 2 of 3",
        "so far  theirs",
        "conflict 1 of 3",
        "so far  ours",
        "conflict 2 of 3",
        "so far  theirs",
        "conflict 3 of 3",
    ]


def test_what_an_answer_brings_up_is_asked_too_and_counted_on(
    type_: Typing, capsys: pytest.CaptureFixture[str]
) -> None:
    questions = Questions()
    questions.settle(conflict("aaaaaaaa", 3))
    type_("t\n")
    questions.ask()
    questions.settle(conflict("bbbbbbbb", 1))
    type_("o\n")
    questions.ask()
    said = capsys.readouterr().err
    assert "conflict 1 of 1, paragraph 3" in said and "conflict 2 of 2, paragraph 1" in said
    assert questions.settle(conflict("aaaaaaaa", 3)) is Choice.THEIRS


@pytest.mark.parametrize(("typed", "end"), [("o\nq\n", KeyboardInterrupt), ("o\n", Usage)])
def test_quitting_is_no_answer(type_: Typing, typed: str, end: type[BaseException]) -> None:
    questions = Questions()
    questions.settle(conflict("aaaaaaaa"))
    questions.settle(conflict("bbbbbbbb"))
    type_(typed)
    with pytest.raises(end):
        questions.ask()


def test_versions_of_a_conflict_are_not_held_against_each_other(run: Run, work: Work) -> None:
    # Two claims in one place, two links that join the same, and one of the claims has no source.
    schema = work.schema.read_text(encoding="utf-8")
    work.schema.write_text(schema.replace("to: source}", "to: source, out: 1..1}"), encoding="utf-8")
    text = work.annotate().read_text(encoding="utf-8")
    for name, note in (("base", ""), ("ours", ',"note":"who?"'), ("theirs", ',"note":"when?"')):
        lines = [f"{line[:-1]}{note}}}" if '"id"' in line else line for line in text.splitlines()]
        Path(name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    status, _, err = run("merge", "base", "ours", "theirs", "-o", FILE, "--force")
    assert status == 1 and "3 conflicts" in err
    found = run("validate", FILE).out
    assert [line.rpartition("[")[2] for line in found.splitlines() if line.endswith("]")] == ["conflict]"] * 6
