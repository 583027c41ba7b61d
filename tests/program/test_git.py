"""Real git with annotation files: what it merges, what it shows, what `annotate git` writes and undoes."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from annotate.core.canonical import in_order
from annotate.core.records import (
    DocumentRecord,
    Origin,
    ParagraphRecord,
    Record,
    RelationRecord,
    SpanRecord,
    Status,
)
from annotate.store.annotations import encode, parse_annotations
from annotate.store.attributes import EXCEPT, LINE
from annotate.store.gitting import program, wanted
from tests.program.child import executable

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="there is no git")

TEXTS = tuple(f"The council of quarter {n} said 40 bridges need repair." for n in range(1, 7))
NAME = "article.alice.ann.jsonl"
HISTORIES = int(os.environ.get("ANNOTATE_HISTORIES", "12"))
"""Random histories; 200 take some minutes."""
set_ = msgspec.structs.replace


class Repository:
    """A repository at `top`, with nobody's configuration but its own."""

    def __init__(self, top: Path, environment: dict[str, str]) -> None:
        self.top = top
        self.environment = environment
        top.mkdir(parents=True, exist_ok=True)

    def git(self, *arguments: str, status: int | None = 0, typed: str = "") -> str:
        done = subprocess.run(
            ["git", *arguments], cwd=self.top, env=self.environment, capture_output=True, input=typed.encode()
        )
        assert status is None or done.returncode == status, (arguments, done.stdout, done.stderr)
        return (done.stdout + done.stderr).decode()

    def annotate(self, *arguments: str, status: int = 0) -> str:
        done = subprocess.run(
            executable(*arguments), cwd=self.top, env=self.environment, capture_output=True, stdin=subprocess.DEVNULL
        )
        assert done.returncode == status, (arguments, done.stdout, done.stderr)
        return (done.stdout + done.stderr).decode()

    def commit(self, records: list[Record], name: str = NAME) -> None:
        self.write(records, name)
        self.git("add", "--", name)
        self.git("commit", "-q", "-m", "more")

    def write(self, records: list[Record], name: str = NAME) -> None:
        path = self.top / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"".join(encode(each) + b"\n" for each in in_order(records)))

    def read(self, name: str = NAME) -> list[Record]:
        """What the file says, which is valid."""
        file = parse_annotations(Path(name), (self.top / name).read_bytes())
        assert file.problems == ()
        return [entry.record for entry in file.entries]

    def ids(self, name: str = NAME) -> list[str]:
        return [each.id for each in self.read(name) if isinstance(each, (SpanRecord, RelationRecord))]


@pytest.fixture
def new(tmp_path: Path) -> Callable[[str], Repository]:
    """Makes repositories by their names."""
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path / "home"),
        "XDG_CONFIG_HOME": str(tmp_path / "home" / ".config"),
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_DATE": "2026-01-01T10:00:00Z",
        "GIT_COMMITTER_DATE": "2026-01-01T10:00:00Z",
        "PYTHONPATH": str(Path(__file__).parents[2]),
        "LC_ALL": "C",
    }
    (tmp_path / "home").mkdir()

    def make(name: str) -> Repository:
        repository = Repository(tmp_path / name, environment)
        repository.git("init", "-q", "-b", "main")
        repository.git("config", "user.name", "alice")
        repository.git("config", "user.email", "alice@example.org")
        return repository

    return make


@pytest.fixture
def repository(new: Callable[[str], Repository]) -> Repository:
    """One in which git knows of annotation files, and one of them is on `main` and on `side`."""
    made = new("a repository")
    made.annotate("git", "enable")
    made.git("add", ".gitattributes")
    made.commit(sample())
    made.git("branch", "side")
    return made


def sample() -> list[Record]:
    head = DocumentRecord(1, "article", "article.txt", "0" * 64, "utf-8", "small", "1.0.0", "alice")
    records: list[Record] = [head]
    for n in range(1, len(TEXTS) + 1):
        records += [paragraph(n), claim(n)]
    return records


def paragraph(n: int, **more: object) -> ParagraphRecord:
    start = (n - 1) * (len(TEXTS[0]) + 2)
    return ParagraphRecord(n, start, TEXTS[n - 1], Status.TODO, **more)  # type: ignore[arg-type]


