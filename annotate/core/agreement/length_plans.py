"""The figures that are made from how much text annotators mark, alone and together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

import msgspec

from annotate.core.agreement.collecting import Study
from annotate.core.agreement.lengths import Matter, Whole, binary_u_alpha, cu_alpha, ku_alpha, u_alpha
from annotate.core.agreement.metrics import Metric
from annotate.core.agreement.partition import ALSO_SAME, ALSO_SQUARES, WHATS
from annotate.core.agreement.plan import Plan, Units, counter
from annotate.core.agreement.resampling import Totals
from annotate.core.agreement.subjects import Kind, Scale, Subject, Unit
from annotate.core.agreement.values import Value, ratio

Fields = Mapping[str, int]
"""What is counted, and in which field."""


class Lengths(msgspec.Struct, frozen=True):
    """`whole` is about all labels; `own` about one, of which two annotators share `same` and whose
    units by themselves have `squares`."""

    whole: Whole
    own: Matter = Matter()
    same: int = 0
    squares: int = 0


def length_plans(study: Study, subject: Subject, members: tuple[int, ...], metrics: Sequence[Metric]) -> Iterator[Plan]:
    """The figures of the `metrics` that are about such a subject, if there are counts for it."""
    measures = [(metric, measure) for metric in metrics if (measure := _MEASURES.get((metric.name, subject.kind)))]
    fields = _fields(study, members) if measures and subject.unit is Unit.SPAN else {}
    length = fields.pop((), {}).get("length")
    if length is None:
        return
    count = counter(study, subject, members)

    def evaluate(totals: Totals) -> list[Value]:
        rows = {labels: _Row(totals, each) for labels, each in fields.items()}
        matters = [each.matter for each in rows.values()]
        whole = Whole(len(members), totals.counts[length], matters, sum(each["same"] for each in rows.values()))
        found = _about(subject.name, whole, rows) if subject.name else Lengths(whole)
        return [measure(found) for _, measure in measures]

    def units(totals: Totals) -> list[Units]:
        others = len(members) - 1
        used = (count(totals, "left") + count(totals, "right")) // others
        return [(used, count(totals, "excluded") // others)] * len(measures)

    yield Plan(subject, members, tuple(metric for metric, _ in measures), Scale(), evaluate, units)


def _fields(study: Study, members: tuple[int, ...]) -> dict[tuple[str, ...], dict[str, int]]:
    """For each set of labels."""
    found: dict[tuple[str, ...], dict[str, int]] = {}
    for length, field in study.fields.lengths.items():
        if length.members == members:
            found.setdefault(length.labels, {})[length.what] = field
    return found


class _Row:
    """What is counted about a set of labels; 0 if nothing is."""

    def __init__(self, totals: Totals, fields: Fields) -> None:
        self._counts = totals.counts
        self._fields = fields

    def __getitem__(self, what: str) -> int:
        field = self._fields.get(what)
        return 0 if field is None else self._counts[field]

    @property
    def matter(self) -> Matter:
        return Matter(self["marked"], self["squares"], self["met"], self["met-squares"])


def _about(label: str, whole: Whole, rows: Mapping[tuple[str, ...], _Row]) -> Lengths:
    """Every set that has the label counts for it."""
    with_it = [row for labels, row in rows.items() if label in labels]
    marked, squares, met, met_squares, same = (sum(row[what] for row in with_it) for what in WHATS)
    more_squares, more_same = (sum(row[what] for row in with_it) for what in (ALSO_SQUARES, ALSO_SAME))
    own = Matter(marked, squares, met, met_squares)
    return Lengths(whole, own, same + more_same, squares + more_squares)


def _alone(found: Lengths) -> Value:
    """A label as if there were no others: what meets it is the same label."""
    own = Matter(found.own.marked, found.squares, met=found.same)
    return u_alpha(Whole(found.whole.annotators, found.whole.length, (own,), found.same))


def _coverage(found: Lengths) -> Value:
    others = found.whole.annotators - 1
    return ratio(found.whole.met, found.whole.annotators * found.whole.length * others, "there is no text")


def _coverage_of_label(found: Lengths) -> Value:
    return ratio(found.own.met, found.own.marked * (found.whole.annotators - 1), "nobody marks anything")


_MEASURES: Mapping[tuple[str, Kind], Callable[[Lengths], Value]] = {
    ("alpha-units", Kind.POOLED): lambda found: u_alpha(found.whole),
    ("alpha-units", Kind.LABEL): _alone,
    ("alpha-units-binary", Kind.POOLED): lambda found: binary_u_alpha(found.whole),
    ("alpha-units-coding", Kind.POOLED): lambda found: cu_alpha(found.whole),
    ("alpha-units-coding", Kind.LABEL): lambda found: ku_alpha(found.own, found.same, found.whole.met),
    ("coverage", Kind.POOLED): _coverage,
    ("coverage", Kind.LABEL): _coverage_of_label,
}
