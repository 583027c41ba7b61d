"""Two annotation files held against each other, whatever they were read from."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from enum import Enum
from typing import Protocol

import msgspec

from annotate.core.compare.blocks import Thing
from annotate.core.compare.differences import BlockDifference, Difference, Kind
from annotate.core.records import DocumentRecord, ParagraphRecord, Record, RelationRecord, SpanRecord
from annotate.core.schema import Schema


class Side(Enum):
    LEFT = "left"
    RIGHT = "right"


class Pages(Protocol):
    """What the files say beside what differs, fetched when it is asked for."""

    def paragraph(self, n: int) -> ParagraphRecord:
        """That of the right side, by its number; of the left where the right has none."""
        ...

    def things(self, side: Side, ids: Collection[str]) -> Mapping[str, Thing]:
        """The annotations with these ids, as far as there are any."""
        ...


class Comparison(msgspec.Struct, frozen=True):
    """`count` is the number of paragraphs of the longer side.

    If the document's text has changed between the sides, all places are those in the text of the
    right one, and `lost` are the ids of annotations of the left side whose text is not in it.
    """

    left: DocumentRecord
    right: DocumentRecord
    count: int
    differences: tuple[BlockDifference, ...]
    pages: Pages
    carried: bool = False
    lost: frozenset[str] = frozenset()


class Wanted(msgspec.Struct, frozen=True):
    """Which differences are asked for: of the kinds in `only`, if any, without those in `never`,
    and about one of the `labels`, if any.

    `schema` is there to leave out attributes that it does not want compared; None: all count.
    """

    only: frozenset[Kind] = frozenset()
    never: frozenset[Kind] = frozenset()
    labels: frozenset[str] = frozenset()
    schema: Schema | None = None

    def of(self, comparison: Comparison) -> Comparison:
        kept = (_keeping(each, self._wants) for each in comparison.differences)
        return msgspec.structs.replace(comparison, differences=tuple(each for each in kept if each.differences))

    def _wants(self, difference: Difference) -> bool:
        return (
            (not self.only or difference.kind in self.only)
            and difference.kind not in self.never
            and (not self.labels or not self.labels.isdisjoint(labels_of(difference)))
            and (self.schema is None or is_compared(difference, self.schema))
        )


def labels_of(difference: Difference) -> set[str]:
    """The labels that the difference is about, on either side; empty for decisions and notes."""
    sides = (difference.left, difference.right)
    if any(isinstance(each, (SpanRecord, RelationRecord)) for each in sides):
        return {each.label for each in sides if isinstance(each, (SpanRecord, RelationRecord))}
    return {difference.name, difference.name.partition(".")[0]} if difference.name else set()


def is_compared(difference: Difference, schema: Schema) -> bool:
    """Whether the schema wants annotators compared in this: not in attributes with `compare: false`."""
    if difference.kind is not Kind.ATTRIBUTE:
        return True
    sides = [each for each in (difference.left, difference.right) if each is not None]
    return any(_counts(each, difference.name, schema) for each in sides)


def _counts(record: Record, name: str, schema: Schema) -> bool:
    """What the schema does not know counts."""
    if isinstance(record, RelationRecord):
        relation = schema.relations.get(record.label)
        known = next((each for each in relation.attributes if each.name == name), None) if relation else None
    elif isinstance(record, SpanRecord):
        label = schema.labels.get(record.label)
        known = label.attribute(name) if label else None
    else:
        # As `paragraph_differences` names them: the label, a dot, its attribute.
        label = next((each for each in schema.labels.values() if name.startswith(f"{each.name}.")), None)
        known = label.attribute(name.removeprefix(f"{label.name}.")) if label else None
    return known is None or known.compare


def _keeping(block: BlockDifference, wants: Callable[[Difference], bool]) -> BlockDifference:
    differences = tuple(filter(wants, block.differences))
    return block if differences == block.differences else msgspec.structs.replace(block, differences=differences)
