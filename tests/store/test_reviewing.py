"""Reviews of real files: where the result is, what is kept beside it, and what is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from annotate.core.records import Status
from annotate.core.review import Accept, State, Subject, Walk, note, reason, take
from annotate.core.schema import Schema
from annotate.errors import AnnotateError, Findings, Unreadable, Usage
from annotate.store.annotations import read_annotations
from annotate.store.recover import recover
from annotate.store.reviewing import Bench, Terms, look, open_review, read_input
from annotate.store.schemas import load_schema

ROOT = Path(__file__).parents[2]
AT = "2026-01-01T10:00:00Z"
EXPORTS = tuple(ROOT / "exports" / f"article.{name}.ann.jsonl" for name in ("alice", "bert"))


@pytest.fixture(scope="module")
def schema() -> Schema:
    return load_schema(ROOT / "schemas" / "news-claims.yaml")


class Reviewer:
    """Somebody who reviews the files in a folder, again and again."""

    def __init__(self, folder: Path, schema: Schema) -> None:
        self.schema = schema
        self.out = folder / "reviewed"
        self.files = [folder / path.name for path in EXPORTS]
        for path, copy in zip(EXPORTS, self.files, strict=True):
            copy.write_bytes(path.read_bytes())

    def terms(self, **more: object) -> Terms:
        return Terms("carol", self.out, lambda: AT, **more)  # type: ignore[arg-type]

    def open(self, **more: object) -> Bench:
        return open_review([read_input(path) for path in self.files], self.schema, self.terms(**more))

    def change(self, name: str, edit: Callable[[str], str]) -> None:
        path = next(each for each in self.files if f".{name}." in each.name)
        path.write_text(edit(path.read_text(encoding="utf-8")), encoding="utf-8")

    @property
    def result(self) -> Path:
        return self.out / "article.carol.ann.jsonl"

    @property
    def beside(self) -> Path:
        return self.out / "article.carol.review.jsonl"


@pytest.fixture
def reviewer(tmp_path: Path, schema: Schema) -> Reviewer:
    return Reviewer(tmp_path, schema)


def settle(bench: Bench, count: int, number: int = 1) -> None:
    """The next so many open questions by this version, or by none where it is not to be had."""
    walk = Walk(bench.review, bench.session.schema)
    case = walk.at(bench.session.marks).next(1)
    for _ in range(count):
        assert case is not None
        step = take(bench.review, bench.session, AT, case, min(number, len(case.versions)))
        assert bench.record(step) is None
        case = walk.at(bench.session.marks).next(case.n, case.key)


def states(bench: Bench) -> dict[str, State]:
    walk = Walk(bench.review, bench.session.schema).at(bench.session.marks)
    return {key: walk.standing(key).state for key in bench.review.known}


def finish(bench: Bench) -> None:
    assert bench.fold() is None
    bench.close()


def test_the_result_is_a_valid_file_of_the_reviewer(reviewer: Reviewer) -> None:
    bench = reviewer.open()
    settle(bench, 12)
    finish(bench)
    file = read_annotations(reviewer.result)
    assert not file.problems
    assert file.document is not None and file.document.annotator == "carol"


def test_every_disagreement_of_the_samples_takes_one_key_or_less(reviewer: Reviewer) -> None:
    """Each question goes to its first version; Tab is not needed, the next one is taken up by itself."""
    bench = reviewer.open()
    disagreements = sum(not case.unanimous for case in bench.review.known.values())
    keys = 0
    walk = Walk(bench.review, bench.session.schema)
    while case := walk.at(bench.session.marks).next(1):
        assert bench.record(take(bench.review, bench.session, AT, case, 1)) is None
        keys += 1
    bench.close()
    assert disagreements == 150
    assert keys <= disagreements
    marks = bench.session.marks
    assert all(marks.paragraph(n).status is not Status.TODO for n in range(1, 60))


def test_what_was_decided_is_there_after_a_crash(reviewer: Reviewer) -> None:
    bench = reviewer.open()
    settle(bench, 20)
    before = bench.session.marks
    bench.close()
    assert not reviewer.result.exists()
    again = reviewer.open()
    assert again.session.marks == before
    assert "Recovered 21 steps from the journal." in again.notices
    again.close()


def test_what_was_decided_is_there_after_leaving(reviewer: Reviewer) -> None:
    bench = reviewer.open()
    settle(bench, 20)
    before = states(bench)
    finish(bench)
    again = reviewer.open()
    assert states(again) == before
    assert again.notices == ()
    again.close()


def test_decisions_are_beside_the_result_one_a_line_in_the_order_of_the_text(reviewer: Reviewer) -> None:
    bench = reviewer.open()
    case = next(each for each in bench.review.of(1) if not each.unanimous)
    for step in (reason, note):
        bench.record(step(bench.review, bench.session, AT, case, "slip"))
    bench.record(take(bench.review, bench.session, AT, case, 0))
    finish(bench)
    head, *lines = map(json.loads, reviewer.beside.read_text(encoding="utf-8").splitlines())
    assert head == {"type": "review", "format": 1, "document": "article", "reviewer": "carol"}
    assert [line["n"] for line in lines] == sorted(line["n"] for line in lines)
    (line,) = [each for each in lines if each["case"] == case.key]
    assert (line["how"], line["reason"], line["note"]) == ("none", "slip", "slip")


def test_the_same_review_makes_the_same_bytes(reviewer: Reviewer, tmp_path: Path) -> None:
    finish(reviewer.open())
    first = reviewer.result.read_bytes(), reviewer.beside.read_bytes()
    reviewer.out = tmp_path / "again"
    reviewer.files.reverse()
    bench = reviewer.open()
    finish(bench)
    spans = {tuple(sorted(span.sources)): span.id for n in range(1, 60) for span in bench.session.marks.spans(n)}
    assert all(id in first[0].decode() for id in spans.values())


def test_only_what_changed_is_asked_again(reviewer: Reviewer) -> None:
    bench = reviewer.open()
    settle(bench, 30)
    before = states(bench)
    finish(bench)
    span = next(each for each in bench.review.of(1) if not each.unanimous and each.subject is Subject.SPAN)
    reviewer.change(
        "bert",
        lambda text: text.replace('"start":30,"end":99', '"start":30,"end":89').replace(
            '4,200 residents of Velmar walked across the Orsa Bridge one last time","attr',
            '4,200 residents of Velmar walked across the Orsa Bridge one","attr',
        ),
    )
    again = reviewer.open()
    after = states(again)
    again.close()
    assert after[span.key] is State.CHANGED
    assert {key for key in after if after[key] != before.get(key)} == {span.key}


def test_a_third_annotator_may_come_later(reviewer: Reviewer) -> None:
    bench = reviewer.open()
    settle(bench, 30)
    asked = sum(each.asks for each in states(bench).values())
    finish(bench)
    third = reviewer.files[0].with_name("article.cleo.ann.jsonl")
    third.write_text(reviewer.files[0].read_text(encoding="utf-8").replace('"alice"', '"cleo"'), encoding="utf-8")
    reviewer.files.append(third)
    again = reviewer.open()
    assert sum(each.asks for each in states(again).values()) == asked
    again.close()


def test_without_the_file_beside_it_the_result_tells_what_was_decided(reviewer: Reviewer) -> None:
    bench = reviewer.open()
    while any(each.asks for each in states(bench).values()):
        settle(bench, 1)
    before = bench.session.marks
    finish(bench)
    reviewer.beside.unlink()
    again = reviewer.open()
    assert not any(each.asks for each in states(again).values())
    assert [again.session.marks.spans(n) for n in range(1, 60)] == [before.spans(n) for n in range(1, 60)]
    assert "were missing" in again.notices[0]
    again.close()


def test_recovering_without_a_screen_keeps_decisions_too(reviewer: Reviewer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    bench = reviewer.open()
    settle(bench, 5)
    before = states(bench)
    bench.close()
    (found,) = recover(reviewer.out)
    assert found.steps == 6
    again = reviewer.open()
    assert states(again) == before
    again.close()


def test_decisions_that_another_program_changed_are_not_overwritten(reviewer: Reviewer) -> None:
    finish(reviewer.open())
    bench = reviewer.open()
    settle(bench, 1)
    changed = reviewer.beside.read_bytes().replace(b"carol", b"other")
    reviewer.beside.write_bytes(changed)
    failure = bench.fold()
    bench.close()
    assert failure is not None and "another program" in failure.reason
    assert reviewer.beside.read_bytes() == changed


def test_looking_changes_nothing(reviewer: Reviewer) -> None:
    bench = reviewer.open()
    settle(bench, 5)
    finish(bench)
    there = {path: path.read_bytes() for path in reviewer.out.rglob("*") if path.is_file()}
    review, session = look([read_input(path) for path in reviewer.files], reviewer.schema, reviewer.terms())
    assert Walk(review, session.schema).at(session.marks).progress.settled == 5
    assert {path: path.read_bytes() for path in reviewer.out.rglob("*") if path.is_file()} == there


# Refused


def refused(reviewer: Reviewer, kind: type[AnnotateError], slug: str) -> AnnotateError:
    with pytest.raises(kind) as caught:
        reviewer.open()
    assert caught.value.slug == slug
    assert not reviewer.result.exists()
    return caught.value


def test_files_about_different_texts_are_refused_with_what_helps(reviewer: Reviewer) -> None:
    reviewer.change("bert", lambda text: text.replace("e71d216cd4c6", "000000000000"))
    assert "annotate reanchor" in refused(reviewer, Findings, "document-changed").hint


def test_files_by_different_versions_of_a_schema_are_refused_with_what_helps(reviewer: Reviewer) -> None:
    reviewer.change("bert", lambda text: text.replace('"schema_version":"1.0.0"', '"schema_version":"0.9.0"'))
    assert "annotate schema migrate" in refused(reviewer, Findings, "other-schema").hint


def test_two_files_of_one_annotator_are_refused(reviewer: Reviewer) -> None:
    reviewer.change("bert", lambda text: text.replace('"annotator":"bert"', '"annotator":"alice"'))
    refused(reviewer, Usage, "usage")


def test_a_file_that_is_not_valid_is_refused(reviewer: Reviewer) -> None:
    reviewer.change("bert", lambda text: text.replace('"start":0', '"start":1', 1))
    with pytest.raises(Findings, match=r"article\.bert\.ann\.jsonl:3"):
        reviewer.open()


def test_a_file_with_conflicts_is_to_be_settled_first(reviewer: Reviewer) -> None:
    reviewer.change("bert", lambda text: text.replace('"origin":"human"}', '"origin":"human","conflict":"x"}', 1))
    assert "annotate review" in refused(reviewer, Findings, "open-conflict").hint


def test_work_that_no_review_made_is_not_mixed_with_one(reviewer: Reviewer) -> None:
    reviewer.out.mkdir()
    own = reviewer.files[0].read_text(encoding="utf-8").replace('"annotator":"alice"', '"annotator":"carol"')
    reviewer.result.write_text(own, encoding="utf-8")
    with pytest.raises(Findings) as caught:
        reviewer.open()
    assert caught.value.slug == "not-a-review"
    assert reviewer.result.read_text(encoding="utf-8") == own


@pytest.mark.parametrize(
    "line", ["{}", "nonsense", '{"type":"ruling"}', '{"type":"review","format":1,"document":"a","reviewer":"b"}']
)
def test_damaged_decisions_are_told_with_their_line(reviewer: Reviewer, line: str) -> None:
    finish(reviewer.open())
    lines = reviewer.beside.read_text(encoding="utf-8").splitlines()
    reviewer.beside.write_text("\n".join([*lines[:2], line, *lines[3:]]) + "\n", encoding="utf-8")
    with pytest.raises(Findings, match=r"review\.jsonl:3: "):
        reviewer.open()


def test_decisions_of_a_later_version_are_not_guessed_at(reviewer: Reviewer) -> None:
    finish(reviewer.open())
    reviewer.beside.write_bytes(reviewer.beside.read_bytes().replace(b'"format":1', b'"format":2', 1))
    with pytest.raises(Unreadable, match="format 2"):
        reviewer.open()


# Merged files


def test_conflicts_are_settled_in_the_file_itself(reviewer: Reviewer) -> None:
    merged = reviewer.files[1]
    reviewer.change("bert", lambda text: text.replace('"origin":"human"}', '"origin":"human","conflict":"x"}', 1))
    bench = open_review([read_input(merged)], reviewer.schema, Terms("carol", None, lambda: AT))
    (case,) = bench.review.known.values()
    bench.record(take(bench.review, bench.session, AT, case, 1))
    finish(bench)
    assert merged.read_bytes() == EXPORTS[1].read_bytes()
    assert not merged.with_name("article.bert.review.jsonl").exists()


def test_or_into_another_folder(reviewer: Reviewer) -> None:
    reviewer.change("bert", lambda text: text.replace('"origin":"human"}', '"origin":"human","conflict":"x"}', 1))
    before = reviewer.files[1].read_bytes()
    bench = open_review([read_input(reviewer.files[1])], reviewer.schema, reviewer.terms(accept=Accept.NONE))
    (case,) = bench.review.known.values()
    bench.record(take(bench.review, bench.session, AT, case, 0))
    finish(bench)
    assert reviewer.files[1].read_bytes() == before
    assert b"conflict" not in (reviewer.out / "article.bert.ann.jsonl").read_bytes()
