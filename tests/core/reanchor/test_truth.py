"""Documents edited at random: where every annotation has to end up is known from the edits.

`ANNOTATE_EDITS=100000 pytest tests/core/reanchor` makes so many of them.
"""

from __future__ import annotations

import os
import random
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import count

import pytest

from annotate.core.reanchor import Word, reanchor
from annotate.core.records import RelationRecord, SpanRecord
from tests.core.reanchor.edits import PLAIN, ROUGH, WHOLE, Edit, Edited, document, records
from tests.core.reanchor.texts import DATA, Sample, one_line, samples, with_random_spans

EDITS = int(os.environ.get("ANNOTATE_EDITS", "1200"))
FOUND = 0.995
"""The least share of the annotations whose text is still there that have to end up on it."""

FOUND_ROUGHLY = 0.93
"""The same where texts are copied, parted, joined and replaced by others too."""

FOUND_IN_LINES = 0.98
"""The same on one long line, on which sentences move and paragraphs are made, but none is copied."""

DENSITIES = (400, 150, 60)
"""Characters for each edit."""

LINES = (8_000, 25_000, 60_000)
"""The least lengths of long lines, below and above what is compared word by word."""

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="needs the texts in ../shared/data")


@pytest.mark.parametrize("kind, least", [("plain", FOUND), ("rough", FOUND_ROUGHLY)])
def test_annotations_end_up_on_their_text_and_are_never_certain_of_another(kind: str, least: float) -> None:
    chance = random.Random(f"{kind} {EDITS}")
    texts = samples()
    chosen = (with_random_spans(chance.choice(texts), chance, 30) for _ in count())
    tally, wrong = edited_at_random(chosen, PLAIN if kind == "plain" else ROUGH, EDITS, chance)
    assert wrong == []
    assert tally["found"] >= least * tally["there"], tally
    assert tally["there"] > 3 * EDITS


@pytest.mark.parametrize("kind, least", [("plain", FOUND), ("rough", FOUND_IN_LINES)])
def test_so_it_is_on_one_long_line_where_passages_stand_twice(kind: str, least: float) -> None:
    chance = random.Random(f"lines {kind} {EDITS}")
    texts = samples()
    chosen = (with_random_spans(one_line(texts, chance, chance.choice(LINES)), chance, 200) for _ in count())
    rough = {edit: weight for edit, weight in ROUGH.items() if edit not in WHOLE}
    tally, wrong = edited_at_random(chosen, PLAIN if kind == "plain" else rough, EDITS // 4, chance)
    assert wrong == []
    assert tally["found"] >= least * tally["there"], tally
    assert tally["there"] > EDITS


def edited_at_random(
    texts: Iterator[Sample], edits: Mapping[Edit, int], number: int, chance: random.Random
) -> tuple[Counter[str], list[str]]:
    """How many annotations were still there and were found, after so many edits; and those that are
    called certain of a place that is wrong."""
    tally: Counter[str] = Counter()
    wrong: list[str] = []
    strangers = [(text.name, each) for text in samples() for each in sentences(text)]
    while tally["edits"] < number:
        text = next(texts)
        foreign = [each for _, each in chance.sample(strangers, 50) if each not in text.text]
        edited = Edited(text.text, chance, foreign, edits)
        tally["edits"] += len(make(edited, text, chance))
        check(text, edited, tally, wrong)
    return tally, wrong


def make(edited: Edited, text: Sample, chance: random.Random) -> list[str]:
    number = max(1, len(text.text) // chance.choice(DENSITIES))
    return [edited.edit() for _ in range(min(60, number))]


def check(text: Sample, edited: Edited, tally: Counter[str], wrong: list[str]) -> None:
    before = records(text.text, text.spans)
    outcome = reanchor(before, document(edited.text))
    assert ids(before) == ids(outcome.records)
    spans = {each.id: each for each in before if isinstance(each, SpanRecord)}
    for fate in outcome.fates:
        span = spans[fate.id]
        places = edited.survivors(span.start, span.end)
        tally["there"] += bool(places)
        tally["found"] += (fate.start, fate.end) in places
        if fate.word in (Word.FUZZY, Word.LOST) or (fate.start, fate.end) in places:
            continue
        if places or not edited.is_own(span.start, span.end, (fate.start, fate.end)):
            wrong.append(f"{text.name}: {fate} is at {places or 'no place'}")


def ids(found: object) -> list[str]:
    assert isinstance(found, list | tuple)
    return sorted(each.id for each in found if isinstance(each, SpanRecord | RelationRecord))


def sentences(text: Sample) -> list[str]:
    found = (each.strip() for each in re.split(r"(?<=[.!?])\s+", text.text))
    return [each for each in found if 20 < len(each) < 300]
