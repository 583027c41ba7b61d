"""How annotators part paragraphs into units and gaps, counted for each two of them and for all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import combinations

from annotate.core.agreement.fields import Fields
from annotate.core.agreement.pages import Page
from annotate.core.agreement.pieces import Labels, Piece, meetings, pieces, whole_units
from annotate.core.agreement.subjects import Length
from annotate.core.records import SpanRecord

WHATS = ("marked", "squares", "met", "met-squares", "same")
"""What is counted of the pieces with a set of labels: their length, the squares of their lengths;
what others mark of each, too, and its square; and how much of that has the same labels."""
ALSO_SQUARES, ALSO_SAME = "also-squares", "also-same"
"""What a single label has more of: its own units are longer than the pieces that others part them
into, and two sets of labels may share it."""

Members = tuple[int, ...]
Meeting = tuple[Sequence[int], Sequence[int], Sequence[tuple[Labels, int]], Counter[str]]
"""Of two annotators, how much of each piece the other marks, too; what has the same labels, with
them; and what shares a label only, by that."""


class Partition:
    """What `lengths` is made from, added up for a part of what is compared."""

    def __init__(self, annotators: int, fields: Fields) -> None:
        self._size = annotators
        self._fields = fields
        self._lengths: Counter[Members] = Counter()
        self._tables: dict[Members, dict[Labels, list[int]]] = {}
        self._also: Counter[tuple[Members, str, str]] = Counter()
        self._groups: dict[Members, list[Members]] = {}

    def page(self, page: Page, decided: Sequence[int]) -> None:
        """Those who decided on a paragraph part it; the others are not told of."""
        groups = self._wanted(tuple(decided))
        length = len(page.any.paragraph.text)
        for members in groups:
            self._lengths[members] += length
        if len(decided) < 2 or not any(page.parts[i].block.spans for i in decided):
            return
        parted = {i: pieces(page.parts[i].block.spans) for i in decided}
        met = {(i, j): _meeting(parted[i], parted[j]) for i, j in combinations(decided, 2)}
        for members in groups:
            self._add(members, parted, met)
        for i in decided:
            if any(len(labels) > 1 for _, _, labels in parted[i]):
                self._also_squares(page.parts[i].block.spans, parted[i], [each for each in groups if i in each])

    def close(self) -> None:
        """What is drawn together ends."""
        for members, length in self._lengths.items():
            self._fields.lay(Length(members, (), "length"), length)
        for members, table in self._tables.items():
            for labels, row in table.items():
                for what, number in zip(WHATS, row, strict=True):
                    self._fields.lay(Length(members, labels, what), number)
        for (members, label, what), number in self._also.items():
            self._fields.lay(Length(members, (label,), what), number)
        self._lengths.clear()
        self._tables.clear()
        self._also.clear()

    def _wanted(self, decided: Members) -> list[Members]:
        """Each two of those who decided, and all annotators if they did."""
        groups = self._groups.get(decided)
        if groups is None:
            groups = self._groups[decided] = [*combinations(decided, 2)]
            if len(decided) == self._size > 2:
                groups.append(decided)
        return groups

    def _add(self, members: Members, parted: dict[int, list[Piece]], met: dict[tuple[int, int], Meeting]) -> None:
        table = self._tables.setdefault(members, {})
        touched = {i: [0] * len(parted[i]) for i in members} if len(members) > 2 else {}
        for i, j in combinations(members, 2):
            left, right, same, also = met[i, j]
            if len(members) == 2:
                touched = {i: left, j: right}  # type: ignore[dict-item]
            else:
                touched[i] = [one + other for one, other in zip(touched[i], left, strict=True)]
                touched[j] = [one + other for one, other in zip(touched[j], right, strict=True)]
            for labels, shared in same:
                _row(table, labels)[4] += 2 * shared
            for label, shared in also.items():
                self._also[members, label, ALSO_SAME] += 2 * shared
        for i in members:
            for (start, end, labels), shared in zip(parted[i], touched[i], strict=True):
                row = _row(table, labels)
                row[0] += end - start
                row[1] += (end - start) ** 2
                row[2] += shared
                row[3] += shared**2

    def _also_squares(self, spans: Sequence[SpanRecord], parted: Sequence[Piece], groups: Sequence[Members]) -> None:
        more: Counter[str] = Counter()
        for label, stretches in whole_units(spans).items():
            more[label] += sum([(end - start) ** 2 for start, end in stretches])
        for start, end, labels in parted:
            for label in labels:
                more[label] -= (end - start) ** 2
        for label, number in more.items():
            if number:
                for members in groups:
                    self._also[members, label, ALSO_SQUARES] += number


def _row(table: dict[Labels, list[int]], labels: Labels) -> list[int]:
    row = table.get(labels)
    if row is None:
        row = table[labels] = [0] * len(WHATS)
    return row


def _meeting(left: Sequence[Piece], right: Sequence[Piece]) -> Meeting:
    ours, theirs = [0] * len(left), [0] * len(right)
    same: list[tuple[Labels, int]] = []
    also: Counter[str] = Counter()
    for i, j, shared in meetings(left, right):
        ours[i] += shared
        theirs[j] += shared
        one, other = left[i][2], right[j][2]
        if one == other:
            same.append((one, shared))
        elif len(one) > 1 or len(other) > 1:
            for label in set(one) & set(other):
                also[label] += shared
    return ours, theirs, same, also
