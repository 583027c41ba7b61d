"""Right-to-left text in visual order: where each character goes, and back from there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from annotate.core.display import direction
from annotate.tui.bidi import embedding_levels, reordered, visual_order
from annotate.tui.layout import Line, locate, offset_at, wrap
from annotate.tui.textpane import paint
from tests.tui.painting import page, picture, span

MIXED = st.text("אבג abc 123 ()،.,-١٢ع\u05b0東\t\n", min_size=1, max_size=60)


def visual(text: str, width: int = 60) -> tuple[Line, ...]:
    return reordered(wrap(text, 0, len(text), width), width, direction(text) == "rtl")


def seen(text: str) -> str:
    """What a reader sees from left to right."""
    (line,) = visual(text)
    places = sorted(zip(line.columns, line.cells, strict=True), key=lambda place: place[0])
    return "".join(cell.shown for _, cell in places)


@pytest.mark.parametrize(
    ("stored", "read"),
    [
        ("abc", "abc"),
        ("אבג", "גבא"),
        ("abc אבג def", "abc גבא def"),
        ("אבג abc דהו", "והד abc גבא"),
        ("אבג 123 דהו", "והד 123 גבא"),
        ("אבג (abc) ד", "ד (abc) גבא"),
        ("אב (גד).", ".(דג) בא"),
        ("مع 12,5 عم", "مع 12,5 عم"[::-1].replace("5,21", "12,5")),
        ("אב 12-13", "12-13 בא"),
        ("price אב 5% off", "price 5% בא off"),
    ],
)
def test_text_is_shown_in_the_order_of_reading(stored: str, read: str) -> None:
    assert seen(stored) == read


def test_a_number_after_left_to_right_text_belongs_to_it() -> None:
    assert embedding_levels(["R", "WS", "L", "WS", "EN"], 1) == [1, 1, 2, 2, 2]


def test_runs_are_turned_from_the_highest_level_down() -> None:
    assert visual_order([0, 1, 2, 2, 1, 0]) == [0, 4, 2, 3, 1, 5]


def test_a_right_to_left_paragraph_begins_at_the_right_edge() -> None:
    (line,) = visual("אבג", 10)
    assert line.columns == (9, 8, 7)


def test_left_to_right_text_comes_back_as_it_is() -> None:
    lines = wrap("just text", 0, 9, 5)
    assert reordered(lines, 5, False) is lines


def test_a_mark_is_on_the_same_place_as_its_text() -> None:
    turned = replace(page("אבג דהו זחט", span("claim", (4, 7))), visual=True)
    assert picture(paint(turned, 20, 2)) == ["·▎       טחז והד גבא", " ▎           ──C"]


@given(MIXED, st.integers(1, 40))
def test_every_cell_has_columns_of_its_own(text: str, width: int) -> None:
    for line in visual(text, width):
        places = zip(line.columns, line.cells, strict=True)
        taken = [column for at, cell in places for column in range(at, at + cell.width)]
        assert len(set(taken)) == len(taken) == line.used


@given(MIXED, st.integers(1, 40))
def test_a_place_and_an_offset_are_two_names_of_a_cell(text: str, width: int) -> None:
    lines = visual(text, width)
    for line in lines:
        for cell in line.cells:
            assert offset_at(lines, *locate(lines, cell.start)) == cell.start


@given(MIXED, st.integers(1, 40))
def test_only_the_columns_change_and_mirrored_brackets(text: str, width: int) -> None:
    before = wrap(text, 0, len(text), width)
    for one, other in zip(before, visual(text, width), strict=True):
        assert (one.start, one.end, one.used) == (other.start, other.end, other.used)
        assert [cell.start for cell in one.cells] == [cell.start for cell in other.cells]
