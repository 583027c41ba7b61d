"""What is offered for an attribute comes from the annotations that are there, the latest first."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
import pytest

from annotate.core.document import Document, ParagraphMode
from annotate.core.events import Change, Item, ParagraphMark, Step, Undo
from annotate.core.paragraphs import paragraphs
from annotate.core.records import Origin, RelationRecord, SpanRecord
from annotate.core.schema import (
    Attribute,
    AttributeType,
    Choice,
    Label,
    Relation,
    Schema,
    Scope,
    Suggest,
    Value,
)
from annotate.core.session import Session, advance, replay
from annotate.core.suggestions import LIMIT, suggested

TEXT = "Mill mill Weir\n\nMill Lock\n\nWeir"
NAME = Attribute("name", AttributeType.STRING, suggest=Suggest.PREVIOUS_SAME_TEXT)
KIND = Attribute("kind", AttributeType.ENUM, choices=(Choice("x"), Choice("y")), suggest=Suggest.RECENT_VALUES)
WHICH = Attribute("which", AttributeType.ENTITY)
PLAIN = Attribute("plain", AttributeType.STRING)
WHERE = Attribute("where", AttributeType.ENTITY)
TONE = Attribute("tone", AttributeType.STRING, suggest=Suggest.RECENT_VALUES)
PLACE = Label("place", attributes=(NAME, KIND, WHICH, PLAIN))
OWNER = Label("owner", attributes=(WHERE, NAME))
ROLE = Label("role", Scope.PARAGRAPH, attributes=(TONE,))
NEAR = Relation("near", attributes=(TONE,))
SCHEMA = Schema("s", {each.name: each for each in (PLACE, OWNER, ROLE)}, relations={"near": NEAR})
START = Session(
    Document(
        "d", "d.txt", TEXT, "0", "utf-8", False, ParagraphMode.AUTO, *paragraphs(TEXT, ParagraphMode.AUTO)
    ),
    SCHEMA,
    "ana",
)  # fmt: skip


def span(id: str, quote: str, attributes: Mapping[str, Value], label: str = "place", nth: int = 0) -> SpanRecord:
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(quote, start + 1)
    return SpanRecord(
        id=id,
        label=label,
        start=start,
        end=start + len(quote),
        quote=quote,
        attributes=attributes,
        origin=Origin.HUMAN,
    )


def step(*items: Item, n: int = 1) -> Step:
    return Step("test", n, "", tuple(Change(after=each) for each in items))


def done(*items: Item) -> Session:
    """A session in which the items were made one after the other."""
    return replay(START, [step(each) for each in items])


def opened(*items: Item) -> Session:
    """The same annotations, read from a file: nobody knows which were made last."""
    return msgspec.structs.replace(START, marks=done(*items).marks)


def test_the_same_text_is_offered_what_it_was_answered_before_the_latest_first() -> None:
    session = done(
        span("a", "Mill", {"name": "the old mill"}),
        span("b", "mill", {"name": "the new mill"}),
        span("c", "Weir", {"name": "the weir"}),
    )
    assert suggested(session, PLACE, NAME, "Mill") == ("the new mill", "the old mill")
    assert suggested(session, PLACE, NAME, " MILL\n") == ("the new mill", "the old mill")
    assert suggested(session, PLACE, NAME, "Lock") == ()


def test_another_label_on_the_same_text_answers_another_question() -> None:
    session = done(span("a", "Mill", {"name": "Ilse"}, "owner"))
    assert suggested(session, PLACE, NAME, "Mill") == ()
    assert suggested(session, OWNER, NAME, "Mill") == ("Ilse",)


def test_recent_values_come_from_any_text_each_once() -> None:
    session = done(span("a", "Mill", {"kind": "x"}), span("b", "Weir", {"kind": "y"}), span("c", "Lock", {"kind": "x"}))
    assert suggested(session, PLACE, KIND, "Weir") == ("x", "y")


def test_an_entity_is_offered_those_of_the_same_text_then_of_the_question_then_all() -> None:
    session = done(
        span("a", "Mill", {"where": "Q1"}, "owner"),
        span("b", "Weir", {"which": "Q2"}),
        span("c", "Lock", {"where": "Q3"}, "owner"),
        span("d", "mill", {"which": "Q4"}),
    )
    assert suggested(session, PLACE, WHICH, "Mill") == ("Q4", "Q1", "Q2", "Q3")


def test_nothing_is_offered_where_the_schema_does_not_ask_for_it() -> None:
    session = done(span("a", "Mill", {"plain": "x"}))
    assert suggested(session, PLACE, PLAIN, "Mill") == ()


def test_relations_and_paragraphs_have_answers_of_their_own() -> None:
    relation = RelationRecord(
        id="r", label="near", source="a", target="b", attributes={"tone": "far"}, origin=Origin.HUMAN
    )
    mark = ParagraphMark(2, labels={"role": {"tone": "dry"}})
    items = span("a", "Mill", {}), span("b", "Lock", {}), relation, mark
    for session in (done(*items), opened(*items)):
        assert suggested(session, NEAR, TONE, "") == ("far",)
        assert suggested(session, ROLE, TONE, "") == ("dry",)


def test_without_a_history_what_stands_nearest_above_comes_first_then_what_is_below() -> None:
    session = opened(
        span("a", "Mill", {"name": "first"}),
        span("b", "mill", {"name": "second"}),
        span("c", "Mill", {"name": "below"}, nth=1),
    )
    assert suggested(session, PLACE, NAME, "Mill", n=1) == ("second", "first", "below")
    assert suggested(session, PLACE, NAME, "Mill", n=3) == ("below", "second", "first")


def test_what_was_done_last_comes_before_what_stands_nearer() -> None:
    session = opened(span("a", "Mill", {"name": "near"}), span("b", "Mill", {"name": "far"}, nth=1))
    changed = span("b", "Mill", {"name": "new"}, nth=1)
    session = advance(session, Step("set", 2, "", (Change(session.marks.span("b"), changed),)))
    assert suggested(session, PLACE, NAME, "Mill", n=1) == ("new", "near")


def test_what_was_deleted_or_taken_back_is_not_offered() -> None:
    made = done(span("a", "Mill", {"name": "one"}), span("b", "mill", {"name": "two"}))
    deleted = advance(made, Step("delete", 1, "", (Change(before=made.marks.span("a")),)))
    assert suggested(deleted, PLACE, NAME, "Mill") == ("two",)
    assert suggested(advance(made, Undo("")), PLACE, NAME, "Mill") == ("one",)


def test_the_annotation_itself_is_not_asked() -> None:
    session = done(span("a", "Mill", {"name": "one", "which": "Q1"}), span("b", "mill", {"name": "two"}))
    assert suggested(session, PLACE, NAME, "Mill", id="a") == ("two",)
    assert suggested(session, PLACE, WHICH, "Mill", id="a") == ()


def test_what_the_schema_no_longer_allows_is_not_offered() -> None:
    session = done(span("a", "Mill", {"kind": "z"}), span("b", "Weir", {"kind": "y"}))
    assert suggested(session, PLACE, KIND, "Mill") == ("y",)


def test_true_and_1_are_different_answers() -> None:
    number = Attribute("size", AttributeType.NUMBER, suggest=Suggest.RECENT_VALUES)
    label = Label("place", attributes=(number,))
    session = done(span("a", "Mill", {"size": 1}), span("b", "Weir", {"size": True}))
    assert suggested(session, label, number, "Mill") == (1,)


@pytest.mark.parametrize("many", [done, opened])
def test_as_many_are_offered_as_can_be_chosen_from(many) -> None:  # type: ignore[no-untyped-def]
    spans = [span(f"{i:03}", "Mill", {"name": f"name {i}"}) for i in range(2 * LIMIT)]
    assert len(suggested(many(*spans), PLACE, NAME, "Mill")) == LIMIT
