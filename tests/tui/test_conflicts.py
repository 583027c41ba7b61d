"""What a merge left open, seen by somebody who labels on in that file."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from annotate.core import edit
from annotate.core.conflicts import conflicts_in
from annotate.core.edit import Refused
from annotate.core.events import DocumentMark, ParagraphMark, Step
from annotate.core.marks import Conflict, Marks, gather
from annotate.core.merge.remarks import Remark, remarked, split
from annotate.core.records import Origin, RelationRecord, SpanRecord, Status
from annotate.core.session import Session, advance
from annotate.tui.conflicts import notice
from annotate.tui.plain.facts import paragraph_lines
from annotate.tui.plain.names import Names
from annotate.tui.state import State, Typing, place
from tests.tui.typist import Typist, document_of, news_claims

TEXT = "The council said that 40 bridges need repair, and two schools closed."
AT = "2026-01-01T10:00:00Z"
CLAIMS = news_claims()
NOTE = remarked("seen", [Remark("decision", ({"status": "done"}, {"status": "flagged"}))])
ABOUT = remarked("", [Remark("note", ("mine", "yours"))])


def span(label: str, words: str, id: str, conflict: str = "") -> SpanRecord:
    start = TEXT.index(words)
    return SpanRecord(
        id=id, label=label, start=start, end=start + len(words), quote=words, origin=Origin.HUMAN, conflict=conflict
    )


def link(id: str, source: str, conflict: str = "") -> RelationRecord:
    return RelationRecord(
        id=id, label="attributed_to", source=source, target="source22", origin=Origin.HUMAN, conflict=conflict
    )


LONG = span("claim", "40 bridges need repair", "claim222", "claim222")
SHORT = span("claim", "bridges need", "derived2", "claim222")
COUNCIL = span("source", "The council", "source22")
LINKS = (link("link2222", "claim222", "link2222"), link("derived3", "derived2", "link2222"))


def merged() -> Session:
    line = ParagraphMark(1, Status.DONE, "ann", AT, note=NOTE, conflict="paragraph-1")
    about = DocumentMark(note=ABOUT, conflict="document")
    marks = gather(about, [line], [(1, each) for each in (LONG, SHORT, COUNCIL)], LINKS)
    return Session(document_of(TEXT), CLAIMS, "ann", marks)


def typist(columns: int = 120, rows: int = 40) -> Typist:
    return Typist(place(State(merged()), 1), columns, rows)


def test_on_opening_it_is_said_how_many_conflicts_there_are_and_what_settles_them() -> None:
    assert list(notice(merged().marks, Path("out/a b.ann.jsonl"))) == [
        "a merge left 4 conflicts; this settles them: annotate review 'out/a b.ann.jsonl'"
    ]
    assert list(notice(Marks(), Path("out/article.ann.ann.jsonl"))) == []


def test_versions_of_a_conflict_are_marked_beside_the_text() -> None:
    shown = typist().press("tab", "tab").shown()
    assert "▸C claim bridges need conflict" in shown and "C claim 40 bridges need… conflict" in shown
    assert "S source The council kind?" in shown
    assert "conflict: one of 2 versions that a merge" in shown
    assert "│ conflict: a merge left two versions of its" in shown
    assert "document conflict: a merge left two versions" in shown
    assert "merge:" not in shown


def test_in_lines_each_version_names_the_others() -> None:
    said = list(paragraph_lines(place(State(merged()), 1), Names()))
    assert "conflict: a merge left two versions of its decision; annotate review settles it" in said
    assert "a2 conflict: one of 2 versions that a merge left; annotate review settles it; beside it a3" in said
    assert "r1 conflict: one of 2 versions that a merge left; annotate review settles it; beside it r2" in said
    assert not any("merge:" in line for line in said)


def test_a_note_is_typed_beside_what_the_merge_wrote_and_leaves_it() -> None:
    desk = typist().press("right", "right", '"')  # no annotation is under the cursor
    assert isinstance(desk.state.doing, Typing) and desk.state.doing.text == "seen"
    assert desk.type("seen twice").state.session.marks.paragraph(1).note == NOTE.replace("seen", "seen twice")


KINDS = ("relabel", "reshape", "note", "flag", "answer", "decide", "label", "about", "unlink", "delete")
EDITS = st.lists(
    st.tuples(
        st.sampled_from(KINDS),
        st.sampled_from(["claim222", "derived2", "source22", "link2222", "derived3", ""]),
        st.sampled_from(["", "other words", '[merge: "note" 1 | 2]']),
    ),
    max_size=8,
)


@settings(max_examples=150)
@given(EDITS)
def test_whatever_is_edited_what_is_left_has_its_conflict(edits: list[tuple[str, str, str]]) -> None:
    session = before = merged()
    for what, id, text in edits:
        try:
            session = advance(session, _step(session, what, id, text))
        except (Refused, Conflict, KeyError):
            continue
    marks = session.marks
    for thing in (LONG, SHORT, COUNCIL, *LINKS):
        left = marks.thing(thing.id)
        assert left is None or left.conflict == thing.conflict
    for mark, was in ((marks.paragraph(1), before.marks.paragraph(1)), (marks.document, before.marks.document)):
        assert mark.conflict == was.conflict
        assert split(mark.note)[1] == split(was.note)[1]
    assert {"paragraph-1", "document"} <= conflicts_in(marks)


def _step(session: Session, what: str, id: str, text: str) -> Step:
    match what:
        case "relabel":
            return edit.relabel(session, AT, id, "stance")
        case "reshape":
            return edit.reshape(session, AT, id, ((46, 57),))
        case "note":
            return edit.note(session, AT, 1, id, text)
        case "flag":
            return edit.flag(session, AT, 1, id)
        case "answer":
            return edit.set_attributes(session, AT, id, {"attribution": "unattributed"})
        case "decide":
            return edit.decide(session, AT, 1, Status.TODO if text else Status.FLAGGED, 1)
        case "label":
            return edit.label_paragraph(session, AT, 1, "paragraph_role", {"role": "heading"} if text else None)
        case "about":
            return edit.note_document(session, AT, 1, text)
        case "unlink":
            return edit.unrelate(session, AT, id)
        case _:
            return edit.delete(session, AT, id)
