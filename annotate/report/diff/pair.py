"""What is told: pairs of files, paragraph by paragraph, with what is alike folded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

import msgspec

from annotate.core.compare.blocks import Thing
from annotate.core.compare.comparison import Comparison, Side
from annotate.core.compare.differences import BlockDifference, Difference, Kind
from annotate.core.records import ParagraphRecord, RelationRecord, SpanRecord
from annotate.core.schema import Schema
from annotate.report.words import count


class Pair(msgspec.Struct, frozen=True, dict=True):
    """Two files by their names; `comparison` is None where one of them, with an empty name, is
    missing. The schema is only there for the signs of labels."""

    left: str
    right: str
    comparison: Comparison | None = None
    schema: Schema | None = None

    @property
    def differs(self) -> bool:
        return self.comparison is None or bool(self.comparison.differences)

    @cached_property
    def kinds(self) -> Counter[Kind]:
        """How many differences there are of each kind."""
        blocks = self.comparison.differences if self.comparison else ()
        return Counter(each.kind for block in blocks for each in block.differences)

    @cached_property
    def things(self) -> Mapping[Side, Mapping[str, Thing]]:
        """What the relations that differ join."""
        if self.comparison is None:
            return {side: {} for side in Side}
        blocks = self.comparison.differences
        return {side: _joined(side, blocks, self.comparison) for side in Side}


class Fold(msgspec.Struct, frozen=True):
    """So many paragraphs in a row that are alike and not shown."""

    count: int

    @property
    def words(self) -> str:
        return f"… {count(self.count, 'paragraph')} alike"


class Page(msgspec.Struct, frozen=True):
    """A paragraph that is shown; `n` is 0 and `paragraph` None for what is said of the document.

    `gone`: the text of the right side has no such paragraph, and `n` is its old number.
    """

    n: int
    paragraph: ParagraphRecord | None
    differences: tuple[Difference, ...] = ()
    gone: bool = False

    @property
    def title(self) -> str:
        if not self.n:
            return "document"
        return f"paragraph {self.n}, which is gone" if self.gone else f"paragraph {self.n}"


def story(comparison: Comparison, context: int = 0) -> Iterator[Fold | Page]:
    """The paragraphs that differ, so many of those around each, and how many are between."""
    shown = 0
    blocks = list(comparison.differences)
    for index, block in enumerate(blocks):
        if not block.n or _is_gone(block):
            yield _page(block)
            continue
        yield from _between(comparison, shown, max(shown + 1, block.n - context), block.n)
        yield _page(block)
        shown = block.n
        last = next((each.n for each in blocks[index + 1 :] if not _is_gone(each)), comparison.count + 1)
        for n in range(shown + 1, min(shown + context + 1, last)):
            yield Page(n, comparison.pages.paragraph(n))
            shown = n
    if blocks and shown < comparison.count:
        yield Fold(comparison.count - shown)


def totals(pairs: Iterable[Pair]) -> Counter[Kind]:
    return sum((pair.kinds for pair in pairs), Counter[Kind]())


def counted(kinds: Mapping[Kind, int]) -> str:
    """`3 added, 2 removed`; empty for none."""
    return ", ".join(f"{kinds[kind]:,} {kind.value}" for kind in Kind if kinds.get(kind))


def _between(comparison: Comparison, shown: int, first: int, n: int) -> Iterator[Fold | Page]:
    if first > shown + 1:
        yield Fold(first - shown - 1)
    for each in range(first, n):
        yield Page(each, comparison.pages.paragraph(each))


def _page(block: BlockDifference) -> Page:
    here = block.right or block.left
    return Page(block.n, here.paragraph if here else None, block.differences, _is_gone(block))


def _is_gone(block: BlockDifference) -> bool:
    return block.right is None and block.left is not None


def _joined(side: Side, blocks: Iterable[BlockDifference], comparison: Comparison) -> dict[str, Thing]:
    differing = [each for block in blocks for each in block.differences]
    records = [each.left if side is Side.LEFT else each.right for each in differing]
    known: dict[str, Thing] = {each.id: each for each in records if isinstance(each, SpanRecord)}
    ends = {end for each in records if isinstance(each, RelationRecord) for end in (each.source, each.target)}
    return {**known, **comparison.pages.things(side, ends - known.keys())}
