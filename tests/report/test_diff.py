"""Differences as text, Markdown and a page: what is shown where, and that no text becomes markup."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Collection, Mapping
from html.parser import HTMLParser
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from annotate.core.compare.blocks import Sheaf, Thing, sheaf_of, things_of
from annotate.core.compare.comparison import Comparison, Side
from annotate.core.compare.differences import Shift, compare
from annotate.core.display import cells, display, width
from annotate.core.records import DocumentRecord, Origin, ParagraphRecord, Record, RelationRecord, SpanRecord, Status
from annotate.report.diff import html, markdown, text
from annotate.report.diff.layout import lines
from annotate.report.diff.marks import Mark
from annotate.report.diff.pair import Fold, Page, Pair, story
from annotate.report.diff.text import Look
from annotate.report.diff.wording import changed_words, clipped, moved

HEAD = DocumentRecord(1, "article", "article.txt", "0" * 64, "utf-8", "small", "1.0.0", "alice")
HOSTILE = "</details><script>alert(1)</script> ``` @team ![x](http://x.invalid) \x1b[31m \u202e&amp;"
set_ = msgspec.structs.replace


class Held:
    """Pages of two sheaves."""

    def __init__(self, left: Sheaf, right: Sheaf) -> None:
        self.sides = {Side.LEFT: left, Side.RIGHT: right}

    def paragraph(self, n: int) -> ParagraphRecord:
        return self.sides[Side.RIGHT].blocks[n - 1].paragraph

    def things(self, side: Side, ids: Collection[str]) -> Mapping[str, Thing]:
        return {id: thing for id, thing in things_of(self.sides[side]).items() if id in ids}


def pair(left: Sheaf, right: Sheaf, name: str = "a") -> Pair:
    differences = tuple(compare(left, right))
    found = Comparison(left.document, right.document, len(right.blocks), differences, Held(left, right))
    return Pair(f"{name}.alice.ann.jsonl", f"{name}.bob.ann.jsonl", found)


def sheaf(*paragraphs: str, notes: Mapping[int, str] = {}, spans: Mapping[int, list[SpanRecord]] = {}) -> Sheaf:
    records: list[Record] = [HEAD]
    start = 0
    for n, said in enumerate(paragraphs, 1):
        records.append(ParagraphRecord(n, start, said, Status.DONE, note=notes.get(n, "")))
        records += spans.get(n, [])
        start += len(said) + 2
    return sheaf_of(records)


def span(id: str, label: str, start: int, end: int, quote: str = "", **more: object) -> SpanRecord:
    return SpanRecord(id=id, label=label, start=start, end=end, quote=quote, origin=Origin.HUMAN, **more)  # type: ignore[arg-type]


def drawn(said: str, *marks: Mark, columns: int = 40) -> list[str]:
    return [line.text for line in lines(said, marks, columns)]


class TestLayout:
    def test_marks_stand_below_the_text_by_side(self) -> None:
        assert drawn("one two three", Mark("-", "C", ((0, 7),)), Mark("+", "C", ((4, 13),))) == [
            "  one two three",
            "- C------",
            "+     C++++++++",
        ]

    def test_no_mark_is_wider_than_its_text_where_that_is_broken(self) -> None:
        # The space that the line is broken at is within the mark, and would be one column too many.
        row = "word " * 6 + "no"
        assert drawn(f"{row} end", Mark("+", "C", ((30, 36),)), columns=len(row) + 2) == [
            f"  {row}",
            "+" + " " * 31 + "C+",
            "  end",
            "+ +++",
        ]

    def test_marks_that_overlap_stand_below_each_other(self) -> None:
        assert drawn("one two", Mark("-", "A", ((0, 7),)), Mark("-", "B", ((4, 7),))) == [
            "  one two",
            "- A------",
            "-     B--",
        ]

    def test_between_the_parts_of_one_mark_are_dots(self) -> None:
        assert drawn("one two three", Mark("-", "C", ((0, 3), (8, 13)))) == ["  one two three", "- C--.....-----"]

    def test_a_mark_goes_on_in_the_next_line_without_its_letter(self) -> None:
        assert drawn("0123456789012345678 abcdefghijk", Mark("+", "C", ((17, 25),)), columns=26) == [
            "  0123456789012345678",
            "+                  C++",
            "  abcdefghijk",
            "+ +++++",
        ]

    def test_wide_characters_are_marked_over_their_width(self) -> None:
        assert drawn("a漢字b", Mark("+", "C", ((1, 3),))) == ["  a漢字b", "+  C+++"]

    @given(
        st.text(st.sampled_from("ab 漢é\u0301\x1b\u202e\n👩\u200d💻")),
        st.lists(st.tuples(st.sampled_from("-~+"), st.integers(0, 30), st.integers(1, 9)), max_size=5),
        st.integers(10, 60),
        st.booleans(),
    )
    def test_every_line_is_harmless_fits_and_all_is_there(
        self, said: str, places: list[tuple[str, int, int]], columns: int, brief: bool
    ) -> None:
        marks = [Mark(s, "X", ((a, min(a + n, len(said))),)) for s, a, n in places if a < len(said)]
        found = list(lines(said, marks, columns))
        widest = max((cell.width for cell in cells(said, 0, len(said))), default=1)
        for line in found:
            assert display(line.text) == line.text
            assert width(line.text) <= max(columns, 26) + widest
        if not brief:
            shown = "".join(line.text[2:] for line in found if not line.sign)
            assert shown.replace(" ", "") == display(said).replace(" ", "")
        assert {line.sign for line in found} - {""} == {mark.sign for mark in marks}

    @given(st.lists(st.tuples(st.integers(0, 300), st.integers(1, 90)), min_size=1, max_size=4))
    def test_brief_text_has_the_words_at_every_border(self, places: list[tuple[int, int]]) -> None:
        said = " ".join(f"w{n:03}" for n in range(80))
        marks = [Mark("+", "X", ((a, min(a + n, len(said))),)) for a, n in places]
        shown = "".join(line.text for line in lines(said, marks, 400, brief=True) if not line.sign)
        for mark in marks:
            for border in mark.stretches[0]:
                at = min(border, len(said) - 1) // 5 * 5
                assert said[at : at + 4] in shown


class TestStory:
    def left(self) -> Sheaf:
        return sheaf(*(f"paragraph {n}" for n in range(1, 11)))

    def shown(self, context: int, *numbers: int) -> list[int | str]:
        other = sheaf(*(f"paragraph {n}" for n in range(1, 11)), notes=dict.fromkeys(numbers, "x"))
        found = pair(self.left(), other).comparison
        assert found is not None
        return [each.words if isinstance(each, Fold) else each.n for each in story(found, context)]

    def test_what_is_alike_is_folded(self) -> None:
        assert self.shown(0, 3, 4, 9) == [
            "… 2 paragraphs alike", 3, 4, "… 4 paragraphs alike", 9, "… 1 paragraph alike",
        ]  # fmt: skip

    def test_context_is_shown_once(self) -> None:
        assert self.shown(1, 3, 5) == ["… 1 paragraph alike", 2, 3, 4, 5, 6, "… 4 paragraphs alike"]
        assert self.shown(2, 3, 5) == [1, 2, 3, 4, 5, 6, 7, "… 3 paragraphs alike"]

    @given(st.sets(st.integers(1, 10), min_size=1), st.integers(0, 12))
    def test_every_paragraph_is_shown_or_folded_once(self, numbers: set[int], context: int) -> None:
        other = sheaf(*(f"paragraph {n}" for n in range(1, 11)), notes=dict.fromkeys(numbers, "x"))
        found = pair(self.left(), other).comparison
        assert found is not None
        told = list(story(found, context))
        assert sum(each.count if isinstance(each, Fold) else 1 for each in told) == 10
        pages = [each.n for each in told if isinstance(each, Page)]
        assert pages == sorted(set(pages)) and numbers <= set(pages)


class TestWording:
    @pytest.mark.parametrize(
        ("by", "words"),
        [
            (Shift(13, 0, 2, 0), "start 2 words (13 characters) later"),
            (Shift(-1, 1, 0, 1), "start 1 character earlier, end 1 word (1 character) later"),
            (Shift(0, 0, 0, 0), "other parts within"),
        ],
    )
    def test_a_shift_is_told_in_words_and_characters(self, by: Shift, words: str) -> None:
        assert moved(by) == words

    def test_long_quotes_show_both_ends(self) -> None:
        assert clipped("one two three four five six seven", 24) == "one two … six seven"
        assert clipped("x" * 50, 21) == "xxxxxxxxx … xxxxxxxxx"

    def test_changed_texts_show_the_words_that_changed(self) -> None:
        assert changed_words("a b c d e", "a b X d e") == [("b c d", "b X d")]
        assert changed_words("a b", "a b c") == [("b", "b c")]
        assert changed_words("a b c", "a b c") == []

    def test_of_a_relation_the_end_is_told_that_is_another(self) -> None:
        def by(end: str) -> RelationRecord:
            return RelationRecord(id="r", label="by", source="a", target=end, origin=Origin.HUMAN)

        spans = [span("a", "claim", 0, 3, "one"), span("b", "source", 4, 7, "two"), span("c", "source", 8, 11, "ten")]
        left, right = (
            sheaf("one two ten", spans={1: [*spans, by(end)]})  # type: ignore[list-item]
            for end in ("b", "c")
        )
        shown = list(text.lines(pair(left, right), Look()))
        at = shown.index('~ by: claim "one" -> source "two"')
        assert shown[at + 1 :] == ['~   to: source "two" -> source "ten"']

    def test_a_relation_is_told_by_what_it_joins(self) -> None:
        spans = [span("a", "claim", 0, 3, "one"), span("b", "source", 4, 7, "two")]
        link = RelationRecord(id="r", label="by", source="a", target="b", origin=Origin.HUMAN)
        left, right = sheaf("one two", spans={1: spans}), sheaf("one two", spans={1: [*spans, link]})  # type: ignore[list-item]
        assert '+ by: claim "one" -> source "two"' in list(text.lines(pair(left, right), Look()))


def hostile(count: int = 1) -> Pair:
    said = [HOSTILE] * count
    marked = {1: [span("s1", HOSTILE, 0, len(HOSTILE), HOSTILE, note=HOSTILE)]}
    return pair(sheaf(*said), sheaf(*said, notes=dict.fromkeys(range(1, count + 1), HOSTILE), spans=marked), HOSTILE)


class TestMarkdown:
    def test_nothing_in_a_file_becomes_markup(self) -> None:
        page = "".join(markdown.pieces([hostile()], Look()))
        tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(page)
        inline = [child for token in tokens for child in token.children or ()]
        assert {child.type for child in inline} <= {"text", "code_inline", "softbreak", "strong_open", "strong_close"}
        raw = [token.content.strip() for token in tokens if token.type == "html_block"]
        assert raw == [
            "<details open><summary>paragraph 1: 2 differences</summary>",
            "</details>",
        ]
        assert "\x1b" not in page and "\u202e" not in page

    def test_what_a_comment_cannot_hold_is_counted(self) -> None:
        whole = "".join(markdown.pieces([hostile(900)], Look()))
        assert len(whole.encode()) <= markdown.LIMIT
        shown = whole.count("<details")
        assert shown > 50
        assert f"**{900 - shown} paragraphs more with differences**" in whole

    def test_what_fits_has_no_notice(self) -> None:
        whole = "".join(markdown.pieces([hostile(3)], Look()))
        assert "more with differences" not in whole

    def test_no_difference_is_said(self) -> None:
        assert "".join(markdown.pieces([], Look())) == "No annotation differs.\n"


KNOWN = {"charset", "http-equiv", "content", "name", "lang", "class", "id", "role", "dir", "href", "scope"}
SPOKEN = {"aria-labelledby", "aria-hidden", "aria-label"}
VOID = {"meta"}


class Strict(HTMLParser):
    """Fails on what is not closed or has an attribute that pages of ours do not have."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.seen: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert {name for name, _ in attrs} <= KNOWN | SPOKEN, (tag, attrs)
        self.seen.add(tag)
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