def claim(n: int, **more: object) -> SpanRecord:
    return span(n, f"claim{n:03}", "claim", "40 bridges need repair", **more)


def source(n: int, id: str = "", **more: object) -> SpanRecord:
    return span(n, id or f"source{n:02}", "source", "The council", **more)


def span(n: int, id: str, label: str, quote: str, **more: object) -> SpanRecord:
    start = paragraph(n).start + TEXTS[n - 1].index(quote)
    return SpanRecord(id=id, label=label, start=start, end=start + len(quote), quote=quote, origin=Origin.HUMAN, **more)  # type: ignore[arg-type]


def by(n: int) -> RelationRecord:
    return RelationRecord(
        id=f"linked{n:02}", label="by", source=f"claim{n:03}", target=f"source{n:02}", origin=Origin.HUMAN
    )


def replaced(records: list[Record], id: str, **more: object) -> list[Record]:
    return [set_(each, **more) if getattr(each, "id", "") == id else each for each in records]


def forked(repository: Repository, ours: list[Record], theirs: list[Record]) -> None:
    """`main` and `side` with a commit each."""
    repository.git("checkout", "-q", "side")
    repository.commit(theirs)
    repository.git("checkout", "-q", "main")
    repository.commit(ours)


def test_branches_with_edits_next_to_each_other_are_merged(repository: Repository) -> None:
    forked(
        repository,
        [*replaced(sample(), "claim001", label="stance"), source(1), by(1)],
        [*replaced(sample(), "claim001", attributes={}, note="odd"), source(2)],
    )
    repository.git("merge", "side", "-m", "both")
    (first,) = [each for each in repository.read() if getattr(each, "id", "") == "claim001"]
    assert isinstance(first, SpanRecord) and (first.label, first.note) == ("stance", "odd")
    assert {"source01", "source02", "linked01"} < set(repository.ids())


def test_a_conflict_stops_git_and_leaves_a_valid_file_with_both_versions(repository: Repository) -> None:
    forked(repository, replaced(sample(), "claim002", label="stance"), replaced(sample(), "claim002", label="source"))
    said = repository.git("merge", "side", status=1)
    assert f"{NAME}:5,6: " in said and "[conflict]" in said
    versions = [each for each in repository.read() if getattr(each, "conflict", "")]
    assert {each.label for each in versions} == {"stance", "source"}  # type: ignore[union-attr]
    assert repository.git("status", "--short") == f"UU {NAME}\n"


def test_a_file_that_both_added_is_merged_without_a_base(repository: Repository) -> None:
    name = "exports/new.ann.jsonl"
    repository.git("checkout", "-q", "side")
    repository.commit([*sample(), source(1)], name)
    repository.git("checkout", "-q", "main")
    repository.commit([*sample(), source(1, "anotherx"), source(3)], name)
    repository.git("merge", "side", "-m", "both")
    assert len(repository.ids(name)) == len(TEXTS) + 2


@pytest.mark.parametrize("way", [["rebase", "main", "side"], ["cherry-pick", "side"]])
def test_rebase_and_cherry_pick_merge_too(repository: Repository, way: list[str]) -> None:
    forked(repository, [*sample(), source(1), by(1)], [*sample(), source(2), by(2)])
    repository.git(*way)
    assert {"source01", "linked01", "source02", "linked02"} < set(repository.ids())


def test_stash_pop_merges_too(repository: Repository) -> None:
    repository.write([*sample(), source(2)])
    repository.git("stash")
    repository.commit([*sample(), source(1)])
    repository.git("stash", "pop")
    assert {"source01", "source02"} < set(repository.ids())


def test_a_strategy_may_be_named_to_git(repository: Repository) -> None:
    forked(repository, replaced(sample(), "claim002", label="stance"), replaced(sample(), "claim002", label="source"))
    repository.git("-c", "annotate.strategy=theirs", "merge", "side", "-m", "both")
    (found,) = [each for each in repository.read() if getattr(each, "id", "") == "claim002"]
    assert found.label == "source"  # type: ignore[union-attr]


@pytest.mark.parametrize("strategy", ["neither", "-x"])
def test_a_strategy_that_there_is_not_stops_the_merge(repository: Repository, strategy: str) -> None:
    forked(repository, replaced(sample(), "claim002", label="stance"), replaced(sample(), "claim002", label="source"))
    said = repository.git("-c", f"annotate.strategy={strategy}", "merge", "side", status=None)
    assert "ours, theirs or union" in said


