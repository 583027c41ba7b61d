"""A shelf of spans is a sorted list, however it came about."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotate.core.records import Origin, SpanRecord
from annotate.core.shelf import Shelf, order


def span(number: int, start: int, length: int) -> SpanRecord:
    return SpanRecord(id=f"{number:08}", label="a", start=start, end=start + length, origin=Origin.HUMAN)


SPANS = st.lists(st.tuples(st.integers(0, 5000), st.sampled_from([1, 3, 40, 3000])), min_size=1, max_size=40).map(
    lambda pairs: [span(number, *pair) for number, pair in enumerate(pairs)]
)


def many(count: int) -> list[SpanRecord]:
    return [span(number, 10 * (number * 7919 % count), 3) for number in range(count)]


@given(SPANS)
def test_spans_that_are_added_one_by_one_stand_in_order(spans: list[SpanRecord]) -> None:
    shelf = Shelf()
    for each in spans:
        shelf = shelf.added(each)
    assert list(shelf) == sorted(spans, key=order)
    assert shelf.spans == Shelf.of(spans).spans


@given(SPANS, st.data())
def test_what_is_removed_is_gone_and_the_rest_is_as_it_was(spans: list[SpanRecord], data: st.DataObject) -> None:
    gone = data.draw(st.sampled_from(spans))
    assert list(Shelf.of(spans).removed(gone)) == sorted((s for s in spans if s is not gone), key=order)


@given(SPANS, st.integers(0, 9000), st.integers(1, 2000))
def test_crossing_gives_what_has_a_character_in_the_stretch(spans: list[SpanRecord], start: int, length: int) -> None:
    end = start + length
    wanted = [s for s in sorted(spans, key=order) if s.start < end and s.end > start]
    assert sorted(Shelf.of(spans).crossing(start, end), key=order) == wanted


def test_a_shelf_of_thousands_is_as_one_of_a_few() -> None:
    spans, later = many(3000), many(6000)[3000:]
    shelf = Shelf.of(spans)
    for each in later:
        shelf = shelf.added(each)
    for each in spans[::2]:
        shelf = shelf.removed(each)
    wanted = sorted((*spans[1::2], *later), key=order)
    assert list(shelf) == wanted
    assert len(shelf) == len(wanted)
    assert list(shelf.crossing(500, 700)) == [s for s in wanted if s.start < 700 and s.end > 500]


def test_a_shelf_that_was_emptied_takes_spans_again() -> None:
    spans = many(1200)
    shelf = Shelf.of(spans)
    for each in spans:
        shelf = shelf.removed(each)
    assert len(shelf) == 0
    assert shelf.added(spans[0]).spans == (spans[0],)


@given(SPANS, st.integers(0, 9000))
def test_neighbors_of_a_place_are_the_nearest_on_either_side(spans: list[SpanRecord], at: int) -> None:
    shelf, place = Shelf.of(spans), (at, 0, "", "")
    ordered = sorted(spans, key=order)
    assert shelf.after(place) == next((s for s in ordered if order(s) > place), None)
    assert shelf.before(place) == next((s for s in reversed(ordered) if order(s) < place), None)
