"""What INCEpTION's own tests say that a curation accepts beforehand."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotate.core.compare.blocks import Sheaf
from annotate.core.review import Accept, Side, accept, review_of
from annotate.core.schema import Attribute, AttributeType, Label, Relation, Schema
from annotate.core.session import Session, advance
from annotate.store.reviewing import document_of
from tests.core.review.inception import read_sheaf

DATA = Path(__file__).parents[4] / "shared" / "data" / "inception-curation"
CASES = ("simpleRelNoDiffTest", "simpleRelTypeDiffTest", "simpleRelGovDiffTest", "simpleRelGovStackedTest")
SCHEMA = Schema(
    "layers",
    {"span": Label("span", attributes=(Attribute("PosValue", AttributeType.STRING),))},
    "1",
    relations={"link": Relation("link")},
)

Said = tuple[set[tuple[object, ...]], set[tuple[object, ...]]]


@pytest.mark.parametrize("name", CASES)
def test_what_all_say_is_what_the_curator_has(name: str) -> None:
    folder = DATA / name
    if not folder.is_dir():
        pytest.skip(f"the test documents of INCEpTION are not at {DATA}")
    sides = [Side(each, read_sheaf(folder / f"{each}.tsv", each)) for each in ("user1", "user2")]
    review = review_of(sides, SCHEMA)
    session = Session(document_of(sides[0].sheaf), SCHEMA, "curator")
    step = accept(review, session, "", Accept.UNANIMOUS)
    assert step is not None
    marks = advance(session, step).marks
    spans = {each.id: each for each in marks.spans(1)}
    found = _said(list(spans.values()), list(marks.relations.values()))
    assert found == _of(read_sheaf(folder / "curator.tsv", "curator"))
    assert found[0]


def _of(sheaf: Sheaf) -> Said:
    (block,) = sheaf.blocks
    return _said(block.spans, block.relations)


def _said(spans, relations) -> Said:  # type: ignore[no-untyped-def]
    places = {each.id: (each.start, each.end) for each in spans}
    return (
        {(*places[each.id], tuple(sorted(each.attributes.items()))) for each in spans},
        {(places[each.source], places[each.target], tuple(sorted(each.attributes.items()))) for each in relations},
    )