def test_git_cannot_ask_and_says_so(repository: Repository) -> None:
    forked(repository, replaced(sample(), "claim002", label="stance"), replaced(sample(), "claim002", label="source"))
    repository.git("config", "annotate.strategy", "ask")
    assert "no terminal to ask at" in repository.annotate("git", "status")
    said = repository.git("merge", "side", status=1)
    assert said.count("no terminal to ask at") == 1 and "[conflict]" in said


@pytest.mark.parametrize(
    ("strategy", "said"), [("union", "decided by annotate.strategy, which is union"), ("odd", "nothing will be merged")]
)
def test_status_says_what_becomes_of_conflicts(repository: Repository, strategy: str, said: str) -> None:
    assert "annotate.strategy" not in repository.annotate("git", "status")
    repository.git("config", "annotate.strategy", strategy)
    assert said in repository.annotate("git", "status")


def test_what_the_schema_does_not_allow_of_both_sides_stops_git(repository: Repository) -> None:
    keep_schema(repository)
    forked(repository, [*sample(), source(2)], [*sample(), span(2, "stance02", "stance", "council of")])
    said = repository.git("merge", "side", status=1)
    assert f"{NAME}:6: " in said and "[overlap]" in said and "1 problem that neither side had" in said
    assert {"source02", "stance02"} < set(repository.ids())
    assert repository.git("status", "--short", "--", NAME) == f"UU {NAME}\n"
    repository.commit([*sample(), source(2)])
    assert len(repository.git("log", "-1", "--format=%P").split()) == 2


def conflicting(repository: Repository, name: str = NAME) -> None:
    """Two sides that gave one annotation different labels, merged."""
    forked(repository, replaced(sample(), "claim002", label="stance"), replaced(sample(), "claim002", label="source"))
    if name != NAME:
        for branch in ("side", "main"):
            repository.git("checkout", "-q", branch)
            (repository.top / name).parent.mkdir(parents=True)
            repository.git("mv", "--", NAME, name)
            repository.git("commit", "-q", "-m", "moved")
    repository.git("merge", "side", status=1)


@pytest.mark.parametrize("name", [NAME, f"a folder/$(id)/{NAME}"])
def test_mergetool_settles_what_is_open_and_git_goes_on(repository: Repository, name: str) -> None:
    keep_schema(repository)
    conflicting(repository, name)
    said = repository.git("mergetool", "-y", "-t", "annotate", typed="next-open\ntake 2\n")
    assert "every question is settled" in said
    (found,) = [each for each in repository.read(name) if getattr(each, "id", "") == "claim002"]
    assert found.label in ("stance", "source") and not found.conflict  # type: ignore[union-attr]
    assert "UU" not in repository.git("status", "--short")
    repository.git("commit", "-q", "-m", "settled")


def test_mergetool_leaves_the_file_to_git_while_something_is_open(repository: Repository) -> None:
    keep_schema(repository)
    conflicting(repository)
    assert "conflicts are open still" in repository.git("mergetool", "-y", "-t", "annotate", status=1)
    assert f"UU {NAME}\n" in repository.git("status", "--short")
    assert [each for each in repository.read() if getattr(each, "conflict", "")]


def test_mergetool_merges_what_git_has_merged_line_by_line(repository: Repository) -> None:
    """As before git was told, or by a host of repositories."""
    keep_schema(repository)
    repository.git("config", "merge.annotate.driver", "git merge-file --marker-size=%L %A %O %B")
    conflicting(repository)
    assert b"<<<<<<<" in (repository.top / NAME).read_bytes()
    said = repository.git("mergetool", "-y", "-t", "annotate", typed="next-open\ntake 1\n")
    assert "theirs: 1 annotation changed" in said and "every question is settled" in said
    assert not [each for each in repository.read() if getattr(each, "conflict", "")]


def test_mergetool_says_what_the_schema_still_does_not_allow(repository: Repository) -> None:
    keep_schema(repository)
    forked(repository, [*sample(), source(2)], [*sample(), span(2, "stance02", "stance", "council of")])
    repository.git("merge", "side", status=1)
    said = repository.git("mergetool", "-y", "-t", "annotate", status=1)
    assert f"{NAME}:6: " in said and "[overlap]" in said
    repository.write([*sample(), source(2)])
    repository.git("mergetool", "-y", "-t", "annotate")
    assert repository.ids().count("source02") == 1 and "stance02" not in repository.ids()
    assert "UU" not in repository.git("status", "--short")


