"""How far annotators part a text in the same way: the later alphas for units."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from annotate.core.agreement.collecting import Collection
from annotate.core.agreement.figures import figures
from annotate.core.agreement.pages import Page, Part
from annotate.core.agreement.pieces import meetings, pieces
from annotate.core.agreement.subjects import Kind, Subject, Unit
from annotate.core.agreement.values import Undefined, Value
from annotate.core.compare.blocks import Block
from annotate.core.records import DocumentRecord, Origin, ParagraphRecord, SpanRecord, Status

EXAMPLE = Path(__file__).parents[4] / "shared" / "data" / "gamma-examples" / "AlexPaulSuzan.csv"
LENGTH = 40

Marks = Sequence[tuple[str, int, int]]
"""The label, start and end of each unit of an annotator."""


def measured(metric: str, *documents: Sequence[Marks], length: int = LENGTH, label: str = "") -> Value:
    """About all annotators: of all labels, or of one."""
    size = len(documents[0])
    collection = Collection([f"ann{i}" for i in range(size)], None, frozenset((Unit.SPAN,)))
    for sides in documents:
        parts = {i: Part(Block(paragraph(length), spans(side), ()), 2) for i, side in enumerate(sides)}
        list(collection.page(Page(parts)))
        list(collection.close({i: head(f"ann{i}") for i in range(size)}))
    study = collection.study()
    subject = Subject(Unit.SPAN, Kind.LABEL if label else Kind.POOLED, label)
    found = [each for each in figures(study, [metric], lambda each: each == subject) if len(each.annotators) == size]
    return found[0].value


def paragraph(length: int) -> ParagraphRecord:
    return ParagraphRecord(1, 0, "x" * length, Status.DONE)


def spans(marks: Marks) -> tuple[SpanRecord, ...]:
    return tuple(
        SpanRecord(id=f"{n:08x}", label=label, start=low, end=high, quote="x" * (high - low), origin=Origin.HUMAN)
        for n, (label, low, high) in enumerate(marks)
    )


def head(annotator: str) -> DocumentRecord:
    return DocumentRecord(1, "d", "d.txt", "1" * 64, "utf-8", "s", "1", annotator)


def published() -> list[Marks]:
    sides: dict[str, list[tuple[str, int, int]]] = defaultdict(list)
    for who, label, start, end in csv.reader(EXAMPLE.read_text("utf-8").splitlines()):
        sides[who].append((label, int(start), int(end)))
    return list(sides.values())


needs_example = pytest.mark.skipif(not EXAMPLE.exists(), reason=f"{EXAMPLE} is not there")


@needs_example
@pytest.mark.parametrize(
    ("metric", "value"),
    # Krippendorff, Mathet, Bouvry and Widlöcher 2016; Krippendorff 2019, section 12.6.
    [("alpha-units", 0.510), ("alpha-units-binary", 0.413), ("alpha-units-coding", 0.724), ("coverage", 83 / 180)],
)
def test_the_published_example_gives_the_published_values(metric: str, value: float) -> None:
    assert measured(metric, published(), length=60) == pytest.approx(value, abs=5e-4)


@needs_example
def test_the_published_example_gives_the_published_values_of_each_label() -> None:
    found = {label: measured("alpha-units-coding", published(), length=60, label=label) for label in "1234567"}
    assert isinstance(found.pop("7"), Undefined)
    assert found == {"1": 1, "2": 0, "3": 0, "4": 0, "5": 1, "6": 1}
    covered = {label: measured("coverage", published(), length=60, label=label) for label in "157"}
    assert covered == {"1": 1, "5": pytest.approx(0.44, abs=5e-3), "7": 0}


def test_what_another_program_gives_comes_out() -> None:
    """The figures that one of the few other implementations prints about its example."""
    sides = (
        [("a", 2, 5), ("a", 9, 11), ("b", 12, 20)],
        [("a", 2, 5), ("b", 7, 15)],
        [("a", 2, 5), ("b", 10, 15)],
    )
    for metric, label, value in (
        ("alpha-units", "", 0.474), ("alpha-units-binary", "", 0.433), ("alpha-units-coding", "", 0.779),
        ("alpha-units-coding", "a", 0.769), ("alpha-units-coding", "b", 0.787),
        ("coverage", "", 0.3833), ("coverage", "a", 0.9545), ("coverage", "b", 0.5952),
    ):  # fmt: skip
        assert measured(metric, sides, length=20, label=label) == pytest.approx(value, abs=5e-4), (metric, label)


@st.composite
def disjoint(draw: st.DrawFn) -> list[tuple[str, int, int]]:
    borders = sorted(draw(st.sets(st.integers(0, LENGTH), max_size=8)))
    labels = draw(st.lists(st.sampled_from(("a", "b", "")), min_size=len(borders), max_size=len(borders)))
    return [(label, low, high) for label, low, high in zip(labels, borders, borders[1:], strict=False) if label]


overlapping = st.lists(
    st.tuples(st.sampled_from(("a", "b", "c")), st.integers(0, LENGTH - 9), st.integers(1, 9)), max_size=6
).map(lambda found: [(label, low, low + size) for label, low, size in found])
several = st.lists(st.one_of(disjoint(), overlapping), min_size=2, max_size=4)


Value_ = frozenset[str]
GAP: Value_ = frozenset()


def places(side: Marks) -> list[Value_]:
    """The labels of each character."""
    return [frozenset(label for label, low, high in side if low <= at < high) for at in range(LENGTH)]


def units(side: Marks) -> list[tuple[Value_, list[int]]]:
    """Characters side by side that no border parts; of gaps each by itself."""
    said = places(side)
    whole = {(label, at) for label, low, high in side for at in range(low + 1, high)}
    found: list[tuple[Value_, list[int]]] = []
    for at, value in enumerate(said):
        goes_on = at and value == said[at - 1] and all((label, at) in whole for label in value)
        if value and goes_on:
            found[-1][1].append(at)
        else:
            found.append((value, [at]))
    return found


def by_hand(sides: Sequence[Marks], metric: str, wanted: str) -> float | None:
    """Character by character, from the matrices of coincidences as they are published; None for 0/0."""
    if wanted and metric == "alpha-units":
        sides = [[mark for mark in side if mark[0] == wanted] for side in sides]
    coding = metric == "alpha-units-coding"

    def seen(value: Value_) -> Value_:
        return value if not (coding and wanted and value) else frozenset((wanted if wanted in value else "other",))

    said = [list(map(seen, places(side))) for side in sides]
    others = len(sides) - 1
    observed: dict[tuple[Value_, Value_], float] = defaultdict(float)
    itself: dict[Value_, float] = defaultdict(float)
    for one, side in enumerate(sides):
        rest = [each for other, each in enumerate(said) if other != one]
        for value, unit in units(side):
            pairs = [(said[one][at], each[at]) for each in rest for at in unit]
            counted = [pair for pair in pairs if not coding or all(pair)]
            for pair in counted:
                observed[pair] += 1 / others
            itself[seen(value)] += (len(counted) / others) ** 2
    row: dict[Value_, float] = defaultdict(float)
    for (value, _), number in observed.items():
        row[value] += number
    total = sum(row.values())
    space = total**2 - sum(itself.values())
    if total < 1e-9 or space < 1e-9:
        return None

    def expected(one: Value_, other: Value_) -> float:
        return total * (row[one] * row[other] - (itself[one] if one == other else 0)) / space

    if coding and wanted:
        k = frozenset((wanted,))
        chance = sum(expected(k, each) for each in list(row))
        rest_of_it = chance - expected(k, k)
        if row[k] < 1e-9 or rest_of_it < 1e-9:
            return None
        return 1 - chance / row[k] * (row[k] - observed[k, k]) / rest_of_it

    def apart(one: Value_, other: Value_) -> bool:
        return bool(one) != bool(other) if metric == "alpha-units-binary" else one != other

    up = sum(number for pair, number in observed.items() if apart(*pair))
    down = sum(expected(one, other) for one in list(row) for other in list(row) if apart(one, other))
    return None if down < 1e-9 else 1 - up / down


@given(several)
def test_every_figure_is_what_the_matrices_of_coincidences_give(sides: list[Marks]) -> None:
    assume(any(sides))
    labels = sorted({label for side in sides for label, _, _ in side})
    for metric, about in (
        ("alpha-units", ""), ("alpha-units-binary", ""), ("alpha-units-coding", ""),
        *((metric, label) for metric in ("alpha-units", "alpha-units-coding") for label in labels),
    ):  # fmt: skip
        found, wanted = measured(metric, sides, label=about), by_hand(sides, metric, about)
        if wanted is None:
            assert isinstance(found, Undefined)
        else:
            assert found == pytest.approx(wanted, abs=1e-9), (metric, about)


FAMILY = ("alpha-units", "alpha-units-binary", "alpha-units-coding")


@pytest.mark.parametrize("metric", FAMILY)
@given(side=st.one_of(disjoint(), overlapping), size=st.integers(2, 4))
def test_the_same_units_are_full_agreement_or_undefined(metric: str, side: Marks, size: int) -> None:
    assume(side)
    found = measured(metric, [side] * size)
    assert isinstance(found, Undefined) or found == 1


@pytest.mark.parametrize("metric", FAMILY)
@given(sides=several, seed=st.integers(0, 99))
def test_neither_the_order_of_annotators_nor_the_direction_of_the_text_counts(
    metric: str, sides: list[Marks], seed: int
) -> None:
    assume(any(sides))
    turned = [[(label, LENGTH - high, LENGTH - low) for label, low, high in side] for side in sides]
    Random(seed).shuffle(turned)
    one, other = measured(metric, sides), measured(metric, turned)
    assert one == other if isinstance(one, Undefined) else other == pytest.approx(one)


@pytest.mark.parametrize("metric", FAMILY)
@given(first=st.lists(disjoint(), min_size=2, max_size=2), second=st.lists(disjoint(), min_size=2, max_size=2))
def test_documents_count_as_if_laid_end_to_end(metric: str, first: list[Marks], second: list[Marks]) -> None:
    assume(any(first) or any(second))
    joined = [
        [*one, *((label, low + LENGTH, high + LENGTH) for label, low, high in other)]
        for one, other in zip(first, second, strict=True)
    ]
    parts, whole = measured(metric, first, second), measured(metric, joined, length=2 * LENGTH)
    assert parts == whole if isinstance(whole, Undefined) else parts == pytest.approx(whole)


@pytest.mark.parametrize("metric", FAMILY)
def test_units_laid_anywhere_give_nearly_nothing(metric: str) -> None:
    chance = Random(5)

    def side() -> Marks:
        marks, at = [], 0
        while (at := at + chance.randint(1, 40)) < 19_990:
            size = chance.randint(1, 10)
            marks.append((chance.choice("abc"), at, at + size))
            at += size
        return marks

    found = [measured(metric, [side(), side(), side()], length=20_000) for _ in range(5)]
    assert abs(sum(found) / len(found)) < 0.02  # type: ignore[arg-type]


@pytest.mark.parametrize("metric", FAMILY)
def test_nothing_marked_and_nothing_shared_are_undefined(metric: str) -> None:
    assert isinstance(measured("alpha-units-coding", [[("a", 0, 5)], [("a", 9, 12)]]), Undefined)
    assert isinstance(measured("alpha-units-coding", [[("a", 0, 5)], [("a", 0, 5)]]), Undefined)
    assert isinstance(measured(metric, [[("a", 0, LENGTH)], [("a", 0, LENGTH)]]), Undefined)


def test_a_label_that_only_one_gives_once_has_0_however_much_of_it_others_mark() -> None:
    sides = [[("a", 0, 6), ("b", 10, 20)], [("b", 0, 6), ("b", 10, 20)], [("b", 10, 20)]]
    assert measured("alpha-units-coding", sides, label="a") == pytest.approx(0)


def test_what_overlaps_is_a_piece_of_its_own() -> None:
    parted = pieces(spans([("b", 3, 6), ("a", 0, 9), ("a", 9, 12), ("a", 11, 14)]))
    assert parted == [(0, 3, ("a",)), (3, 6, ("a", "b")), (6, 9, ("a",)), (9, 14, ("a",))]


@given(overlapping, overlapping)
def test_two_pieces_meet_where_they_share_text(left: Marks, right: Marks) -> None:
    one, other = pieces(spans(left)), pieces(spans(right))
    wanted = [
        (i, j, min(a[1], b[1]) - max(a[0], b[0]))
        for i, a in enumerate(one)
        for j, b in enumerate(other)
        if min(a[1], b[1]) > max(a[0], b[0])
    ]
    assert sorted(meetings(one, other)) == wanted
