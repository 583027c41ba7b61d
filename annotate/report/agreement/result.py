"""What there is to tell: figures, what was compared, and how."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from annotate.core.agreement.figures import Figure
from annotate.core.agreement.subjects import Kind, Subject, Unit
from annotate.core.agreement.values import Value
from annotate.report.words import count


class Confusion(msgspec.Struct, frozen=True):
    """`counts[row][column]`: what the first of two annotators says, by what the second does."""

    subject: Subject
    annotators: tuple[str, str]
    categories: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]

    @property
    def title(self) -> str:
        return "Labels of spans" if self.subject.kind is Kind.CHOICE else self.subject.title


class Said(msgspec.Struct, frozen=True):
    """`place` is `file:line`."""

    annotator: str
    place: str
    answer: str


class Behind(msgspec.Struct, frozen=True):
    """A unit that annotators differ about."""

    subject: Subject
    document: str
    quote: str
    said: tuple[Said, ...]
    count: int = 1


class Gate(msgspec.Struct, frozen=True):
    """A figure that had to reach `least`; `value` is what it is."""

    metric: str
    subject: Subject
    annotators: tuple[str, ...]
    least: float
    value: Value


class Result(msgspec.Struct, frozen=True):
    annotators: tuple[str, ...]
    documents: int
    alone: int
    """Documents with a single annotator."""
    paragraphs: int
    undecided: Mapping[str, int]
    excluded: int
    """Paragraphs on which fewer than two annotators decided."""
    tokenizer: str
    resamples: int
    seed: int
    figures: tuple[Figure, ...]
    confusions: tuple[Confusion, ...] = ()
    behind: tuple[Behind, ...] = ()
    schema: str = ""

    def used(self) -> str:
        """What the figures are made from, in a sentence."""
        names = ", ".join(self.annotators)
        of = "" if not self.paragraphs else f", {count(self.paragraphs, 'paragraph')}"
        return f"{count(len(self.annotators), 'annotator')} ({names}), {count(self.documents, 'document')}{of}."

    def left_out(self) -> list[str]:
        """What was not used and why, in sentences."""
        told = []
        if self.alone:
            told.append(f"Left out: {count(self.alone, 'document')} of a single annotator.")
        if self.undecided:
            who = ", ".join(f"{number:,} by {name}" for name, number in self.undecided.items())
            told.append(f"Paragraphs still to do, so missing and no disagreement: {who}.")
        if self.excluded:
            told.append(f"Left out: {count(self.excluded, 'paragraph')} that fewer than two decided on.")
        return told


UNITS = {
    Unit.TOKEN: "Tokens",
    Unit.SPAN: "Spans",
    Unit.RELATION: "Relations between spans that both have",
    Unit.PARAGRAPH: "Paragraphs",
    Unit.DOCUMENT: "Documents",
    Unit.ITEM: "Items",
}

SHORT: Mapping[str, Sequence[str]] = {
    "labels": ("observed", "cohen", "alpha", "ac1", "f1-token"),
    "spans": ("f1-exact", "f1-overlap", "alpha-u", "alpha-units"),
    "answers": ("observed", "cohen", "alpha", "ac1"),
    "relations": ("f1-exact", "observed", "cohen", "alpha"),
}
"""Columns that are shown to people who ask for no measures."""


class Sheet(msgspec.Struct, frozen=True):
    """Figures of one kind for the same annotators: a row for each subject, a column for each measure."""

    title: str
    annotators: tuple[str, ...]
    metrics: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Figure | None, ...]], ...]

    @property
    def leading(self) -> str:
        """The measure that is drawn."""
        for name in ("alpha", "alpha-units", "alpha-u", "f1-exact"):
            if name in self.metrics:
                return name
        return self.metrics[-1]


def sheets(result: Result, wanted: Sequence[str]) -> list[Sheet]:
    """In the order of units, all annotators together before pairs; `wanted` or the short columns."""
    found: list[Sheet] = []
    groups: dict[tuple[Unit, str, tuple[str, ...]], dict[str, dict[str, Figure]]] = {}
    for each in result.figures:
        kind = _kind(each)
        row = groups.setdefault((each.subject.unit, kind, each.annotators), {})
        row.setdefault(each.subject.title, {})[each.metric] = each
    ranks = list(UNITS)
    whole = result.annotators
    order = sorted(groups, key=lambda key: (key[2] != whole, key[2] if key[2] != whole else (), ranks.index(key[0])))
    for unit, kind, annotators in order:
        rows = groups[unit, kind, annotators]
        names = [name for name in wanted or SHORT[kind] if any(name in row for row in rows.values())]
        if names:
            found.append(
                Sheet(
                    _title(unit, kind),
                    annotators,
                    tuple(names),
                    tuple((title, tuple(row.get(name) for name in names)) for title, row in rows.items()),
                )
            )
    return found


def _kind(figure: Figure) -> str:
    subject = figure.subject
    if subject.kind in (Kind.ATTRIBUTE, Kind.CHOICE, Kind.RATINGS):
        return "answers"
    if subject.unit is Unit.RELATION:
        return "relations"
    if subject.unit is Unit.SPAN:
        return "spans"
    return "labels" if subject.unit is Unit.TOKEN else "answers"


def _title(unit: Unit, kind: str) -> str:
    if kind == "answers" and unit is Unit.SPAN:
        return "What is said of spans that all have"
    if kind == "answers" and unit is Unit.RELATION:
        return "What is said of relations that both have"
    return UNITS[unit]
