"""What is called sound at a quick look is just what the checks have nothing to say about."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from annotate.core.blocks import blocks
from annotate.core.checks.borders import Edges, edges, fragments
from annotate.core.checks.links import Chain, circles_of
from annotate.core.checks.overlaps import Lying, overlaps
from annotate.core.checks.sheet import lay_out
from annotate.core.file_checks import FileCheck
from annotate.core.records import DocumentRecord, Origin, ParagraphRecord, Record, SpanRecord, Status
from annotate.core.schema import Schema
from annotate.store.schemas import parse_schema

SCHEMA = """
id: edges
version: 1.0.0
span: {granularity: word, discontinuous: true, max_fragments: 2, trim: [space, punctuation]}
overlap:
  - {pair: [word, word], rule: nest}
  - {pair: [word, part], rule: allow}
  - {pair: ["*", "*"], rule: forbid}
labels:
  word: {}
  part: {span: {granularity: char, trim: [space, punctuation]}}
  plain: {span: {granularity: char, trim: []}}
  sentence: {span: {granularity: sentence, discontinuous: false}}
"""
START = 7
HEAD = DocumentRecord(1, "d", "d.txt", "0" * 64, "utf-8", "edges", "1.0.0", "ann")
# What words, numbers and abbreviations end with, and one character that does not stand alone.
TEXTS = st.text("aé1b_ \n\t.,;:!?'’-—“%()\u0301\xa0\u2028", min_size=1, max_size=24)
LABELS = st.sampled_from(["word", "part", "plain", "sentence"])


@lru_cache
def schema() -> Schema:
    found, problems = parse_schema(SCHEMA.encode(), Path("edges.yaml"))
    assert found is not None and not [each for each in problems if each.level.value == "error"]
    return found


@st.composite
def spans_in(draw: st.DrawFn, text: str, most: int) -> list[SpanRecord]:
    """Stretches of the text, in the order of the file; rarely beyond it or in fragments."""
    offsets = st.integers(0, len(text)) if draw(st.integers(0, 9)) else st.integers(-3, len(text) + 3)
    pairs = st.tuples(offsets, offsets).filter(lambda pair: pair[0] != pair[1])
    found = []
    for number, (one, other) in enumerate(draw(st.lists(pairs, min_size=1, max_size=most))):
        start, end = sorted((one, other))
        apart = ((START + start, START + start + 1), (START + end - 1, START + end))
        found.append(
            SpanRecord(
                id=f"id{number:06}",
                label=draw(LABELS),
                start=START + start,
                end=START + end,
                fragments=apart if end - start > 2 and not draw(st.integers(0, 19)) else (),
                quote=text[max(0, start) : max(0, end)],
                origin=Origin.HUMAN,
            )
        )
    return sorted(found, key=lambda span: (span.start, span.end, span.label, span.id))


@given(st.data(), TEXTS)
def test_edges_are_sound_if_the_checks_find_nothing_at_them(data: st.DataObject, text: str) -> None:
    paragraph = ParagraphRecord(1, START, text, Status.DONE)
    for span in data.draw(spans_in(text, 6)):
        sheet = lay_out("f", [(1, paragraph), (2, span)])
        found = [*fragments(sheet, schema()), *edges(sheet, schema())]
        assert Edges(schema()).are_sound([span], paragraph) == (not found), (text, span)


def test_every_stretch_of_an_article_has_sound_edges_or_a_problem() -> None:
    text = "Mr. Å. Holm said: 40% of U.S. ferries (the new ones) were late, e.g. at 9 p.m. “Why not?”"
    paragraph = ParagraphRecord(1, START, text, Status.DONE)
    told = 0
    for start in range(len(text)):
        for end in range(start + 1, len(text) + 1):
            span = SpanRecord(
                id="aaaaaaaa", label="word", start=START + start, end=START + end,
                quote=text[start:end], origin=Origin.HUMAN,
            )  # fmt: skip
            found = list(edges(lay_out("f", [(1, paragraph), (2, span)]), schema()))
            assert Edges(schema()).are_sound([span], paragraph) == (not found), text[start:end]
            told += not found
    assert 100 < told < 400


@given(st.data(), st.text("ab ", min_size=8, max_size=24))
def test_spans_that_lie_well_at_a_quick_look_are_not_told(data: st.DataObject, text: str) -> None:
    spans = data.draw(spans_in(text, 8))
    sheet = lay_out("f", [(1, ParagraphRecord(1, START, text, Status.DONE)), *enumerate(spans, 2)])
    sound, found = Lying(schema()).is_sound(spans), list(overlaps(sheet, schema()))
    assert sound == (not found) or any(span.fragments for span in spans)
    assert not (sound and found)


@given(st.data(), TEXTS)
def test_lines_are_told_the_same_whether_looked_at_quickly_or_one_by_one(data: st.DataObject, text: str) -> None:
    spans = data.draw(spans_in(text, 5))
    if data.draw(st.booleans()):
        spans.reverse()
    records: list[Record] = [HEAD, ParagraphRecord(1, START, text, Status.DONE), *spans]
    quick, slow = FileCheck("f"), FileCheck("f")
    for block in blocks(records):
        assert list(quick.block(block)) == list(slow.block(replace(block, tidy=False)))
    assert list(quick.end()) == list(slow.end())


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=16))
def test_there_is_a_circle_if_one_can_come_back(pairs: list[tuple[int, int]]) -> None:
    chains = [Chain(str(a), str(b), line) for line, (a, b) in enumerate(pairs, 2)]
    reached = {(a, b) for a, b in pairs if a != b}
    for _ in range(4):
        reached |= {(a, d) for a, b in reached for c, d in reached if b == c}
    told = list(circles_of("backs", chains, lay_out("f", [(1, HEAD)])))
    assert bool(told) == any(a == b for a, b in reached)


def test_a_long_chain_is_no_circle_until_it_is_closed() -> None:
    chains = [Chain(f"{n}", f"{n + 1}", n + 2) for n in range(100)]
    sheet = lay_out("f", [(1, HEAD)])
    assert not list(circles_of("backs", chains, sheet))
    assert [each.slug for each in circles_of("backs", [*chains, Chain("100", "0", 200)], sheet)] == ["circle"]
