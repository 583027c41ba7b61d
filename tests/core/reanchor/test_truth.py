"""Documents edited at random: where every annotation has to end up is known from the edits.

`ANNOTATE_EDITS=100000 pytest tests/core/reanchor` makes so many of them.
"""

from __future__ import annotations

import os
import random
import re
from collections import Counter
from collections.abc import Mapping

import pytest

from annotate.core.reanchor import Word, reanchor
from annotate.core.records import RelationRecord, SpanRecord
from tests.core.reanchor.edits import PLAIN, ROUGH, Edit, Edited, document, records
from tests.core.reanchor.texts import DATA, Sample, samples, with_random_spans

EDITS = int(os.environ.get("ANNOTATE_EDITS", "1200"))
FOUND = 0.995
"""The least share of the annotations whose text is still there that have to end up on it."""

FOUND_ROUGHLY = 0.93
"""The same where texts are copied, parted, joined and replaced by others too."""

DENSITIES = (400, 150, 60)
"""Characters for each edit."""

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="needs the texts in ../shared/data")


@pytest.mark.parametrize("kind, least", [("plain", FOUND), ("rough", FOUND_ROUGHLY)])
def test_annotations_end_up_on_their_text_and_are_never_certain_of_another(kind: str, least: float) -> None:
    edits: Mapping[Edit, int] = PLAIN if kind == "plain" else ROUGH
    tally: Counter[str] = Counter()
    wrong: list[str] = []
    texts = samples()
    strangers = [(text.name, each) for text in texts for each in sentences(text)]
    chance = random.Random(f"{kind} {EDITS}")
    while tally["edits"] < EDITS:
        text = with_random_spans(chance.choice(texts), chance, 30)
        foreign = [each for name, each in chance.sample(strangers, 50) if each not in text.text]
        edited = Edited(text.text, chance, foreign, edits)
        tally["edits"] += len(make(edited, text, chance))
        check(text, edited, tally, wrong)
    assert wrong == []
    assert tally["found"] >= least * tally["there"], tally
    assert tally["there"] > 3 * EDITS


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
