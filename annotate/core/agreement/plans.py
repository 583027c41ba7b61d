"""How figures are made from counts: prepared once, then evaluated for all documents and each resample."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from operator import itemgetter

from annotate.core.agreement.collecting import Study
from annotate.core.agreement.hits import Hits
from annotate.core.agreement.layout import Counted, Layout
from annotate.core.agreement.length_plans import length_plans
from annotate.core.agreement.metrics import METRICS, Metric, Of, of_answers, of_hits
from annotate.core.agreement.plan import Plan, Units, counter
from annotate.core.agreement.resampling import Totals
from annotate.core.agreement.subjects import Column, Match, Scale, Subject, Unit
from annotate.core.agreement.unitizing import Disagreement, alpha_u
from annotate.core.agreement.values import Value, ratio

_OF_WHOLE_DOCUMENTS = (Of.STRETCHES, Of.ALIGNMENT)
_OF_PARAGRAPHS = (Unit.TOKEN, Unit.SPAN, Unit.PARAGRAPH)


def plans(study: Study, subject: Subject, names: Sequence[str]) -> Iterator[Plan]:
    """All annotators together first, then each two of them."""
    everyone = tuple(range(len(study.annotators)))
    members = [everyone, *combinations(everyone, 2)] if len(everyone) > 2 else [everyone]
    patterns, fields = study.fields.patterns(subject)
    kinds = {cell.what for cell in study.fields.cells if cell.subject == subject}
    for each in members:
        metrics = [METRICS[name] for name in names if len(each) == 2 or not METRICS[name].pairs_only]
        if patterns and (chosen := [metric for metric in metrics if metric.of is Of.ANSWERS]):
            yield _answers(study, subject, each, chosen, patterns, fields)
        for match in Match:
            of_match = [metric for metric in metrics if metric.match is match]
            side = "token-left" if match is Match.TOKEN else "left"
            there = {side, side.replace("left", "right")} & kinds
            if of_match and there and not (match is Match.OVERLAP and subject.unit is Unit.RELATION):
                yield _hits(study, subject, each, of_match, match)
        for metric in metrics:
            if metric.of in _OF_WHOLE_DOCUMENTS and subject.unit is Unit.SPAN and not subject.attribute:
                yield from _columns(study, subject, each, metric)
        yield from length_plans(study, subject, each, metrics)


def of_paragraphs(subject: Subject, metric: Metric) -> bool:
    """Whether the figure is made from paragraphs that stand for themselves: relations may join them,
    and some measures are about a document as a whole."""
    return subject.unit in _OF_PARAGRAPHS and metric.of not in _OF_WHOLE_DOCUMENTS


def _answers(
    study: Study, subject: Subject, members: tuple[int, ...], metrics: Sequence[Metric],
    patterns: Sequence[tuple[object, ...]], fields: Sequence[int],
) -> Plan:  # fmt: skip
    scale = study.scale(subject)
    layout = Layout(patterns, members, scale.order)  # type: ignore[arg-type]
    measures = [of_answers(metric.name, scale.level) for metric in metrics]
    pick: Callable[[Sequence[int]], Sequence[int]] = (
        itemgetter(*fields) if len(fields) > 1 else lambda counts: (counts[fields[0]],)
    )

    def evaluate(totals: Totals) -> list[Value]:
        table: Counted = layout.counted(pick(totals.counts))
        return [measure(table) for measure in measures]

    def units(totals: Totals) -> list[Units]:
        counts = pick(totals.counts)
        used = layout.counted(counts).n
        return [(used, sum(counts) - used)] * len(metrics)

    return Plan(subject, members, tuple(metrics), scale, evaluate, units)


def _hits(study: Study, subject: Subject, members: tuple[int, ...], metrics: Sequence[Metric], match: Match) -> Plan:
    both = match.value
    left, right = ("token-left", "token-right") if match is Match.TOKEN else ("left", "right")
    count = counter(study, subject, members)
    measures = [of_hits(metric) for metric in metrics]

    def evaluate(totals: Totals) -> list[Value]:
        hits = Hits(count(totals, both), count(totals, left), count(totals, right))
        return [measure(hits) for measure in measures]

    def units(totals: Totals) -> list[Units]:
        used = count(totals, left) + count(totals, right)
        return [(used, count(totals, "excluded"))] * len(metrics)

    return Plan(subject, members, tuple(metrics), Scale(), evaluate, units)


def _columns(study: Study, subject: Subject, members: tuple[int, ...], metric: Metric) -> Iterator[Plan]:
    whats = ("observed", "expected") if metric.of is Of.STRETCHES else ("gamma", "documents")
    found = [study.fields.columns.get(Column(subject, members, what)) for what in whats]
    first, second = found
    if first is None or second is None:
        return
    count = counter(study, subject, members)

    def evaluate(totals: Totals) -> list[Value]:
        one, other = totals.sums[first], totals.sums[second]
        if metric.of is Of.STRETCHES:
            return [alpha_u(Disagreement(one, other))]
        return [ratio(one, other, "in no document do two annotators mark anything")]

    def units(totals: Totals) -> list[Units]:
        others = len(members) - 1
        used = count(totals, "left") + count(totals, "right")
        return [(used // others, count(totals, "excluded") // others)]

    yield Plan(subject, members, (metric,), Scale(), evaluate, units)
