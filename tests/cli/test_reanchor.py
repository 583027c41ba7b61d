"""`annotate reanchor`: what it shows, what it writes, what it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from annotate.cli.reanchoring import offer
from annotate.core.document import Document
from annotate.errors import AnnotateError
from annotate.store.annotations import read_annotations
from annotate.store.documents import read_document
from tests.cli.conftest import Run, Work


def edit(work: Work, old: str, new: str) -> None:
    text = work.document.read_text(encoding="utf-8")
    assert text.count(old) == 1
    work.document.write_text(text.replace(old, new), encoding="utf-8", newline="")


def test_an_unchanged_document_needs_nothing(work: Work, run: Run) -> None:
    path = work.annotate()
    before = path.read_bytes()
    done = run("reanchor", "--write", path)
    assert (done.status, done.out) == (0, "")
    assert "no document has changed" in done.err
    assert path.read_bytes() == before
    assert run("reanchor", "--check", path).status == 0


def test_what_would_happen_is_shown_and_nothing_written(work: Work, run: Run) -> None:
    path = work.annotate()
    before = path.read_bytes()
    edit(work, "40 bridges", "41 bridges")
    done = run("reanchor", path)
    assert done.status == 0
    assert "2 annotations: 1 exact, 1 fuzzy" in done.out
    assert '"40 bridges need repair" -> "41 bridges need repair"' in done.out
    assert "1 paragraph to decide again: 1" in done.out
    assert "--write" in done.err
    assert path.read_bytes() == before


def test_check_exits_1_if_a_document_has_changed(work: Work, run: Run) -> None:
    path = work.annotate()
    edit(work, "The end.", "The very end.")
    assert run("reanchor", "--check", path).status == 1


def test_written_files_are_valid_and_about_the_new_document(work: Work, run: Run) -> None:
    path = work.annotate()
    edit(work, "The council", "Above all.\n\nThe council")
    assert run("validate", path).status == 1
    done = run("reanchor", "--write", path)
    assert done.status == 0
    assert "2 annotations: 2 exact" in done.out
    assert run("validate", path).status == 0
    assert run("reanchor", "--check", path).status == 0
    assert "has changed" not in run("label", "--plain", "--annotator", "alice", work.document).err


def test_without_paths_all_files_of_the_project_are_looked_at(work: Work, run: Run) -> None:
    work.annotate("alice")
    work.annotate("bert")
    edit(work, "repair", "much repair")
    done = run("reanchor", "--write")
    assert "2 annotation files: the document of 2 has changed; 2 written" in done.err
    assert run("validate", "exports").status == 0


def test_files_of_the_project_are_called_as_one_would_type_them(work: Work, run: Run) -> None:
    work.annotate()
    edit(work, "The end.", "The very end.")
    assert run("reanchor").out.startswith("exports/article.alice.ann.jsonl: ")


def test_in_ci_the_hint_names_the_command(work: Work, run: Run) -> None:
    path = work.annotate()
    edit(work, "The end.", "The very end.")
    assert "`annotate reanchor --write`" in run("reanchor", "--check", path).err


def test_json_has_every_annotation_that_is_not_exact(work: Work, run: Run) -> None:
    path = work.annotate()
    edit(work, "40 bridges need repair", "")
    done = run("reanchor", "--format", "json", path)
    (file,) = json.loads(done.out)["files"]
    assert file["counts"] == {"exact": 1, "moved": 0, "fuzzy": 0, "lost": 1}
    (lost,) = file["annotations"]
    assert (lost["id"], lost["result"], lost["quote"]) == ("aaaaaaaa", "lost", "40 bridges need repair")


def test_another_document_can_be_named(work: Work, run: Run) -> None:
    path = work.annotate()
    other = work.folder / "corpus" / "second.txt"
    other.write_text("New.\n\n" + work.document.read_text(encoding="utf-8"), encoding="utf-8")
    done = run("reanchor", "--write", "--to", "corpus/second.txt", path)
    assert done.status == 0, done.err
    head = read_annotations(path).document
    assert head is not None
    assert (head.document, head.source) == ("article", "corpus/second.txt")
    assert run("validate", path).status == 0


def test_one_document_is_never_given_to_the_files_of_several(work: Work, run: Run) -> None:
    path = work.annotate()
    other = work.path(document="other")
    other.write_bytes(path.read_bytes().replace(b'"document":"article"', b'"document":"other"'))
    before = path.read_bytes(), other.read_bytes()
    edit(work, "The end.", "The very end.")
    done = run("reanchor", "--write", "--to", "corpus/article.txt")
    assert (done.status, done.out) == (2, "")
    assert "one document, and these files are about 2: article, other [usage]" in done.err
    assert (path.read_bytes(), other.read_bytes()) == before


def test_another_encoding_of_the_same_text_is_noticed_and_taken(work: Work, run: Run) -> None:
    path = work.annotate()
    text = work.document.read_text(encoding="utf-8")
    work.document.write_text(text, encoding="utf-16", newline="")
    assert run("reanchor", path).status == 1
    done = run("reanchor", "--write", "--encoding", "utf-16", path)
    assert "2 annotations: 2 exact" in done.out
    assert run("validate", path).status == 0


def test_steps_that_are_only_in_the_journal_come_first(work: Work, run: Run) -> None:
    path = work.annotate()
    work.annotate("bert", fold=False)
    edit(work, "The end.", "The very end.")
    late = work.path("bert")
    late.write_bytes(path.read_bytes().replace(b"alice", b"bert"))
    done = run("reanchor", "--write", late)
    assert done.status == 3
    assert "[unfolded-journal]" in done.err and "recover" in done.err


@pytest.mark.parametrize(
    "slug, text, status",
    [("empty-document", " \n", 1), ("bad-encoding", "\udcff", 1)],
)
def test_a_document_without_text_is_refused(work: Work, run: Run, slug: str, text: str, status: int) -> None:
    path = work.annotate()
    before = path.read_bytes()
    work.document.write_bytes(text.encode("utf-8", "surrogateescape"))
    done = run("reanchor", "--write", path)
    assert (done.status, path.read_bytes()) == (status, before)
    assert f"[{slug}]" in done.err and str(path) in done.err


def test_a_document_that_is_gone_is_told_and_the_other_files_go_on(work: Work, run: Run) -> None:
    work.annotate("alice")
    work.annotate("bert")
    work.change("corpus/article.txt", "corpus/gone.txt", "alice")
    work.change('"document":"article"', '"document":"gone"', "alice")
    edit(work, "repair", "much repair")
    done = run("reanchor", "exports")
    assert done.status == 3
    assert "[no-document-found]" in done.err and "--to" in done.err
    assert "article.bert.ann.jsonl: corpus/article.txt has changed" in done.out
    assert "1 annotation file: the document of 1 has changed; nothing written\n" in done.err
    assert done.err.endswith("1 file left out\n")


def test_where_nothing_could_be_looked_at_nothing_is_said_to_be_unchanged(work: Work, run: Run) -> None:
    work.annotate()
    done = run("reanchor", "exports", "--to", "corpus/gone.txt")
    assert (done.status, done.out) == (3, "")
    assert "no document has changed" not in done.err
    assert done.err.endswith("1 file left out\n")


def test_a_file_that_is_not_valid_is_left_alone(work: Work, run: Run) -> None:
    work.annotate()
    path = work.change('"quote":"40 bridges need repair"', '"quote":"50 bridges need repair"')
    before = path.read_bytes()
    edit(work, "The end.", "The very end.")
    done = run("reanchor", "--write", path)
    assert (done.status, path.read_bytes()) == (1, before)
    assert "[wrong-quote]" in done.err


def test_nothing_is_written_through_a_link(work: Work, run: Run) -> None:
    path = work.annotate()
    link = work.folder / "link.ann.jsonl"
    link.symlink_to(path)
    before = path.read_bytes()
    edit(work, "The end.", "The very end.")
    done = run("reanchor", "--write", "--to", work.document, link)
    assert (done.status, path.read_bytes()) == (3, before)
    assert "[not-a-plain-file]" in done.err


def test_check_and_write_exclude_each_other(work: Work, run: Run) -> None:
    assert run("reanchor", "--check", "--write", work.annotate()).status == 2


def test_nothing_in_the_texts_drives_the_terminal(work: Work, run: Run) -> None:
    path = work.annotate()
    edit(work, "40 bridges", "\x1b[2J\u202e41 bridges")
    assert not run("reanchor", path).harmful


def test_what_label_may_offer_says_what_it_would_do_and_does_it(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    path = work.annotate()
    monkeypatch.chdir(work.folder)
    assert offer(path, read(work)) is None
    edit(work, "40 bridges", "41 bridges")
    found = offer(path, read(work))
    assert found is not None
    assert found.unsure == 1
    assert found.table[0].endswith("2 annotations: 1 exact, 1 fuzzy")
    found.apply()
    assert offer(path, read(work)) is None
    path.write_bytes(path.read_bytes().replace(b"small", b"other"))
    with pytest.raises(AnnotateError, match="changed by another program"):
        found.apply()


def read(work: Work) -> Document:
    return read_document(Path("corpus/article.txt"), root=work.document.parent)
