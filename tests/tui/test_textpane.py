"""What is painted of a document: text, spans, cursor, selection, hints."""

from __future__ import annotations

import unicodedata

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from annotate.core.events import ParagraphMark
from annotate.core.records import Status
from annotate.core.schema import Label, Schema
from annotate.tui.textpane import Page, Pane, paint
from tests.tui.painting import columns, page, picture, shown, span, styles_at

TEXT = "The council said that 40 bridges need repair."


def painted(page: Page, width: int = 40, height: int = 10) -> list[str]:
    return picture(paint(page, width, height))


def test_a_span_has_its_sign_and_a_bar_below_the_text() -> None:
    assert painted(page(TEXT, span("source", (0, 11))), 60, 2) == [
        " 1 ·▎ The council said that 40 bridges need repair.",
        "    ▎ S──────────",
    ]


def test_a_nested_span_is_nearer_to_the_text() -> None:
    spans = span("claim", (22, 44)), span("figure", (22, 24))
    assert painted(page(TEXT, *spans), 60, 3)[1:] == [
        "    ▎                       F─",
        "    ▎                       C─────────────────────",
    ]


def test_a_bar_that_goes_on_in_the_next_line_says_so_on_both() -> None:
    assert painted(page(TEXT, span("claim", (22, 44))), 36, 6) == [
        " 1 ·▎ The council said that 40",
        "    ▎                       C─»",
        "    ▎ bridges need repair.",
        "    ▎ »C─────────────────",
        "",
        "",
    ]


def test_fragments_are_joined_by_a_dotted_bar() -> None:
    found = painted(page(TEXT, span("claim", (0, 3), (12, 16))), 60, 2)
    assert found[1] == "    ▎ C──┄┄┄┄┄┄┄┄┄────"


def test_the_span_in_focus_has_a_double_bar() -> None:
    focused = replace(page(TEXT, span("claim", (0, 5), id="here")), focus="here")
    assert painted(focused, 60, 2)[1] == "    ▎ C════"


def test_beyond_four_bars_a_number_says_how_many_are_hidden() -> None:
    spans = [span("claim", (0, end)) for end in range(3, 10)]
    assert painted(page(TEXT, *spans), 60, 6)[4:] == ["  +3▎ C─────", ""]


def test_signs_can_be_ascii() -> None:
    marked = replace(page(TEXT, span("claim", (0, 3), (12, 16))), ascii=True)
    found = painted(marked, 36, 4)
    assert found[:2] == [" 1 .| The council said that 40", "    | C--.........----"]
    assert all(row.isascii() for row in found)


def test_labels_without_a_glyph_get_signs_that_differ() -> None:
    schema = Schema("s", {name: Label(name) for name in ("stance", "source", "sum")})
    spans = span("stance", (0, 3)), span("source", (4, 11)), span("sum", (12, 16))
    assert painted(page(TEXT, *spans, schema=schema), 60, 2)[1] == "    ▎ S── O────── U───"


def test_a_glyph_that_is_not_one_cell_wide_is_replaced() -> None:
    schema = Schema("s", {"east": Label("east", glyph="東"), "evil": Label("evil", glyph="\x1b")})
    spans = span("east", (0, 3)), span("evil", (4, 11))
    assert painted(page(TEXT, *spans, schema=schema), 60, 2)[1] == "    ▎ E── V──────"


def test_a_span_whose_label_the_schema_lacks_is_seen_too() -> None:
    assert painted(page(TEXT, span("lost", (0, 3))), 60, 2)[1] == "    ▎ ?──"


def test_the_text_does_not_move_when_its_first_span_is_made() -> None:
    bare, marked = page(TEXT), page(TEXT, span("claim", (0, 3)))
    assert painted(bare, 30)[::2] == painted(marked, 30)[::2]


def test_the_innermost_label_colors_the_text() -> None:
    row = paint(page(TEXT, span("claim", (22, 44)), span("figure", (22, 24))), 60, 2).rows[0]
    assert styles_at(row, 6 + 22) == "class:label-2"
    assert styles_at(row, 6 + 25) == "class:label-0"
    assert styles_at(row, 6) == ""


