import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.core.enclosures import parentheses, quotes


def quoted(text: str) -> list[str]:
    return [text[a:b] for a, b in quotes(text, 0, len(text))]


def enclosed(text: str) -> list[str]:
    return [text[a:b] for a, b in parentheses(text, 0, len(text))]


@pytest.mark.parametrize(
    "marked",
    [
        "“{}”",
        '"{}"',
        "«{}»",
        "„{}“",
        "„{}”",
        "»{}«",
        "‚{}‘",
        "‘{}’",
        "'{}'",
        "「{}」",
        "『{}』",
        "״{}״",
    ],
)
def test_each_pair_of_marks_encloses_a_quotation(marked: str) -> None:
    assert quoted(f"x {marked.format('it is so')} y") == ["it is so"]


@pytest.mark.parametrize(
    "text",
    [
        "don't, won’t",
        "the traders’ fund and the workers’ pay",
        "the '90s",
        "rock 'n roll",
        'צה"ל וד״ר',
    ],
)
def test_apostrophes_and_marks_within_words_are_no_quotations(text: str) -> None:
    assert quoted(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("he said: “It ends.” “The first step.”", ["It ends.", "The first step."]),
        ("“Yes,” she said, “we can.”", ["Yes,", "we can."]),
        ("“outer ‘inner’ end”", ["outer ‘inner’ end", "inner"]),
        ("‘don’t go’ he said", ["don’t go"]),
        ("she wrote “it never ends", ["it never ends"]),
        ("no opening” here", []),
        ("empty “” and “ ”", []),
        ("“ spaced ”", ["spaced"]),
        ('"a" and "b"', ["a", "b"]),
    ],
)
def test_marks_pair_up(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


def test_an_open_quotation_ends_with_the_stretch_asked_for() -> None:
    assert quotes("“one two” three", 0, 8) == [(1, 8)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("costs (of steel) rose", ["of steel"]),
        ("a (b [c] d) e", ["b [c] d", "c"]),
        ("the towns – both of them – agreed", ["both of them"]),
        ("the towns—both of them—agreed", ["both of them"]),
        ("（約200）", ["約200"]),
        ("open (and never closed", []),
        ("a range of 3–5 and 6–8", []),
        ("one dash – only", []),
    ],
)
def test_brackets_and_pairs_of_dashes_enclose_an_aside(text: str, expected: list[str]) -> None:
    assert enclosed(text) == expected


@given(st.text(st.sampled_from("ab '\"“”‘’«»()[]–— .")))
def test_what_is_enclosed_lies_inside_and_is_trimmed(text: str) -> None:
    for start, end in quotes(text, 0, len(text)) + parentheses(text, 0, len(text)):
        assert 0 < start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
