"""All figures of a study, each with what it was made from and how sure it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations
from operator import itemgetter

import msgspec

from annotate.core.agreement.collecting import Study
from annotate.core.agreement.hits import Hits
from annotate.core.agreement.layout import Counted, Layout
from annotate.core.agreement.metrics import METRICS, Metric, Of, of_answers, of_hits, usual
from annotate.core.agreement.resampling import Totals
from annotate.core.agreement.subjects import Column, Match, Scale, Subject, Unit
from annotate.core.agreement.unitizing import Disagreement, alpha_u
from annotate.core.agreement.values import Interval, Undefined, Value, ratio

LEVEL = 0.95
FEWEST = 2
"""Documents, below which there is no interval."""


class Figure(msgspec.Struct, frozen=True):
    """A measure of a subject for some annotators, by name. `n` units were used (answers: items;
    hits and alpha-u: the annotations of all annotators), `excluded` were not."""

    subject: Subject
    metric: str
    annotators: tuple[str, ...]
    value: Value
    n: int
    excluded: int
    scale: Scale = Scale()
    interval: Interval | Undefined = Undefined("it was not asked for")


class Plan(msgspec.Struct, frozen=True):
    """Figures that are made from the same counts: `evaluate` gives a value for each metric, `units`
    how many were used and excluded for it."""

    subject: Subject
    members: tuple[int, ...]
    metrics: tuple[Metric, ...]
    scale: Scale
    evaluate: Callable[[Totals], list[Value]]
    units: Callable[[Totals], list[tuple[int, int]]]


def figures(
    study: Study,
    wanted: Sequence[str] = (),
    about: Callable[[Subject], bool] = lambda subject: True,
    resamples: int = 0,
    seed: int = 0,
    watch: Callable[[Iterable[Totals]], Iterable[Totals]] = iter,
) -> list[Figure]:
    """Those of the `wanted` measures, or the usual ones; without `resamples` no intervals."""
    names = tuple(wanted) or tuple(usual())
    subjects = sorted(filter(about, study.fields.subjects()), key=study.rank)
    plans = [plan for subject in subjects for plan in _plans(study, subject, names)]
    pool = study.fields.pool()
    whole = pool.whole()
    values = [plan.evaluate(whole) for plan in plans]
    drawn: list[list[list[float]]] = [[[] for _ in plan.metrics] for plan in plans]
    enough = len(pool) >= FEWEST
    if enough and resamples:
        for totals in watch(pool.draws(resamples, seed)):
            for plan, series in zip(plans, drawn, strict=True):
                for value, numbers in zip(plan.evaluate(totals), series, strict=True):
                    if not isinstance(value, Undefined):
                        numbers.append(value)
    found = []
    for plan, row, series in zip(plans, values, drawn, strict=True):
        for metric, value, numbers, (n, excluded) in zip(
            plan.metrics, row, series, plan.units(whole), strict=True
        ):
            interval: Interval | Undefined = Undefined("no resamples were asked for")
            if resamples:
                interval = (
                    _interval(value, numbers, resamples, seed) if enough
                    else Undefined("an interval needs two documents or more")
                )  # fmt: skip
            annotators = tuple(study.annotators[i] for i in plan.members)
            found.append(Figure(plan.subject, metric.name, annotators, value, n, excluded, plan.scale, interval))
    return found


def _interval(value: Value, numbers: list[float], resamples: int, seed: int) -> Interval | Undefined:
    if isinstance(value, Undefined):
        return value
    if 2 * len(numbers) < resamples:
        return Undefined("in most resamples the figure is undefined")
    numbers = sorted(numbers)
    tail = (1 - LEVEL) / 2
    low, high = percentile(numbers, tail), percentile(numbers, 1 - tail)
    return Interval(low, high, LEVEL, resamples, seed, resamples - len(numbers))


def percentile(numbers: Sequence[float], share: float) -> float:
    """Of numbers in order, interpolated."""
    place = share * (len(numbers) - 1)
    low = int(place)
    high = min(low + 1, len(numbers) - 1)
    return numbers[low] + (numbers[high] - numbers[low]) * (place - low)


def _plans(study: Study, subject: Subject, names: Sequence[str]) -> Iterator[Plan]:
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
            if metric.of in (Of.STRETCHES, Of.ALIGNMENT) and subject.unit is Unit.SPAN and not subject.attribute:
                yield from _columns(study, subject, each, metric)


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

    def units(totals: Totals) -> list[tuple[int, int]]:
        counts = pick(totals.counts)
        used = layout.counted(counts).n
        return [(used, sum(counts) - used)] * len(metrics)

    return Plan(subject, members, tuple(metrics), scale, evaluate, units)


def _hits(
    study: Study, subject: Subject, members: tuple[int, ...], metrics: Sequence[Metric], match: Match
) -> Plan:
    both = match.value
    left, right = ("token-left", "token-right") if match is Match.TOKEN else ("left", "right")
    count = _counter(study, subject, members)
    measures = [of_hits(metric) for metric in metrics]

    def evaluate(totals: Totals) -> list[Value]:
        hits = Hits(count(totals, both), count(totals, left), count(totals, right))
        return [measure(hits) for measure in measures]

    def units(totals: Totals) -> list[tuple[int, int]]:
        used = count(totals, left) + count(totals, right)
        return [(used, count(totals, "excluded"))] * len(metrics)

    return Plan(subject, members, tuple(metrics), Scale(), evaluate, units)


def _counter(study: Study, subject: Subject, members: tuple[int, ...]) -> Callable[[Totals, str], int]:
    """What gives a count for these annotators: of more than two, the sum over all pairs."""
    fields: dict[str, list[int]] = {}
    for cell, field in study.fields.cells.items():
        if cell.subject == subject and set(cell.pair) <= set(members):
            fields.setdefault(cell.what, []).append(field)

    def count(totals: Totals, what: str) -> int:
        return sum(totals.counts[field] for field in fields.get(what, ()))

    return count


def _columns(study: Study, subject: Subject, members: tuple[int, ...], metric: Metric) -> Iterator[Plan]:
    whats = ("observed", "expected") if metric.of is Of.STRETCHES else ("gamma", "documents")
    found = [study.fields.columns.get(Column(subject, members, what)) for what in whats]
    first, second = found
    if first is None or second is None:
        return
    count = _counter(study, subject, members)

    def evaluate(totals: Totals) -> list[Value]:
        one, other = totals.sums[first], totals.sums[second]
        if metric.of is Of.STRETCHES:
            return [alpha_u(Disagreement(one, other))]
        return [ratio(one, other, "in no document do two annotators mark anything")]

    def units(totals: Totals) -> list[tuple[int, int]]:
        others = len(members) - 1
        used = count(totals, "left") + count(totals, "right")
        return [(used // others, count(totals, "excluded") // others)]

    yield Plan(subject, members, (metric,), Scale(), evaluate, units)
