import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.core.sentences import sentences


def parts(text: str) -> list[str]:
    return [text[a:b] for a, b in sentences(text, 0, len(text))]


@pytest.mark.parametrize(
    "sentence",
    [
        "Mr. Quill met Dr. Varr on St. Ann Street.",
        "The U.S. Council voted.",
        "Steel rose by 3.5 percent to $4.50.",
        "See No. 5 and Fig. 2 on p. 7.",
        "It began on Jan. 5 and ended on Feb. 6.",
        "Tools, e.g. hammers, i.e. heavy ones, were used.",
        "J. R. Quill wrote to A. Odry.",
        "Smith et al. disagree.",
        "Well... maybe not.",
        "“Stop!” he said.",
        "He asked “why?” and left.",
        "1. The first point.",
        "It opens at 9 a.m. on Monday.",
        "The end of last April 14. .",
        "Version 2.0.1 is out.",
        "Who knows?!",
    ],
)
def test_a_stop_inside_a_sentence_does_not_end_it(sentence: str) -> None:
    assert parts(f"Before. {sentence} After.") == ["Before.", sentence, "After."]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Costs rose. Prices fell.", ["Costs rose.", "Prices fell."]),
        ("going to stand-offs. from this type.", ["going to stand-offs.", "from this type."]),
        ("He said: “It ends.” “The first step.”", ["He said: “It ends.”", "“The first step.”"]),
        ("(It ended.) Then rain.", ["(It ended.)", "Then rain."]),
        ("Why? Because! So…", ["Why?", "Because!", "So…"]),
        ("He moved to the U.S. The firm stayed.", ["He moved to the U.S.", "The firm stayed."]),
        ("Bolts, nuts, etc. Nobody knew.", ["Bolts, nuts, etc.", "Nobody knew."]),
        ("So said I. Then he left.", ["So said I.", "Then he left."]),
        ("He said no. Then he left.", ["He said no.", "Then he left."]),
        ("桥关了。为什么？“很难！”他说。", ["桥关了。", "为什么？", "“很难！”", "他说。"]),
        ("هل تكفي؟ نعم.", ["هل تكفي؟", "نعم."]),
        ("पुल बंद है। क्यों?", ["पुल बंद है।", "क्यों?"]),
        ("no stop at all", ["no stop at all"]),
        ("  ", []),
    ],
)
def test_a_stop_ends_a_sentence_with_the_marks_that_close_there(text: str, expected: list[str]) -> None:
    assert parts(text) == expected


@given(st.one_of(st.text(), st.text(st.sampled_from('aA1. !?…。”")\n'))))
def test_sentences_are_in_order_and_hold_everything_but_blank_space(text: str) -> None:
    last = 0
    for start, end in sentences(text, 0, len(text)):
        assert last <= start < end
        assert not text[last:start].strip()
        assert text[start:end] == text[start:end].strip()
        last = end
    assert not text[last:].strip()
