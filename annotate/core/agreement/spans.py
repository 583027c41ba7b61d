"""Spans: how many of each annotator's the others have too, and what is said of those that are the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import combinations

from annotate.core.agreement.asked import Asked
from annotate.core.agreement.fields import Fields
from annotate.core.agreement.groups import Group, Pair, groups, matchings
from annotate.core.agreement.layout import Answer
from annotate.core.agreement.pages import Page
from annotate.core.agreement.subjects import Kind, Subject, Unit
from annotate.core.compare.matching import Matching, overlap
from annotate.core.records import SpanRecord

POOLED = Subject(Unit.SPAN, Kind.POOLED)
CHOICE = Subject(Unit.SPAN, Kind.CHOICE)


class Spans:
    """What is counted about spans, into `fields`; `confusions` are labels of matched spans for two
    annotators, None where one has no such span."""

    def __init__(self, annotators: int, asked: Asked, fields: Fields) -> None:
        self._size = annotators
        self._asked = asked
        self._fields = fields
        self._hits: Counter[tuple[Pair, str, str]] = Counter()
        self.confusions: Counter[tuple[Pair, str | None, str | None]] = Counter()

    def page(self, page: Page, decided: Sequence[int]) -> list[Group]:
        """Counts a paragraph; which spans are the same ones."""
        if len(decided) < len(page.parts):
            self._excluded(page, decided)
        spans = {i: page.parts[i].block.spans for i in decided}
        if len(decided) < 2 or not any(spans.values()):
            return []
        matched = matchings(spans)
        for pair, matching in matched.items():
            self._pair(pair, spans[pair[0]], spans[pair[1]], matching)
        found = groups(spans, matched)
        for group in found:
            self._group(group)
        return found

    def close(self) -> None:
        """What is drawn together ends."""
        for (pair, what, label), count in self._hits.items():
            self._fields.add(Subject(Unit.SPAN, Kind.LABEL, label), pair, what, count)
            self._fields.add(POOLED, pair, what, count)
        self._hits.clear()

    def _pair(
        self, pair: Pair, left: Sequence[SpanRecord], right: Sequence[SpanRecord], matching: Matching[SpanRecord]
    ) -> None:
        places = [Counter((span.label, span.stretches) for span in side) for side in (left, right)]
        exact: Counter[str] = Counter()
        for (label, _), count in (places[0] & places[1]).items():
            exact[label] += count
        near = [one.label for one, other in matching.pairs if one.label == other.label and overlap(one, other)]
        for what, labels in (
            ("exact", exact.elements()),
            ("overlap", near),
            ("left", [span.label for span in left]),
            ("right", [span.label for span in right]),
        ):
            self._hits.update([(pair, what, label) for label in labels])
        for one, other in matching.pairs:
            self.confusions[pair, one.label, other.label] += 1
        for one in matching.left:
            self.confusions[pair, one.label, None] += 1
        for other in matching.right:
            self.confusions[pair, None, other.label] += 1

    def _group(self, group: Group) -> None:
        labels = {i: span.label for i, span in group.items()}
        self._fields.rate(CHOICE, self._pattern(labels))
        for label in dict.fromkeys(labels.values()):
            self.said(
                Unit.SPAN,
                label,
                {i: self._asked.answers(label, span.attributes) for i, span in group.items() if span.label == label},
            )

    def said(self, unit: Unit, name: str, answers: Mapping[int, Mapping[str, Answer]], count: int = 1) -> None:
        """What several annotators answered about one thing, or `count` of them, that they all call `name`."""
        for attribute in dict.fromkeys(each for given in answers.values() for each in given):
            given = {i: each[attribute] for i, each in answers.items() if attribute in each}
            self._fields.rate(Subject(unit, Kind.ATTRIBUTE, name, attribute), self._pattern(given), count)

    def _excluded(self, page: Page, decided: Sequence[int]) -> None:
        """Spans that cannot be compared, as the other annotator did not decide on the paragraph."""
        for i, j in combinations(page.parts, 2):
            if i in decided and j in decided:
                continue
            for each in (i, j):
                spans = page.parts[each].block.spans
                self._hits.update([((i, j), "excluded", span.label) for span in spans])

    def _pattern(self, answers: Mapping[int, Answer]) -> tuple[Answer | None, ...]:
        return tuple(answers.get(i) for i in range(self._size))
