"""Steps: whatever is done can be taken back, and what the journal holds gives the same session."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.core import edit
from annotate.core.document import Document, ParagraphMode
from annotate.core.edit import Refused
from annotate.core.events import Event, Redo, Step, Undo
from annotate.core.marks import Conflict, Marks
from annotate.core.records import Status
from annotate.core.schema import (
    RELATION,
    Attribute,
    AttributeType,
    Choice,
    Label,
    Overlap,
    OverlapRule,
    Range,
    Relation,
    Schema,
    Scope,
    SpanRules,
)
from annotate.core.segments import paragraphs
from annotate.core.session import Session, advance, remember, replay

TEXT = "Ann saw three boats.\r\nBo 👩‍👩‍👧 said: “No.”\r\nEnd."
SCHEMA = Schema(
    id="test",
    labels={
        "who": Label(
            "who",
            span=SpanRules(discontinuous=True, max_fragments=3),
            attributes=(
                Attribute("kind", AttributeType.ENUM, choices=(Choice("one"), Choice("many")), required=True),
                Attribute("rank", AttributeType.INT, min=1, max=9),
            ),
        ),
        "what": Label("what"),
        "role": Label("role", scope=Scope.PARAGRAPH, attributes=(Attribute("main", AttributeType.BOOL),)),
        "genre": Label("genre", scope=Scope.DOCUMENT),
    },
    relations={
        "does": Relation("does", ("who",), ("what",), outgoing=Range(0, 2), acyclic=True),
        "doubts": Relation("doubts", ("who", RELATION), ("@does", "@doubts")),
    },
    overlap=(OverlapRule(("what", "what"), Overlap.NEST),),
)


def session() -> Session:
    starts, ends = paragraphs(TEXT, ParagraphMode.AUTO)
    document = Document("d", "d.txt", TEXT, "0" * 64, "utf-8", False, ParagraphMode.AUTO, starts, ends)
    return Session(document, SCHEMA, "alice")


def things(marks: Marks) -> object:
    """All that is annotated, in comparable form."""
    return (
        marks.document,
        {n: mark for n, mark in marks.paragraphs.items() if mark != type(mark)(n)},
        {n: shelf.spans for n, shelf in marks.shelves.items() if shelf.spans},
        {id: marks.relations[id] for id in marks.relations},
        {id: frozenset(links) for id, links in marks.links.items() if links},
        marks.count,
        marks.decided,
        marks.flagged,
        marks.labels,
    )


Draw = st.DataObject
OPERATIONS = (
    "create", "create", "create", "reshape", "relabel", "delete", "set", "relate", "relate", "doubt", "doubt",
    "unrelate", "paragraph",
    "document", "note", "flag", "decide", "undo", "undo", "redo", "fragment",
)  # fmt: skip


def operation(now: Session, number: int, data: Draw) -> Event:
    """One thing that an annotator could try; raises Refused where the schema does not allow it."""
    at, id = "2026-01-01T10:00:00Z", f"id{number:06}"
    spans = sorted(now.marks.places)
    relations = sorted(now.marks.relations)
    span = data.draw(st.sampled_from(spans)) if spans else "nothing"
    other = data.draw(st.sampled_from(spans)) if spans else "nothing"
    start = data.draw(st.integers(0, len(TEXT) - 1))
    stretch = (start, data.draw(st.integers(start + 1, len(TEXT))))
    n = data.draw(st.integers(1, 3))
    match data.draw(st.sampled_from(OPERATIONS)):
        case "create":
            return edit.create(now, id, at, data.draw(st.sampled_from(["who", "what"])), (stretch,))
        case "reshape":
            return edit.reshape(now, at, span, (stretch,))
        case "relabel":
            return edit.relabel(now, at, span, data.draw(st.sampled_from(["who", "what"])))
        case "delete":
            return edit.delete(now, at, span)
        case "set":
            value = data.draw(st.sampled_from(["one", "many", None]))
            return edit.set_attributes(now, at, span, {"kind": value})
        case "relate":
            return edit.relate(now, id, at, "does", span, other)
        case "doubt":
            ends = st.sampled_from([*spans, *relations, "nothing"])
            return edit.relate(now, id, at, "doubts", data.draw(ends), data.draw(ends))
        case "unrelate":
            return edit.unrelate(now, at, data.draw(st.sampled_from(relations)) if relations else "nothing")
        case "paragraph":
            return edit.label_paragraph(now, at, n, "role", data.draw(st.sampled_from([{"main": True}, {}, None])))
        case "document":
            return edit.label_document(now, at, n, "genre", data.draw(st.sampled_from([{}, None])))
        case "note":
            return edit.note(now, at, n, data.draw(st.sampled_from(["", span])), data.draw(st.text(max_size=3)))
        case "flag":
            return edit.flag(now, at, n, span)
        case "decide":
            return edit.decide(now, at, n, data.draw(st.sampled_from(Status)), 3)
        case "fragment":
            return edit.add_fragment(now, at, span, stretch)
        case "undo":
            return Undo(at)
        case _:
            return Redo(at)


@given(st.data())
def test_any_history_can_be_replayed_and_taken_back_step_by_step(data: Draw) -> None:
    now, events = session(), []
    states = [things(now.marks)]
    for number in range(data.draw(st.integers(0, 25))):
        try:
            event = operation(now, number, data)
            now = advance(now, event)
        except (Refused, Conflict):
            continue
        events.append(event)
        states = states[:-1] if isinstance(event, Undo) else [*states, things(now.marks)]
    decoded = msgspec.json.decode(msgspec.json.encode(events), type=list[Event])
    assert things(replay(session(), decoded).marks) == things(now.marks)
    while now.last is not None:
        assert things(now.marks) == states.pop()
        now = advance(now, Undo(""))
    assert things(now.marks) == things(session().marks)


@given(st.data())
def test_nothing_is_ever_left_hanging_in_the_air(data: Draw) -> None:
    now = session()
    for number in range(25):
        try:
            now = advance(now, operation(now, number, data))
        except (Refused, Conflict):
            continue
    for relation in now.marks.relations.values():
        assert relation.source in now.marks and relation.target in now.marks
        assert now.marks.paragraph_of(relation.id) is not None


@given(st.data())
def test_every_span_says_what_stands_at_its_place_and_splits_no_character(data: Draw) -> None:
    from annotate.core.graphemes import snap

    now = session()
    for number in range(12):
        try:
            now = advance(now, operation(now, number, data))
        except (Refused, Conflict):
            continue
    for _, (n, span) in now.marks.places.items():
        assert span.quote == " ".join(TEXT[a:b] for a, b in span.stretches)
        paragraph = now.document.paragraph(n)
        for stretch in span.stretches:
            assert paragraph.start <= stretch[0] < stretch[1] <= paragraph.end
            assert snap(TEXT, *stretch, paragraph.start, paragraph.end) == stretch


def made(*steps: Step) -> Session:
    return replay(session(), steps)


WHO = edit.create(session(), "whowhowh", "", "who", ((0, 3),), {"kind": "one"})
WHAT = edit.create(made(WHO), "whatwhat", "", "what", ((8, 19),))


def test_history_alone_is_remembered_for_what_a_file_already_holds() -> None:
    done = made(WHO, WHAT)
    opened = remember(msgspec.structs.replace(session(), marks=done.marks), [WHO, WHAT])
    assert things(advance(opened, Undo("")).marks) == things(made(WHO).marks)


def test_a_step_that_does_not_fit_changes_nothing() -> None:
    with pytest.raises(Conflict, match="whowhowh"):
        advance(made(WHO), WHO)


@pytest.mark.parametrize(
    ("attempt", "reason"),
    [
        (lambda s: edit.create(s, "x", "", "who", ((0, 3),)), "already labeled"),
        (lambda s: edit.create(s, "x", "", "what", ((8, 11), (15, 19))), "one stretch"),
        (lambda s: edit.create(s, "x", "", "role", ((0, 3),)), "not a label for text"),
        (lambda s: edit.create(s, "x", "", "what", ((4, 12),)), "cross"),
        (lambda s: edit.create(s, "x", "", "who", ((0, 1), (4, 5), (8, 9), (12, 13))), "at most 3"),
        (lambda s: edit.relate(s, "x", "", "does", "whatwhat", "whowhowh"), "does not lead from"),
        (lambda s: edit.relate(s, "x", "", "does", "whowhowh", "whowhowh"), "itself"),
        (lambda s: edit.relate(s, "x", "", "doubts", "whowhowh", "whatwhat"), "does not lead from 'who' to 'what'"),
        (lambda s: edit.relate(s, "x", "", "owns", "whowhowh", "whatwhat"), "not a relation"),
        (lambda s: edit.set_attributes(s, "", "whowhowh", {"kind": "some"}), "kind"),
        (lambda s: edit.set_attributes(s, "", "whowhowh", {"rank": 10}), "rank"),
        (lambda s: edit.set_attributes(s, "", "whowhowh", {"size": 1}), "no attribute 'size'"),
        (lambda s: edit.delete(s, "", "nothing1"), "no annotation"),
        (lambda s: edit.remove_fragment(s, "", "whowhowh", 0), "only fragment"),
    ],
)  # fmt: skip
def test_what_the_schema_does_not_allow_is_refused_with_the_reason(attempt, reason: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(Refused, match=reason):
        attempt(made(WHO, WHAT))


DOES = edit.relate(made(WHO, WHAT), "doesdoes", "", "does", "whowhowh", "whatwhat")
DOUBT = edit.relate(made(WHO, WHAT, DOES), "doubtdou", "", "doubts", "whowhowh", "doesdoes")
AGAIN = edit.relate(made(WHO, WHAT, DOES, DOUBT), "againaga", "", "doubts", "doesdoes", "doubtdou")
LINKED = made(WHO, WHAT, DOES, DOUBT, AGAIN)


def test_a_relation_may_lead_to_another_and_belongs_to_the_paragraph_where_its_sources_begin() -> None:
    assert [LINKED.marks.paragraph_of(id) for id in ("doesdoes", "doubtdou", "againaga")] == [1, 1, 1]
    with pytest.raises(Refused, match="does not lead from 'what' to a relation 'does'"):
        edit.relate(LINKED, "x", "", "doubts", "whatwhat", "doesdoes")


@pytest.mark.parametrize(
    ("remove", "left"),
    [
        (lambda s: edit.unrelate(s, "", "againaga"), {"doesdoes", "doubtdou"}),
        (lambda s: edit.unrelate(s, "", "doubtdou"), {"doesdoes"}),
        (lambda s: edit.unrelate(s, "", "doesdoes"), set()),
        (lambda s: edit.delete(s, "", "whatwhat"), set()),
        (lambda s: edit.relabel(s, "", "whatwhat", "who"), set()),
    ],
)  # fmt: skip
def test_what_hangs_on_something_goes_with_it_and_comes_back_with_it(remove, left: set[str]) -> None:  # type: ignore[no-untyped-def]
    after = advance(LINKED, remove(LINKED))
    assert set(after.marks.relations) == left
    assert things(advance(after, Undo("")).marks) == things(LINKED.marks)


def test_a_fragment_that_touches_makes_the_span_longer() -> None:
    step = edit.add_fragment(made(WHO), "", "whowhowh", (3, 7))
    span = made(WHO, step).marks.span("whowhowh")
    assert span is not None and (span.quote, span.fragments) == ("Ann saw", ())


def test_many_are_made_in_one_step_and_those_left_out_are_named() -> None:
    step, refused = edit.create_all(made(WHO, WHAT), ["aaaaaaaa", "bbbbbbbb"], "", "what", [((0, 7),), ((4, 12),)])
    assert len(step.changes) == 1
    assert len(refused) == 1 and "cross" in refused[0]


def test_time_spent_adds_up_over_decisions() -> None:
    first = edit.decide(session(), "t1", 1, Status.DONE, 20)
    again = edit.decide(made(first), "t2", 1, Status.TODO, 5)
    mark = made(first, again).marks.paragraph(1)
    assert (mark.seconds, mark.by, mark.at) == (25, "alice", "t2")
