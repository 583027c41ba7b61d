"""The two texts that are compared, old and new, each with its paragraphs."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from annotate.core.document import Document
from annotate.core.records import ParagraphRecord

Stretch = tuple[int, int]
"""Start and end, as offsets in a text."""

_LARGEST_GAP = 1 << 26
_PROBE = 200


class Text(msgspec.Struct, frozen=True, eq=False):
    """`starts` and `ends` are those of its paragraphs, which are counted from 0 here."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def __len__(self) -> int:
        """The number of paragraphs."""
        return len(self.starts)

    def stretch(self, index: int) -> Stretch:
        return self.starts[index], self.ends[index]

    def paragraph(self, index: int) -> str:
        return self.text[self.starts[index] : self.ends[index]]

    def at(self, offset: int) -> int:
        """The index of the paragraph that begins at or before the offset; the first if none does."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def parts(self, before: int, after: int) -> bool:
        """Whether a paragraph ends between two offsets that lie in paragraphs."""
        return before < after and self.at(before - 1) != self.at(after)

    def holds(self, start: int, end: int) -> bool:
        """Whether `start:end` is a stretch within one paragraph."""
        if not 0 <= start < end or not self.starts:
            return False
        index = self.at(start)
        return self.starts[index] <= start and end <= self.ends[index]

    def has_once(self, stretch: Stretch) -> bool:
        """Whether it has no second text that begins as the stretch does."""
        start, end = stretch
        return self.text.count(self.text[start : min(end, start + _PROBE)]) == 1


def within(text: Text, start: int, end: int) -> Iterator[Stretch]:
    """The stretch, paragraph by paragraph."""
    for index in range(text.at(start), len(text)):
        low, high = max(start, text.starts[index]), min(end, text.ends[index])
        if low >= end:
            break
        if low < high:
            yield low, high


def old_text(paragraphs: Iterable[ParagraphRecord]) -> Text:
    """The text that was annotated, as far as its paragraph lines tell it: blank between them.

    Raises ValueError if so much lies between two of them that no text can be meant.
    """
    pieces: list[str] = []
    starts, ends = [], []
    length = 0
    for paragraph in paragraphs:
        if paragraph.start - length > _LARGEST_GAP:
            raise ValueError(f"'start' of paragraph {paragraph.n} is too large")
        pieces += ["\n" * (paragraph.start - length), paragraph.text]
        length = paragraph.start + len(paragraph.text)
        starts.append(paragraph.start)
        ends.append(length)
    return Text("".join(pieces), starts, ends)


def new_text(document: Document) -> Text:
    return Text(document.text, document.starts, document.ends)
