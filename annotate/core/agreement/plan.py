"""A plan for figures: what has to be done again for each resample, all else prepared."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from annotate.core.agreement.collecting import Study
from annotate.core.agreement.metrics import Metric
from annotate.core.agreement.resampling import Totals
from annotate.core.agreement.subjects import Scale, Subject
from annotate.core.agreement.values import Value

Units = tuple[int, int]
"""How many were used and excluded."""


class Plan(msgspec.Struct, frozen=True):
    """Figures that are made from the same counts: `evaluate` gives a value for each metric, `units`
    how many were used and excluded for it."""

    subject: Subject
    members: tuple[int, ...]
    metrics: tuple[Metric, ...]
    scale: Scale
    evaluate: Callable[[Totals], list[Value]]
    units: Callable[[Totals], list[Units]]


def counter(study: Study, subject: Subject, members: tuple[int, ...]) -> Callable[[Totals, str], int]:
    """What gives a count for these annotators: of more than two, the sum over all pairs."""
    fields: dict[str, list[int]] = {}
    for cell, field in study.fields.cells.items():
        if cell.subject == subject and set(cell.pair) <= set(members):
            fields.setdefault(cell.what, []).append(field)

    def count(totals: Totals, what: str) -> int:
        return sum(totals.counts[field] for field in fields.get(what, ()))

    return count
