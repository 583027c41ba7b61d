"""What holds for number phrases of any text."""

import sys
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import iter_graphemes

from annotate.core.numbers import Kind, find_numbers
from annotate.core.numbers.find import phrases_among
from annotate.core.numbers.tokens import tokenize

_SMALL = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
]  # fmt: skip
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"), (1000, "thousand"))
_SNIPPETS = [
    "more than", "about", "~", "one", "two", "a", "half", "twenty", "-", "–", "and", "hundred",
    "thousand", "million", "third", "thirds", "of", "5", "1,000", "2023", "3.5", "½", "%", "€",
    "$", "km", "°C", "days", "May", "October", "last", "to", "in", "for every", "between", "from",
    "every", "twice", "times", "x", "or so", "+", "(", ")", ".", ",", ":", "/", "'", "\n", "\n\n",
    "\u0301", "\u200d", "\u0600", "\u0e33", "٣", "年", "\u1100", "no", "fig", "point", "minus", "±",
    "^", "10", "e", "1/2", "9/11", "2.5.2020", "12:30", "pm", "BC", "second", "seconds",
]  # fmt: skip
# Text of any characters, and text in which the grammar has much to try.
texts = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from(_SNIPPETS), max_size=40).map(" ".join),
    st.lists(st.sampled_from(_SNIPPETS), max_size=40).map("".join),
)


def in_words(number: int, link: str) -> str:
    """An English name of a number below 10**15; `link` stands after "hundred"."""
    for scale, name in _SCALES:
        if number >= scale:
            rest = number % scale
            tail = f" {in_words(rest, link)}" if rest else ""
            return f"{in_words(number // scale, link)} {name}{tail}"
    if number >= 100:
        tail = f"{link}{in_words(number % 100, link)}" if number % 100 else ""
        return f"{_SMALL[number // 100]} hundred{tail}"
    if number >= 20:
        return _TENS[number // 10 - 2] + (f"-{_SMALL[number % 10]}" if number % 10 else "")
    return _SMALL[number]


@given(texts)
def test_phrases_lie_in_the_text_in_order_apart_and_without_spaces_around(text: str) -> None:
    last = 0
    for phrase in find_numbers(text):
        assert last <= phrase.start < phrase.end <= len(text)
        quote = text[phrase.start : phrase.end]
        assert quote == quote.strip()
        last = phrase.end


@given(texts)
def test_no_phrase_splits_a_character(text: str) -> None:
    borders = set(accumulate(map(len, iter_graphemes(text)), initial=0))
    assert all({p.start, p.end} <= borders for p in find_numbers(text))


@given(texts)
def test_values_and_their_text_have_the_form_a_schema_asks_for(text: str) -> None:
    for phrase in find_numbers(text):
        assert phrase.value is None or phrase.value_text is None
        if phrase.value_text is not None:
            assert phrase.kind in (Kind.DATE, Kind.RATIO, Kind.RANGE)
            assert phrase.value_text[0] in "0123456789X"
            assert set(phrase.value_text) <= set("0123456789X.:/+-")
        if isinstance(phrase.value, int):
            assert abs(phrase.value) < 2**63
        elif phrase.value is not None:
            assert abs(phrase.value) <= sys.float_info.max


@given(texts, st.data())
def test_a_part_is_read_as_if_it_were_the_whole(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    shifted = [(p.start - start, p.end - start, p.value) for p in find_numbers(text, start, end)]
    alone = [(p.start, p.end, p.value) for p in find_numbers(text[start:end])]
    assert all(found in alone for found in shifted)


@given(st.integers(2, 10**15 - 1), st.sampled_from([" and ", " "]))
def test_a_number_in_words_has_its_value(number: int, link: str) -> None:
    text = f"They saw {in_words(number, link)} boats."
    (phrase,) = find_numbers(text)
    assert text[phrase.start : phrase.end] == text[9:-7]
    assert phrase.value == number


@given(st.integers(0, 10**15), st.sampled_from(["", ",", " ", "\u202f", "'"]))
def test_a_number_in_digits_has_its_value(number: int, separator: str) -> None:
    printed = f"{number:,}".replace(",", separator)
    text = f"They saw exactly {printed} boats."
    (phrase,) = find_numbers(text)
    assert text[phrase.start : phrase.end] == f"exactly {printed}"
    assert phrase.value == number


@given(st.decimals(0, 10**9, places=3))
def test_a_decimal_has_its_value(number: object) -> None:
    (phrase,) = find_numbers(f"{number} km")
    assert phrase.value == pytest.approx(float(str(number)), rel=1e-14)


@pytest.mark.parametrize("digits", [400, 4301, 5000, 100_000])
@pytest.mark.parametrize("form", ["{}", "{} km", "${}m", "{} million", "1.{}", "{}/{}", "1e{}", "2^{}", "{}th", "1:{}"])
def test_endless_digits_are_no_failure(form: str, digits: int) -> None:
    found = find_numbers(form.format("9" * digits, "9" * digits))
    assert all(phrase.value_text is None for phrase in found)


class Counted(list):  # type: ignore[type-arg]
    """Tokens that count how often one of them is looked at."""

    looks = 0

    def __getitem__(self, at):  # type: ignore[no-untyped-def]
        self.looks += 1
        return super().__getitem__(at)


# Each keeps a rule that looks ahead looking.
HOSTILE = (
    "1", "1,", "1.", "1-", "1/", "1:", ",111", "111 ", "½", "1½ ", "one ", "one hundred ",
    "one million ", "one and ", "one to ", "twenty-", "hundreds of ", "half of a ",
    "lakh crore ", "minus ", "about ", "more than ", "just ", "last ", "early mid-", "May 5 ",
    "every ", "twice a ", "from 1 to ", "between 1 and ", "3 men for every ", "1 in ", "1 over ",
    "1 ± ", "1 km/", "1 m s", "one point ", "9×10", "1e1", "1^", "fig 1, ", "http://", "$",
    "US$", "\n ", "(", "1'",
)  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
def test_work_grows_with_the_length_and_no_faster(piece: str) -> None:
    def looks(pieces: int) -> int:
        text = piece * pieces
        tokens = Counted(tokenize(text, 0, len(text)))
        phrases_among(tokens, text)
        return tokens.looks

    assert looks(2000) <= 2.2 * looks(1000) + 1000