def test_spans_of_neighbors_are_colored_without_bars() -> None:
    pane = paint(page("One.\nTwo.", span("claim", (5, 8)), n=1), 40, 6)
    assert picture(pane) == [" 1 ·▎ One.", "    ▎", "", " 2 ·  Two.", "", ""]
    assert styles_at(pane.rows[3], 6) == "class:far-0"
    assert styles_at(pane.rows[3], 9) == "class:far"


def test_the_gutter_tells_the_decision() -> None:
    said = ParagraphMark(1, Status.DONE), ParagraphMark(2, Status.FLAGGED)
    found = painted(page("a.\nb.\nc.", said=said), 40, 6)
    assert [row[:4] for row in found if row.strip("▎ ")] == [" 1 ✓", " 2 !", " 3 ·"]


def test_a_heading_is_shown_as_one() -> None:
    pane = paint(page("A harbor divided\nThe text of it ends here."), 40, 6)
    assert styles_at(pane.rows[0], 6) == "class:heading"
    assert styles_at(pane.rows[3], 6) == "class:far"


def test_the_selection_and_its_moving_end_are_told_apart() -> None:
    chosen = replace(page(TEXT), selection=((4, 11),), edge="end")
    row = paint(chosen, 60, 2).rows[0]
    assert styles_at(row, 6 + 4) == "class:selection"
    assert styles_at(row, 6 + 10) == "class:selection class:edge"
    assert styles_at(row, 6 + 11) == ""


def test_a_found_text_is_marked() -> None:
    row = paint(replace(page(TEXT), found=((4, 11),)), 60, 2).rows[0]
    assert styles_at(row, 6 + 4) == "class:found"


def test_hints_stand_over_the_text_without_moving_it() -> None:
    row = paint(replace(page("One two."), hints={0: "a", 4: "bc"}), 20, 2).rows[0]
    assert shown(row).rstrip() == "·▎ ane bco."


def test_hints_that_were_not_meant_fade_and_typed_letters_too() -> None:
    row = paint(replace(page("One two."), hints={0: "ab", 4: "bc"}, typed="b"), 20, 2).rows[0]
    assert [styles_at(row, 3 + at) for at in (0, 4, 5, 6)] == [
        "class:hint-off", "class:hint-typed", "class:hint", "",
    ]  # fmt: skip


def test_a_hint_over_a_wide_character_leaves_no_half_of_it() -> None:
    row = paint(replace(page("東京 x."), hints={0: "a", 1: "bcd"}), 20, 2).rows[0]
    assert shown(row).rstrip() == "·▎ a bcdx."


def test_hostile_characters_are_shown_by_substitutes() -> None:
    found = painted(page("a\x1b]52;c\x07\u202eb\u200b\x9b\U000e0041."), 60, 2)[0]
    assert found == " 1 ·▎ a^[]52;c^G<U+202E>b<U+200B><U+009B><U+E0041>."


def test_a_paragraph_that_fits_is_whole_with_something_before_it() -> None:
    text = "\n".join(f"Paragraph {n} is short." for n in range(1, 30))
    found = painted(page(text, n=15), 40, 12)
    assert found[:5] == [
        "13 ·  Paragraph 13 is short.",
        "",
        "14 ·  Paragraph 14 is short.",
        "",
        "15 ·▎ Paragraph 15 is short.",
    ]


def test_rows_that_wait_for_bars_give_way_to_the_end_of_the_paragraph() -> None:
    text = "One two three four five six seven eight nine ten eleven twelve thirteen fourteen."
    nested = span("claim", (0, 27)), span("figure", (0, 26))
    assert painted(page(text), 32, 8)[-2:] == ["    ▎ fourteen.", "    ▎"]
    assert painted(page(text, *nested), 32, 8)[-2:] == ["    ▎ eleven twelve thirteen", "    ▎ fourteen."]


def test_a_paragraph_that_needs_the_whole_window_has_it_to_itself() -> None:
    first = page("Before.\n" + "word " * 20 + "end.", n=2)
    assert painted(first, 32, 6)[0] == ""
    assert painted(first, 32, 5)[0] == " 2 ·▎ word word word word word"
    assert painted(first, 32, 5)[-1] == "    ▎ end."
    assert painted(first, 32, 4)[0] == " 2 ·▎ word word word word word"


