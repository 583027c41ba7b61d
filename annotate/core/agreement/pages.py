"""A paragraph as several annotators have it, side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from annotate.core.compare.blocks import Block
from annotate.core.records import Status


class Part(msgspec.Struct, frozen=True, gc=False):
    """A block and the line its paragraph stands on; its spans and then its relations follow."""

    block: Block
    line: int

    def span_line(self, index: int) -> int:
        return self.line + 1 + index

    def relation_line(self, index: int) -> int:
        return self.line + 1 + len(self.block.spans) + index


class Page(msgspec.Struct, frozen=True, gc=False):
    """`parts` by the position of the annotator. They have the same text."""

    parts: Mapping[int, Part]

    @property
    def any(self) -> Block:
        return next(iter(self.parts.values())).block

    @property
    def decided(self) -> Sequence[int]:
        """Who decided about the paragraph: what is still to do is missing, not a disagreement."""
        return [i for i, part in self.parts.items() if part.block.paragraph.status is not Status.TODO]
