"""What holds for the line mode whatever is typed: the same work as by keys, nothing lost, no harm."""

from __future__ import annotations

import errno
import os
import re
import tempfile
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotate.core.records import SpanRecord
from annotate.core.schema import Schema
from annotate.core.session import Session
from annotate.store.annotations import lines_of, read_annotations
from annotate.store.disk import Disk
from annotate.store.documents import read_document
from annotate.tui.state import Reading, State, place
from tests.tui.scribe import Scribe
from tests.tui.typist import Typist, news_claims

TEXT = """\
The council said that about 40 bridges need repair, and two schools closed.

A mayor feared it.

Nobody came.
"""
CLAIMS = news_claims()
UNSAFE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


class Same(NamedTuple):
    """One thing to do, as a line and as keys, before which `words`, first and last, are selected."""

    line: str
    keys: tuple[str, ...]
    words: tuple[str, str] | None = None
    answers: tuple[str, ...] = ()


SAME = (
    Same('source "The council" kind=government', ("s",), ("The", "council"), ("government",)),
    Same('source "mayor" kind=official', ("s",), ("mayor", "mayor"), ("official",)),
    Same('claim "40 bridges need repair" attribution=a', ("c",), ("40", "repair"), ("attributed",)),
    Same('claim "40 bridges" attribution=u', ("c",), ("40", "bridges"), ("unattributed",)),
    Same('figure "two" ok', ("f", "enter"), ("two", "two")),
    Same('figure "about 40" ok', ("f", "enter"), ("about", "40")),
    Same("paragraph_role role=heading", ("p", "h", "escape")),
    Same("done", ("enter",)),
    Same("flag", ("!",)),
    Same("reopen", ("_",)),
    Same("undo", ("u",)),
    Same("redo", ("c-r",)),
    Same("next", ("pagedown",)),
    Same("previous", ("pageup",)),
    Same("todo", ("%",)),
    Same("1", ("c-g", '"1"')),
)


def press(typist: Typist, doing: Same) -> None:
    """By keys, from wherever one is; what is not to be had here is left again."""
    if doing.words:
        text = typist.state.session.document.text
        paragraph = typist.state.session.document.paragraph(typist.state.n)
        if doing.words[0] not in re.findall(r"\w+", text[paragraph.start : paragraph.end]):
            return
        typist.press("home").jump(doing.words[0], doing.words[1] * (len(set(doing.words)) - 1))
        if len(set(doing.words)) == 1:
            typist.press("enter")
    for key in doing.keys:
        if key.startswith('"'):
            typist.type(key.strip('"'))
        elif not (doing.words and typist.state.alert):
            typist.press(key)
    if doing.answers and not typist.state.alert:
        typist.answer(*doing.answers)
    if not isinstance(typist.state.doing, Reading):
        typist.press("escape")


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(SAME), max_size=14))
def test_lines_and_keys_lead_to_the_same_file(doings: Sequence[Same]) -> None:
    with tempfile.TemporaryDirectory(dir=memory()) as folder:
        scribe = Scribe(Path(folder), CLAIMS, TEXT)
        scribe.type(["note here", *(each.line for each in doings)])
        document = read_document(Path(folder, "corpus", "article.txt"), root=Path(folder, "corpus"))
        typist = Typist(place(State(Session(document, CLAIMS, "alice")), 1))
        typist.press('"').type("here")
        for each in doings:
            press(typist, each)
        assert without_chance(scribe.path().read_bytes()) == without_chance(b"".join(lines_of(typist.state.session)))


def without_chance(content: bytes) -> bytes:
    """The file without what is made up: ids in the order they stand in, no seconds."""
    found = dict.fromkeys(re.findall(rb'"(?:id|from|to)":"([a-z2-7]{8})"', content))
    for i, each in enumerate(found):
        content = content.replace(each, b"%08d" % i)
    return re.sub(rb',"seconds":[0-9]+', b"", content)


VOCABULARY = (
    "claim c source s stance t figure f paragraph_role p done flag reopen undo redo next previous todo "
    "goto part ok set clear edges fragment unfragment relabel delete link unlink note document-note "
    "unnote search next-match previous-match everywhere apply all show words guideline labels document "
    "help documents open next-document save saved about answer a1 a2 a3 r1 1 2 5-9 3,5 0 99 9-2 at "
    'clause sentence quote number "the" "40" "it"#2 "" " attribution=a kind=person kind= =a =x target=x '
    "value=7 certainty=possible hedge=3 remark=t,n role=h supports attributed_to \x1b[31m \u202e \x00 \\ #"
)
WORDS = st.sampled_from(VOCABULARY.split())
LINES = st.lists(st.lists(WORDS, min_size=1, max_size=6).map(" ".join) | st.text(max_size=12), max_size=20)