class TestHtml:
    def test_nothing_in_a_file_becomes_markup(self) -> None:
        page = "".join(html.pieces([hostile()], Look()))
        parsed = Strict()
        parsed.feed(page)
        assert parsed.open == []
        assert parsed.seen.isdisjoint({"script", "img", "details", "a", "link"})
        assert "<script>alert(1)</script>" in parsed.text
        assert "\x1b" not in page and "\u202e" not in page

    def test_the_text_stands_once_with_the_marks_in_it(self) -> None:
        left = sheaf("one two three", spans={1: [span("a", "claim", 0, 7, "one two")]})
        right = sheaf("one two three", spans={1: [span("b", "claim", 4, 13, "two three")]})
        page = "".join(html.pieces([pair(left, right)], Look()))
        parsed = Strict()
        parsed.feed(page)
        assert "[-Cone [+Ctwo-] three+]" in parsed.text
        assert '<span class="l r">two</span>' in page

    def test_no_difference_is_said(self) -> None:
        assert "No annotation differs." in "".join(html.pieces([], Look()))

    def test_a_browser_shows_it_and_runs_nothing(self, tmp_path: Path) -> None:
        browser = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
        if browser is None:
            pytest.skip("no Chromium here")
        page = tmp_path / "page.html"
        page.write_text("".join(html.pieces([hostile()], Look())), encoding="utf-8")
        options = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'profile'}"]
        call = [browser, *options, "--enable-logging=stderr", "--dump-dom", page.as_uri()]
        done = subprocess.run(call, capture_output=True, text=True, timeout=120, check=True)
        assert "&lt;script&gt;alert(1)" in done.stdout and "<script" not in done.stdout
        assert "Refused" not in done.stderr and "violates" not in done.stderr
