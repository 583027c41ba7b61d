"""What other programs say about the same answers; each test is skipped where its program is not there.
`make test-oracles` has them all."""

from __future__ import annotations

from itertools import combinations
from random import Random
from types import ModuleType

import pytest

from annotate.core.agreement import coefficients
from annotate.core.agreement.alpha import Level, alpha
from annotate.core.agreement.layout import Counted, count, table
from annotate.core.agreement.weighted import ac2, weighted_cohen

SEEDS = range(8)


def oracle(name: str) -> ModuleType:
    return pytest.importorskip(name, reason=f"{name} is not installed: it is in the extra `oracles`")


def rated(seed: int, annotators: int = 3, missing: float = 0.0) -> list[tuple[int | None, ...]]:
    """Answers 1 to 4 that mostly agree."""
    chance = Random(seed)
    found: list[tuple[int | None, ...]] = []
    for _ in range(60):
        truth = chance.randint(1, 4)
        row = [truth if chance.random() < 0.7 else chance.randint(1, 4) for _ in range(annotators)]
        found.append(tuple(None if chance.random() < missing else each for each in row))
    return found


def counted(items: list[tuple[int | None, ...]]) -> Counted:
    return table(count(items))


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("level", Level)
def test_alpha_is_that_of_krippendorff(seed: int, level: Level) -> None:
    krippendorff, numpy = oracle("krippendorff"), oracle("numpy")
    items = rated(seed, missing=0.2)
    data = numpy.array([[numpy.nan if each is None else each for each in one] for one in items]).T
    wanted = krippendorff.alpha(reliability_data=data, level_of_measurement=level.value)
    assert alpha(counted(items), level) == pytest.approx(wanted, abs=1e-9)


@pytest.mark.parametrize("seed", SEEDS)
def test_alpha_pi_and_kappa_are_those_of_nltk(seed: int) -> None:
    agreement = oracle("nltk.metrics.agreement")
    items = rated(seed, annotators=2)
    task = agreement.AnnotationTask([(c, n, one[c]) for n, one in enumerate(items) for c in (0, 1)])
    ours = counted(items)
    assert alpha(ours) == pytest.approx(task.alpha())
    assert coefficients.scott(ours) == pytest.approx(task.pi())
    assert coefficients.cohen(ours) == pytest.approx(task.kappa())
    assert coefficients.bennett(ours) == pytest.approx(task.S())


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(("weights", "power"), [(None, 0), ("linear", 1), ("quadratic", 2)])
def test_kappa_is_that_of_scikit_learn(seed: int, weights: str | None, power: int) -> None:
    metrics = oracle("sklearn.metrics")
    items = rated(seed, annotators=2)
    wanted = metrics.cohen_kappa_score([one for one, _ in items], [other for _, other in items], weights=weights)
    ours = counted(items)
    assert (weighted_cohen(ours, power) if power else coefficients.cohen(ours)) == pytest.approx(wanted)


@pytest.mark.parametrize("seed", SEEDS)
def test_kappa_of_three_annotators_is_the_mean_of_that_of_scikit_learn(seed: int) -> None:
    metrics = oracle("sklearn.metrics")
    items = rated(seed)
    columns = list(zip(*items, strict=True))
    wanted = [metrics.cohen_kappa_score(columns[i], columns[j]) for i, j in combinations(range(3), 2)]
    assert coefficients.cohen(counted(items)) == pytest.approx(sum(wanted) / 3)


@pytest.mark.parametrize("seed", SEEDS)
def test_fleiss_is_that_of_statsmodels(seed: int) -> None:
    rater = oracle("statsmodels.stats.inter_rater")
    items = rated(seed)
    wanted = rater.fleiss_kappa(rater.aggregate_raters(items)[0])
    assert coefficients.fleiss(counted(items)) == pytest.approx(wanted)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("missing", [0.0, 0.2])
def test_chance_corrected_figures_are_those_of_irrcac(seed: int, missing: float) -> None:
    raw, pandas = oracle("irrCAC.raw"), oracle("pandas")
    items = rated(seed, missing=missing)
    ours = counted(items)
    frame = pandas.DataFrame(items, dtype=float)
    for weights, power in (("identity", 0), ("linear", 1), ("quadratic", 2)):
        theirs = raw.CAC(frame, weights=weights, digits=12)
        wanted = theirs.gwet()["est"]["coefficient_value"]
        assert (ac2(ours, power) if power else coefficients.ac1(ours)) == pytest.approx(wanted, abs=1e-6)
    theirs = raw.CAC(frame, digits=12)
    assert coefficients.fleiss(ours) == pytest.approx(theirs.fleiss()["est"]["coefficient_value"], abs=1e-6)
    assert coefficients.bennett(ours) == pytest.approx(theirs.bp()["est"]["coefficient_value"], abs=1e-6)
