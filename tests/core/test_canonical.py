"""The one order of an annotation file's records."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.core.canonical import NoPlace, in_order
from annotate.core.records import (
    DocumentRecord,
    Origin,
    ParagraphRecord,
    Record,
    RelationRecord,
    SpanRecord,
    Status,
)

ABOUT = DocumentRecord(1, "inn", "inn.txt", "0" * 64, "utf-8", "inns", "1.0.0", "ana")


def paragraph(n: int, start: int) -> ParagraphRecord:
    return ParagraphRecord(n, start, "The inn at Ostwick", Status.TODO)


def span(id: str, start: int, end: int, label: str = "place") -> SpanRecord:
    return SpanRecord(id=id, label=label, start=start, end=end, origin=Origin.HUMAN)


def link(id: str, source: str, target: str, label: str = "near") -> RelationRecord:
    return RelationRecord(id=id, label=label, source=source, target=target, origin=Origin.HUMAN)


ORDERED: list[Record] = [
    ABOUT,
    paragraph(1, 0),
    span("aaaaaaa9", 0, 3),
    span("aaaaaaa8", 0, 7, "inn"),
    span("aaaaaaa1", 0, 7, "place"),
    span("aaaaaaa2", 0, 7, "place"),
    link("aaaaaab9", "aaaaaaa9", "aaaaaaa8", "near"),
    link("aaaaaab1", "aaaaaaa9", "aaaaaab2", "said"),
    link("aaaaaab2", "aaaaaaa9", "aaaaaab1", "said"),
    link("aaaaaab0", "aaaaaaa2", "aaaaaaa9", "near"),
    link("aaaaaac1", "aaaaaab9", "aaaaaaa9"),
    link("aaaaaac2", "aaaaaab0", "aaaaaaa9"),
    link("aaaaaad0", "aaaaaac1", "aaaaaaa9"),
    paragraph(2, 20),
    paragraph(3, 40),
    span("aaaaaaa0", 40, 44),
]


@given(st.randoms(use_true_random=False))
def test_whatever_order_records_come_in_there_is_one_they_go_to(chance: random.Random) -> None:
    mixed = list(ORDERED)
    chance.shuffle(mixed)
    assert in_order(mixed) == ORDERED


def test_a_span_that_leaves_its_paragraph_stands_where_it_starts() -> None:
    astray = span("aaaaaaa7", 25, 50)
    assert in_order([*ORDERED, astray])[14] is astray


def test_what_has_no_place_is_named() -> None:
    before = span("aaaaaaa7", -1, 2)
    dangling = link("aaaaaae0", "zzzzzzzz", "aaaaaaa9")
    ring = [link("aaaaaae1", "aaaaaae2", "aaaaaaa9"), link("aaaaaae2", "aaaaaae1", "aaaaaaa9")]
    with pytest.raises(NoPlace) as raised:
        in_order([dangling, *ORDERED, before, *ring])
    assert list(raised.value.records) == [before, dangling, *ring]


def test_nothing_is_in_order() -> None:
    assert in_order([]) == []
