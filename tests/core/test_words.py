import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.core.graphemes import clusters
from annotate.core.words import words


def parts(text: str) -> list[str]:
    return [text[a:b] for a, b in words(text, 0, len(text))]


@pytest.mark.parametrize(
    "word",
    [
        "don't", "don’t", "well-known", "U.S.", "e.g.", "3.5", "1,340", "7:30", "9/11", "€3.5m",
        "40%", "AT&T", "km/h", "example.com", "me@example.com", "snake_case", "Zoe\u0308",
        "בית־ספר", "צה״ל", 'צה"ל', "ג׳", "كتاب", "العبّارات", "١٬٣٤٠", "می\u200cخواهم", "한국어",
        "क्षेत्र", "👨\u200d👩\u200d👧", "🇫🇷", "1\ufe0f\u20e3", "❤\ufe0f", "👍🏽",
    ],
)  # fmt: skip
def test_what_people_do_not_split_is_one_word(word: str) -> None:
    assert parts(f"({word}), x") == [word, "x"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“Wait,” she said – “no!”", ["Wait", "she", "said", "no"]),
        ("the traders’ fund", ["the", "traders", "fund"]),
        ("مرحبا، كيف؟", ["مرحبا", "كيف"]),
        ("end.Start", ["end", "Start"]),
        ("stand-offs. from", ["stand-offs", "from"]),
        ("well… maybe...", ["well", "maybe"]),
        ("two🚢🚢ships", ["two", "🚢", "🚢", "ships"]),
    ],
)
def test_punctuation_belongs_to_no_word(text: str, expected: list[str]) -> None:
    assert parts(text) == expected


def test_japanese_is_parted_by_script_and_chinese_by_character() -> None:
    assert parts("港湾局はフェリーを閉鎖した。") == [
        "港湾局",
        "は",
        "フェリー",
        "を",
        "閉鎖",
        "した",
    ]
    assert parts("港口，1,340个") == ["港", "口", "1,340", "个"]


def test_a_letter_that_joins_its_neighbor_takes_it_along() -> None:
    assert parts('"\u0e33 \u0d4e"') == ['"\u0e33', '\u0d4e"']


def test_only_the_stretch_asked_for_is_looked_at() -> None:
    text = "one two three"
    assert [text[a:b] for a, b in words(text, 4, 10)] == ["two", "th"]


@given(st.one_of(st.text(), st.text(st.sampled_from("ab1.'’- \u0301\u200d👨🏽🇫漢かカ\r\n\u0600"))))
def test_words_are_in_order_disjoint_and_whole(text: str) -> None:
    borders = {0, *(b for _, b in clusters(text, 0, len(text)))}
    last = 0
    for start, end in words(text, 0, len(text)):
        assert last <= start < end
        assert {start, end} <= borders
        last = end


@given(st.text())
def test_every_letter_and_digit_is_in_a_word(text: str) -> None:
    inside = {i for a, b in words(text, 0, len(text)) for i in range(a, b)}
    assert {i for i, c in enumerate(text) if c.isalnum()} <= inside
