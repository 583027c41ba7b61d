"""Looking up the spans of a stretch of a paragraph."""

from hypothesis import given
from hypothesis import strategies as st

from annotate.core.events import Change, DocumentMark
from annotate.core.marks import Marks, apply, gather, order
from annotate.core.records import Origin, SpanRecord

PLACES = st.tuples(st.integers(0, 4000), st.integers(1, 40) | st.integers(1000, 4000))


def made(places: list[tuple[int, int]]) -> list[SpanRecord]:
    return [
        SpanRecord(id=f"s{i}", label="claim", start=start, end=start + length, origin=Origin.HUMAN)
        for i, (start, length) in enumerate(places)
    ]


@given(st.lists(PLACES, max_size=20), st.integers(0, 8000), st.integers(1, 500), st.integers(0, 5))
def test_the_spans_that_cross_a_stretch_are_found_in_order(
    places: list[tuple[int, int]], start: int, length: int, dropped: int
) -> None:
    spans, end = made(places), start + length
    marks = Marks()
    for span in spans:
        marks = apply(marks, Change(after=span), 1)
    for span in spans[:dropped]:
        marks = apply(marks, Change(before=span), 1)
    left = sorted(spans[dropped:], key=order)
    crossing = [span for span in left if span.start < end and span.end > start]
    assert list(marks.shelf(1).crossing(start, end)) == crossing
    whole = gather(DocumentMark(), (), [(1, span) for span in left], ())
    assert list(whole.shelf(1).crossing(start, end)) == crossing
