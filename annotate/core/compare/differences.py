"""What is not the same about two annotation files of one text, one typed difference at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import Enum
from itertools import zip_longest

import msgspec

from annotate.core.compare.blocks import Block, Sheaf
from annotate.core.compare.matching import Matching, match_relations, match_spans
from annotate.core.records import (
    Attributes,
    DocumentRecord,
    Labels,
    ParagraphRecord,
    Record,
    RelationRecord,
    SpanRecord,
)
from annotate.core.schema import Value
from annotate.core.words import words


class Kind(str, Enum):
    """What differs. `ADDED` is only on the right side, `REMOVED` only on the left."""

    ADDED = "added"
    REMOVED = "removed"
    RELABELED = "relabeled"
    BORDERS = "borders"
    ATTRIBUTE = "attribute"
    RELATION_ADDED = "relation-added"
    RELATION_REMOVED = "relation-removed"
    RELATION = "relation"
    DECISION = "decision"
    LABEL = "label"
    NOTE = "note"
    FLAG = "flag"
    TEXT = "text"

    @property
    def reversed(self) -> Kind:
        """The kind with the sides swapped."""
        return _REVERSED.get(self, self)


_REVERSED = {
    Kind.ADDED: Kind.REMOVED,
    Kind.REMOVED: Kind.ADDED,
    Kind.RELATION_ADDED: Kind.RELATION_REMOVED,
    Kind.RELATION_REMOVED: Kind.RELATION_ADDED,
}


class Difference(msgspec.Struct, frozen=True, gc=False):
    """One thing that differs between `left` and `right`, the records it is about; None where there
    is none on that side.

    `name` is the attribute that differs, or the label of the paragraph or document (for an attribute
    of such a label `label.attribute`). Old and new values, borders, decisions and notes stand in the
    records.
    """

    kind: Kind
    left: Record | None = None
    right: Record | None = None
    name: str = ""

    @property
    def reversed(self) -> Difference:
        return Difference(self.kind.reversed, self.right, self.left, self.name)


class Shift(msgspec.Struct, frozen=True):
    """How far the borders of a span moved, to the right if positive: in code points and in words
    that begin (for the end: end) between the old and the new place."""

    start: int
    end: int
    start_words: int
    end_words: int


class BlockDifference(msgspec.Struct, frozen=True):
    """What differs in one paragraph; one of the blocks is None where a side has no such paragraph.
    The document's own differences have neither."""

    left: Block | None
    right: Block | None
    differences: tuple[Difference, ...]

    @property
    def n(self) -> int:
        """The paragraph's number, 0 for the document."""
        block = self.right or self.left
        return block.paragraph.n if block else 0


def compare(left: Sheaf, right: Sheaf, symmetric: Callable[[str], bool] = lambda name: False) -> list[BlockDifference]:
    """Everything that differs, paragraph by paragraph, in the order of the text; empty if nothing.

    Paragraphs are compared by their number: for texts that differ, bring one side to the text of
    the other first (`carrying`). What both sides have alike may be left out of the blocks of both;
    so an end of a relation that is nowhere on the left is taken for the same on both.
    """
    pairs = list(zip_longest(left.blocks, right.blocks))
    matchings = match_blocks(pairs)
    same = _elsewhere(left) | {one.id: other.id for each in matchings for one, other in each.pairs}
    relations = match_relations(
        (each for block in left.blocks for each in block.relations),
        (each for block in right.blocks for each in block.relations),
        same,
        symmetric,
    )
    links = _by_block(relations, pairs, symmetric, same)
    found = [BlockDifference(None, None, tuple(document_differences(left.document, right.document)))]
    for index, ((one, other), matching) in enumerate(zip(pairs, matchings, strict=True)):
        differences = (
            *paragraph_differences(one.paragraph if one else None, other.paragraph if other else None),
            *span_differences(matching),
            *links.get(index, ()),
        )
        found.append(BlockDifference(one, other, differences))
    return [each for each in found if each.differences]


def match_blocks(
    pairs: Sequence[tuple[Block | None, Block | None]],
) -> list[Matching[SpanRecord]]:
    """The spans of each pair of paragraphs matched; an id that went to another paragraph is matched
    there, so that its pair stands with the paragraph of the left side."""
    left = {span.id: index for index, (block, _) in enumerate(pairs) if block for span in block.spans}
    away: dict[int, list[SpanRecord]] = {}
    moved: set[str] = set()
    for index, (_, block) in enumerate(pairs):
        for span in block.spans if block else ():
            at = left.get(span.id)
            if at is not None and at != index:
                away.setdefault(at, []).append(span)
                moved.add(span.id)
    return [
        match_spans(
            one.spans if one else (),
            (
                *(span for span in (other.spans if other else ()) if span.id not in moved),
                *away.get(index, ()),
            ),
        )
        for index, (one, other) in enumerate(pairs)
    ]


def document_differences(left: DocumentRecord, right: DocumentRecord) -> Iterator[Difference]:
    """What is said about the document; who annotated it when and with what is no difference."""
    yield from _said(left, right)
    if left.sha256 != right.sha256:
        yield Difference(Kind.TEXT, left, right)


def paragraph_differences(left: ParagraphRecord | None, right: ParagraphRecord | None) -> Iterator[Difference]:
    """The decision and what is said; when, by whom and how long it took is no difference."""
    if left is None or right is None:
        yield Difference(Kind.TEXT, left, right)
        return
    if left.text != right.text:
        yield Difference(Kind.TEXT, left, right)
    if left.status is not right.status:
        yield Difference(Kind.DECISION, left, right)
    yield from _said(left, right)


