"""Annotation files as text for git's diffs."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from annotate.core.display import display
from annotate.report.plain_text import _PLAIN, text_of
from annotate.store.gitting import PARAGRAPH

SAMPLE = Path(__file__).parents[2] / "exports" / "article.alice.ann.jsonl"


@given(st.text())
def test_what_is_passed_on_as_it_is_would_be_shown_as_it_is(text: str) -> None:
    assert not _PLAIN.fullmatch(text) or display(text) == text


@given(st.lists(st.binary()))
def test_any_bytes_are_shown_and_no_harm_is_done(lines: list[bytes]) -> None:
    shown = text_of(b"\n".join(lines))
    assert all(display(line) == line for line in shown.split("\n"))


def test_every_character_below_the_last_plane_is_passed_on_only_if_it_is_harmless() -> None:
    passed = [chr(code) for code in range(0x3000) if _PLAIN.fullmatch(chr(code))]
    assert [each for each in passed if display(each) != each] == []


def test_each_paragraph_has_one_heading_that_git_knows() -> None:
    import re

    content = SAMPLE.read_bytes()
    headings = [line for line in text_of(content).split("\n") if re.match(PARAGRAPH, line)]
    assert len(headings) == 1 + content.count(b'{"type":"paragraph"')


def test_a_change_in_one_paragraph_leaves_the_lines_of_the_others_alone() -> None:
    """Even if it moves all that is behind it."""
    lines = [
        '{"type":"paragraph","n":1,"start":0,"text":"Snow.","status":"todo"}',
        '{"type":"paragraph","n":2,"start":7,"text":"Rain.","status":"todo"}',
        '{"type":"span","id":"aaaaaaaa","label":"claim","start":7,"end":11,"quote":"Rain","origin":"human"}',
    ]
    moved = [lines[0].replace("Snow.", "Snow fell."), lines[1].replace("7", "12")]
    moved.append(lines[2].replace("7", "12").replace("11", "16"))
    one, other = (text_of("\n".join(each).encode()).split("\n") for each in (lines, moved))
    assert one[one.index("paragraph 2: Rain.") :] == other[other.index("paragraph 2: Rain.") :]