def test_mergetool_does_not_write_over_what_somebody_has_begun_by_hand(repository: Repository) -> None:
    conflicting(repository)
    path = repository.top / NAME
    path.write_bytes(begun := path.read_bytes().replace(b'"quote":"40', b'"quote":"41', 1))
    assert "[" in repository.git("mergetool", "-y", "-t", "annotate", status=1)
    assert path.read_bytes() == begun


def keep_schema(repository: Repository) -> None:
    (repository.top / "schemas").mkdir()
    (repository.top / "schemas" / "small.yaml").write_text(
        "id: small\nversion: 1.0.0\nlabels: [claim, source, stance]\n"
        "overlap: [{pair: [source, stance], rule: forbid}]\n"
    )
    repository.git("add", "schemas")
    repository.git("commit", "-q", "-m", "schema")
    repository.git("branch", "-f", "side")


def test_difftool_shows_annotations_in_their_text_and_other_files_as_git_does(repository: Repository) -> None:
    (repository.top / "-notes.txt").write_text("old\n")
    repository.commit(sample(), "-new.ann.jsonl")
    repository.git("add", ".")
    repository.git("commit", "-q", "-m", "notes")
    (repository.top / "-notes.txt").write_text("new\n")
    repository.write(replaced(sample(), "claim005", label="stance"))
    said = repository.git("difftool", "-y", "-t", "annotate")
    assert "claim -> stance" in said and f"--- a/{NAME} (alice)" in said and "\n-old\n+new\n" in said
    said = repository.git("difftool", "-y", "-t", "annotate", "HEAD~2", "HEAD", "--", "-new.ann.jsonl")
    assert "--- (nothing)\n+++ b/-new.ann.jsonl" in said
    said = repository.git("difftool", "-d", "--no-symlinks", "-t", "annotate", "HEAD")
    assert "claim -> stance" in said and "notes" not in said


NAMES = ["with space.ann.jsonl", "-dash.ann.jsonl", "--help.ann.jsonl", "line\nend.ann.jsonl", "'$(id)`\".ann.jsonl"]


@pytest.mark.parametrize("name", NAMES)
def test_names_may_be_anything(repository: Repository, name: str) -> None:
    repository.commit(sample(), name)
    repository.git("checkout", "-q", "-B", "side")
    repository.commit([*sample(), source(2)], name)
    repository.git("checkout", "-q", "main")
    repository.commit([*sample(), source(1)], name)
    repository.git("merge", "side", "-m", "both")
    assert {"source01", "source02"} < set(repository.ids(name))
    assert '+  source "The council" 0-11 #source02' in repository.git("log", "-p", "-1", "side", "--", name)
    assert "#source02" in repository.git("blame", "--", name)


def test_log_shows_what_changed_as_text(repository: Repository) -> None:
    repository.commit(replaced(sample(), "claim005", label="stance"))
    shown = repository.git("log", "-p", "-1")
    assert '-  claim "40 bridges need repair" 30-52 #claim005' in shown
    assert '+  stance "40 bridges need repair" 30-52 #claim005' in shown


def test_the_heading_of_the_paragraph_stands_above_a_change_far_below_it(repository: Repository) -> None:
    many = [source(2, f"source{letter}{letter}") for letter in "abcdefgh"]
    repository.commit([*sample(), *many])
    repository.commit([*sample(), *many[:-1], set_(many[-1], label="stance")])
    shown = repository.git("diff", "HEAD~1", "HEAD")
    assert "@@ paragraph 2: The council of quarter 2 said" in shown


def test_blame_tells_who_wrote_a_line_of_the_text(repository: Repository) -> None:
    repository.commit([*sample(), source(2)])
    lines = [line for line in repository.git("blame", NAME).splitlines() if "#source02" in line]
    assert len(lines) == 1 and "alice" in lines[0]


