import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.core.patterns import PatternError, compile_pattern

ATOMS = st.sampled_from(
    [*"abc1_ é.^$", "[ab]", "[^a]", "[a-c1]", r"[\d_]", r"\d", r"\w", r"\s", r"\D", r"\W", r"\S", r"\."]
)
COUNTS = st.sampled_from(["*", "+", "?", "{2}", "{1,3}", "{0,2}", "{2,}", "*?", "+?"])


def larger(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.lists(inner, max_size=3).map("".join),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: f"({'|'.join(parts)})"),
        st.tuples(inner, COUNTS).map(lambda pair: f"(?:{pair[0]}){pair[1]}"),
    )


PATTERNS = st.recursive(ATOMS, larger, max_leaves=8)
TEXTS = st.text("aabbc1_ é.", max_size=8)


@given(PATTERNS, TEXTS)
def test_a_pattern_means_what_it_means_as_a_regular_expression(pattern: str, text: str) -> None:
    compiled = compile_pattern(pattern)
    assert compiled.matches(text) == bool(re.fullmatch(pattern, text))
    assert compiled.found_in(text) == bool(re.search(pattern, text))


@given(st.text(), st.text())
def test_any_text_as_a_pattern_runs_or_is_refused(pattern: str, text: str) -> None:
    try:
        compile_pattern(pattern).found_in(text)
    except PatternError as error:
        assert 0 <= error.position <= len(pattern)


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("(a+)+b", "a" * 10_000),
        ("(a|a)*b", "a" * 10_000),
        ("(.*)*x(.*)*y", "x" * 10_000),
        ("(a?){100}a{100}b", "a" * 10_000),
        (r"(\w+\s?)*!", "word " * 2_000),
    ],
)
def test_no_pattern_goes_back_over_a_text(pattern: str, text: str) -> None:
    compiled = compile_pattern(pattern)
    assert not compiled.matches(text)
    assert not compiled.found_in(text)


@pytest.mark.parametrize(
    ("pattern", "text", "whole", "part"),
    [
        ('["“”«»]', "she said “no”", False, True),
        ("^a", "ba", False, False),
        ("a$", "ba", False, True),
        ("a$", "a\n", False, False),
        ("", "", True, True),
        ("", "a", False, True),
        ("a|", "", True, True),
        ("^$", "", True, True),
        ("{a}", "{a}", True, True),
        ("a{,2}", "aa", True, True),
        ("a{", "a{", True, True),
        ("[]a]+", "]a", True, True),
        ("[a-]+", "-a", True, True),
        (r"[\]\-]+", "]-", True, True),
        (r"\t\n", "\t\n", True, True),
        (".", "\n", False, False),
        (r"\d+", "٤٢", True, True),
    ],
)
def test_the_language_at_its_edges(pattern: str, text: str, whole: bool, part: bool) -> None:
    compiled = compile_pattern(pattern)
    assert (compiled.matches(text), compiled.found_in(text)) == (whole, part)


@pytest.mark.parametrize(
    ("pattern", "position", "reason"),
    [
        ("(a", 0, "`(` is not closed"),
        ("a)", 1, "nothing is open that `)` could close"),
        ("ab[c", 2, "`[` is not closed"),
        ("[z-a]", 2, "a range that does not go up"),
        ("*a", 0, "nothing before `*` to repeat"),
        ("a**", 2, "a count right behind a count"),
        ("a*+", 2, "a count right behind a count"),
        ("a{2}{3}", 4, "a count right behind a count"),
        ("a{3,2}", 1, "a count that goes down"),
        ("a{1001}", 1, "a count over 1000"),
        ("a{99999999999}", 1, "a count over 1000"),
        ("{2}", 0, "nothing before `{` to repeat"),
        (r"(a)\1", 3, "references back to a group"),
        (r"\b", 0, r"`\b`"),
        ("\\", 0, "`\\` at the end"),
        ("a(?=b)", 1, "`(?` with anything but `:` (looking around, names, flags)"),
        ("(?i)a", 0, "`(?` with anything but `:` (looking around, names, flags)"),
        ("(" * 40, 31, "groups within groups more than 30 deep"),
        ("a" * 1001, 1000, "longer than 1000 characters"),
        ("(a{100}){100}", 0, "more than 500 steps when counts are written out"),
        ("(((){1000}){1000}){1000}", 0, "more than 500 steps when counts are written out"),
    ],
)
def test_what_is_not_in_the_language_is_refused_with_its_position(pattern: str, position: int, reason: str) -> None:
    with pytest.raises(PatternError) as caught:
        compile_pattern(pattern)
    assert (caught.value.position, caught.value.reason) == (position, reason)


def test_what_is_learned_from_texts_is_bounded_and_never_changes_the_answer() -> None:
    compiled = compile_pattern("(.a|b.)*")
    many = "".join(chr(0x4E00 + n % 20_000) + "a" for n in range(40_000))
    assert compiled.matches(many)
    assert not compiled.matches(many + "c")
