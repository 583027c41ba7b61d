"""`annotate diff`: what it shows of files, folders and revisions, and how it ends."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from annotate.cli.pager import pager
from annotate.cli.sides import partners
from tests.cli.conftest import Run, Work


def two(work: Work) -> tuple[Path, Path]:
    """Alice's file and Bob's, who has a longer claim, another decision, and no source."""
    alice = work.annotate()
    bob = work.out / "article.bob.ann.jsonl"
    text = alice.read_text(encoding="utf-8").replace('"alice"', '"bob"')
    lines = [line for line in text.splitlines(keepends=True) if "bbbbbbbb" not in line]
    text = "".join(lines).replace('"start":17,"end":39,"quote":"40', '"start":12,"end":39,"quote":"said 40')
    bob.write_text(text.replace("flagged", "done").replace("aaaaaaaa", "b2aaaaaa"), encoding="utf-8")
    return alice, bob


def test_the_text_stands_once_and_below_it_what_differs(work: Work, run: Run) -> None:
    alice, bob = two(work)
    done = run("diff", alice, bob)
    assert done.status == 1
    assert (
        done.out
        == f"""\
--- {alice} (alice)
+++ {bob} (bob)

@@ paragraph 1 @@
  The council said 40 bridges need repair.
- S----------      C---------------------
+             C++++++++++++++++++++++++++
- source "The council"
~ claim "40 bridges need repair"
~   borders: start 1 word (5 characters) earlier: "said 40 bridges need repair"
- by: claim "40 bridges need repair" -> source "The council"

@@ paragraph 2 @@
  Nobody asked the \U0001f469\U0001f4bb ferry.
~ paragraph
~   decision: flagged -> done