def test_what_is_shown_is_kept_by_git(repository: Repository) -> None:
    repository.commit([*sample(), source(2)])
    repository.git("log", "-p")
    assert "refs/notes/textconv/annotate" in repository.git("for-each-ref")
    repository.annotate("git", "disable")
    assert "refs/notes/textconv/annotate" not in repository.git("for-each-ref")


@pytest.mark.parametrize(
    "broken", [b"", b"not an annotation file\n", b"<<<<<<< ours\n=======\n>>>>>>> theirs\n", b"\xff\0\n"]
)
def test_what_is_no_annotation_file_is_shown_and_never_lost(repository: Repository, broken: bytes) -> None:
    repository.git("checkout", "-q", "side")
    repository.commit([*sample(), source(2)])
    repository.git("checkout", "-q", "main")
    path = repository.top / NAME
    path.write_bytes(broken)
    repository.git("commit", "-q", "-a", "-m", "broken")
    repository.git("log", "-p", "-1")
    assert "not merged; our version stays" in repository.git("merge", "side", status=None)
    assert path.read_bytes() == broken


def test_people_of_different_versions_of_a_schema_are_told_to_migrate(repository: Repository) -> None:
    head, *rest = sample()
    forked(repository, [*sample(), source(1)], [set_(head, schema_version="2.0.0"), *rest, source(2)])
    said = repository.git("merge", "side", status=None)
    assert "annotate schema migrate" in said and "source01" in repository.ids()


def test_without_the_program_git_does_what_it_always_does(repository: Repository) -> None:
    gone = {each.key: each.value for each in wanted("/nowhere/annotate")}
    for key in ("merge.annotate.driver", "diff.annotate.textconv"):
        repository.git("config", key, gone[key])
    bare = str(repository.top.parent / "bin")
    os.mkdir(bare)
    for tool in ("git", "cat", "sh"):
        os.symlink(shutil.which(tool) or "", f"{bare}/{tool}")
    repository.environment = {**repository.environment, "PATH": bare}
    forked(repository, replaced(sample(), "claim002", label="stance"), replaced(sample(), "claim002", label="source"))
    assert '"label":"stance"' in repository.git("log", "-p", "-1")
    repository.git("merge", "side", status=1)
    assert b"<<<<<<<" in (repository.top / NAME).read_bytes()


def state(top: Path) -> dict[str, bytes]:
    kept = [top / ".git" / "config", *(each for each in top.rglob("*") if ".git" not in each.parts and each.is_file())]
    return {str(each.relative_to(top)): each.read_bytes() for each in kept if each.exists()}


@pytest.mark.parametrize("attributes", [None, b"", b"*.png binary\n", b"*.png binary", b"# \xff\n*.txt text\r\n"])
def test_disable_undoes_just_what_enable_did(new: Callable[[str], Repository], attributes: bytes | None) -> None:
    repository = new("r")
    if attributes is not None:
        (repository.top / ".gitattributes").write_bytes(attributes)
    before = state(repository.top)
    said = repository.annotate("git", "enable")
    after = state(repository.top)
    assert "nothing to do" in repository.annotate("git", "enable") and state(repository.top) == after
    lines = (repository.top / ".gitattributes").read_text(errors="replace").splitlines()
    assert lines[-2:] == [LINE, EXCEPT]
    assert all(each.value in said for each in wanted(program())) and LINE in said and EXCEPT in said
    repository.annotate("git", "status")
    repository.annotate("git", "disable")
    assert state(repository.top) == before
    assert "nothing to do" in repository.annotate("git", "disable")
    repository.annotate("git", "status", status=1)


def test_a_line_that_somebody_else_committed_stays(new: Callable[[str], Repository]) -> None:
    repository = new("r")
    (repository.top / ".gitattributes").write_text(f"{LINE}\n")
    assert "not told how to call it" in repository.annotate("git", "status", status=1)
    repository.annotate("git", "enable")
    assert "git shows and merges" in repository.annotate("git", "status")
    assert "left as it is" in repository.annotate("git", "disable")
    assert (repository.top / ".gitattributes").read_text() == f"{LINE}\n"


