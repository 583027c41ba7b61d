"""The stretches that annotators mark, laid end to end: what unitizing alpha is made from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from itertools import combinations

from annotate.core.agreement.fields import Fields
from annotate.core.agreement.pages import Page
from annotate.core.agreement.subjects import Kind, Subject, Unit
from annotate.core.agreement.unitizing import Disagreement, disagreement, merged
from annotate.core.agreement.unitizing import Unit as Stretch

Labeled = tuple[str, Stretch]
"""A label and where it is on the continuum."""
Align = Callable[[Mapping[str, Sequence[Labeled]]], float]
"""Gamma of the units of several annotators, by name; each has some."""
POOLED = Subject(Unit.SPAN, Kind.POOLED)


class Continuum:
    """A document's paragraphs that all of some annotators decided on, for each two and for all."""

    def __init__(self, fields: Fields) -> None:
        self._fields = fields
        self.align: Align | None = None
        self.about: Callable[[Subject], bool] = lambda subject: True
        self._pages: list[tuple[int, int, frozenset[int]]] = []
        self._stretches: dict[int, list[tuple[str, Stretch]]] = defaultdict(list)
        self._members: set[int] = set()

    def page(self, page: Page, decided: Sequence[int]) -> None:
        paragraph = page.any.paragraph
        self._members.update(page.parts)
        end = paragraph.start + len(paragraph.text)
        self._pages.append((paragraph.start, end, frozenset(decided)))
        for i in decided:
            self._stretches[i] += [
                (span.label, place) for span in page.parts[i].block.spans for place in span.stretches
            ]

    def close(self) -> None:
        """The document ends."""
        everyone = tuple(sorted(self._members))
        chosen = [*combinations(everyone, 2)]
        for members in [*chosen, everyone] if len(everyone) > 2 else chosen:
            self._measure(members)
        self._pages, self._members = [], set()
        self._stretches.clear()

    def _measure(self, members: tuple[int, ...]) -> None:
        shifts, length = self._shifts(members)
        units: dict[str, dict[int, list[Stretch]]] = defaultdict(lambda: defaultdict(list))
        for i in members:
            for label, (start, end) in self._stretches[i]:
                shift = shifts.get(start)
                if shift is not None:
                    units[label][i].append((start - shift, end - shift))
        total = Disagreement()
        for label, each in units.items():
            found = disagreement([merged(each[i]) for i in members], length)
            self._sum(Subject(Unit.SPAN, Kind.LABEL, label), members, found)
            total += found
        self._sum(POOLED, members, total)
        if self.align is not None:
            self._align(self.align, members, units)

    def _align(self, align: Align, members: tuple[int, ...], units: Mapping[str, Mapping[int, list[Stretch]]]) -> None:
        """Gamma of a document in which at least two annotators mark something."""
        labels = [(Subject(Unit.SPAN, Kind.LABEL, label), (label,)) for label in units]
        for subject, chosen in ((POOLED, tuple(units)), *labels):
            labeled = {
                str(i): [(label, place) for label in chosen for place in units[label].get(i, ())] for i in members
            }
            there = {name: each for name, each in labeled.items() if each}
            if len(there) > 1 and self.about(subject):
                self._fields.sum(subject, members, "gamma", align(there))
                self._fields.sum(subject, members, "documents", 1.0)

    def _sum(self, subject: Subject, members: tuple[int, ...], found: Disagreement) -> None:
        self._fields.sum(subject, members, "observed", found.observed)
        self._fields.sum(subject, members, "expected", found.expected)

    def _shifts(self, members: tuple[int, ...]) -> tuple[dict[int, int], int]:
        """For the start of each stretch in a paragraph that counts how far it moves to the left, and
        the length of all these paragraphs."""
        wanted = sorted({start for i in members for _, (start, _) in self._stretches[i]})
        shifts: dict[int, int] = {}
        length = at = 0
        for begin, end, decided in self._pages:
            counts = decided.issuperset(members)
            while at < len(wanted) and wanted[at] < end:
                if counts:
                    shifts[wanted[at]] = begin - length
                at += 1
            if counts:
                length += end - begin
        return shifts, length
