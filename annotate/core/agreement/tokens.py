"""Which labels each token carries, counted by what all annotators say of it.

A token is a word as `core.words` has it. It carries a label if any of its characters does.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence

from annotate.core.agreement.fields import Fields
from annotate.core.agreement.layout import Pattern
from annotate.core.agreement.pages import Page
from annotate.core.agreement.subjects import Kind, Subject, Unit
from annotate.core.words import words

TOKENIZER = "words as annotate selects them"
POOLED = Subject(Unit.TOKEN, Kind.POOLED)


class Tokens:
    """Tokens of one document after the other. A code has a bit for each label and annotator."""

    def __init__(self, annotators: int, labels: Sequence[str]) -> None:
        self._size = annotators
        self._numbers = {label: number for number, label in enumerate(labels)}
        self._counts: Counter[tuple[int, int]] = Counter()
        self._parts: list[Counter[tuple[int, int]]] = []

    def page(self, page: Page, decided: Sequence[int]) -> None:
        paragraph = page.any.paragraph
        tokens = words(paragraph.text, 0, len(paragraph.text))
        present = sum(1 << i for i in decided)
        codes = self._codes(page, decided, tokens, paragraph.start)
        self._counts[present, 0] += len(tokens) - len(codes)
        for code, count in Counter(codes.values()).items():
            self._counts[present, code] += count

    def runs(self, page: Page, decided: Sequence[int]) -> Iterator[tuple[int, int, int, dict[str, set[int]]]]:
        """Runs of tokens about which annotators differ in the same way: start and end in the
        document, the number of tokens, and for each label who says it."""
        paragraph = page.any.paragraph
        tokens = words(paragraph.text, 0, len(paragraph.text))
        codes = self._codes(page, decided, tokens, paragraph.start)
        run: list[int] = []
        for index in sorted(codes):
            if run and (index != run[-1] + 1 or codes[index] != codes[run[-1]]):
                yield self._run(run, tokens, codes, paragraph.start)
                run = []
            run.append(index)
        if run:
            yield self._run(run, tokens, codes, paragraph.start)

    def close(self) -> None:
        """What is drawn together ends."""
        self._parts.append(self._counts)
        self._counts = Counter()

    def parts(self) -> Iterator[Counter[tuple[int, int]]]:
        return iter(self._parts)

    def count(self, counts: Counter[tuple[int, int]], fields: Fields) -> None:
        """The tables of a part: for each label and for all together."""
        spoken: Counter[int] = Counter()
        tables: dict[str, Counter[tuple[int, int]]] = {label: Counter() for label in self._numbers}
        for (present, code), count in counts.items():
            spoken[present] += count
            said = self._said(code)
            fields.rate(POOLED, self._sets(present, said), count)
            for label, mask in said.items():
                tables[label][present, mask] += count
        for label, table in tables.items():
            subject = Subject(Unit.TOKEN, Kind.LABEL, label)
            for present, count in spoken.items():
                rest = count - sum(each for (who, _), each in table.items() if who == present)
                if rest:
                    table[present, 0] += rest
            for (present, mask), count in table.items():
                fields.rate(subject, self._pattern(present, mask), count)
            self._hits(subject, table, fields)

    def _hits(self, subject: Subject, table: Counter[tuple[int, int]], fields: Fields) -> None:
        for (present, mask), count in table.items():
            who = [i for i in range(self._size) if present >> i & 1]
            for at, i in enumerate(who):
                for j in who[at + 1 :]:
                    left, right = mask >> i & 1, mask >> j & 1
                    for what, found in (("token", left & right), ("token-left", left), ("token-right", right)):
                        if found:
                            fields.add(subject, (i, j), what, count)
                            fields.add(POOLED, (i, j), what, count)

    def _codes(
        self, page: Page, decided: Sequence[int], tokens: Sequence[tuple[int, int]], offset: int
    ) -> dict[int, int]:
        """For each token with a label, its code."""
        codes: dict[int, int] = {}
        if not any(page.parts[i].block.spans for i in decided):
            return codes
        starts = [offset + start for start, _ in tokens]
        ends = [offset + end for _, end in tokens]
        for i in decided:
            for span in page.parts[i].block.spans:
                number = self._numbers.setdefault(span.label, len(self._numbers))
                bit = 1 << number * self._size + i
                for start, end in span.stretches:
                    for token in range(bisect_right(ends, start), bisect_left(starts, end)):
                        codes[token] = codes.get(token, 0) | bit
        return codes

    def _run(
        self, run: Sequence[int], tokens: Sequence[tuple[int, int]], codes: dict[int, int], offset: int
    ) -> tuple[int, int, int, dict[str, set[int]]]:
        said = self._said(codes[run[0]])
        who = {label: {i for i in range(self._size) if mask >> i & 1} for label, mask in said.items()}
        return offset + tokens[run[0]][0], offset + tokens[run[-1]][1], len(run), who

    def _said(self, code: int) -> dict[str, int]:
        """For each label that anybody says, who does, as a mask."""
        everyone = (1 << self._size) - 1
        return {
            label: mask for label, number in self._numbers.items() if (mask := code >> number * self._size & everyone)
        }

    def _pattern(self, present: int, mask: int) -> Pattern:
        return tuple(None if not present >> i & 1 else "yes" if mask >> i & 1 else "no" for i in range(self._size))

    def _sets(self, present: int, said: dict[str, int]) -> Pattern:
        """For each annotator the labels of the token, as one answer."""
        return tuple(
            tuple(label for label, mask in said.items() if mask >> i & 1) if present >> i & 1 else None
            for i in range(self._size)
        )