@pytest.mark.parametrize("attributes", [None, b"*.png binary\n", b"*.png binary"])
def test_what_an_earlier_version_enabled_is_brought_up_to_date_and_undone(
    new: Callable[[str], Repository], attributes: bytes | None
) -> None:
    """It wrote the first line only."""
    repository = new("r")
    path = repository.top / ".gitattributes"
    if attributes is not None:
        path.write_bytes(attributes)
    before = state(repository.top)
    repository.annotate("git", "enable")
    path.write_bytes(path.read_bytes().removesuffix(f"{EXCEPT}\n".encode()))
    repository.git("config", "--unset", "annotate.attributes", "^journals-")
    assert "journals of an annotator" in repository.annotate("git", "status", status=1)
    said = repository.annotate("git", "enable")
    assert EXCEPT in said and LINE not in said
    assert path.read_text().splitlines()[-2:] == [LINE, EXCEPT]
    assert "nothing to do" in repository.annotate("git", "enable")
    repository.annotate("git", "disable")
    assert state(repository.top) == before


@pytest.mark.parametrize("end", ["\n", ""])
def test_the_line_for_journals_goes_behind_a_line_of_somebody_else_and_away_again(
    new: Callable[[str], Repository], end: str
) -> None:
    repository = new("r")
    path = repository.top / ".gitattributes"
    path.write_text(f"{EXCEPT}\n{LINE}{end}")
    repository.annotate("git", "enable")
    assert path.read_text() == f"{EXCEPT}\n{LINE}\n{EXCEPT}\n"
    repository.annotate("git", "status")
    repository.annotate("git", "disable")
    assert path.read_text() == f"{EXCEPT}\n{LINE}{end}"


@pytest.mark.parametrize("folder", ["", "exports/", "a folder/exports/"])
def test_journals_of_an_annotator_called_ann_are_left_to_git(repository: Repository, folder: str) -> None:
    journal, name = f"{folder}.journal/sub/article.ann.jsonl", f"{folder}sub/article.ann.ann.jsonl"
    path = repository.top / journal
    path.parent.mkdir(parents=True)
    head = set_(sample()[0], annotator="ann")

    def both(step: str, *more: Record) -> None:
        path.write_text(f'{{"step":"first"}}\n{step}\n')
        repository.git("add", "--", journal)
        repository.commit([head, *sample()[1:], *more], name)

    repository.git("checkout", "-q", "-B", "side")
    both("{}")
    repository.git("checkout", "-q", "-B", "main")
    both('{"step":"ours"}', source(1))
    repository.git("checkout", "-q", "side")
    both('{"step":"theirs"}', source(2))
    said = repository.git("merge", "main", status=1)
    assert f"CONFLICT (content): Merge conflict in {journal}" in said and f"in {name}" not in said
    assert "<<<<<<<" in path.read_text() and {"source01", "source02"} < set(repository.ids(name))
    assert '+{"step":"ours"}' in repository.git("log", "-p", "-1", "main", "--", journal)
    assert '+  source "The council" 0-11 #source01' in repository.git("log", "-p", "-1", "main", "--", name)


def test_what_somebody_else_set_is_neither_replaced_nor_removed(new: Callable[[str], Repository]) -> None:
    repository = new("r")
    repository.git("config", "merge.annotate.driver", "true")
    before = state(repository.top)
    assert "is set already: true" in repository.annotate("git", "enable", status=2)
    assert state(repository.top) == before
    repository.annotate("git", "disable")
    assert state(repository.top) == before


def test_in_a_worktree_and_in_a_submodule_it_is_written_where_git_reads_it(new: Callable[[str], Repository]) -> None:
    inner, outer = new("inner"), new("outer")
    for each in (inner, outer):
        each.git("commit", "-q", "--allow-empty", "-m", "first")
    outer.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(inner.top), "sub")
    outer.git("worktree", "add", "-q", "../tree")
    for place in (outer.top / "sub", outer.top.parent / "tree"):
        there = Repository(place, outer.environment)
        there.annotate("git", "enable")
        assert "annotate" in there.git("check-attr", "merge", "--", "x.ann.jsonl")
        assert "merge-driver" in there.git("config", "merge.annotate.driver")
        there.annotate("git", "disable")
        assert not (place / ".gitattributes").exists()


def test_a_repository_may_move_between_enable_and_disable(new: Callable[[str], Repository]) -> None:
    repository = new("r")
    before = state(repository.top)
    repository.annotate("git", "enable")
    repository.top.rename(repository.top.parent / "moved")
    moved = Repository(repository.top.parent / "moved", repository.environment)
    moved.annotate("git", "disable")
    assert state(moved.top) == before


