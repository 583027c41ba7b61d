"""All figures of a study, each with what it was made from and how sure it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import msgspec

from annotate.core.agreement.collecting import Study
from annotate.core.agreement.metrics import Metric, usual
from annotate.core.agreement.plan import Plan
from annotate.core.agreement.plans import of_paragraphs, plans
from annotate.core.agreement.resampling import Totals
from annotate.core.agreement.subjects import Scale, Subject
from annotate.core.agreement.values import Interval, Undefined, Value

LEVEL = 0.95
FEWEST = 2
"""Documents (or paragraphs of a single one), below which there is no interval."""
WHOLE_ONLY = Undefined("it is not made from single paragraphs, and there is one document only")


class Figure(msgspec.Struct, frozen=True):
    """A measure of a subject for some annotators, by name. `n` units were used (answers: items;
    all else: the annotations of all annotators), `excluded` were not."""

    subject: Subject
    metric: str
    annotators: tuple[str, ...]
    value: Value
    n: int
    excluded: int
    scale: Scale = Scale()
    interval: Interval | Undefined = Undefined("it was not asked for")


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
    made = [plan for subject in subjects for plan in plans(study, subject, names)]
    pool = study.fields.pool()
    whole = pool.whole()
    draw = Draw(resamples, seed, len(pool), study.run)
    drawn = _drawn(made, draw, watch(pool.draws(resamples, seed)) if draw.reason is None else ())
    found = []
    for plan, series in zip(made, drawn, strict=True):
        annotators = tuple(study.annotators[i] for i in plan.members)
        rows = zip(plan.metrics, plan.evaluate(whole), series, plan.units(whole), strict=True)
        for metric, value, numbers, (n, excluded) in rows:
            reason = draw.reason or _whole_only(plan, metric, draw)
            interval = reason or _interval(value, numbers, draw)
            value = _named(value, study.annotators)
            found.append(Figure(plan.subject, metric.name, annotators, value, n, excluded, plan.scale, interval))
    return found


class Draw(msgspec.Struct, frozen=True):
    """What is drawn for resamples: `parts` documents, or with a `run` as many paragraphs (or runs of
    neighbors) of a single document."""

    resamples: int
    seed: int
    parts: int
    run: int

    @property
    def reason(self) -> Undefined | None:
        """Why there are no intervals at all."""
        if not self.resamples:
            return Undefined("no resamples were asked for")
        if self.parts >= FEWEST:
            return None
        what = "two paragraphs that two annotators decided on" if self.run else "two documents or more"
        return Undefined(f"an interval needs {what}")


def _whole_only(plan: Plan, metric: Metric, draw: Draw) -> Undefined | None:
    return WHOLE_ONLY if draw.run and not of_paragraphs(plan.subject, metric) else None


def _drawn(made: Sequence[Plan], draw: Draw, draws: Iterable[Totals]) -> list[list[list[float]]]:
    """For each plan and metric its values in all resamples in which it has one."""
    series: list[list[list[float]]] = [[[] for _ in plan.metrics] for plan in made]
    used = [
        (plan, numbers)
        for plan, numbers in zip(made, series, strict=True)
        if not all(_whole_only(plan, metric, draw) for metric in plan.metrics)
    ]
    for totals in draws:
        for plan, numbers in used:
            for value, each in zip(plan.evaluate(totals), numbers, strict=True):
                if not isinstance(value, Undefined):
                    each.append(value)
    return series


def _interval(value: Value, numbers: list[float], draw: Draw) -> Interval | Undefined:
    if isinstance(value, Undefined):
        return Undefined("the figure is undefined")
    if 2 * len(numbers) < draw.resamples:
        return Undefined("in most resamples the figure is undefined")
    numbers = sorted(numbers)
    tail = (1 - LEVEL) / 2
    low, high = percentile(numbers, tail), percentile(numbers, 1 - tail)
    missing = draw.resamples - len(numbers)
    return Interval(low, high, LEVEL, draw.resamples, draw.seed, missing, draw.parts, draw.run)


def _named(value: Value, annotators: Sequence[str]) -> Value:
    """An undefined mean over pairs with the names of those that it lacks."""
    if not isinstance(value, Undefined) or not value.pairs:
        return value
    reasons: dict[str, list[str]] = {}
    for (i, j), reason in value.pairs:
        reasons.setdefault(reason, []).append(f"{annotators[i]} and {annotators[j]}")
    told = "; ".join(f"{', '.join(pairs)} ({reason})" for reason, pairs in reasons.items())
    return Undefined(f"{value.reason} {told}")


def percentile(numbers: Sequence[float], share: float) -> float:
    """Of numbers in order, interpolated."""
    place = share * (len(numbers) - 1)
    low = int(place)
    high = min(low + 1, len(numbers) - 1)
    return numbers[low] + (numbers[high] - numbers[low]) * (place - low)
