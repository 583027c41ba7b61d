"""What holds for every document and every change of it."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from annotate.core.document import Document
from annotate.core.graphemes import clusters
from annotate.core.reanchor import Word, reanchor
from annotate.core.reanchor.doubts import doubtful
from annotate.core.reanchor.sequence import common
from annotate.core.reanchor.texts import Text
from annotate.core.reanchor.trace import trace
from annotate.core.records import Origin, ParagraphRecord, Record, RelationRecord, SpanRecord
from annotate.core.words import words
from annotate.store.annotations import parse_annotations
from annotate.store.content import encode
from tests.core.reanchor.edits import document, records

WORDS = (
    "the",
    "old",
    "weir",
    "council",
    "40",
    "said,",
    "Ilse",
    "e\u0301tait",
    "\U0001f469\u200d\U0001f4bb",
    "水车",
    ".",
)
GAPS = ("\n", "\n\n", "\r\n\r\n", "\n \n")

paragraph = st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(" ".join)
texts = st.builds(
    lambda parts, gap: gap.join(parts) + gap,
    st.lists(paragraph, min_size=1, max_size=8),
    st.sampled_from(GAPS),
)


def annotated(text: str, seed: int) -> list[Record]:
    """The text with random spans, two of them discontinuous, stretches as attributes, relations."""
    chance = random.Random(seed)
    spans: set[tuple[int, int]] = set()
    for each in records(text, ())[1:]:
        assert isinstance(each, ParagraphRecord)
        borders = [each.start, *(each.start + b for _, b in clusters(each.text, 0, len(each.text)))]
        for _ in range(chance.randrange(4)):
            if len(borders) > 1:
                start, end = sorted(chance.sample(borders, 2))
                spans.add((start, end))
    made = records(text, sorted(spans))
    found = [each for each in made if isinstance(each, SpanRecord)]
    for number, each in enumerate(found):
        at = made.index(each)
        made[at] = msgspec.structs.replace(each, attributes={"cue": (each.start, each.end), "kind": "x"})
        if number:
            link = RelationRecord(
                id=f"r{number:07}", label="by", source=found[number].id,
                target=found[number - 1].id, origin=Origin.HUMAN,
            )  # fmt: skip
            made.append(link)
    return made


def ids(found: Sequence[Record]) -> list[str]:
    return sorted(each.id for each in found if isinstance(each, SpanRecord | RelationRecord))


def places(found: Sequence[Record]) -> list[tuple[str, int, int, str]]:
    return sorted((each.id, each.start, each.end, each.quote) for each in found if isinstance(each, SpanRecord))


def is_about(found: Sequence[Record], now: Document) -> bool:
    told = [(each.n, each.start, each.text) for each in found if isinstance(each, ParagraphRecord)]
    there = (now.paragraph(n) for n in range(1, len(now) + 1))
    return told == [(each.n, each.start, now.text_of(each)) for each in there]


@given(texts, st.integers(0, 99))
def test_in_an_unchanged_document_everything_stays_as_it_was(text: str, seed: int) -> None:
    before = annotated(text, seed)
    outcome = reanchor(before, document(text))
    assert {fate.word for fate in outcome.fates} <= {Word.EXACT}
    assert outcome.records[1:] == reanchor(outcome.records, document(text)).records[1:]
    assert sorted(map(str, outcome.records[1:])) == sorted(map(str, before[1:]))


@given(texts, st.lists(st.integers(0, 8), max_size=4), st.integers(0, 99))
def test_behind_paragraphs_put_in_everything_is_exact(text: str, wheres: list[int], seed: int) -> None:
    # One with blank lines between its paragraphs keeps them whatever is put in.
    text = text.replace("\r\n", "\n").replace("\n \n", "\n\n")
    gap = "\n\n" if "\n\n" in text.strip() else "\n"
    parts = text.strip("\n").split(gap)
    for number, where in enumerate(wheres):
        parts.insert(min(where, len(parts)), f"Strange words number {number} that stand nowhere else")
    outcome = reanchor(annotated(text, seed), document(gap.join(parts) + "\n"))
    if gap == "\n\n" or len(parts) > 1:
        assert {fate.word for fate in outcome.fates} <= {Word.EXACT}


@given(texts, texts, st.integers(0, 99))
def test_whatever_became_of_the_text_the_file_is_valid_and_nothing_is_dropped(text: str, other: str, seed: int) -> None:
    before = annotated(text, seed)
    after = document(other)
    outcome = reanchor(before, after)
    content = b"".join(encode(each) + b"\n" for each in outcome.records)
    assert parse_annotations(Path("d.ana.ann.jsonl"), content).problems == ()
    assert ids(outcome.records) == ids(before)
    assert is_about(outcome.records, after)
    certain = {fate.id for fate in outcome.fates if fate.certain}
    for each in outcome.records:
        if isinstance(each, SpanRecord) and each.id not in certain:
            assert each.flag and each.note


@given(texts, texts, st.integers(0, 99))
def test_what_is_lost_stands_on_whole_words(text: str, other: str, seed: int) -> None:
    after = document(other)
    for fate in reanchor(annotated(text, seed), after).fates:
        found = after.paragraph(fate.to)
        there = words(other, found.start, found.end)
        if fate.word is Word.LOST and there:
            assert fate.start in {start for start, _ in there}
            assert fate.end in {end for _, end in there}


@given(texts, texts, st.integers(0, 99))
def test_taken_along_once_more_nothing_changes(text: str, other: str, seed: int) -> None:
    once = reanchor(annotated(text, seed), document(other))
    again = reanchor(once.records, document(other))
    assert again.records == once.records
    assert again.reopened == ()


@given(st.lists(st.sampled_from("abcd"), max_size=20), st.lists(st.sampled_from("abcd"), max_size=20))
def test_runs_are_in_the_order_of_both_and_the_same_in_both(old: list[str], new: list[str]) -> None:
    runs = common(old, new)
    a = b = 0
    for run in runs:
        assert run.a >= a and run.b >= b and run.length > 0
        a, b = run.a + run.length, run.b + run.length
        assert old[run.a : a] == new[run.b : b]
    assert (common(old, old) == []) == (not old)
    for index, (head, tail) in doubtful(old, new, runs).items():
        assert 0 <= head <= runs[index].length and 0 <= tail <= runs[index].length


@given(st.integers(0, 9), st.integers(1, 9), st.integers(0, 9))
def test_what_could_be_another_one_is_in_doubt(before: int, again: int, after: int) -> None:
    old = [*map(str, range(before)), *["x"] * (again + 1), *map(str, range(100, 100 + after))]
    new = [each for index, each in enumerate(old) if index != before]
    runs = common(old, new)
    doubts = doubtful(old, new, runs)
    certain = [
        old[run.a + k]
        for index, run in enumerate(runs)
        for k in range(doubts.get(index, (0, 0))[0], run.length - doubts.get(index, (0, 0))[1])
    ]
    assert "x" not in certain or again > 1


@given(texts, texts)
def test_no_character_comes_from_two_or_goes_to_two(text: str, other: str) -> None:
    before, after = document(text), document(other)
    found = trace(Text(before.text, before.starts, before.ends), Text(after.text, after.starts, after.ends))
    for places in (
        sorted((piece.old, piece.old + piece.length) for piece in found.pieces),
        sorted((piece.new, piece.new + piece.length) for piece in found.pieces),
    ):
        assert all(one[1] <= two[0] for one, two in pairwise(places))
    for piece in found.pieces:
        assert text[piece.old : piece.old + piece.length] == other[piece.new : piece.new + piece.length]
