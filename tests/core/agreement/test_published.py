"""Values from the literature come out."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from annotate.core.agreement import coefficients
from annotate.core.agreement.alpha import Level, alpha
from annotate.core.agreement.layout import Counted, count, table
from annotate.core.agreement.unitizing import Disagreement, alpha_u, disagreement, merged
from annotate.core.agreement.values import Value
from annotate.core.agreement.weighted import ac2, weighted_cohen

DATA = Path(__file__).parents[4] / "shared" / "data"
TABLES = DATA / "agreement-tables" / "tables.jsonl"
EXAMPLE = DATA / "agreement-tables" / "artstein_poesio_example.txt"

MEASURES: dict[str, Callable[[Counted], Value]] = {
    "percent_agreement": coefficients.observed,
    "bennett_s": coefficients.bennett,
    "scott_pi": coefficients.scott,
    "cohen_kappa": coefficients.cohen,
    "light_kappa": coefficients.cohen,
    "fleiss_kappa": coefficients.fleiss,
    "gwet_ac1": coefficients.ac1,
    "alpha_nominal": lambda counted: alpha(counted, Level.NOMINAL),
    "alpha_ordinal": lambda counted: alpha(counted, Level.ORDINAL),
    "alpha_interval": lambda counted: alpha(counted, Level.INTERVAL),
    "alpha_ratio": lambda counted: alpha(counted, Level.RATIO),
    "cohen_kappa_linear": lambda counted: weighted_cohen(counted, 1),
    "cohen_kappa_quadratic": lambda counted: weighted_cohen(counted, 2),
    "gwet_ac2_linear": lambda counted: ac2(counted, 1),
    "gwet_ac2_quadratic": lambda counted: ac2(counted, 2),
}
needs_data = pytest.mark.skipif(not TABLES.exists(), reason=f"{TABLES} is not there")


def rows(kind: str) -> list[dict]:
    if not TABLES.exists():
        return []
    found = [json.loads(line) for line in TABLES.read_text("utf-8").splitlines()]
    return [row for row in found if row.get("kind", "ratings") == kind]


def expected() -> Iterator[tuple[str, str]]:
    for row in rows("ratings"):
        yield from ((row["id"], name) for name in row["expected"])


@needs_data
@pytest.mark.parametrize(("id", "name"), list(expected()))
def test_a_published_table_gives_the_published_value(id: str, name: str) -> None:
    row = next(row for row in rows("ratings") if row["id"] == id)
    wanted = row["expected"][name]
    value = MEASURES[name](table(count(row["items"])))
    assert value == pytest.approx(wanted["recomputed"], abs=2e-6)
    if "published" in wanted:
        assert value == pytest.approx(wanted["published"], abs=wanted["tolerance"])


@needs_data
def test_the_published_continuum_gives_the_published_unitizing_alpha() -> None:
    (row,) = rows("unitizing")
    begin, length = row["continuum"]["begin"], row["continuum"]["length"]
    total = Disagreement()
    for category in ("c", "k"):
        units = [
            merged(
                (unit["begin"] - begin, unit["begin"] - begin + unit["length"])
                for unit in row["units"]
                if (unit["rater"], unit["category"]) == (rater, category)
            )
            for rater in range(row["raters"])
        ]
        found = disagreement(units, length)
        total += found
        wanted = row["expected"][category]
        assert alpha_u(found) == pytest.approx(wanted["published"], abs=wanted["tolerance"])
    wanted = row["expected"]["__all__"]
    assert alpha_u(total) == pytest.approx(wanted["published"], abs=wanted["tolerance"])
    assert alpha_u(total) == pytest.approx(wanted["alpha_u"], abs=1e-6)


@needs_data
def test_ratings_in_rows_of_annotator_item_answer_give_the_published_value() -> None:
    items: dict[str, dict[str, str]] = {}
    for annotator, item, answer in csv.reader(EXAMPLE.read_text("utf-8").splitlines(), delimiter="\t"):
        items.setdefault(item, {})[annotator] = answer
    counted = table(count((item["a"], item["b"]) for item in items.values()))
    assert coefficients.observed(counted) == pytest.approx(0.88)
    assert coefficients.cohen(counted) == pytest.approx(0.8013, abs=6e-4)
    assert coefficients.scott(counted) == pytest.approx(0.79953, abs=1e-5)
