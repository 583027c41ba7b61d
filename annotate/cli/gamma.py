"""Gamma by pygamma-agreement, which comes with the extra `gamma`."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import Any

from annotate.core.agreement.continuum import Labeled
from annotate.errors import Usage

ALPHA, BETA, EMPTY = 3.0, 1.0, 1.0
"""How much a difference of place counts, how much one of label, and what a missing unit costs."""


def measure(seed: int) -> Callable[[Mapping[str, Sequence[Labeled]]], float]:
    """What gives gamma for the units of each annotator, who all have some.

    Raises Usage if the package is not installed; the extra `gamma` names it.
    """
    try:
        # By name: it is no dependency, and takes seconds to load.
        package: Any = import_module("pygamma_agreement")
        random: Any = import_module("numpy").random
        segment: Any = import_module("pyannote.core").Segment
    except ImportError as error:
        hint = "install it with: pip install pygamma-agreement"
        message = f"gamma needs the package pygamma-agreement, which is not installed ({error.name})."
        raise Usage(message, slug="usage", hint=hint) from None
    except Exception as error:  # what it is built on fails in many ways where versions do not fit
        message = f"the package pygamma-agreement is installed and cannot be loaded: {error}"
        hint = "install it anew with: pip install --upgrade pygamma-agreement"
        raise Usage(message, slug="usage", hint=hint) from None

    def gamma(units: Mapping[str, Sequence[Labeled]]) -> float:
        continuum = package.Continuum()
        for annotator, labeled in units.items():
            for label, (start, end) in labeled:
                continuum.add(annotator, segment(start, end), label)
        unlike = package.CombinedCategoricalDissimilarity(alpha=ALPHA, beta=BETA, delta_empty=EMPTY)
        random.seed(seed)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            sampler = package.ShuffleContinuumSampler()
            return float(continuum.compute_gamma(unlike, sampler=sampler).gamma)

    return gamma
