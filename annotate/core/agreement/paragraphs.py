"""What is decided and said about whole paragraphs, and about the document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from annotate.core.agreement.asked import Asked
from annotate.core.agreement.fields import Fields
from annotate.core.agreement.layout import Pattern
from annotate.core.agreement.pages import Page
from annotate.core.agreement.spans import Spans
from annotate.core.agreement.subjects import Kind, Subject, Unit
from annotate.core.records import Labels

DECISION = Subject(Unit.PARAGRAPH, Kind.DECISION)


class Statements:
    """Labels of paragraphs (or documents): whether each is there, and what is answered about it."""

    def __init__(self, unit: Unit, annotators: int, asked: Asked, fields: Fields, spans: Spans) -> None:
        self._unit = unit
        self._size = annotators
        self._asked = asked
        self._fields = fields
        self._spans = spans
        self._present: Counter[int] = Counter()
        self._there: Counter[tuple[str, int, int]] = Counter()
        self._documents: list[tuple[Counter[int], Counter[tuple[str, int, int]]]] = []

    def state(self, said: Mapping[int, Labels]) -> None:
        """What each annotator who decided says about one paragraph or document."""
        present = sum(1 << i for i in said)
        self._present[present] += 1
        masks: dict[str, int] = {}
        for i, labels in said.items():
            for name in labels:
                masks[name] = masks.get(name, 0) | 1 << i
        for name, mask in masks.items():
            self._there[name, present, mask] += 1
            answers = {
                i: self._asked.answers(name, labels[name]) for i, labels in said.items() if name in labels
            }
            self._spans.said(self._unit, name, answers)

    def close(self) -> None:
        """The document ends."""
        self._documents.append((self._present, self._there))
        self._present, self._there = Counter(), Counter()

    def seen(self) -> list[str]:
        return list(dict.fromkeys(name for _, there in self._documents for name, _, _ in there))

    def count(self, document: int, names: Sequence[str]) -> None:
        """The tables of a document, all labels known."""
        present, there = self._documents[document]
        for name in names:
            subject = Subject(self._unit, Kind.LABEL, name)
            table = Counter({(who, mask): n for (each, who, mask), n in there.items() if each == name})
            for who, count in present.items():
                rest = count - sum(n for (each, _), n in table.items() if each == who)
                if rest:
                    table[who, 0] += rest
            for (who, mask), count in table.items():
                self._fields.rate(subject, self._pattern(who, mask), count)

    def _pattern(self, present: int, mask: int) -> Pattern:
        return tuple(
            None if not present >> i & 1 else "yes" if mask >> i & 1 else "no" for i in range(self._size)
        )


def decide(page: Page, annotators: int, fields: Fields) -> None:
    """Counts what was decided about a paragraph; what is still to do is no decision."""
    decided = set(page.decided)
    fields.rate(
        DECISION,
        tuple(
            page.parts[i].block.paragraph.status.value if i in decided else None for i in range(annotators)
        ),
    )
