"""Laying out text: what stands where, for any text at any width."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from annotate.core.display import cells
from annotate.core.graphemes import previous_border
from annotate.tui.layout import BLOCK, Line, block_at, locate, offset_at, wrap

TEXTS = st.text(min_size=1, max_size=200) | st.text("ab -—\t\n\r東。（e\u0301א1", min_size=1, max_size=200)
WIDTHS = st.integers(1, 60)


def words(text: str, width: int) -> list[str]:
    return [text[line.start : line.end] for line in wrap(text, 0, len(text), width)]


def test_a_line_ends_between_words_and_its_last_space_hangs() -> None:
    assert words("one two three", 7) == ["one two ", "three"]


def test_a_word_longer_than_the_line_is_cut() -> None:
    assert words("a whatsoever b", 5) == ["a ", "whats", "oever ", "b"]


def test_two_spaces_hang_and_more_begin_the_next_line() -> None:
    assert words("abc    d", 3) == ["abc  ", "  d"]


def test_a_hyphen_and_a_dash_let_a_line_end() -> None:
    assert words("well-known", 6) == ["well-", "known"]
    assert words("so—then", 5) == ["so—", "then"]


def test_a_line_end_of_the_text_ends_the_line() -> None:
    assert words("one\ntwo\r\nthree\rx", 20) == ["one\n", "two\r\n", "three\r", "x"]


def test_a_line_end_hangs_over_a_full_line() -> None:
    assert words("abc\nd", 3) == ["abc\n", "d"]


def test_ideographs_part_anywhere_but_punctuation_does_not_begin_a_line() -> None:
    assert words("東京都庁", 4) == ["東京", "都庁"]
    assert words("東京都。庁", 6) == ["東京", "都。庁"]


def test_a_wide_character_is_never_halved() -> None:
    assert words("a東b", 2) == ["a", "東", "b"]


def test_a_cluster_is_never_cut() -> None:
    assert words("e\u0301" * 4, 2) == ["e\u0301" * 2] * 2


def test_no_text_is_one_empty_line() -> None:
    assert [(line.start, line.end) for line in wrap("abc", 1, 1, 5)] == [(1, 1)]


@given(TEXTS, WIDTHS)
def test_every_cell_is_in_exactly_one_line(text: str, width: int) -> None:
    lines = wrap(text, 0, len(text), width)
    assert [cell for line in lines for cell in line.cells] == cells(text, 0, len(text))


@given(TEXTS, WIDTHS)
@example("0 \u0300", 1)
def test_only_spaces_and_line_ends_reach_beyond_the_width_if_a_cell_is_not_wider(text: str, width: int) -> None:
    for line in wrap(text, 0, len(text), width):
        cells_behind_the_first = list(zip(line.cells, line.columns, strict=True))[1:]
        over = [cell for cell, at in cells_behind_the_first if at + cell.width > width]
        assert all(text[cell.start : cell.end].isspace() for cell in over)


@given(TEXTS, WIDTHS)
@example("e\u0301\u202e\x1b", 3)
def test_a_place_and_an_offset_are_two_names_of_a_cell(text: str, width: int) -> None:
    lines = wrap(text, 0, len(text), width)
    for cell in cells(text, 0, len(text)):
        row, column = locate(lines, cell.start)
        assert offset_at(lines, row, column) == cell.start


@given(TEXTS, WIDTHS, st.integers(-3, 300), st.integers(-3, 300))
def test_any_place_gives_the_start_of_a_cell(text: str, width: int, row: int, column: int) -> None:
    starts = {cell.start for cell in cells(text, 0, len(text))}
    assert offset_at(wrap(text, 0, len(text), width), row, column) in starts


def test_within_a_cluster_is_at_its_start() -> None:
    lines = wrap("ae\u0301b", 0, 4, 10)
    assert [locate(lines, offset) for offset in range(5)] == [(0, 0), (0, 1), (0, 1), (0, 2), (0, 3)]


def test_a_stretch_outside_a_line_has_no_cells() -> None:
    line = wrap("one two", 0, 7, 4)[1]
    assert line.stretch(0, 4) == (0, 0)
    assert line.stretch(2, 6) == (0, 2)


@given(st.lists(st.sampled_from(["word ", "End. ", "東京", "e\u0301", "x" * 700]), min_size=1, max_size=900))
def test_blocks_follow_each_other_without_a_gap_and_cut_no_cluster(parts: list[str]) -> None:
    text = "".join(parts)
    offset = 0
    while offset < len(text):
        start, end = block_at(text, 0, len(text), offset)
        assert start == offset
        assert end - start <= 2 * BLOCK
        assert block_at(text, 0, len(text), end - 1) == (start, end)
        assert previous_border(text, end + 1, end - 1) == end or end == len(text)
        offset = end


def test_a_block_of_a_paragraph_lies_within_it() -> None:
    text = "word " * 3000
    assert block_at(text, 10, 200, 50) == (10, 200)
    assert block_at(text, 10, 12_000, 10)[0] == 10
    assert block_at(text, 10, 12_000, 12_000)[1] == 12_000


def test_a_line_that_was_laid_out_is_not_laid_out_again() -> None:
    text = "one two three"
    first: tuple[Line, ...] = wrap(text, 0, 13, 8)
    assert wrap(text, 0, 13, 8) is first
