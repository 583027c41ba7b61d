"""What somebody did is brought to annotations that somebody else has changed."""

from __future__ import annotations

from functools import reduce

import msgspec
import pytest

from annotate.core.document import Document, ParagraphMode
from annotate.core.events import Change, Event, Item, Redo, Step, Undo
from annotate.core.marks import Marks
from annotate.core.paragraphs import paragraphs
from annotate.core.records import Origin, RelationRecord, SpanRecord
from annotate.core.salvage import salvage
from annotate.core.schema import Schema
from annotate.core.session import Session, advance, replay

NOW = "2026-03-04T05:06:07Z"
TEXT = "one two three four\n\nfive six"
START = Session(
    Document(
        "d",
        "d",
        TEXT,
        "0",
        "utf-8",
        False,
        ParagraphMode.AUTO,
        *paragraphs(TEXT, ParagraphMode.AUTO),
    ),
    Schema("s", {}),
    "ana",
)
ONE = SpanRecord(id="aaaaaaa1", label="x", start=0, end=3, quote="one", origin=Origin.HUMAN)
TWO = SpanRecord(id="aaaaaaa2", label="x", start=4, end=7, quote="two", origin=Origin.HUMAN)
TWO_Y = SpanRecord(id="aaaaaaa2", label="y", start=4, end=7, quote="two", origin=Origin.HUMAN)
SIX = SpanRecord(id="aaaaaaa6", label="x", start=25, end=28, quote="six", origin=Origin.HUMAN)
LINK = RelationRecord(id="aaaaaaa9", label="r", source="aaaaaaa1", target="aaaaaaa2", origin=Origin.HUMAN)

AT_LINK = RelationRecord(id="aaaaaaa8", label="r", source="aaaaaaa1", target=LINK.id, origin=Origin.HUMAN)
LINK_BACK = RelationRecord(id="aaaaaaa7", label="r", source=LINK.id, target="aaaaaaa1", origin=Origin.HUMAN)


def step(*changes: tuple[Item | None, Item | None]) -> Step:
    return Step("test", 1, NOW, tuple(Change(before, after) for before, after in changes))


EVENTS: tuple[Event, ...] = (
    step((None, ONE), (None, SIX)),
    step((None, TWO)),
    step((None, LINK)),
    Undo(NOW),
    Undo(NOW),
    Redo(NOW),
    step((TWO, TWO_Y)),
    step((ONE, None)),
)
SESSIONS = tuple(reduce(advance, EVENTS[:count], START) for count in range(len(EVENTS) + 1))


def there(*steps: Step) -> Session:
    """Annotations as somebody else left them: the marks, and no history."""
    return Session(START.document, START.schema, "ana", replay(START, steps).marks)


def contents(marks: Marks) -> tuple[set[SpanRecord], set[str]]:
    return {span for _, span in marks.places.values()}, set(marks.relations)


@pytest.mark.parametrize("held", range(len(EVENTS) + 1))
def test_where_nothing_was_changed_everything_fits(held: int) -> None:
    base = Session(START.document, START.schema, "ana", SESSIONS[held].marks)
    steps, unfit = salvage(base, EVENTS[:held], EVENTS[held:])
    assert unfit == 0
    marks = replay(base, steps).marks
    assert {n: marks.spans(n) for n in (1, 2)} == {n: SESSIONS[-1].marks.spans(n) for n in (1, 2)}


def test_what_changes_something_changed_is_left_out_and_counted() -> None:
    base = there(step((None, TWO_Y)))
    steps, unfit = salvage(base, (), (step((TWO, None)), step((None, ONE))))
    assert (steps, unfit) == ((step((None, ONE)),), 1)


def test_what_is_there_already_is_neither_brought_nor_counted() -> None:
    base = there(step((None, ONE)))
    assert salvage(base, (), (step((None, ONE)),)) == ((), 0)


def test_an_undo_of_what_is_there_already_is_brought() -> None:
    base = there(step((None, ONE)))
    steps, unfit = salvage(base, (), (step((None, ONE)), Undo(NOW)))
    assert (steps, unfit) == ((step((ONE, None)),), 0)


def test_an_undo_of_earlier_work_is_brought_as_a_step_if_it_fits() -> None:
    made = step((None, ONE))
    assert salvage(there(made), (made,), (Undo(NOW),)) == ((step((ONE, None)),), 0)
    assert salvage(there(step((None, TWO))), (made,), (Undo(NOW),)) == ((), 0)


def test_what_did_not_fit_and_was_undone_is_not_counted() -> None:
    base = there(step((None, TWO_Y)))
    rest = (step((TWO, None)), Undo(NOW), step((None, ONE)))
    assert salvage(base, (), rest) == ((step((None, ONE)),), 0)


def test_no_relation_is_left_without_its_ends() -> None:
    base = there(step((None, ONE)))
    assert salvage(base, (), (step((None, LINK)),)) == ((), 1)
    base = there(step((None, ONE), (None, TWO), (None, LINK)))
    assert salvage(base, (), (step((ONE, None)),)) == ((), 1)


def test_no_relation_is_left_without_the_relation_that_it_hangs_on() -> None:
    ends = step((None, ONE), (None, TWO))
    base = there(ends)
    assert salvage(base, (), (step((None, AT_LINK)),)) == ((), 1)
    assert salvage(base, (), (step((None, LINK), (None, AT_LINK)),))[1] == 0
    base = there(ends, step((None, LINK), (None, AT_LINK)))
    assert salvage(base, (), (step((LINK, None)),)) == ((), 1)


def test_relations_that_only_leave_each_other_are_left_out() -> None:
    there_and_back = LINK_BACK, msgspec.structs.replace(LINK, source=LINK_BACK.id)
    base = there(step((None, ONE), (None, TWO)))
    assert salvage(base, (), (step(*((None, each) for each in there_and_back)),)) == ((), 1)
