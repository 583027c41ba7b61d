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
from annotate.core.records import Labels, Status
from annotate.core.schema import Value

DECISION = Subject(Unit.PARAGRAPH, Kind.DECISION)
Frozen = tuple[tuple[str, tuple[tuple[str, Value], ...]], ...]
Statement = tuple[tuple[int, Frozen], ...]
"""For each annotator the position and each label with what is answered about it."""


class Statements:
    """Labels of paragraphs (or documents): whether each is there, and what is answered about it."""

    def __init__(self, unit: Unit, annotators: int, asked: Asked, fields: Fields, spans: Spans) -> None:
        self._unit = unit
        self._size = annotators
        self._asked = asked
        self._fields = fields
        self._spans = spans
        self._said: Counter[Statement] = Counter()
        self._present: Counter[int] = Counter()
        self._there: Counter[tuple[str, int, int]] = Counter()
        self._parts: list[tuple[Counter[int], Counter[tuple[str, int, int]]]] = []

    def state(self, said: Mapping[int, Labels]) -> None:
        """What each annotator who decided says about one paragraph or document."""
        # Most paragraphs are alike: what is said is looked at once, at the end.
        self._said[tuple([(i, _frozen(labels)) for i, labels in said.items()])] += 1

    def close(self) -> None:
        """What is drawn together ends."""
        for statement, count in self._said.items():
            self._state({i: {name: dict(given) for name, given in labels} for i, labels in statement}, count)
        self._parts.append((self._present, self._there))
        self._present, self._there = Counter(), Counter()
        self._said.clear()

    def _state(self, said: Mapping[int, Labels], count: int) -> None:
        present = sum(1 << i for i in said)
        self._present[present] += count
        masks: dict[str, int] = {}
        for i, labels in said.items():
            for name in labels:
                masks[name] = masks.get(name, 0) | 1 << i
        for name, mask in masks.items():
            self._there[name, present, mask] += count
            answers = {i: self._asked.answers(name, labels[name]) for i, labels in said.items() if name in labels}
            self._spans.said(self._unit, name, answers, count)

    def seen(self) -> list[str]:
        return list(dict.fromkeys(name for _, there in self._parts for name, _, _ in there))

    def count(self, part: int, names: Sequence[str]) -> None:
        """The tables of a part, all labels known."""
        present, there = self._parts[part]
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
        return tuple(None if not present >> i & 1 else "yes" if mask >> i & 1 else "no" for i in range(self._size))


class Decisions:
    """What was decided about the paragraphs of a document; what is still to do is no decision."""

    def __init__(self, annotators: int, fields: Fields) -> None:
        self._size = annotators
        self._fields = fields
        self._counts: Counter[tuple[tuple[int, Status], ...]] = Counter()

    def page(self, page: Page) -> None:
        self._counts[tuple([(i, part.block.paragraph.status) for i, part in page.parts.items()])] += 1

    def close(self) -> None:
        """What is drawn together ends."""
        for statuses, count in self._counts.items():
            decided = {i: status.value for i, status in statuses if status is not Status.TODO}
            self._fields.rate(DECISION, tuple(decided.get(i) for i in range(self._size)), count)
        self._counts.clear()


def _frozen(labels: Labels) -> Frozen:
    return tuple([(name, tuple(given.items())) for name, given in labels.items()])
