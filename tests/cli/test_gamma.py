"""Gamma, which another package computes; skipped where that is not there: `make test-gamma` has it."""

from __future__ import annotations

import csv
import json
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from annotate.cli.gamma import ALPHA, BETA, EMPTY, measure
from annotate.errors import Usage

EXAMPLES = Path(__file__).parents[3] / "shared" / "data" / "gamma-examples"
THERE = find_spec("pygamma_agreement") is not None


@pytest.mark.skipif(not THERE, reason="pygamma-agreement is not installed: it is in the extra `gamma`")
@pytest.mark.skipif(not EXAMPLES.exists(), reason=f"{EXAMPLES} is not there")
def test_the_examples_give_what_is_published_of_them() -> None:
    for name, wanted in json.loads((EXAMPLES / "EXPECTED.json").read_text("utf-8")).items():
        assert (wanted["alpha"], wanted["beta"], wanted["delta_empty"]) == (ALPHA, BETA, EMPTY)
        units: dict[str, list[tuple[str, tuple[int, int]]]] = {}
        for who, label, start, end in csv.reader((EXAMPLES / name).read_text("utf-8").splitlines()):
            units.setdefault(who, []).append((label, (int(start), int(end))))
        low, high = wanted["gamma_range"]
        assert low <= measure(0)(units) <= high
        assert measure(7)(units) == measure(7)(units)


@pytest.mark.skipif(not THERE, reason="pygamma-agreement is not installed: it is in the extra `gamma`")
def test_the_same_units_have_a_gamma_of_1_and_farther_ones_less() -> None:
    here = [("claim", (0, 10)), ("source", (30, 40)), ("claim", (60, 75))]
    away = [("claim", (5, 15)), ("source", (30, 40)), ("source", (60, 75))]
    assert measure(0)({"ann": here, "bob": here}) == 1
    assert measure(0)({"ann": here, "bob": away}) < 1


def test_without_the_package_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pygamma_agreement", None)
    with pytest.raises(Usage) as caught:
        measure(0)
    assert "pygamma-agreement" in caught.value.message
    assert caught.value.hint == "install it with: pip install pygamma-agreement"
