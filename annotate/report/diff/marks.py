"""Where in the text something differs: marks below it, `-` for the left side, `+` for the right one,
`~` where both are at the same place and differ in something else."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from annotate.core.compare.differences import Difference, Kind
from annotate.core.display import display, width
from annotate.core.records import SpanRecord
from annotate.core.schema import Schema
from annotate.report.diff.pair import Page, Pair

Stretch = tuple[int, int]

SIGNS = "-~+"
"""In the order in which their lines stand below the text."""

_PLACES = (Kind.RELABELED, Kind.BORDERS)


class Mark(msgspec.Struct, frozen=True):
    """Stretches of the paragraph's own text, from 0; `letter` stands for the label."""

    sign: str
    letter: str
    stretches: tuple[Stretch, ...]
    label: str = ""


def marks(page: Page, pair: Pair) -> tuple[Mark, ...]:
    """Of the spans that differ, by sign and place."""
    return tuple(sorted(_marks(page, pair), key=lambda each: (SIGNS.index(each.sign), each.stretches)))


def letter(label: str, schema: Schema | None) -> str:
    """A sign for the label in one column: the schema's, or how the label begins."""
    known = schema.labels.get(label) if schema else None
    for each in ((known.glyph, known.key.upper()) if known else ()) + tuple(label[:1].upper()):
        if each and display(each) == each and width(each) == 1 and each not in SIGNS:
            return each
    return "?"


def _marks(page: Page, pair: Pair) -> Iterator[Mark]:
    if page.gone or page.paragraph is None:
        return
    lost = pair.comparison.lost if pair.comparison else frozenset[str]()
    sides: dict[tuple[int, int], tuple[Difference, bool]] = {}
    for each in page.differences:
        key = id(each.left), id(each.right)
        _, placed = sides.get(key, (each, False))
        sides[key] = each, placed or each.kind in _PLACES
    for each, placed in sides.values():
        for sign, span in _signed(each, placed):
            if sign == "-" and span.id in lost:
                continue
            if stretches := _within(span, page):
                yield Mark(sign, letter(span.label, pair.schema), stretches, span.label)


def _signed(difference: Difference, placed: bool) -> Iterator[tuple[str, SpanRecord]]:
    left, right = difference.left, difference.right
    if isinstance(left, SpanRecord) and isinstance(right, SpanRecord) and not placed:
        yield "~", right
        return
    if isinstance(left, SpanRecord):
        yield "-", left
    if isinstance(right, SpanRecord):
        yield "+", right


def _within(span: SpanRecord, page: Page) -> tuple[Stretch, ...]:
    assert page.paragraph is not None
    shift, end = page.paragraph.start, page.paragraph.start + len(page.paragraph.text)
    kept = ((max(low, shift) - shift, min(high, end) - shift) for low, high in span.stretches)
    return tuple((low, high) for low, high in kept if low < high)
