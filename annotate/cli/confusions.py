"""Who takes what for what: for each two annotators, how often each answer meets each other one."""

from __future__ import annotations

from collections.abc import Iterator

from annotate.cli.wish import Wish
from annotate.core.agreement.asked import shown
from annotate.core.agreement.collecting import Study
from annotate.core.agreement.layout import Answer, Layout
from annotate.core.agreement.subjects import Kind, Subject, Unit
from annotate.report.agreement.result import Confusion

NO_LABEL = "(no span)"
MOST = 30
"""Categories, above which a table of all against all helps nobody."""


def confusions(study: Study, wish: Wish) -> Iterator[Confusion]:
    """Of labels of spans for each two annotators; of the attributes of labels that were asked for,
    and of tables, what the first and the second say."""
    pairs = dict.fromkeys(pair for pair, _, _ in sorted(study.confusions, key=lambda each: each[0]))
    if not wish.units or "span" in wish.units:
        for i, j in pairs:
            counts = {(one, other): n for (pair, one, other), n in study.confusions.items() if pair == (i, j)}
            names = sorted({each for key in counts for each in key if each is not None})
            categories = [*names, None]
            rows = tuple(tuple(counts.get((a, b), 0) for b in categories) for a in categories)
            annotators = (study.annotators[i], study.annotators[j])
            if not wish.labels or set(names) & set(wish.labels):
                yield Confusion(Subject(Unit.SPAN, Kind.CHOICE), annotators, (*names, NO_LABEL), rows)
    for subject in study.fields.subjects():
        listed = subject.attribute and wish.labels and wish.wants(subject)
        if listed or subject.kind is Kind.RATINGS:
            yield from _of_answers(study, subject)


def _of_answers(study: Study, subject: Subject) -> Iterator[Confusion]:
    patterns, numbers = study.fields.patterns(subject)
    whole = study.fields.pool().whole()
    size = len(study.annotators)
    for i in range(size):
        for j in range(i + 1, size):
            layout = Layout(patterns, (i, j), study.scale(subject).order)
            if not 1 < len(layout.categories) <= MOST or any(map(_is_stretch, layout.categories)):
                continue
            counts = [[0] * len(layout.categories) for _ in layout.categories]
            for seen, field in zip(layout.seen, numbers, strict=True):
                if seen[0] is not None and seen[1] is not None:
                    counts[seen[0]][seen[1]] += whole.counts[field]
            names = tuple(map(shown, layout.categories))
            annotators = study.annotators[i], study.annotators[j]
            yield Confusion(subject, annotators, names, tuple(map(tuple, counts)))


def _is_stretch(answer: Answer | None) -> bool:
    """Whether this is a stretch of a text: no two of them are one category."""
    return isinstance(answer, tuple) and bool(answer) and isinstance(answer[0], int)
