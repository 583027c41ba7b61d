import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcswidth, wcwidth

from annotate.core.display import cells, direction, display, width

UNSAFE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
EVERYTHING = st.text(st.characters(exclude_categories=()))
TRICKY = st.text(st.sampled_from("a\x1b\x00\x9b\t\r\n\u202e\u200b\u200d\ufe0f\U000e0041\U000e0100\u0301👨🏽🇫漢\u093f"))
TEXTS = st.one_of(EVERYTHING, TRICKY)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31m", "^[[31m"),
        ("\x00", "^@"),
        ("\x7f", "^?"),
        ("\x07", "^G"),
        ("a\tb", "a⇥   b"),
        ("a\nb", "a↵b"),
        ("a\r\nb", "a↵b"),
        ("a\rb", "a^Mb"),
        ("\x9b2J", "<U+009B>2J"),
        ("\u202egnp", "<U+202E>gnp"),
        ("\u2066x\u2069", "<U+2066>x<U+2069>"),
        ("\u061c", "<U+061C>"),
        ("\u200b", "<U+200B>"),
        ("a\u200cb", "a<U+200C>b"),
        ("\ufeff", "<U+FEFF>"),
        ("so\u00adft", "so<U+00AD>ft"),
        ("\u2028\u2029\x85", "<U+2028><U+2029><U+0085>"),
        ("\U000e0041", "<U+E0041>"),
        ("\ufff9", "<U+FFF9>"),
        ("\ue000", "<U+E000>"),
        ("\ufdd0\uffff", "<U+FDD0><U+FFFF>"),
        ("\ud800", "<U+D800>"),
        ("\u3164", "<U+3164>"),
        ("\u2800", "<U+2800>"),
    ],
)
def test_what_could_do_harm_or_hide_is_shown_by_name(text: str, shown: str) -> None:
    assert display(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "plain ASCII",
        "“curly” – dashes…",
        "שָׁלוֹם",
        "مرحبا",
        "漢字かな",
        "한국어",
        "e\u0301",
        "👍",
        "\u00a0",
    ],
)
def test_harmless_text_is_shown_as_it_is(text: str) -> None:
    assert display(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("👨\u200d👩\u200d👧", "👨👩👧"),
        ("👍🏽", "👍"),
        ("❤\ufe0f", "❤"),
        ("🇫🇷", "FR"),
        ("می\u200cخواهم", "می¦خواهم"),
        ("கி", "க·"),
    ],
)
def test_a_cluster_of_uncertain_width_is_shown_in_a_certain_one(text: str, shown: str) -> None:
    assert display(text) == shown


def test_text_hidden_behind_a_letter_is_told_and_counted() -> None:
    tags = "".join(chr(0xE0000 + ord(c)) for c in "obey")
    selectors = "\U000e0101\U000e0102\U000e0103"
    assert display("a" + tags) == "a<U+E006F><+3>"
    assert display("a" + selectors) == "a<U+E0102><+1>"


def test_marks_are_capped_and_the_rest_counted() -> None:
    assert display("a" + "\u0301" * 20) == "a" + "\u0301" * 6 + "<U+0301><+13>"


def test_a_mark_without_a_letter_is_borne_by_a_circle() -> None:
    assert display("\u0301") == "◌\u0301"


@given(TEXTS)
def test_nothing_shown_can_drive_the_terminal_hide_or_turn_text(text: str) -> None:
    for character in display(text):
        category = unicodedata.category(character)
        assert category not in UNSAFE
        assert wcwidth(character) > 0 or category in ("Mn", "Me", "Mc")
        assert not "\ufe00" <= character <= "\ufe0f"


@given(TEXTS)
def test_cells_part_the_text_and_join_to_what_is_shown(text: str) -> None:
    found = cells(text, 0, len(text))
    assert "".join(text[c.start : c.end] for c in found) == text
    assert "".join(c.shown for c in found) == display(text)


@given(TEXTS)
def test_a_cell_is_as_wide_as_both_ways_to_measure_say(text: str) -> None:
    for cell in cells(text, 0, len(text)):
        added_up = sum(max(0, wcwidth(character)) for character in cell.shown)
        assert cell.width == width(cell.shown) == added_up == wcswidth(cell.shown) > 0


@given(TEXTS)
def test_a_cell_fits_a_narrow_screen(text: str) -> None:
    assert all(cell.width <= 24 for cell in cells(text + "👨\u200d" * 300, 0, len(text) + 600))


@given(TEXTS)
def test_what_was_made_safe_stays_as_it_is(text: str) -> None:
    once = display(text)
    assert display(once) == once


def test_cells_keep_the_offsets_of_the_document() -> None:
    assert [(c.start, c.end, c.shown) for c in cells("xxé\u0301\nb", 2, 6)] == [
        (2, 4, "é\u0301"),
        (4, 5, "↵"),
        (5, 6, "b"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12 “שלום”", "rtl"),
        ("(1) مرحبا abc", "rtl"),
        ("abc שלום", "ltr"),
        ("123", "ltr"),
        ("", "ltr"),
    ],
)
def test_the_first_strong_letter_gives_the_direction(text: str, expected: str) -> None:
    assert direction(text) == expected
