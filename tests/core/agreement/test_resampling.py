"""Documents drawn with replacement."""

from __future__ import annotations

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from annotate.core.agreement import resampling
from annotate.core.agreement.figures import percentile
from annotate.core.agreement.resampling import Pool

counts = st.lists(st.dictionaries(st.integers(0, 5), st.integers(0, 1 << 40)), min_size=1, max_size=8)


@given(counts, st.integers(0, 100))
def test_a_draw_is_the_sum_of_the_documents_drawn(documents: list[dict[int, int]], seed: int) -> None:
    pool = Pool(documents, [{0: 0.5}] * len(documents), 6, 1)
    chance = Random(seed)
    for totals in pool.draws(3, seed):
        drawn = chance.choices(range(len(documents)), k=len(documents))
        assert list(totals.counts) == [sum(documents[i].get(field, 0) for i in drawn) for field in range(6)]
        assert totals.sums == [0.5 * len(documents)]


@settings(max_examples=5)  # Many fields take long.
@given(counts)
def test_many_fields_are_added_up_as_few_are(documents: list[dict[int, int]]) -> None:
    few = Pool(documents, [{}] * len(documents), 6, 0)
    many = Pool(documents, [{}] * len(documents), resampling._CELLS + 1, 0)
    for one, other in zip((few.whole(), *few.draws(2, 1)), (many.whole(), *many.draws(2, 1)), strict=True):
        assert list(one.counts) == list(other.counts)[:6]


def test_the_same_seed_draws_the_same() -> None:
    pool = Pool([{0: n} for n in range(20)], [{}] * 20, 1, 0)
    draws = [[tuple(each.counts) for each in pool.draws(5, seed)] for seed in (1, 1, 2)]
    assert draws[0] == draws[1] != draws[2]


def test_percentiles_are_interpolated() -> None:
    assert percentile([0.0, 1.0], 0.25) == 0.25
    assert percentile([3.0], 0.975) == 3.0