@pytest.mark.parametrize("named", [False, True])
def test_for_all_repositories_it_is_in_ones_own_files(new: Callable[[str], Repository], named: bool) -> None:
    repository = new("r")
    home = Path(repository.environment["HOME"])
    attributes = home / "my attributes" if named else home / ".config" / "git" / "attributes"
    if named:
        repository.git("config", "--global", "core.attributesFile", "~/my attributes")
    before = state(repository.top)
    repository.annotate("git", "enable", "--global")
    assert attributes.read_text() == f"{LINE}\n{EXCEPT}\n" and state(repository.top) == before
    assert "annotate" in repository.git("check-attr", "diff", "--", "x.ann.jsonl")
    repository.annotate("git", "status", "--global")
    assert "told elsewhere" in repository.annotate("git", "status", status=1)
    repository.annotate("git", "disable", "--global")
    assert not attributes.exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everything")
def test_a_configuration_that_cannot_be_written_is_told(new: Callable[[str], Repository]) -> None:
    repository = new("r")
    (repository.top / ".git").chmod(0o555)
    try:
        assert "config" in repository.annotate("git", "enable", status=3)
    finally:
        (repository.top / ".git").chmod(0o755)


def test_a_locked_configuration_is_told(new: Callable[[str], Repository]) -> None:
    repository = new("r")
    (repository.top / ".git" / "config.lock").touch()
    assert "could not lock config file" in repository.annotate("git", "enable", status=3)
    assert not (repository.top / ".gitattributes").exists()


def test_nothing_is_written_through_a_link(new: Callable[[str], Repository]) -> None:
    repository = new("r")
    (repository.top / "there").write_text("*.png binary\n")
    (repository.top / ".gitattributes").symlink_to("there")
    repository.annotate("git", "enable", status=3)
    assert (repository.top / "there").read_text() == "*.png binary\n"


def test_outside_a_repository_there_is_nothing_to_enable(new: Callable[[str], Repository], tmp_path: Path) -> None:
    (tmp_path / "plain").mkdir()
    nowhere = Repository(tmp_path / "plain", {**new("r").environment, "GIT_CEILING_DIRECTORIES": str(tmp_path)})
    assert "--global" in nowhere.annotate("git", "enable", status=3)


@pytest.mark.parametrize("seed", range(HISTORIES))
def test_in_random_histories_nothing_is_lost_or_doubled(repository: Repository, seed: int) -> None:
    """Two branches that merge each other now and then: what somebody adds and nobody removes is there
    once, on both."""
    chance = random.Random(seed)
    branches = ("main", "side")
    added: set[str] = set()
    removed: set[str] = set()
    for turn in range(6):
        branch = branches[turn % 2]
        repository.git("checkout", "-q", branch)
        repository.commit(list(edited(repository.read(), chance, turn, added, removed)))
        if chance.random() < 0.4:
            repository.git("merge", "-q", branches[1 - turn % 2], "-m", "both")
    repository.git("checkout", "-q", "-B", "one", "main")
    repository.git("merge", "-q", "side", "-m", "both")
    one = (repository.top / NAME).read_bytes()
    ids = repository.ids()
    repository.git("checkout", "-q", "-B", "other", "side")
    repository.git("merge", "-q", "main", "-m", "both")
    assert (repository.top / NAME).read_bytes() == one
    assert len(ids) == len(set(ids)) and added - removed <= set(ids) and not removed & set(ids)


def edited(
    records: list[Record], chance: random.Random, turn: int, added: set[str], removed: set[str]
) -> Iterator[Record]:
    """The file with something added, and at times something removed that nobody else touches."""
    n = chance.randint(1, len(TEXTS))
    words = TEXTS[n - 1].split()
    quote = f"{words[turn]} {words[turn + 1]}"
    id = f"added{turn:03}"
    new = span(n, id, "stance", quote, attributes={"turn": turn})
    added.add(id)
    # Only what was there from the beginning is removed, and by one branch: nobody else changes it.
    gone = f"claim{turn % 2 * 3 + chance.randint(1, 3):03}" if chance.random() < 0.5 else None
    if gone:
        removed.add(gone)
    yield from (each for each in records if not gone or getattr(each, "id", "") != gone)
    yield new
