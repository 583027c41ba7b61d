import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.core.document import Document, ParagraphMode
from annotate.core.graphemes import clusters
from annotate.core.paragraphs import blocks, is_heading, paragraphs

LINED = st.text(st.sampled_from("ab .\t\n\r\u2028\u00a0\u0301"))


def parts(text: str, mode: ParagraphMode = ParagraphMode.AUTO) -> list[str]:
    return [text[a:b] for a, b in zip(*paragraphs(text, mode), strict=True)]


def document(text: str, mode: ParagraphMode = ParagraphMode.AUTO) -> Document:
    return Document("d", "d.txt", text, "", "utf-8", False, mode, *paragraphs(text, mode))


def test_without_blank_lines_each_line_is_a_paragraph() -> None:
    assert parts("one\ntwo\n") == ["one", "two"]


def test_with_blank_lines_between_text_they_part_paragraphs() -> None:
    assert parts("one\nmore\n\ntwo") == ["one\nmore", "two"]


def test_blank_lines_at_the_borders_of_the_document_part_nothing() -> None:
    assert parts("\n \none\ntwo\n\t\n\n") == ["one", "two"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_all_three_line_ends_count(end: str) -> None:
    assert parts(f"one{end}two") == ["one", "two"]
    assert parts(f"one{end}more{end}{end}two{end}") == [f"one{end}more", "two"]


@pytest.mark.parametrize("sign", ["\u2028", "\u2029", "\x85", "\x0b", "\x0c"])
def test_other_separators_are_text(sign: str) -> None:
    assert parts(f"one{sign}two\nthree") == [f"one{sign}two", "three"]


def test_the_mode_can_be_forced() -> None:
    text = "one\nmore\n\ntwo"
    assert parts(text, ParagraphMode.LINE) == ["one", "more", "two"]
    assert parts("one\ntwo", ParagraphMode.BLANK) == ["one\ntwo"]


def test_indentation_belongs_to_the_paragraph() -> None:
    assert parts("  one \n\ttwo") == ["  one ", "\ttwo"]


@given(LINED, st.sampled_from(ParagraphMode))
def test_paragraphs_hold_all_text_in_order_and_no_outer_line_end(text: str, mode: ParagraphMode) -> None:
    last = 0
    for start, end in zip(*paragraphs(text, mode), strict=True):
        assert last <= start < end
        assert not text[last:start].strip()
        assert text[start:end].strip()
        assert text[start] not in "\r\n"
        assert text[end - 1] not in "\r\n"
        last = end
    assert not text[last:].strip()


def test_a_document_finds_its_paragraphs_by_number_and_by_offset() -> None:
    article = document("one\ntwo\n\n")
    assert len(article) == 2
    assert article.text_of(article.paragraph(2)) == "two"
    assert [article.at(offset).n for offset in (0, 2, 3, 4, 7, 9)] == [1, 1, 1, 2, 2, 2]


@pytest.mark.parametrize("n", [0, 3, -1])
def test_a_paragraph_that_is_not_there_is_an_index_error(n: int) -> None:
    with pytest.raises(IndexError, match="1 to 2"):
        document("one\ntwo").paragraph(n)


@pytest.mark.parametrize("text", ["What the repairs mean", "Ferry or tunnel?", "מחיר השיפוץ", "Costs"])
def test_short_lines_without_a_stop_are_headings(text: str) -> None:
    assert is_heading(text)


@pytest.mark.parametrize(
    "text",
    [
        "The bridge is closed.",
        "It ends here:",
        "“We acted.”",
        "Will the upper deck reopen in the coming weeks, or will it be months?",
        "a word " * 20,
        "two\nlines",
        "***",
        "",
    ],
)
def test_sentences_and_rules_are_no_headings(text: str) -> None:
    assert not is_heading(text)


def test_an_ordinary_paragraph_is_one_block() -> None:
    assert blocks("word " * 1000, 10, 4000) == [(10, 4000)]


def test_a_giant_is_cut_between_sentences() -> None:
    text = "Costs rose again. " * 2000
    assert all(text[a:b].endswith(". ") for a, b in blocks(text, 0, len(text))[:-1])


def test_a_giant_without_sentences_is_cut_between_words_and_one_without_words_anywhere() -> None:
    spaced, solid = "words " * 2000, "x" * 20000
    assert all(spaced[a:b].endswith(" ") for a, b in blocks(spaced, 0, len(spaced))[:-1])
    assert [b - a for a, b in blocks(solid, 0, len(solid))] == [8192, 8192, 3616]


@given(st.text(st.sampled_from("ab. 漢。\u0301\u200d👨🇫\r\n")), st.integers(4, 40))
def test_blocks_part_the_text_at_cluster_borders(text: str, limit: int) -> None:
    text = text * 4
    found = blocks(text, 0, len(text), limit)
    assert [a for a, _ in found] == [0, *(b for _, b in found[:-1])]
    assert found[-1][1] == len(text)
    assert {b for _, b in found} <= {0, *(b for _, b in clusters(text, 0, len(text)))}


def test_a_million_marks_are_cut_into_blocks_of_bounded_size() -> None:
    text = "a" + "\u0301" * 1_000_000
    assert max(b - a for a, b in blocks(text, 0, len(text))) <= 8192
