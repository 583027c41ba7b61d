"""When two annotators say the same."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from typing import TypeVar

import msgspec

from annotate.core.attributes import with_defaults
from annotate.core.compare.differences import values
from annotate.core.records import Attributes, RelationRecord, SpanRecord
from annotate.core.review.cases import Said, Version
from annotate.core.schema import Label, Relation, Schema

Ends = tuple[str, str]
S = TypeVar("S")
_encode = msgspec.json.Encoder(order="sorted").encode


class Sameness:
    """Attributes count as the schema has it: a default is the same whether it was chosen or left,
    the order of a set says nothing, and what is not to be compared is not."""

    def __init__(self, schema: Schema) -> None:
        self._labels = schema.labels
        self._relations = schema.relations
        self._known: dict[str, list[tuple[str, str]]] = {}

    def spans(self, one: SpanRecord, other: SpanRecord) -> bool:
        return (
            one.start == other.start
            and one.end == other.end
            and one.label == other.label
            and one.fragments == other.fragments
            and self.alike(one, other)
        )

    def alike(self, one: SpanRecord, other: SpanRecord) -> bool:
        """Whether two spans with the same label have the same answers."""
        mine, yours = one.attributes, other.attributes
        return mine == yours or self.attributes(mine, yours, self._labels.get(one.label))

    def relations(self, one: tuple[RelationRecord, Ends], other: tuple[RelationRecord, Ends]) -> bool:
        mine, yours = one[0], other[0]
        kind = self._relations.get(mine.label)
        if mine.label != yours.label or not self.attributes(mine.attributes, yours.attributes, kind):
            return False
        turned = kind is not None and kind.symmetric and one[1] == other[1][::-1]
        return turned or one[1] == other[1]

    def labels(self, one: Attributes, other: Attributes, name: str) -> bool:
        return self.attributes(one, other, self._labels.get(name))

    def attributes(self, one: Attributes, other: Attributes, kind: Label | Relation | None) -> bool:
        return one == other or self._said(one, kind) == self._said(other, kind)

    def digest(self, said: object, attributes: Attributes, kind: Label | Relation | None) -> str:
        """The same for what counts as the same."""
        return digest_of((said, self._said(attributes, kind) if attributes or kind else ()))

    def of_span(self, span: SpanRecord) -> str:
        return self.digest((span.label, span.stretches), span.attributes, self._labels.get(span.label))

    def of_relation(self, relation: RelationRecord, ends: Ends) -> str:
        kind = self._relations.get(relation.label)
        if kind is not None and kind.symmetric:
            ends = min(ends, ends[::-1])
        return self.digest((relation.label, ends), relation.attributes, kind)

    def of_label(self, name: str, attributes: Attributes) -> str:
        return self.digest(name, attributes, self._labels.get(name))

    def _said(self, attributes: Attributes, kind: Label | Relation | None) -> list[tuple[str, str]]:
        """What counts of the answers; the same few come again and again."""
        known = f"{type(kind).__name__} {kind.name if kind else ''} {attributes!r}"
        if known not in self._known:
            self._known[known] = self._counted(attributes, kind)
        return self._known[known]

    @staticmethod
    def _counted(attributes: Attributes, kind: Label | Relation | None) -> list[tuple[str, str]]:
        declared = kind.attributes if kind else ()
        silent = {each.name for each in declared if not each.compare}
        full = with_defaults(declared, attributes) if declared else attributes
        return [(name, repr(values(full, name))) for name in sorted(full) if name not in silent]


def digest_of(said: object) -> str:
    return hashlib.blake2b(_encode(said), digest_size=6).hexdigest()


def grouped(
    said: Iterable[tuple[int, S]],
    same: Callable[[S, S], bool],
    version: Callable[[tuple[int, ...], tuple[S, ...]], Version],
) -> tuple[Version, ...]:
    """Who says what, put together to versions: what most say first, then in the order of the sides."""
    groups: list[tuple[list[int], list[S]]] = []
    for side, each in said:
        for sides, records in groups:
            if same(records[0], each):
                sides.append(side)
                records.append(each)
                break
        else:
            groups.append(([side], [each]))
    if len(groups) > 1:
        groups.sort(key=lambda group: (-len(group[0]), group[0][0]))
    return tuple(version(tuple(sides), tuple(records)) for sides, records in groups)


def wants_look(records: Iterable[Said]) -> bool:
    return any(each.flag for each in records)