@settings(max_examples=200, deadline=None)
@given(LINES)
def test_whatever_is_typed_is_answered_and_the_file_is_in_order(lines: list[str]) -> None:
    typed = [re.sub(r"[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029\ud800-\udfff]", "", line) for line in lines]
    with tempfile.TemporaryDirectory(dir=memory()) as folder:
        scribe = Scribe(Path(folder), CLAIMS, TEXT)
        said = [line for line in scribe.type(["figure 11 ok", *typed]) if not line.startswith(">")]
        assert scribe.status == 0
        assert not {c for line in said for c in line if unicodedata.category(c) in UNSAFE}
        file = read_annotations(scribe.path())
        assert file.problems == ()
        spans = sum(isinstance(each.record, SpanRecord) for each in file.entries)
        told = [line for line in said if re.fullmatch("saved [0-9]+", line)]
        assert told[-1] == f"saved {spans}"


class Filling(Disk):
    """Writes fail while it is full."""

    full = False

    def write(self, handle: int, data: bytes) -> int:
        if self.full:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return super().write(handle, data)


def test_a_full_disk_is_told_and_loses_nothing(tmp_path: Path, claims: Schema) -> None:
    disk = Filling()
    scribe = Scribe(tmp_path, claims, TEXT, disk=disk)

    def stage(line: str) -> None:
        disk.full = line == "the disk fills up"

    scribe.stage = stage
    scribe.play("""
        article: paragraph 1 of 3, to do
        text: The council said that about 40 bridges need repair, and two schools closed.
        > source 1-2 kind=group
        a1 source: The council
        a1 kind: group
        saved 1
        > # the disk fills up
        > claim 6-9 attribution=a
        a2 claim: 40 bridges need repair
        a2 attribution: attributed
        saved 1; 2 not saved: no space left on device
        > saved
        saved 1; 2 not saved: no space left on device
        > quit
        saved 1; 2 not saved: no space left on device
        error: not left: elsewhere FOLDER saves there, quit again leaves without saving
        > # there is room again
        > link a2 a1
        r1 attributed_to: a2 to a1
        saved 2
        > quit
    """)
    assert scribe.status == 0
    assert len(scribe.file().entries) == 7


def test_what_cannot_be_saved_at_the_end_shows_in_the_exit_status(tmp_path: Path, claims: Schema) -> None:
    disk = Filling()
    scribe = Scribe(tmp_path, claims, TEXT, disk=disk)
    scribe.stage = lambda line: setattr(disk, "full", True)
    said = scribe.type(["source 1-2 kind=group", "# full", "figure ok"])
    assert said[-1] == "saved 1; 2 not saved: no space left on device"
    assert scribe.status == 3
    disk.full = False
    assert scribe.type([])[-4:] == [
        "text: The council said that about 40 bridges need repair, and two schools closed.",
        "a1 source: The council",
        "a1 kind: group",
        "a1 warning: nothing is linked to this source; help claim tells how to label the other end",
    ]


def test_another_folder_saves_what_a_full_disk_does_not(tmp_path: Path, claims: Schema) -> None:
    disk = Filling()
    scribe = Scribe(tmp_path, claims, TEXT, disk=disk)
    scribe.stage = lambda line: setattr(disk, "full", not disk.full)
    other = tmp_path / "other"
    said = scribe.type(["# full", "figure 11 ok", "# empty", f"elsewhere {other}", "quit"])
    assert said[-3:-1] == [f"everything is saved in {other} now", "saved 1"]
    assert scribe.status == 0
    assert (other / "article.alice.ann.jsonl").exists()


@pytest.mark.parametrize("count", range(1, 5))
def test_the_end_of_the_input_anywhere_keeps_everything(tmp_path: Path, claims: Schema, count: int) -> None:
    lines = ["claim 6-9", "=a", "source 1-2", "kind=group"][:count]
    scribe = Scribe(tmp_path, claims, TEXT)
    assert scribe.type(lines)[0].startswith("article: paragraph 1")
    spans = [each.record for each in scribe.file().entries if isinstance(each.record, SpanRecord)]
    assert len(spans) == (count + 1) // 2
    assert sum(len(each.attributes) for each in spans) == count // 2
    assert scribe.status == 0


def test_hostile_text_is_shown_harmlessly(tmp_path: Path, claims: Schema) -> None:
    text = "Seen \x1b]0;title\x07 and \x9b2J \u202eturned\u202c \U000e0041\ttab.\n"
    scribe = Scribe(tmp_path, claims, text)
    said = scribe.type(["claim 1-3 attribution=a", "note \x1b[2J\u202e", "search \x9b", "words", "show"])
    said = [line for line in said if not line.startswith(">")]
    assert not {c for line in said for c in line if unicodedata.category(c) in UNSAFE}
    assert said[1].startswith("text: Seen ^[]0;title^G and <U+009B>2J <U+202E>turned")


def test_a_giant_paragraph_is_read_in_parts(tmp_path: Path, claims: Schema) -> None:
    scribe = Scribe(tmp_path, claims, "The barn burned. " * 2_000)
    said = scribe.type(["part 3", "source 2 kind=person", "part 99", "words 2"])
    assert said[1] == "part 1 of 5" and all(len(line) < 9_000 for line in said)
    assert "part 3 of 5" in said
    assert "a1 source: barn" in said
    assert "error: this paragraph has parts 1 to 5" in said
    assert said[-1] == "2 barn"


def memory() -> str | None:
    """A folder in memory where there is one: real syncs would take minutes."""
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
