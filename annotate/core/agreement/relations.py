"""Relations whose ends both annotators have: do they relate them in the same way?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

import msgspec

from annotate.core.agreement.asked import Asked
from annotate.core.agreement.fields import Fields
from annotate.core.agreement.groups import Group, Pair
from annotate.core.agreement.layout import Answer
from annotate.core.agreement.pages import Page
from annotate.core.agreement.subjects import Kind, Subject, Unit
from annotate.core.records import RelationRecord
from annotate.core.schema import Reach, Relation, admits

POOLED = Subject(Unit.RELATION, Kind.POOLED)
Key = tuple[object, ...]
"""A relation as it is on both sides: its name and its ends, each the number of a group or a key."""


class Link(msgspec.Struct, frozen=True, gc=False):
    """A relation and where it stands; its paragraph starts at `start` in the document."""

    record: RelationRecord
    line: int
    start: int


class Relations:
    """The relations of a document, counted when it ends."""

    def __init__(self, annotators: int, asked: Asked, kinds: Sequence[Relation], fields: Fields) -> None:
        self._size = annotators
        self._asked = asked
        self._kinds = kinds
        self._symmetric = {kind.name for kind in kinds if kind.symmetric}
        self._fields = fields
        self._marked: dict[tuple[int, str], tuple[str, int]] = {}
        self._groups: list[tuple[int, Group]] = []
        self._links: dict[int, list[Link]] = {}

    def page(self, page: Page, found: Sequence[Group], listening: bool = False) -> None:
        self._groups += [(page.any.paragraph.n, group) for group in found]
        for i, part in page.parts.items():
            links = self._links.setdefault(i, [])
            if listening:
                spans = enumerate(part.block.spans)
                self._marked |= {(i, span.id): (span.quote, part.span_line(index)) for index, span in spans}
            for index, record in enumerate(part.block.relations):
                links.append(Link(record, part.relation_line(index), part.block.paragraph.start))

    def close(self) -> Iterator[tuple[Pair, dict[Key, Link], dict[Key, Link]]]:
        """The document ends: for each two annotators their relations with matched ends."""
        for i, j in combinations(sorted(self._links), 2):
            if self._links[i] or self._links[j]:
                sides = self._keyed(i, j), self._keyed(j, i)
                self._count((i, j), *sides)
                yield (i, j), *sides
        self._groups, self._links, self._marked = [], {}, {}

    def told(self, annotator: int, link: Link) -> str:
        """The texts of both ends."""
        ends = (link.record.source, link.record.target)
        return " → ".join(self._marked.get((annotator, end), (end, 0))[0] for end in ends)

    def line(self, annotator: int, key: Key) -> int:
        """Where the annotator has the end that a relation leaves; 0 if that is no span."""
        number = key[1]
        group = self._groups[number][1] if isinstance(number, int) else {}
        return self._marked.get((annotator, group[annotator].id), ("", 0))[1] if annotator in group else 0

    def _keyed(self, mine: int, other: int) -> dict[Key, Link]:
        ends: dict[str, Key | int] = {
            group[mine].id: number for number, (_, group) in enumerate(self._groups) if mine in group and other in group
        }
        found: dict[Key, Link] = {}
        for link in self._links[mine]:
            record = link.record
            source, target = ends.get(record.source), ends.get(record.target)
            if source is None or target is None:
                continue
            key = self._key(record.label, source, target)
            ends[record.id] = key
            found.setdefault(key, link)
        return found

    def _key(self, label: str, source: object, target: object) -> Key:
        pair = (source, target)
        return (label, *(sorted(pair, key=str) if label in self._symmetric else pair))

    def _count(self, pair: Pair, left: Mapping[Key, Link], right: Mapping[Key, Link]) -> None:
        sides = (left, right)
        for what, keys in (("left", left.keys()), ("right", right.keys()), ("exact", left.keys() & right.keys())):
            for key in keys:
                label = (left.get(key) or right[key]).record.label
                self._add(label, pair, what, 1)
        for position, found in zip(pair, sides, strict=True):
            kept = {link.record.id for link in found.values()}
            for link in self._links[position]:
                if link.record.id not in kept:
                    self._add(link.record.label, pair, "excluded", 1)
        for key in left.keys() & right.keys():
            self._said(pair, left[key].record, right[key].record)
        for kind in self._kinds:
            self._candidates(pair, kind, left, right)

    def _said(self, pair: Pair, one: RelationRecord, other: RelationRecord) -> None:
        """What two annotators answered about a relation that both have."""
        answers = [self._asked.answers(each.label, each.attributes) for each in (one, other)]
        for attribute in dict.fromkeys((*answers[0], *answers[1])):
            subject = Subject(Unit.RELATION, Kind.ATTRIBUTE, one.label, attribute)
            self._rate(subject, pair, answers[0].get(attribute), answers[1].get(attribute), 1)

    def _candidates(self, pair: Pair, kind: Relation, left: Mapping[Key, Link], right: Mapping[Key, Link]) -> None:
        """Each two matched spans that the schema lets be related: whether they are."""
        if kind.leaves_relations or kind.reaches_relations:
            return
        subject = Subject(Unit.RELATION, Kind.RELATION, kind.name)
        rest = joinable(kind, pair, self._groups)
        mine = {key for key in left if key[0] == kind.name}
        theirs = {key for key in right if key[0] == kind.name}
        for answers, count in (
            (("yes", "yes"), len(mine & theirs)),
            (("yes", "no"), len(mine - theirs)),
            (("no", "yes"), len(theirs - mine)),
            (("no", "no"), max(0, rest - len(mine | theirs))),
        ):
            if count:
                self._rate(subject, pair, *answers, count)

    def _rate(self, subject: Subject, pair: Pair, left: Answer | None, right: Answer | None, count: int) -> None:
        """Of more than two annotators, each pair's matches are items of their own."""
        answers: list[Answer | None] = [None] * self._size
        answers[pair[0]], answers[pair[1]] = left, right
        self._fields.rate(subject, tuple(answers), count)

    def _add(self, label: str, pair: Pair, what: str, count: int) -> None:
        self._fields.add(Subject(Unit.RELATION, Kind.RELATION, label), pair, what, count)
        self._fields.add(POOLED, pair, what, count)


def joinable(kind: Relation, pair: Pair, found: Sequence[tuple[int, Group]]) -> int:
    """How many pairs of spans that both annotators have the schema lets be joined so.

    `found` are groups with the number of their paragraph.
    """
    within = kind.reach is Reach.PARAGRAPH
    ends: dict[int, Counter[tuple[bool, bool]]] = {}
    for n, group in found:
        if pair[0] in group and pair[1] in group:
            labels = [group[i].label for i in pair]
            fits = tuple(all(admits(side, each) for each in labels) for side in (kind.sources, kind.targets))
            ends.setdefault(n if within else 0, Counter())[fits[0], fits[1]] += 1
    total = 0
    for counts in ends.values():
        both = counts[True, True]
        sources, targets = both + counts[True, False], both + counts[False, True]
        twice = both * (both - 1) // 2 if kind.symmetric else 0
        total += sources * targets - both - twice
    return total
