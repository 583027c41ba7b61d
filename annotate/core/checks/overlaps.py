"""Spans lie to each other as the schema's overlap rules allow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from heapq import heappop, heappush
from itertools import chain, groupby

from annotate.core.checks.sheet import Row, Sheet
from annotate.core.problems import Problem
from annotate.core.records import SpanRecord
from annotate.core.rules import overlap_clash
from annotate.core.schema import Overlap, Schema

COMPARED = 200
"""How many spans around a discontinuous one are looked at: a file made to be slow is not."""

MANY = 50
"""Spans that lie over each other; more are for the sweep."""

Spans = Sequence[Row[SpanRecord]]
Pair = tuple[int, int]
Strict = Mapping[str, Mapping[str, Overlap]]
"""For each label, the labels that it may not freely overlap, with what it may do."""


def overlaps(sheet: Sheet, schema: Schema) -> Iterator[Problem]:
    """No two spans lie as they may not; each is told once, against one that begins before it."""
    strict = _strict(schema, sorted({span.record.label for span in sheet.spans}))
    for spans in sheet.by_paragraph().values():
        ordered = sorted(spans, key=lambda row: (row.record.start, -row.record.end))
        told: set[int] = set()
        for later, earlier in chain(_twins(ordered), _crossing(ordered, strict), _pieces(ordered)):
            one, other = ordered[later], ordered[earlier]
            reason = overlap_clash(schema, one.record, other.record)
            if reason and later not in told:
                told.add(later)
                message = f"{reason}: {one.record.id} and, on line {other.line}, {other.record.id}"
                yield sheet.problem("overlap", one.line, message, "move or delete one of the two.")


class Lying:
    """Tells quickly of usual paragraphs whether their spans lie as they may."""

    def __init__(self, schema: Schema) -> None:
        self._schema = schema
        labels = list(schema.labels)
        self._free = {
            (one, other)
            for one in labels
            for other in labels
            if one != other and schema.overlap_rule(one, other) is Overlap.ALLOW
        }

    def is_sound(self, spans: Sequence[SpanRecord]) -> bool:
        """`spans` are those of a paragraph, in the order of the file. False if it takes longer to
        find out."""
        free = self._free
        near: list[SpanRecord] = []  # all that reach over the start of the span, and maybe others
        farthest = 0
        for span in spans:
            if span.fragments:
                return False
            start, label = span.start, span.label
            if start >= farthest:
                near, farthest = [span], span.end
                continue
            for each in near:
                if each.end > start and (each.label, label) not in free and not self._may(each, span):
                    return False
            if len(near) > MANY:
                near = [each for each in near if each.end > start]
                if len(near) > MANY:
                    return False
            near.append(span)
            farthest = max(farthest, span.end)
        return True

    def _may(self, one: SpanRecord, later: SpanRecord) -> bool:
        """Whether two spans that overlap may; `one` does not begin behind the other."""
        if one.start == later.start and one.end == later.end and one.label == later.label:
            return False
        rule = self._schema.overlap_rule(one.label, later.label)
        if rule is Overlap.NEST:
            return one.end >= later.end or one.start == later.start
        return rule is Overlap.ALLOW


def _strict(schema: Schema, labels: Sequence[str]) -> Strict:
    return {
        one: {other: rule for other in labels if (rule := schema.overlap_rule(one, other)) is not Overlap.ALLOW}
        for one in labels
    }


def _twins(spans: Spans) -> Iterator[Pair]:
    """Spans with the label and the stretches of an earlier one."""
    seen: dict[object, int] = {}
    for index, row in enumerate(spans):
        first = seen.setdefault((row.record.label, row.record.stretches), index)
        if first != index:
            yield index, first


def _crossing(spans: Spans, strict: Strict) -> Iterator[Pair]:
    """Spans of one stretch that overlap or cross an earlier one though they may not."""
    borders = _Borders(strict)
    whole = ((index, row.record) for index, row in enumerate(spans) if not row.record.fragments)
    for _, together in groupby(whole, key=lambda pair: pair[1].start):
        # Spans that begin together lie inside each other: they can only cross later ones.
        begun = list(together)
        for index, span in begun:
            earlier = borders.hit(span)
            if earlier is not None:
                yield index, earlier
            borders.reach(index, span)
        for index, span in begun:
            borders.open(index, span)


class _Borders:
    """What is known of earlier spans, by label: the one that reaches farthest, for those that may
    not overlap, and the ends still ahead, the nearest first, for those that may not cross."""

    def __init__(self, strict: Strict) -> None:
        self._strict = strict
        self._farthest: dict[str, Pair] = {}
        self._ends: dict[str, list[Pair]] = {label: [] for label in strict}

    def hit(self, span: SpanRecord) -> int | None:
        """An earlier span that this one may not meet as it does."""
        for label, rule in self._strict[span.label].items():
            if rule is Overlap.FORBID:
                end, index = self._farthest.get(label, (0, 0))
                if span.start < end:
                    return index
            else:
                end, index = self._nearest(label, span.start)
                if span.start < end < span.end:
                    return index
        return None

    def reach(self, index: int, span: SpanRecord) -> None:
        self._farthest[span.label] = max(self._farthest.get(span.label, (0, 0)), (span.end, index))

    def open(self, index: int, span: SpanRecord) -> None:
        heappush(self._ends[span.label], (span.end, index))

    def _nearest(self, label: str, start: int) -> Pair:
        ends = self._ends[label]
        while ends and ends[0][0] <= start:
            heappop(ends)
        return ends[0] if ends else (0, 0)


def _pieces(spans: Spans) -> Iterator[Pair]:
    """Pairs of a discontinuous span and its neighbors."""
    for index, row in enumerate(spans):
        if row.record.fragments:
            yield from ((index, each) for each in range(max(0, index - COMPARED), index))
            for each in range(index + 1, min(len(spans), index + 1 + COMPARED)):
                if spans[each].record.start >= row.record.end:
                    break
                yield each, index
