"""What holds for all coefficients, whatever the answers."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from annotate.core.agreement.alpha import Level
from annotate.core.agreement.layout import Layout, count, table
from annotate.core.agreement.metrics import METRICS, Of, of_answers
from annotate.core.agreement.unitizing import alpha_u, disagreement, merged
from annotate.core.agreement.values import ONE_ANSWER, Undefined

NAMES = [each.name for each in METRICS.values() if each.of is Of.ANSWERS]
answers = st.one_of(st.none(), st.integers(0, 4))
items = st.lists(st.tuples(answers, answers, answers), max_size=30)
pairs = st.lists(st.tuples(answers, answers), max_size=30)


def value(name: str, rated: list) -> float | Undefined:
    return of_answers(name, Level.NOMINAL)(table(count(rated)))


def same(found: float | Undefined, wanted: float | Undefined) -> None:
    """Both undefined, or the same number."""
    if isinstance(wanted, Undefined):
        assert isinstance(found, Undefined)
    else:
        assert found == pytest.approx(wanted)


@pytest.mark.parametrize("name", NAMES)
@given(rated=items)
def test_a_figure_is_a_number_of_at_most_one_or_undefined_with_a_reason(name: str, rated: list) -> None:
    found = value(name, rated)
    if isinstance(found, Undefined):
        assert found.reason
    else:
        assert found == found and found <= 1 + 1e-9


@pytest.mark.parametrize("name", NAMES)
@given(rated=pairs)
def test_the_order_of_two_annotators_and_of_items_makes_no_difference(name: str, rated: list) -> None:
    found, turned = value(name, rated), value(name, [(b, a) for a, b in reversed(rated)])
    assert found == turned if isinstance(found, Undefined) else turned == pytest.approx(found)


@pytest.mark.parametrize("name", [name for name in NAMES if name != "scott"])
@given(answered=st.lists(st.integers(0, 4), min_size=2, max_size=20))
def test_full_agreement_about_several_answers_is_one(name: str, answered: list[int]) -> None:
    assume(len(set(answered)) > 1)
    assert value(name, [(each, each, each) for each in answered]) == pytest.approx(1)


@pytest.mark.parametrize("name", [name for name in NAMES if name not in ("observed", "scott")])
def test_a_single_answer_throughout_is_undefined_and_not_one(name: str) -> None:
    assert value(name, [(1, 1, 1)] * 5) == ONE_ANSWER


@pytest.mark.parametrize("name", NAMES)
def test_nothing_to_compare_is_undefined(name: str) -> None:
    for rated in ([], [(None, 1)], [(None, None)]):
        assert isinstance(value(name, rated), Undefined)


@given(rated=items)
def test_items_of_one_annotator_change_no_alpha(rated: list) -> None:
    alone = [(None, 3, None), (None, None, None)]
    assert value("alpha", rated) == value("alpha", rated + alone)


@given(rated=pairs)
def test_fleiss_of_two_annotators_without_gaps_is_scott(rated: list) -> None:
    whole = [each for each in rated if None not in each]
    fleiss, scott = value("fleiss", whole), value("scott", whole)
    same(fleiss, scott)


@given(rated=items)
def test_two_of_three_annotators_are_seen_as_if_the_third_were_not_there(rated: list) -> None:
    ratings = count(rated)
    for name in ("observed", "cohen", "scott", "alpha", "fleiss"):
        seen = Layout(list(ratings), (0, 2)).counted(list(ratings.values()))
        both = [(a, c) for a, _, c in rated if a is not None and c is not None]
        found, wanted = of_answers(name, Level.NOMINAL)(seen), value(name, both)
        same(found, wanted)


def test_a_mean_over_pairs_names_those_that_have_no_figure() -> None:
    rated = [("yes", "yes", None), ("no", "no", None), ("yes", "no", "no")]
    for name in ("cohen", "cohen-linear"):
        found = of_answers(name, Level.NOMINAL)(table(count(rated), order=("no", "yes")))
        assert isinstance(found, Undefined) and found.pairs == (((1, 2), ONE_ANSWER.reason),)
    alone = [(1, 1, 1)] * 4
    assert value("cohen", alone) == value("cohen-linear", alone) == ONE_ANSWER


@given(rated=items, factor=st.integers(1, 50))
def test_ordinal_and_interval_alpha_do_not_depend_on_where_numbers_begin(rated: list, factor: int) -> None:
    moved = [tuple(None if each is None else each + 1000 * factor for each in one) for one in rated]
    for name in ("alpha-interval", "alpha-ordinal"):
        found, wanted = value(name, moved), value(name, rated)
        assert found == wanted if isinstance(wanted, Undefined) else found == pytest.approx(wanted, abs=1e-6)


def test_words_have_no_distance_and_no_order() -> None:
    rated = [("low", "high"), ("low", "low")]
    for name in ("alpha-interval", "alpha-ratio", "alpha-ordinal", "cohen-linear", "ac2-quadratic"):
        assert isinstance(value(name, rated), Undefined)


def test_words_with_an_order_have_ordinal_alpha() -> None:
    near = table(count([("low", "mid"), ("low", "low"), ("high", "high")]), order=("low", "mid", "high"))
    far = table(count([("low", "high"), ("low", "low"), ("mid", "mid")]), order=("low", "mid", "high"))
    ordinal = of_answers("alpha-ordinal", Level.NOMINAL)
    assert ordinal(near) > ordinal(far)  # type: ignore[operator]


stretches = st.lists(st.tuples(st.integers(0, 90), st.integers(1, 10)), max_size=8).map(
    lambda found: merged((start, start + size) for start, size in found)
)


@given(st.lists(stretches, min_size=2, max_size=4))
def test_unitizing_alpha_does_not_depend_on_the_order_of_annotators(units: list) -> None:
    one, other = alpha_u(disagreement(units, 100)), alpha_u(disagreement(units[::-1], 100))
    assert one == other if isinstance(one, Undefined) else one == pytest.approx(other)


@given(stretches)
def test_the_same_units_are_full_agreement_and_none_at_all_undefined(units: list) -> None:
    found = alpha_u(disagreement([units, units], 100))
    assert found == 1 if units else isinstance(found, Undefined)


def test_farther_borders_are_less_agreement() -> None:
    here = [(10, 20)]
    values = [alpha_u(disagreement([here, [(10 + far, 20 + far)]], 100)) for far in (0, 1, 4, 50)]
    assert values == sorted(values, reverse=True) and len(set(values)) == 4  # type: ignore[type-var]


def test_units_that_overlap_are_one() -> None:
    assert merged([(5, 9), (0, 6), (9, 12)]) == [(0, 9), (9, 12)]
