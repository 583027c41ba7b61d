"""The desk: work goes on where it was left, and nobody's work is overwritten."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import threading
from pathlib import Path

import pytest

from annotate.core.document import Document, ParagraphMode
from annotate.core.events import Change, DocumentMark, ParagraphMark, Redo, Step, Undo
from annotate.core.marks import Conflict
from annotate.core.records import Status
from annotate.core.schema import Schema
from annotate.errors import AnnotateError, Findings, Unreadable, Usage
from annotate.store.annotations import lines_of, read_annotations
from annotate.store.desk import Desk, Failure, open_desk
from annotate.store.disk import Disk
from tests.faults.disk import FailingDisk
from tests.faults.work import (
    BRINDLE,
    CITY,
    EVENTS,
    FIGURE,
    LINK,
    NOBODY,
    NOW,
    SCHEMA,
    SESSIONS,
    TEXT,
    do,
    document,
    files,
    marked,
    span,
    state,
    step,
)

NAME = "barns.ana.ann.jsonl"
_REAL = Disk()


def at(out: Path, *, text: Document | None = None, disk: Disk = _REAL, who: str = "ana") -> Desk:
    return open_desk(text or document(), SCHEMA, who, out, disk=disk)


def worked(out: Path, count: int = len(EVENTS), fold: bool = True) -> None:
    """Leaves the first events behind."""
    desk = at(out)
    for event in EVENTS[:count]:
        assert desk.record(event) is None
    if fold:
        assert desk.fold() is None
    desk.close()


def test_a_new_desk_is_empty_and_writes_no_annotation_file(tmp_path: Path) -> None:
    desk = at(tmp_path)
    assert (desk.saved, desk.unsaved, desk.unfolded, desk.notices) == (0, 0, 0, ())
    assert desk.position is None and desk.fold() is None
    desk.close()
    assert not (tmp_path / NAME).exists()


def test_the_file_is_that_of_the_session_and_nothing_is_written_twice(tmp_path: Path) -> None:
    desk = at(tmp_path)
    do(desk)
    assert desk.path.read_bytes() == b"".join(lines_of(SESSIONS[-1]))
    before = desk.path.stat().st_ino
    assert desk.fold() is None
    assert desk.path.stat().st_ino == before
    desk.close()


@pytest.mark.parametrize("fold", [True, False])
@pytest.mark.parametrize("count", range(len(EVENTS) + 1))
def test_reopening_goes_on_with_marks_and_undo(tmp_path: Path, count: int, fold: bool) -> None:
    worked(tmp_path, count, fold)
    desk = at(tmp_path)
    assert state(desk.session) == state(SESSIONS[count])
    assert desk.saved == SESSIONS[count].marks.count
    assert desk.unfolded == (0 if fold else count)
    assert bool(desk.notices) == bool(count and not fold)
    desk.close()


def test_undo_and_redo_survive_quitting_to_the_very_first_step(tmp_path: Path) -> None:
    worked(tmp_path, 4)
    for count in (3, 2, 1, 0):
        desk = at(tmp_path)
        assert desk.record(Undo(NOW)) is None and desk.fold() is None
        assert marked(desk.session) == marked(SESSIONS[count])
        desk.close()
    desk = at(tmp_path)
    assert desk.session.last is None
    for _ in range(4):
        assert desk.record(Redo(NOW)) is None
    assert marked(desk.session) == marked(SESSIONS[4])
    desk.close()


def test_where_one_stopped_is_remembered(tmp_path: Path) -> None:
    desk = at(tmp_path)
    desk.visit(3)
    desk.close()
    desk = at(tmp_path)
    assert desk.position == 3
    desk.record(EVENTS[0])
    desk.close()
    desk = at(tmp_path)
    assert desk.position == 1
    desk.close()


def test_a_position_beyond_the_document_is_forgotten(tmp_path: Path) -> None:
    desk = at(tmp_path)
    desk.visit(99)
    desk.close()
    desk = at(tmp_path)
    assert desk.position is None
    desk.close()


def test_an_event_that_does_not_follow_is_an_error_and_is_not_kept(tmp_path: Path) -> None:
    desk = at(tmp_path)
    with pytest.raises(Conflict):
        desk.record(Undo(NOW))
    assert desk.unsaved == 0 and desk.record(EVENTS[0]) is None
    desk.close()


def test_one_step_may_label_in_many_paragraphs(tmp_path: Path) -> None:
    desk = at(tmp_path)
    assert desk.record(step(1, (None, BRINDLE), (None, NOBODY), (None, CITY))) is None
    assert desk.fold() is None
    assert read_annotations(desk.path).problems == ()
    assert [desk.session.marks.paragraph_of(each.id) for each in (BRINDLE, NOBODY, CITY)] == [
        1,
        2,
        3,
    ]
    assert desk.record(Undo(NOW)) is None and desk.saved == 0
    desk.close()


def test_what_is_said_of_the_document_is_kept(tmp_path: Path) -> None:
    desk = at(tmp_path)
    said = DocumentMark({"genre": {"kind": "news"}}, "short", True)
    desk.record(Step("note", 1, NOW, (Change(DocumentMark(), said),)))
    desk.fold()
    desk.close()
    desk = at(tmp_path)
    assert desk.session.marks.document == said
    desk.close()


def test_an_id_with_slashes_makes_its_folders(tmp_path: Path) -> None:
    desk = at(tmp_path / "new" / "out", text=document(id="news/march/barns"))
    desk.record(EVENTS[0])
    desk.fold()
    desk.close()
    assert (tmp_path / "new/out/news/march" / NAME).is_file()
    assert (tmp_path / "new/out/.journal/news/march/barns.ana.jsonl").is_file()


def test_a_second_desk_for_the_same_work_is_refused_and_others_are_not(tmp_path: Path) -> None:
    desk = at(tmp_path)
    with pytest.raises(Unreadable, match=f"pid {os.getpid()} "):
        at(tmp_path)
    at(tmp_path, who="ben").close()
    at(tmp_path, text=document(id="mills")).close()
    desk.close()
    at(tmp_path).close()


def test_the_files_mode_is_kept(tmp_path: Path) -> None:
    worked(tmp_path, 3)
    (tmp_path / NAME).chmod(0o640)
    desk = at(tmp_path)
    desk.record(EVENTS[3])
    desk.fold()
    desk.close()
    assert (tmp_path / NAME).stat().st_mode & 0o777 == 0o640


# What others did to the files meanwhile.


def test_a_changed_document_is_refused_and_nothing_is_touched(tmp_path: Path) -> None:
    worked(tmp_path)
    before = files(tmp_path)
    changed = Document(**{**_fields(document(TEXT + "!")), "sha256": "e" * 64})
    with pytest.raises(Findings, match="has changed") as refused:
        at(tmp_path, text=changed)
    assert refused.value.exit_code == 1 and refused.value.hint
    assert _without_locks(files(tmp_path)) == _without_locks(before)


def test_a_changed_document_is_refused_too_if_only_the_journal_knows_it(tmp_path: Path) -> None:
    worked(tmp_path, 3, fold=False)
    before = files(tmp_path)
    with pytest.raises(Findings, match="has changed"):
        at(tmp_path, text=Document(**{**_fields(document()), "sha256": "e" * 64}))
    assert _without_locks(files(tmp_path)) == _without_locks(before)


def _fields(paper: Document) -> dict[str, object]:
    return {name: getattr(paper, name) for name in paper.__struct_fields__}


def _without_locks(found: dict[str, bytes]) -> dict[str, bytes]:
    return {name: content for name, content in found.items() if not name.endswith(".lock")}


def test_an_invalid_file_is_refused_with_its_line_and_nothing_is_touched(tmp_path: Path) -> None:
    worked(tmp_path)
    path = tmp_path / NAME
    path.write_bytes(path.read_bytes().replace(b"40 barns", b"41 barns", 1))
    before = files(tmp_path)
    with pytest.raises(Findings, match=rf"{NAME}:\d+: ") as refused:
        at(tmp_path)
    assert refused.value.slug and refused.value.hint
    assert _without_locks(files(tmp_path)) == _without_locks(before)


def test_other_paragraphs_are_refused_with_the_flag_to_use(tmp_path: Path) -> None:
    worked(tmp_path)
    with pytest.raises(Findings) as refused:
        at(tmp_path, text=document("One\nTwo\n\nThree", mode=ParagraphMode.LINE))
    assert "--paragraphs auto" in refused.value.hint


@pytest.mark.parametrize("old, new", [(b'"annotator":"ana"', b'"annotator":"ben"')])
def test_somebody_elses_file_is_refused(tmp_path: Path, old: bytes, new: bytes) -> None:
    worked(tmp_path)
    path = tmp_path / NAME
    path.write_bytes(path.read_bytes().replace(old, new))
    with pytest.raises(Findings, match="ben's file"):
        at(tmp_path)


def test_another_schema_is_refused_another_version_is_told(tmp_path: Path) -> None:
    worked(tmp_path)
    with pytest.raises(Findings, match="schema 'barns'"):
        open_desk(document(), Schema("other", {}), "ana", tmp_path)
    desk = open_desk(document(), Schema("barns", {}, "2.0.0"), "ana", tmp_path)
    assert desk.notices == ("Made with barns 1.0.0, now 2.0.0.",)
    assert marked(desk.session) == marked(SESSIONS[-1]), "labels it does not know are kept"
    desk.close()


def test_a_file_changed_by_another_program_stands_and_what_fits_is_put_on_top(
    tmp_path: Path,
) -> None:
    worked(tmp_path, 2)
    desk = at(tmp_path)
    for event in EVENTS[2:4]:
        desk.record(event)
    desk.record(step(1, (FIGURE, span("aaaaaaa2", "claim", 13, 21))))
    desk.close()
    path = tmp_path / NAME
    path.write_bytes(path.read_bytes().replace(b'"aaaaaaa2","label":"claim"', b'"aaaaaaa2","label":"count"'))

    desk = at(tmp_path)
    marks = desk.session.marks
    assert [each.label for each in marks.spans(1)] == ["source", "count"]
    assert marks.span(NOBODY.id) == NOBODY and marks.relations[LINK.id] == LINK
    assert desk.notices == (
        "The annotation file was changed by another program; undo starts anew.",
        "Recovered 2 steps from the journal.",
        "1 step in the journal no longer fit and were left out.",
    )
    assert (tmp_path / ".journal/barns.ana.1.old").is_file()
    assert desk.unfolded == 2 and desk.fold() is None
    desk.close()
    desk = at(tmp_path)
    assert desk.notices == () and desk.session.marks.count == 3
    desk.close()


def test_a_file_changed_while_one_works_is_not_overwritten(tmp_path: Path) -> None:
    worked(tmp_path, 2)
    desk = at(tmp_path)
    desk.record(EVENTS[2])
    path = tmp_path / NAME
    theirs = path.read_bytes().replace(b'"label":"source"', b'"label":"origin"')
    path.write_bytes(theirs)
    failure = desk.fold()
    assert failure is not None and "changed by another program" in failure.reason and failure.hint
    assert path.read_bytes() == theirs and desk.unsaved == 0
    desk.close()
    desk = at(tmp_path)
    assert LINK.id in desk.session.marks and desk.fold() is None
    assert read_annotations(path).problems == ()
    desk.close()


def test_a_file_that_was_only_touched_is_still_ones_own(tmp_path: Path) -> None:
    worked(tmp_path, 2)
    desk = at(tmp_path)
    desk.record(EVENTS[2])
    os.utime(tmp_path / NAME, (1, 1))
    assert desk.fold() is None
    desk.close()


def test_a_file_that_appears_while_one_works_is_not_overwritten(tmp_path: Path) -> None:
    desk = at(tmp_path)
    desk.record(EVENTS[0])
    (tmp_path / NAME).write_text("theirs")
    assert desk.fold() is not None
    assert (tmp_path / NAME).read_text() == "theirs"
    desk.close()


def test_a_deleted_file_is_restored_and_said_so(tmp_path: Path) -> None:
    worked(tmp_path)
    (tmp_path / NAME).unlink()
    desk = at(tmp_path)
    assert state(desk.session) == state(SESSIONS[-1])
    assert "restored" in desk.notices[0]
    assert desk.fold() is None and (tmp_path / NAME).exists()
    desk.close()


def test_a_file_alone_is_enough_and_a_deleted_journal_costs_only_undo(tmp_path: Path) -> None:
    worked(tmp_path)
    shutil.rmtree(tmp_path / ".journal")
    desk = at(tmp_path)
    assert marked(desk.session) == marked(SESSIONS[-1])
    assert desk.notices == () and desk.session.last is None
    desk.close()


def test_a_torn_line_is_set_aside_and_said_so(tmp_path: Path) -> None:
    worked(tmp_path, 4, fold=False)
    journal = tmp_path / ".journal/barns.ana.jsonl"
    whole = journal.read_bytes()
    for number, tail in enumerate((b'{"type":"st', bytes(4096)), 1):
        journal.write_bytes(whole + tail)
        desk = at(tmp_path)
        assert state(desk.session) == state(SESSIONS[4])
        assert "unfinished" in desk.notices[0]
        assert (tmp_path / f".journal/barns.ana.{number}.torn").read_bytes() == tail
        assert journal.read_bytes() == whole
        desk.close()


def test_a_damaged_line_in_the_middle_costs_that_step_alone(tmp_path: Path) -> None:
    worked(tmp_path, 4, fold=False)
    journal = tmp_path / ".journal/barns.ana.jsonl"
    lines = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(b"".join((*lines[:2], b"#" * 40 + b"\n", *lines[3:])))
    desk = at(tmp_path)
    assert set(desk.session.marks.places) == {BRINDLE.id, NOBODY.id}, "the link lost its span"
    assert "damaged" in desk.notices[0] and (tmp_path / ".journal/barns.ana.1.old").is_file()
    desk.close()


@pytest.mark.parametrize("content", [b"", b"\0" * 100, b"nonsense", b"nonsense\n", b'{"type":"undo"}\n'])
def test_a_journal_that_says_nothing_hides_no_annotation(tmp_path: Path, content: bytes) -> None:
    worked(tmp_path)
    journal = tmp_path / ".journal/barns.ana.jsonl"
    journal.write_bytes(content)
    desk = at(tmp_path)
    assert marked(desk.session) == marked(SESSIONS[-1])
    kept = b"".join(v for k, v in files(tmp_path).items() if k.endswith((".old", ".torn")))
    assert content in kept
    assert desk.record(step(3, (CITY, None))) is None and desk.fold() is None
    desk.close()
    desk = at(tmp_path)
    assert CITY.id not in desk.session.marks
    desk.close()


def test_a_journal_removed_while_one_works_is_written_again(tmp_path: Path) -> None:
    desk = at(tmp_path)
    for event in EVENTS[:3]:
        desk.record(event)
    shutil.rmtree(tmp_path / ".journal")
    for event in EVENTS[3:6]:
        assert desk.record(event) is None
    with pytest.raises(Unreadable):
        at(tmp_path)
    desk.close()
    desk = at(tmp_path)
    assert state(desk.session) == state(SESSIONS[6])
    desk.close()


def test_an_output_folder_removed_while_one_works_is_made_again(tmp_path: Path) -> None:
    out = tmp_path / "out"
    worked(out, 2)
    shutil.rmtree(out / ".journal")
    desk = at(out, text=document())
    assert desk.record(EVENTS[2]) is None and desk.fold() is None
    shutil.rmtree(out)
    assert desk.record(EVENTS[3]) is None and desk.fold() is None
    assert desk.path.read_bytes() == b"".join(lines_of(SESSIONS[4]))
    desk.close()
    desk = at(out)
    assert marked(desk.session) == marked(SESSIONS[4]) and desk.notices == ()
    desk.close()


def test_unfinished_files_of_ones_own_are_cleared_away(tmp_path: Path) -> None:
    (tmp_path / ".barns.ana.0123456789abcdef.tmp").write_text("half")
    (tmp_path / ".mills.ben.0123456789abcdef.tmp").write_text("another's, perhaps at work")
    at(tmp_path).close()
    assert [name for name in os.listdir(tmp_path) if name.endswith(".tmp")] == [".mills.ben.0123456789abcdef.tmp"]


# Links: nothing is written through them.


@pytest.mark.parametrize(
    "name, target",
    [
        (NAME, "precious.txt"),
        (".journal/barns.ana.jsonl", "precious.txt"),
        (".journal/barns.ana.lock", "precious.txt"),
        (".journal", "elsewhere"),
    ],
)
def test_a_link_below_the_output_folder_is_refused(tmp_path: Path, name: str, target: str) -> None:
    out, outside = tmp_path / "out", tmp_path / "outside"
    (outside / "elsewhere").mkdir(parents=True)
    (outside / "precious.txt").write_text("")
    link = out / name
    link.parent.mkdir(parents=True)
    link.symlink_to(outside / target)
    with pytest.raises(AnnotateError) as refused:
        desk = at(out)
        failure = desk.record(EVENTS[0]) or desk.fold()
        desk.close()
        assert failure is not None
        raise Unreadable(failure.reason)
    assert refused.value.exit_code == 3
    assert files(outside) == {"precious.txt": b""}


def test_a_linked_subfolder_is_refused_and_a_linked_output_folder_is_ones_own(
    tmp_path: Path,
) -> None:
    (tmp_path / "real/elsewhere").mkdir(parents=True)
    (tmp_path / "out").symlink_to("real")
    (tmp_path / "real/news").symlink_to("elsewhere")
    with pytest.raises(Unreadable):
        at(tmp_path / "out", text=document(id="news/barns"))
    worked(tmp_path / "out", 2)
    assert (tmp_path / "real" / NAME).is_file()
    assert not list((tmp_path / "real/elsewhere").iterdir())


def test_a_link_put_in_the_files_place_while_one_works_is_not_followed(tmp_path: Path) -> None:
    desk = at(tmp_path)
    desk.record(EVENTS[0])
    (tmp_path / "precious.txt").write_text("precious")
    (tmp_path / NAME).symlink_to("precious.txt")
    assert desk.fold() is not None
    assert (tmp_path / "precious.txt").read_text() == "precious"
    desk.close()


@pytest.mark.parametrize("kind", ["folder", "pipe"])
def test_what_is_no_file_is_refused(tmp_path: Path, kind: str) -> None:
    place = tmp_path / NAME
    place.mkdir() if kind == "folder" else os.mkfifo(place)
    with pytest.raises(Unreadable):
        at(tmp_path)


def test_an_output_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("")
    with pytest.raises(Unreadable):
        at(tmp_path / "out")
    with pytest.raises(Unreadable):
        at(tmp_path / "out/below")


def test_half_a_surrogate_pair_in_the_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Usage, match="surrogate"):
        at(tmp_path, text=document("odd \ud800 text"))


# Failures are values.


def test_a_full_disk_is_told_and_made_good_in_order(tmp_path: Path) -> None:
    disk = FailingDisk(10**9, errno.ENOSPC, 10**9)
    desk = at(tmp_path, disk=disk)
    desk.record(EVENTS[0])
    disk.at = 0
    failure = desk.record(EVENTS[1])
    assert failure == Failure("no space left on device", "Free some space, or go on in another folder.")
    desk.record(EVENTS[2])
    assert (desk.saved, desk.unsaved) == (1, 2)
    assert desk.fold() == failure and desk.retry() == failure
    disk.at = 10**9
    assert desk.record(EVENTS[3]) is None
    assert (desk.saved, desk.unsaved) == (3, 0) and desk.fold() is None
    desk.close()
    desk = at(tmp_path)
    assert state(desk.session) == state(SESSIONS[4])
    desk.close()


def test_work_can_go_on_in_another_folder_with_what_was_not_saved(tmp_path: Path) -> None:
    disk = FailingDisk(10**9, errno.EROFS, 10**9)
    desk = at(tmp_path / "one", disk=disk)
    for event in EVENTS[:3]:
        desk.record(event)
    desk.fold()
    disk.at = 0
    for event in EVENTS[3:5]:
        assert desk.record(event) is not None
    disk.at = 10**9
    before = files(tmp_path / "one")
    assert desk.move_to(tmp_path / "two") is None
    assert desk.unsaved == 0 and desk.path == tmp_path / "two" / NAME
    assert desk.record(EVENTS[5]) is None and desk.fold() is None
    desk.close()
    assert _without_locks(files(tmp_path / "one")) == _without_locks(before)
    desk = at(tmp_path / "two")
    assert state(desk.session) == state(SESSIONS[6])
    desk.close()


def test_another_folder_with_such_work_in_it_is_refused(tmp_path: Path) -> None:
    worked(tmp_path / "two", 1)
    desk = at(tmp_path / "one")
    desk.record(EVENTS[0])
    before = files(tmp_path / "two")
    failure = desk.move_to(tmp_path / "two")
    assert failure is not None and "already" in failure.reason
    assert _without_locks(files(tmp_path / "two")) == _without_locks(before)
    assert desk.move_to(tmp_path / "one") is not None
    assert desk.record(EVENTS[1]) is None and desk.path.parent == tmp_path / "one"
    desk.close()


def test_labels_are_taken_while_the_file_is_written_in_another_thread(tmp_path: Path) -> None:
    desk = at(tmp_path)
    done = threading.Event()
    failures: list[Failure | None] = []

    def fold() -> None:
        while not done.is_set():
            failures.append(desk.fold())

    thread = threading.Thread(target=fold)
    thread.start()
    for n in range(200):
        mark = ParagraphMark(1, Status.DONE, "ana", NOW, n)
        assert desk.record(step(1, (desk.session.marks.paragraph(1), mark))) is None
    done.set()
    thread.join()
    assert desk.fold() is None and set(failures) == {None}
    assert desk.path.read_bytes() == b"".join(lines_of(desk.session))
    desk.close()
    desk = at(tmp_path)
    assert desk.notices == () and desk.session.marks.paragraph(1).seconds == 199
    desk.close()


@pytest.mark.parametrize("people, labels", [(8, 5)])
def test_many_people_work_in_one_folder_at_once(tmp_path: Path, people: int, labels: int) -> None:
    people = int(os.environ.get("ANNOTATE_PEOPLE", people))
    labels = int(os.environ.get("ANNOTATE_LABELS", labels))
    children = []
    for number in range(people):
        child = os.fork()
        if not child:
            status = 1
            try:
                desk = at(tmp_path, who=f"p{number}")
                for k in range(labels):
                    here = span(f"{number:04}{k:04}", "claim", k % 7, 8 + k % 5)
                    assert desk.record(step(1, (None, here))) is None
                    assert desk.fold() is None
                desk.close()
                status = 0
            finally:
                os._exit(status)
        children.append(child)
    assert [os.waitpid(child, 0)[1] for child in children] == [0] * people
    found = [read_annotations(path) for path in sorted(tmp_path.glob("*.ann.jsonl"))]
    assert len(found) == people and not any(file.problems for file in found)
    spans = [e.record.id for f in found for e in f.entries if hasattr(e.record, "quote")]
    assert len(set(spans)) == len(spans) == people * labels


def test_a_killed_holder_does_not_keep_others_out(tmp_path: Path) -> None:
    hear, tell = os.pipe()
    child = os.fork()
    if not child:
        desk = at(tmp_path)
        desk.record(EVENTS[0])
        os.write(tell, b"here")
        signal.pause()
    assert os.read(hear, 4) == b"here"
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    desk = at(tmp_path)
    assert desk.saved == 1
    desk.close()
