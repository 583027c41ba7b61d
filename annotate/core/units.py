"""The natural units of a text around a place: what a key takes, how far a movement goes.

All functions take an offset in the document and answer in offsets of the document. They look at
the block around the offset only, so a paragraph of ten million characters costs what one of a
thousand costs.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import takewhile

from annotate.core.document import Document
from annotate.core.graphemes import next_border, previous_border, snap
from annotate.core.numbers import NumberPhrase, find_numbers
from annotate.core.schema import Granularity, Select, SpanRules, Trim
from annotate.core.segments import blocks, clauses, parentheses, quotes, sentences, words

Stretch = tuple[int, int]


@lru_cache(maxsize=64)
def blocks_of(document: Document, n: int) -> Sequence[Stretch]:
    """The blocks of paragraph `n`: one, unless it is a giant."""
    paragraph = document.paragraph(n)
    return blocks(document.text, paragraph.start, paragraph.end)


def block_at(document: Document, offset: int) -> Stretch:
    """The block of the paragraph at or before `offset`."""
    found = blocks_of(document, document.at(offset).n)
    at = bisect_right(found, offset, key=_end)
    return found[min(at, len(found) - 1)]


@lru_cache(maxsize=64)
def words_of(document: Document, block: Stretch) -> Sequence[Stretch]:
    return words(document.text, *block)


@lru_cache(maxsize=64)
def numbers_of(document: Document, block: Stretch) -> Sequence[NumberPhrase]:
    return find_numbers(document.text, *block)


def words_around(document: Document, offset: int) -> Sequence[Stretch]:
    return words_of(document, block_at(document, offset))


def word_at(document: Document, offset: int) -> Stretch | None:
    """The word at the offset, or else the next one, or else the last one of the block."""
    found = words_around(document, offset)
    ahead = next((word for word in found if offset < word[1]), None)
    return ahead or (found[-1] if found else None)


def units_from(document: Document, offset: int, select: Select) -> Iterator[Stretch]:
    """What a label with this `select` can take when nothing is selected: the unit at the offset,
    then those behind it in the block."""
    block = block_at(document, offset)
    units: Iterable[Stretch]
    match select:
        case Select.WORD:
            units = words_of(document, block)
        case Select.NUMBER:
            units = [(each.start, each.end) for each in numbers_of(document, block)]
        case Select.SENTENCE:
            units = sentences(document.text, *block)
        case Select.CLAUSE:
            units = clauses(document.text, *block, after=offset)
        case Select.QUOTE:
            units = quotes(document.text, *block)
    return (unit for unit in units if offset < unit[1])


def number_at(document: Document, offset: int) -> Stretch | None:
    """The number phrase at the offset, or else the next one of the block."""
    return next(units_from(document, offset, Select.NUMBER), None)


def sentence_at(document: Document, offset: int) -> Stretch | None:
    return _at_or_after(document, offset, sentences)


def clause_at(document: Document, offset: int) -> Stretch | None:
    return next(units_from(document, offset, Select.CLAUSE), None)


def quote_at(document: Document, offset: int) -> Stretch | None:
    """The quotation around the offset, or else the next one."""
    return _at_or_after(document, offset, quotes)


def parenthesis_at(document: Document, offset: int) -> Stretch | None:
    return _at_or_after(document, offset, parentheses)


def larger_unit(document: Document, stretch: Stretch) -> Stretch:
    """The smallest unit that holds the stretch and more; the stretch itself if there is none."""
    least = _length(stretch) + 1
    return min(_units_around(document, stretch, least), key=_length, default=stretch)


def smaller_unit(document: Document, stretch: Stretch, offset: int) -> Stretch:
    """The largest unit at the offset that lies in the stretch and is smaller."""
    around = _units_around(document, (offset, offset + 1), least=1)
    inside = [u for u in around if stretch[0] <= u[0] and u[1] <= stretch[1] and u != stretch]
    return max(inside, key=_length, default=stretch)


def fit(document: Document, stretch: Stretch, rules: SpanRules) -> Stretch | None:
    """The stretch moved to the borders that the rules allow; None if nothing is left.

    Words and sentences that the stretch touches are taken whole; of characters, space and
    punctuation at the ends are left out as the rules say.
    """
    start, end = stretch
    paragraph = document.at(start)
    low, high = max(start, paragraph.start), min(end, paragraph.end)
    if low >= high:
        return None
    if rules.granularity is Granularity.CHAR:
        characters = snap(document.text, low, high, paragraph.start, paragraph.end)
        return _trimmed(document, characters, rules.trim)
    segment = words if rules.granularity is Granularity.WORD else sentences
    touched = _touched(document, (low, high), segment)
    return (touched[0][0], touched[-1][1]) if touched else None


def _trimmed(document: Document, stretch: Stretch, trim: frozenset[Trim]) -> Stretch | None:
    start, end = stretch
    text = document.text
    while start < end and _is_waste(document, start, start, 0, trim):
        start = next_border(text, start, end)
    while start < end and _is_waste(document, end - 1, end, 1, trim):
        end = previous_border(text, end, start)
    return (start, end) if start < end else None


def _is_waste(document: Document, at: int, edge: int, side: int, trim: frozenset[Trim]) -> bool:
    """Whether the character at an edge is space, or punctuation that is no part of a word."""
    character = document.text[at]
    if character.isspace():
        return Trim.SPACE in trim
    if Trim.PUNCTUATION not in trim or unicodedata.category(character)[0] != "P":
        return False
    return all(word[side] != edge for word in words_around(document, at))


def _at_or_after(
    document: Document, offset: int, segment: Callable[[str, int, int], Sequence[Stretch]]
) -> Stretch | None:
    found = segment(document.text, *block_at(document, offset))
    return next((each for each in found if offset < each[1]), None)


def _units_around(document: Document, stretch: Stretch, least: int) -> list[Stretch]:
    """The units that hold the stretch and are at least so long."""
    start, end = block_at(document, stretch[0])
    text = document.text
    units = [
        *words_of(document, (start, end)),
        *((each.start, each.end) for each in numbers_of(document, (start, end))),
        *quotes(text, start, end),
        *parentheses(text, start, end),
        *takewhile(lambda clause: clause[0] <= stretch[0], clauses(text, start, end, stretch[0])),
        *sentences(text, start, end),
        (start, end),
    ]
    return [unit for unit in units if unit[0] <= stretch[0] and stretch[1] <= unit[1] and _length(unit) >= least]


def _touched(
    document: Document,
    stretch: Stretch,
    segment: Callable[[str, int, int], Sequence[Stretch]],
) -> list[Stretch]:
    start, end = stretch
    first, last = block_at(document, start), block_at(document, max(start, end - 1))
    found = list(segment(document.text, *first))
    if last != first:
        found += segment(document.text, *last)
    return [each for each in found if each[0] < end and start < each[1]]


def _end(stretch: Stretch) -> int:
    return stretch[1]


def _length(stretch: Stretch) -> int:
    return stretch[1] - stretch[0]