def test_the_page_stays_while_the_cursor_walks_through_a_paragraph_that_fits() -> None:
    first = page("\n".join(["One two three four five six."] * 9), n=5)
    start, end = first.document.starts[4], first.document.ends[4]
    panes = [paint(replace(first, cursor=at), 20, 14) for at in range(start, end)]
    assert len({pane.rows for pane in panes}) == 1
    assert len({pane.cursor for pane in panes}) == end - start


def test_a_long_paragraph_is_turned_like_pages() -> None:
    first = page("word " * 400 + "end.")
    panes = [paint(replace(first, cursor=at), 46, 12) for at in range(0, 2000, 5)]
    assert len({pane.rows for pane in panes}) < 10


def test_a_space_that_hangs_over_the_edge_keeps_the_cursor_on_the_screen() -> None:
    hanging = replace(page("abcdefgh ijk."), cursor=8)
    assert paint(hanging, 8, 3).cursor == (0, 7)


def test_the_mouse_finds_the_character_under_it() -> None:
    pane = paint(page(TEXT), 36, 6)
    assert pane.offset_at(0, 6 + 4) == 4
    assert pane.offset_at(1, 6 + 4) == 4
    assert pane.offset_at(2, 0) == TEXT.index("bridges")
    assert pane.offset_at(5, 3) is None
    assert pane.offset_at(99, 3) is None


def test_the_visible_part_of_the_paragraph_is_known() -> None:
    pane = paint(page("word " * 400 + "end."), 46, 12)
    assert pane.first == 0
    assert 0 < pane.last < 2004


WILD = st.text(min_size=1, max_size=120).filter(lambda text: any(not c.isspace() for c in text))


def fits(pane: Pane, width: int, height: int) -> bool:
    return len(pane.rows) == height and all(columns(row) == width for row in pane.rows)


@st.composite
def pages(draw: st.DrawFn) -> Page:
    """Any text with any spans, cursor, selection and hints on it."""
    text = draw(WILD)
    bare = page(text)
    n = draw(st.integers(1, len(bare.document)))
    paragraph = bare.document.paragraph(n)
    inside = st.integers(paragraph.start, paragraph.end - 1)
    pairs = st.tuples(inside, inside).map(lambda ab: (min(ab), max(ab) + 1))
    spans = [span("claim", pair) for pair in draw(st.lists(pairs, max_size=6, unique=True))]
    letters = st.text("asdf", min_size=1, max_size=2)
    return replace(
        page(text, *spans, n=n),
        cursor=draw(st.integers(paragraph.start, paragraph.end)),
        selection=tuple(draw(st.lists(pairs, max_size=2))),
        edge=draw(st.sampled_from(["", "start", "end"])),
        hints=draw(st.dictionaries(inside, letters, max_size=6)),
        found=tuple(draw(st.lists(pairs, max_size=2))),
        typed=draw(st.sampled_from(["", "a"])),
        visual=draw(st.booleans()),
        ascii=draw(st.booleans()),
    )


@settings(max_examples=300)
@given(pages(), st.integers(1, 50), st.integers(1, 20))
def test_any_page_fills_any_size_exactly_and_shows_the_cursor(page: Page, width: int, height: int) -> None:
    pane = paint(page, width, height)
    assert fits(pane, width, height)
    assert pane.cursor is not None
    row, column = pane.cursor
    assert 0 <= row < height
    assert 0 <= column < width


@settings(max_examples=300)
@given(pages())
def test_nothing_reaches_the_rows_that_could_drive_a_terminal(page: Page) -> None:
    text = "".join(shown(row) for row in paint(page, 40, 12).rows)
    assert not [c for c in text if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")]


@settings(max_examples=200)
@given(pages())
def test_a_click_on_the_cursor_is_where_the_cursor_is(page: Page) -> None:
    assume(page.cursor < page.document.paragraph(page.n).end)
    pane = paint(page, 60, 40)
    assert pane.cursor is not None
    offset = pane.offset_at(*pane.cursor)
    assert offset is not None
    assert paint(replace(page, cursor=offset), 60, 40).cursor == pane.cursor
