"""Annotations of a text that has changed since, brought to the new text to be compared there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import msgspec
from msgspec.structs import replace

from annotate.core.compare.blocks import Block, Sheaf, Thing, sheaf_of, things_of
from annotate.core.compare.differences import BlockDifference, Difference, Kind, compare
from annotate.core.compare.texts import document_of
from annotate.core.reanchor import Word, reanchor
from annotate.core.reanchor.counterparts import Counterparts
from annotate.core.records import ParagraphRecord, Record, RelationRecord, SpanRecord


class Carried(msgspec.Struct, frozen=True):
    """The left side on the text of the right one; `origins` are the paragraphs that each new one
    comes from, by number, the main one first; `gone` those that none comes from, by the number of
    the one that they stood behind; `lost` the spans, as they were, whose text is not there any more.
    """

    sheaf: Sheaf
    origins: Mapping[int, Sequence[ParagraphRecord]]
    gone: Mapping[int, Sequence[BlockDifference]]
    lost: Mapping[str, SpanRecord]


def carry(left: Sheaf, right: Sheaf) -> Carried:
    """The right side has at least one paragraph. Notes, flags and decisions stay as they were: they
    are compared, not asked for again.

    Raises ValueError if paragraphs lie too far apart for a text.
    """
    outcome = reanchor(left.records, document_of(right))
    old = [block.paragraph for block in left.blocks]
    found = outcome.paragraphs
    before = things_of(left)
    origins = {index + 1: [old[each] for each in known] for index, known in found.origins.items()}
    lost = {fate.id for fate in outcome.fates if fate.word is Word.LOST}
    return Carried(
        sheaf_of(_as_it_was(record, left, before, origins) for record in outcome.records),
        origins,
        _gone(old, found),
        {id: span for id in lost if isinstance(span := before[id], SpanRecord)},
    )


def compare_texts(
    left: Sheaf, right: Sheaf, symmetric: Callable[[str], bool] = lambda name: False
) -> tuple[list[BlockDifference], Carried]:
    """What `compare` finds once the left side is on the text of the right one, with what differs
    between the texts: changed paragraphs, new ones, and those that are gone, which stand behind
    what was before them and have no block on the right side.

    Raises ValueError as `carry`.
    """
    if not right.blocks:
        lost = {span.id: span for block in left.blocks for span in block.spans}
        return compare(left, right, symmetric), Carried(left, {}, {}, lost)
    carried = carry(left, right)
    found = {each.n: each for each in compare(carried.sheaf, right, symmetric)}
    told = [_head(left, right, found)]
    told += carried.gone.get(0, ())
    for one, other in zip(carried.sheaf.blocks, right.blocks, strict=True):
        n = other.paragraph.n
        texts = _changed(carried.origins.get(n, ()), other.paragraph)
        known = found.get(n) or BlockDifference(one, other, ())
        told.append(replace(known, differences=(*texts, *_with_lost(known.differences, carried.lost))))
        told += carried.gone.get(n, ())
    return [each for each in told if each.differences], carried


def _head(left: Sheaf, right: Sheaf, found: Mapping[int, BlockDifference]) -> BlockDifference:
    known = found.get(0) or BlockDifference(None, None, ())
    if left.document.sha256 == right.document.sha256:
        return known
    return replace(known, differences=(*known.differences, Difference(Kind.TEXT, left.document, right.document)))


def _changed(origins: Sequence[ParagraphRecord], now: ParagraphRecord) -> Iterator[Difference]:
    if not origins:
        yield Difference(Kind.TEXT, None, now)
    for was in origins:
        if was.text != now.text:
            yield Difference(Kind.TEXT, was, now)


def _with_lost(differences: Iterable[Difference], lost: Mapping[str, SpanRecord]) -> Iterator[Difference]:
    """With lost spans as they were, not on the word that keeps them."""
    for each in differences:
        was = lost.get(each.left.id) if isinstance(each.left, SpanRecord) else None
        yield replace(each, left=was) if was else each


def _as_it_was(
    record: Record,
    left: Sheaf,
    before: Mapping[str, Thing],
    origins: Mapping[int, Sequence[ParagraphRecord]],
) -> Record:
    match record:
        case SpanRecord() | RelationRecord():
            was = before[record.id]
            return replace(record, note=was.note, flag=was.flag)
        case ParagraphRecord():
            main = origins[record.n][0] if record.n in origins else None
            return record if main is None else replace(record, status=main.status, note=main.note, flag=main.flag)
        case _:
            return replace(record, note=left.document.note, flag=left.document.flag)


def _gone(old: Sequence[ParagraphRecord], found: Counterparts) -> dict[int, list[BlockDifference]]:
    """By the number of the new paragraph that they stand behind, 0 for none."""
    gone: dict[int, list[BlockDifference]] = defaultdict(list)
    behind = 0
    for index, paragraph in enumerate(old):
        behind = found.homes.get(index, behind - 1) + 1
        if index not in found.homes:
            difference = Difference(Kind.TEXT, paragraph, None)
            gone[behind].append(BlockDifference(Block(paragraph), None, (difference,)))
    return gone
