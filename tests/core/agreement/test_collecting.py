"""From paragraphs of several annotators, side by side, to counts."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.core.agreement.collecting import Collection, Study
from annotate.core.agreement.figures import Figure, figures
from annotate.core.agreement.groups import groups, matchings
from annotate.core.agreement.pages import Page, Part
from annotate.core.agreement.subjects import Kind, Subject, Unit
from annotate.core.compare.blocks import Block
from annotate.core.records import DocumentRecord, Origin, ParagraphRecord, RelationRecord, SpanRecord, Status

TEXT = "aa bb cc dd ee ff gg hh"
WORDS = 8
WHO = ("ann", "bob", "cat")


def span(first: int, last: int, label: str = "claim", id: str = "") -> SpanRecord:
    """From one word to another, counted from 0."""
    start, end = 3 * first, 3 * last + 2
    id = id or f"{label}{first}{last}"
    return SpanRecord(id=id, label=label, start=start, end=end, quote=TEXT[start:end], origin=Origin.HUMAN)


def part(*spans: SpanRecord, status: Status = Status.DONE, relations: tuple[RelationRecord, ...] = ()) -> Part:
    return Part(Block(ParagraphRecord(1, 0, TEXT, status), spans, relations), 2)


def study(*documents: tuple[Part, ...]) -> Study:
    """Of documents of one paragraph."""
    collection = Collection(WHO[: len(documents[0])], None)
    for parts in documents:
        assert not list(collection.page(Page(dict(enumerate(parts)))))
        records = {i: DocumentRecord(1, "d", "d.txt", "1" * 64, "utf-8", "s", "1", WHO[i]) for i in range(len(parts))}
        assert not list(collection.close(records))
    return collection.study()


def figure(found: Study, unit: Unit, metric: str, label: str = "claim", who: tuple[str, ...] = ()) -> Figure:
    subject = Subject(unit, Kind.LABEL if unit is not Unit.RELATION else Kind.RELATION, label)
    all = figures(found, [metric], lambda each: each == subject)
    (one,) = [each for each in all if each.annotators == (who or found.annotators)]
    return one


def test_each_two_of_three_annotators_and_all_of_them_have_figures() -> None:
    found = study((part(span(0, 1)), part(span(0, 1)), part(span(4, 5))))
    assert figure(found, Unit.SPAN, "f1-exact", who=("ann", "bob")).value == 1
    assert figure(found, Unit.SPAN, "f1-exact", who=("ann", "cat")).value == 0
    assert figure(found, Unit.SPAN, "f1-exact").value == pytest.approx(1 / 3)
    # Of 8 tokens two pairs of annotators differ about 4, the third about none.
    assert figure(found, Unit.TOKEN, "observed").value == pytest.approx((1 + 0.5 + 0.5) / 3)


def test_a_paragraph_to_do_is_missing_for_one_and_counts_for_the_others() -> None:
    found = study((part(span(0, 1)), part(span(0, 1)), part(status=Status.TODO)))
    whole = figure(found, Unit.TOKEN, "observed")
    assert (whole.value, whole.n, whole.excluded) == (1, WORDS, 0)
    pair = figure(found, Unit.TOKEN, "observed", who=("ann", "cat"))
    assert (pair.n, pair.excluded) == (0, WORDS)
    spans = figure(found, Unit.SPAN, "f1-exact", who=("ann", "cat"))
    assert (spans.n, spans.excluded) == (0, 1)
    assert found.undecided == {"cat": 1}


def test_a_label_first_seen_in_a_later_document_was_not_given_in_the_earlier_ones() -> None:
    found = study((part(), part()), (part(span(0, 0)), part(span(0, 0))))
    assert figure(found, Unit.TOKEN, "observed").n == 2 * WORDS
    assert figure(found, Unit.TOKEN, "alpha").value == 1


def test_a_relation_is_compared_by_its_ends_and_only_where_both_have_them() -> None:
    def related(source: str, target: str, id: str) -> RelationRecord:
        return RelationRecord(id=id, label="by", source=source, target=target, origin=Origin.HUMAN)

    links = (related("a", "b", "r"), related("a", "c", "s"))
    one = part(span(0, 0, id="a"), span(2, 2, id="b"), span(5, 5, id="c"), relations=links)
    other = part(span(0, 0, id="x"), span(2, 2, id="y"), relations=(related("x", "y", "t"),))
    found = figure(study((one, other)), Unit.RELATION, "f1-exact", "by")
    assert (found.value, found.n, found.excluded) == (1, 2, 1)


def test_two_documents_are_more_certain_than_nothing() -> None:
    found = study((part(span(0, 1)), part(span(0, 1))), (part(span(0, 1)), part(span(1, 2))))
    subject = Subject(Unit.TOKEN, Kind.LABEL, "claim")
    (one,) = figures(found, ["observed"], lambda each: each == subject, resamples=200, seed=3)
    assert (one.interval.low, one.interval.high) == (0.75, 1)  # type: ignore[union-attr]


def test_paragraphs_of_one_document_are_drawn_in_runs_and_all_of_them_count() -> None:
    collection = Collection(WHO[:2], None, run=2)
    same, other, undone = part(span(0, 1)), part(span(1, 2)), part(status=Status.TODO)
    # Two runs; the paragraph that only one decided on belongs to none, and the last one is no run.
    for sides in ((same, same), (same, undone), (same, other), (same, same), (same, same), (same, other)):
        assert not list(collection.page(Page(dict(enumerate(sides)))))
    heads = {i: DocumentRecord(1, "d", "d.txt", "1" * 64, "utf-8", "s", "1", WHO[i]) for i in range(2)}
    assert not list(collection.close(heads))
    found = collection.study()
    assert (found.documents, len(found.fields.pool())) == (1, 2)
    subject = Subject(Unit.TOKEN, Kind.LABEL, "claim")
    (one,) = figures(found, ["observed"], lambda each: each == subject, resamples=200, seed=3)
    assert one.value == pytest.approx(1 - 2 * 2 / (5 * WORDS)) and one.n == 5 * WORDS
    assert one.interval.low == pytest.approx(1 - 2 / (2 * WORDS))  # type: ignore[union-attr]
    assert (one.interval.high, one.interval.parts, one.interval.run) == (1, 2, 2)  # type: ignore[union-attr]


marks = st.lists(
    st.tuples(st.integers(0, 7), st.integers(0, 3), st.sampled_from(("claim", "source"))), max_size=4, unique=True
).map(lambda found: [span(low, min(7, low + more), label) for low, more, label in found])


def unique(spans: list[SpanRecord]) -> list[SpanRecord]:
    return list({each.id: each for each in spans}.values())


@given(st.lists(marks.map(unique), min_size=2, max_size=3))
def test_tokens_are_counted_as_one_would_by_hand(sides: list[list[SpanRecord]]) -> None:
    found = study(tuple(part(*each) for each in sides))
    whole = found.fields.pool().whole()
    for label in {each.label for side in sides for each in side}:
        patterns, fields = found.fields.patterns(Subject(Unit.TOKEN, Kind.LABEL, label))
        counted = {pattern: whole.counts[field] for pattern, field in zip(patterns, fields, strict=True)}
        wanted: dict[tuple[str, ...], int] = {}
        for word in range(WORDS):
            said = tuple(
                "yes" if any(s.label == label and s.start < 3 * word + 2 and 3 * word < s.end for s in side) else "no"
                for side in sides
            )
            wanted[said] = wanted.get(said, 0) + 1
        assert counted == wanted


@given(st.lists(marks.map(unique), min_size=2, max_size=3))
def test_every_span_is_in_one_group_and_no_group_has_two_of_one_annotator(sides: list[list[SpanRecord]]) -> None:
    spans = {i: [renamed(each, i) for each in side] for i, side in enumerate(sides)}
    found = groups(spans, matchings(spans))
    members = [(i, each.id) for group in found for i, each in group.items()]
    assert sorted(members) == sorted((i, each.id) for i, side in spans.items() for each in side)


def renamed(each: SpanRecord, annotator: int) -> SpanRecord:
    return msgspec.structs.replace(each, id=f"{annotator}{each.id}")