def span_differences(matching: Matching[SpanRecord]) -> Iterator[Difference]:
    """In the order of the text, what is only there behind what is here."""
    found = [(left, list(_of_pair(left, right))) for left, right in matching.pairs]
    found += [(left, [Difference(Kind.REMOVED, left, None)]) for left in matching.left]
    found += [(right, [Difference(Kind.ADDED, None, right)]) for right in matching.right]
    for _, differences in sorted(found, key=lambda each: (each[0].start, each[0].end)):
        yield from differences


def relation_differences(
    left: RelationRecord,
    right: RelationRecord,
    same: Mapping[str, str],
    symmetric: Callable[[str], bool],
) -> Iterator[Difference]:
    """Between relations that were matched; `same` as in `match_relations`."""
    ends = {same.get(left.source, ""), same.get(left.target, "")}
    turned = symmetric(left.label) and ends == {right.source, right.target}
    straight = (same.get(left.source), same.get(left.target)) == (right.source, right.target)
    if left.label != right.label or not (straight or turned):
        yield Difference(Kind.RELATION, left, right)
    for name in _differing(left.attributes, right.attributes):
        yield Difference(Kind.ATTRIBUTE, left, right, name)
    yield from _remarks(left, right)


def shift(text: str, start: int, left: SpanRecord, right: SpanRecord) -> Shift:
    """How the outer borders moved from `left` to `right` in a paragraph's text that begins at
    `start`."""
    found = words(text, 0, len(text))
    starts = [start + low for low, _ in found]
    ends = [start + high for _, high in found]
    return Shift(
        right.start - left.start,
        right.end - left.end,
        _between(starts, left.start, right.start, lambda low, each, high: low <= each < high),
        _between(ends, left.end, right.end, lambda low, each, high: low < each <= high),
    )


def values(attributes: Attributes, name: str) -> Value | None:
    """The value in a form that compares equal if it means the same: the order of a set says
    nothing."""
    value = attributes.get(name)
    if isinstance(value, (tuple, list)) and all(isinstance(each, str) for each in value):
        return tuple(sorted(value, key=str))
    return tuple(value) if isinstance(value, list) else value


def _of_pair(left: SpanRecord, right: SpanRecord) -> Iterator[Difference]:
    if left.label != right.label:
        yield Difference(Kind.RELABELED, left, right)
    if left.stretches != right.stretches:
        yield Difference(Kind.BORDERS, left, right)
    for name in _differing(left.attributes, right.attributes):
        yield Difference(Kind.ATTRIBUTE, left, right, name)
    yield from _remarks(left, right)


def _said(left: ParagraphRecord | DocumentRecord, right: ParagraphRecord | DocumentRecord) -> Iterator[Difference]:
    for name in _names(left.labels, right.labels):
        if (name in left.labels) != (name in right.labels):
            yield Difference(Kind.LABEL, left, right, name)
            continue
        for attribute in _differing(left.labels[name], right.labels[name]):
            yield Difference(Kind.ATTRIBUTE, left, right, f"{name}.{attribute}")
    yield from _remarks(left, right)


def _remarks(left: Record, right: Record) -> Iterator[Difference]:
    if left.note != right.note:
        yield Difference(Kind.NOTE, left, right)
    if left.flag != right.flag:
        yield Difference(Kind.FLAG, left, right)


def _differing(left: Attributes, right: Attributes) -> list[str]:
    return [name for name in _names(left, right) if not _equal(values(left, name), values(right, name))]


def _equal(one: Value | None, other: Value | None) -> bool:
    """Whether two values mean the same; yes is not 1."""
    return one == other and isinstance(one, bool) == isinstance(other, bool)


def _names(left: Labels | Attributes, right: Labels | Attributes) -> list[str]:
    """In the order of the left side, then what only the right one has."""
    return list(dict.fromkeys((*left, *right)))


def _elsewhere(left: Sheaf) -> dict[str, str]:
    """The ends of relations that are not in the blocks, each its own partner."""
    here = {each.id for block in left.blocks for each in block.spans}
    here.update(each.id for block in left.blocks for each in block.relations)
    ends = (end for block in left.blocks for each in block.relations for end in (each.source, each.target))
    return {end: end for end in ends if end not in here}


def _by_block(
    matching: Matching[RelationRecord],
    pairs: Sequence[tuple[Block | None, Block | None]],
    symmetric: Callable[[str], bool],
    same: Mapping[str, str],
) -> dict[int, list[Difference]]:
    """What differs about relations, by the index of the paragraph that they stand in."""
    here = {each.id: i for i, (block, _) in enumerate(pairs) if block for each in block.relations}
    there = {each.id: i for i, (_, block) in enumerate(pairs) if block for each in block.relations}
    ids = dict(same) | {one.id: other.id for one, other in matching.pairs}
    found: dict[int, list[Difference]] = {}
    for one, other in matching.pairs:
        if differences := list(relation_differences(one, other, ids, symmetric)):
            found.setdefault(here[one.id], []).extend(differences)
    for one in matching.left:
        found.setdefault(here[one.id], []).append(Difference(Kind.RELATION_REMOVED, one, None))
    for other in matching.right:
        found.setdefault(there[other.id], []).append(Difference(Kind.RELATION_ADDED, None, other))
    return found


def _between(places: Sequence[int], old: int, new: int, within: Callable[[int, int, int], bool]) -> int:
    low, high = min(old, new), max(old, new)
    count = sum(within(low, each, high) for each in places)
    return count if new >= old else -count