… 1 paragraph alike
"""
    )


def test_files_that_say_the_same_do_not_differ(work: Work, run: Run) -> None:
    alice, _ = two(work)
    assert run("diff", alice, alice)[:2] == (0, "")
    assert run("diff", work.out, work.out) == (0, "", "0 of 2 pairs differ\n")


def test_the_exit_status_may_be_asked_for_alone_or_be_left_out(work: Work, run: Run) -> None:
    alice, bob = two(work)
    assert run("diff", "--quiet", alice, bob) == (1, "", "")
    assert run("diff", "--no-exit-code", alice, bob).status == 0
    assert run("diff", "--exit-code", alice, bob).status == 1


def test_only_some_kinds_and_labels_may_be_asked_for(work: Work, run: Run) -> None:
    alice, bob = two(work)

    def counts(*options: str) -> object:
        return json.loads(run("diff", alice, bob, "--format", "json", *options).out)["pairs"][0]["counts"]

    assert counts() == {"removed": 1, "borders": 1, "relation-removed": 1, "decision": 1}
    assert counts("--only", "borders,decision") == {"borders": 1, "decision": 1}
    assert counts("--ignore", "borders", "--ignore", "decision") == {"removed": 1, "relation-removed": 1}
    assert counts("--label", "source", "--label", "by") == {"removed": 1, "relation-removed": 1}
    assert run("diff", alice, bob, "--only", "note") == (0, "", "")


def test_a_kind_that_there_is_not_is_refused(work: Work, run: Run) -> None:
    done = run("diff", *two(work), "--only", "border")
    assert done.status == 2
    assert "no kind of difference 'border'" in done.err and "'borders'" in done.err


def test_a_label_that_there_is_not_is_a_slip_and_not_no_difference(work: Work, run: Run) -> None:
    alice, bob = two(work)
    status, out, err = run("diff", alice, bob, "--label", "clame")
    assert status == 2 and not out and "'clame'" in err and "Did you mean 'claim'?" in err
    # What a schema has may well differ nowhere.
    assert run("diff", alice, bob, "--label", "by", "--only", "note") == (0, "", "")


def test_attributes_that_are_not_to_be_compared_are_left_out(work: Work, run: Run) -> None:
    schema = work.schema.read_text().replace("required: true", "required: true, compare: false")
    alice = work.annotate()
    work.schema.write_text(schema)
    bob = work.out / "article.bob.ann.jsonl"
    bob.write_text(alice.read_text(encoding="utf-8").replace('"certain":true', '"certain":false'), encoding="utf-8")
    assert run("diff", alice, bob) == (0, "", "")
    done = run("diff", alice, bob, "--all")
    assert done.status == 1
    assert "~   certain: yes -> no\n" in done.out


def test_stat_says_how_much_differs(work: Work, run: Run) -> None:
    alice, bob = two(work)
    done = run("diff", "--stat", alice, bob)
    assert done.out == f" {alice} -> {bob} | 2 of 3 paragraphs: 1 removed, 1 borders, 1 relation-removed, 1 decision\n"


def test_paragraphs_around_are_shown_on_demand(work: Work, run: Run) -> None:
    alice, bob = two(work)
    shown = run("diff", alice, bob, "--only", "decision", "--context", "1").out
    assert [line for line in shown.splitlines() if line.startswith("@@")] == [
        "@@ paragraph 1 @@",
        "@@ paragraph 2 @@",
        "@@ paragraph 3 @@",
    ]
    assert "alike" not in shown


def test_words_alone_are_shown_around_borders(work: Work, run: Run) -> None:
    text = " ".join(f"word{n:02}" for n in range(40))
    work.document.write_text(text + "\n", encoding="utf-8")
    alice = work.annotate()
    line = '{"type":"span","id":"dddddddd","label":"source","start":140,"end":146,"quote":"word20","origin":"human"}\n'
    bob = work.out / "article.bob.ann.jsonl"
    first, paragraph, *rest = alice.read_text(encoding="utf-8").splitlines(keepends=True)
    spans = [each for each in rest if '"span"' in each]
    bob.write_text("".join([first, paragraph, *spans, line, *(each for each in rest if each not in spans)]))
    shown = run("diff", alice, bob, "--word").out
    assert "   … word17 word18 word19 word20 word21 word22 word23 …\n" in shown
    assert "+                         S+++++\n" in shown


def test_sides_about_different_documents_are_told(work: Work, run: Run) -> None:
    alice, bob = two(work)
    bob.write_text(bob.read_text(encoding="utf-8").replace('"article"', '"other"', 1), encoding="utf-8")
    assert "the sides are about different documents, 'article' and 'other'" in run("diff", alice, bob).err


def test_json_tells_everything_with_the_records(work: Work, run: Run) -> None:
    alice, bob = two(work)
    (pair,) = json.loads(run("diff", alice, bob, "--format", "json").out)["pairs"]
    assert (pair["left"], pair["right"], pair["annotators"]) == (str(alice), str(bob), ["alice", "bob"])
    moved = next(each for each in pair["differences"] if each["kind"] == "borders")
    assert moved["paragraph"] == 1
    assert (moved["left"]["id"], moved["right"]["id"]) == ("aaaaaaaa", "b2aaaaaa")
    assert moved["shift"] == {"start": -5, "end": 0, "start_words": -1, "end_words": 0}
    assert json.loads(run("diff", alice, alice, "--format", "json").out) == {"pairs": []}


def test_a_file_with_problems_is_refused_in_the_words_of_validate(work: Work, run: Run) -> None:
    alice, bob = two(work)
    broken = bob.read_text(encoding="utf-8").replace('"quote":"said 40', '"quote":"sold 40')
    bob.write_text(broken, encoding="utf-8")
    done = run("diff", alice, bob)
    assert (done.status, done.out) == (1, "")
    assert f"{bob}:3: span b2aaaaaa: the text at 12:39 is" in done.err and "[wrong-quote]" in done.err


def test_a_broken_file_hides_no_other(work: Work, run: Run) -> None:
    two(work)
    other = work.folder / "other"
    other.mkdir()
    for path in work.out.glob("*.ann.jsonl"):
        text = path.read_text(encoding="utf-8").replace("flagged", "todo")
        (other / path.name).write_text(text if "alice" in path.name else "{}\n", encoding="utf-8")
    done = run("diff", work.out, other)
    assert done.status == 1
    assert "~   decision: flagged -> todo" in done.out
    assert "article.bob.ann.jsonl:1:" in done.err


@pytest.mark.parametrize("names", [("a", "b", "c"), ("corpus/article.txt", "corpus/article.txt")])
def test_what_cannot_be_compared_is_refused(work: Work, run: Run, names: tuple[str, ...]) -> None:
    work.annotate()
    done = run("diff", *names)
    assert done.status in (2, 3) and done.out == ""


def test_journals_that_hold_more_are_told(work: Work, run: Run) -> None:
    alice, bob = two(work)
    bob.unlink()
    work.annotate("bob", fold=False)
    bob.write_bytes(alice.read_bytes().replace(b'"alice"', b'"bob"'))
    done = run("diff", alice, bob)
    assert "in the journal" in done.err and str(bob) in done.err


def test_a_report_is_not_written_over_what_it_is_about(work: Work, run: Run) -> None:
    alice, bob = two(work)
    before = bob.read_bytes()
    assert run("diff", alice, "-o", bob, bob).status == 2
    assert bob.read_bytes() == before
    assert run("diff", alice, bob, "-o", "report.md", "--format", "markdown")[:2] == (1, "")
    assert "```diff" in Path("report.md").read_text(encoding="utf-8")


def test_another_text_is_told_and_annotations_are_taken_along(work: Work, run: Run) -> None:
    alice, bob = two(work)
    bob.unlink()
    text = work.document.read_text(encoding="utf-8")
    work.document.write_text(text.replace("Nobody", "First comes news.\n\nAlmost nobody"), encoding="utf-8")
    work.annotate("bob")
    done = run("diff", alice, bob)
    assert done.status == 1
    assert "@@ paragraph 2 @@\n  First comes news.\n+ new paragraph" in done.out
    assert '~   text: "Nobody asked" -> "Almost nobody asked"' in done.out
    assert "claim" not in done.out  # Both have it, at the same words.
    (pair,) = json.loads(run("diff", alice, bob, "--format", "json").out)["pairs"]
    assert pair["text_changed"] is True


def test_a_paragraph_that_is_gone_is_shown_with_what_was_lost(work: Work, run: Run) -> None:
    alice, bob = two(work)
    bob.unlink()
    work.document.write_text("Nobody asked the \U0001f469\u200d\U0001f4bb ferry.\n\nThe end.\n", encoding="utf-8")
    from annotate.core.records import DocumentRecord, ParagraphRecord, Status
    from annotate.store.content import encode
    from annotate.store.documents import read_document

    now = read_document(work.document)
    head = DocumentRecord(1, "article", "corpus/article.txt", now.sha256, "utf-8", "small", "1.0.0", "bob")
    places = [now.paragraph(n) for n in (1, 2)]
    lines = [head, *(ParagraphRecord(p.n, p.start, now.text_of(p), Status.FLAGGED) for p in places)]
    bob.write_bytes(b"".join(encode(line) + b"\n" for line in lines))
    shown = run("diff", alice, bob).out
    assert "@@ paragraph 1, which is gone @@\n  The council said 40 bridges need repair.\n- gone paragraph" in shown
    assert '- claim "40 bridges need repair" (certain yes; its text is gone)' in shown


class TestFolders:
    def test_the_same_document_and_annotator_go_together(self) -> None:
        assert partners(["a.x.ann.jsonl", "b/c.x.ann.jsonl"], ["b/c.x.ann.jsonl", "a.x.ann.jsonl"]) == [
            ("a.x.ann.jsonl", "a.x.ann.jsonl"),
            ("b/c.x.ann.jsonl", "b/c.x.ann.jsonl"),
        ]

    def test_of_two_annotators_the_same_document_goes_together(self) -> None:
        assert partners(["a.x.ann.jsonl"], ["a.y.ann.jsonl", "b.y.ann.jsonl"]) == [
            ("a.x.ann.jsonl", "a.y.ann.jsonl"),
            ("", "b.y.ann.jsonl"),
        ]

    def test_nothing_is_guessed_among_several(self) -> None:
        assert partners(["a.x.ann.jsonl"], ["a.y.ann.jsonl", "a.z.ann.jsonl"]) == [
            ("a.x.ann.jsonl", ""),
            ("", "a.y.ann.jsonl"),
            ("", "a.z.ann.jsonl"),
        ]

    def test_a_file_without_a_partner_is_a_difference(self, work: Work, run: Run) -> None:
        alice, bob = two(work)
        other = work.folder / "other"
        other.mkdir()
        (other / alice.name).write_bytes(alice.read_bytes())
        done = run("diff", work.out, other)
        assert done.status == 1
        assert done.out == f"--- {bob}\n+++ (nothing)\n- only on this side\n"
        assert done.err == "1 of 2 pairs differs\n"

    def test_a_file_is_compared_with_that_of_its_name_in_a_folder(self, work: Work, run: Run) -> None:
        alice, bob = two(work)
        other = work.folder / "other"
        other.mkdir()
        (other / alice.name).write_bytes(bob.read_bytes())
        assert run("diff", alice, other, "--quiet").status == 1


class TestRevisions:
    @pytest.fixture
    def repository(self, work: Work, monkeypatch: pytest.MonkeyPatch) -> Path:
        """Two commits: alice's file, then with another decision and a file of bob's."""
        monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
        monkeypatch.setenv("GIT_CONFIG_SYSTEM", "/dev/null")
        path = work.annotate()
        self.git(work.folder, "init", "-q", "-b", "main")
        self.commit(work.folder, "first")
        work.change("flagged", "done")
        (work.out / "article.bob.ann.jsonl").write_bytes(path.read_bytes().replace(b'"alice"', b'"bob"'))
        self.commit(work.folder, "second")
        return path.relative_to(work.folder)

    def git(self, folder: Path, *arguments: str) -> str:
        who = ("-c", "user.name=A", "-c", "user.email=a@b.invalid")
        done = subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True, text=True)
        return done.stdout

    def commit(self, folder: Path, message: str) -> None:
        self.git(folder, "add", "-A")
        self.git(folder, "commit", "-q", "-m", message)

    def test_a_revision_is_compared_with_what_is_there(self, repository: Path, run: Run) -> None:
        done = run("diff", "HEAD~1")
        assert done.status == 1
        assert f"--- HEAD~1:{repository} (alice)\n+++ {repository} (alice)\n" in done.out
        assert "~   decision: flagged -> done" in done.out
        assert "+++ exports/article.bob.ann.jsonl\n+ only on this side" in done.out
        assert run("diff", "HEAD").status == 0

    def test_without_a_revision_the_last_commit_is_meant(self, repository: Path, work: Work, run: Run) -> None:
        assert run("diff").status == 0
        work.change('"done","by":"alice","at":"2026-01-01T10:00:00Z","seconds":10', '"todo"')
        assert "~   decision: done -> todo" in run("diff").out
        assert "~   decision: done -> todo" in run("diff", "--", repository).out
        assert "~   decision: done -> todo" in run("diff", repository).out

    @pytest.mark.parametrize("names", [("HEAD~1", "HEAD"), ("HEAD~1..HEAD",), ("HEAD~1..",), ("HEAD~1...main",)])
    def test_two_revisions_are_compared(self, repository: Path, run: Run, names: tuple[str, ...]) -> None:
        done = run("diff", *names, "--", repository)
        assert done.status == 1
        assert done.out.count("decision: flagged -> done") == 1
        assert "bob" not in done.out

    def test_a_file_as_it_was_is_named_as_git_does(self, repository: Path, run: Run) -> None:
        done = run("diff", f"HEAD~1:{repository}", repository)
        assert done.status == 1 and "decision: flagged -> done" in done.out

    def test_a_file_that_was_removed_is_told(self, repository: Path, work: Work, run: Run) -> None:
        (work.out / "article.bob.ann.jsonl").unlink()
        assert "--- HEAD:exports/article.bob.ann.jsonl\n+++ (nothing)" in run("diff").out

    @pytest.mark.usefixtures("repository")
    def test_the_journal_of_somebody_called_ann_is_no_annotation_file(self, work: Work, run: Run) -> None:
        work.annotate("ann")
        self.commit(work.folder, "third")
        assert (work.out / ".journal" / "article.ann.jsonl").exists()
        assert run("diff") == (0, "", "")

    @pytest.mark.parametrize("name", ["HEAD..-x", "--no-such", "-x", "no such", "HEAD~7", "HEAD\n", ""])
    def test_what_is_no_revision_is_refused(self, repository: Path, run: Run, name: str) -> None:
        done = run("diff", name, "--", repository)
        assert done.status in (2, 3) and done.out == ""

    def test_names_that_git_must_not_take_for_options_or_patterns(self, repository: Path, work: Work, run: Run) -> None:
        odd = work.out / "-n *\n.alice.ann.jsonl"
        odd.write_bytes(work.path().read_bytes())
        self.commit(work.folder, "odd")
        odd.write_bytes(odd.read_bytes().replace(b"done", b"todo"))
        assert run("diff", "HEAD", "--", odd.relative_to(work.folder)).out.count("decision:") == 2

    def test_below_a_folder_names_are_from_there(
        self, repository: Path, work: Work, run: Run, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(work.out)
        done = run("diff", "HEAD~1", "--", repository.name)
        assert f"--- HEAD~1:{repository.name} (alice)" in done.out

    def test_a_file_that_is_missing_is_no_revision(self, repository: Path, work: Work, run: Run) -> None:
        for names in (("no.ann.jsonl", repository), (repository, "no.ann.jsonl"), ("no.ann.jsonl",)):
            done = run("diff", *names)
            assert done.status == 3 and done.err.startswith("no.ann.jsonl: there is no such file [cannot-read]")

    def test_outside_a_repository_it_is_said(self, work: Work, run: Run) -> None:
        work.annotate()
        done = run("diff", "HEAD")
        assert done.status == 3 and "git knows no such revision here" in done.err


class TestPager:
    def test_the_readers_pager_is_taken_word_by_word(self, tmp_path: Path) -> None:
        program = tmp_path / "pages"
        program.write_text("#!/bin/sh\n")
        program.chmod(0o755)
        environment = {"PATH": str(tmp_path), "PAGER": "pages '-a b' ; rm"}
        assert pager(environment) == [str(program), "-a b", ";", "rm"]

    @pytest.mark.parametrize("value", ["", "cat", "'", "no-such-pager"])
    def test_none_is_taken_if_none_is_wanted_or_there(self, value: str) -> None:
        assert pager({"PATH": "/usr/bin:/bin", "GIT_PAGER": value, "PAGER": "less"}) is None

    def test_a_program_beside_the_files_is_no_pager(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        (tmp_path / "less").write_text("#!/bin/sh\n")
        (tmp_path / "less").chmod(0o755)
        monkeypatch.chdir(tmp_path)
        assert pager({"PATH": ".:"}) is None
