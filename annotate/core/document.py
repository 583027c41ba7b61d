"""A text to be labeled, and where its paragraphs are."""

from __future__ import annotations

import enum
from array import array
from bisect import bisect_right

import msgspec


class ParagraphMode(str, enum.Enum):
    """Parted at blank lines if there are any between text, else at lines; at lines; at blank
    lines."""

    AUTO = "auto"
    LINE = "line"
    BLANK = "blank"


class Paragraph(msgspec.Struct, frozen=True, order=True):
    """`document.text[start:end]`, never empty, without the last line end; `n` counts from 1."""

    n: int
    start: int
    end: int


class Document(msgspec.Struct, frozen=True, eq=False):
    """One decoded text file.

    `source` is the path as it was given, with slashes; `sha256` is that of the file's bytes, in
    hexadecimal; `bom` says whether a byte order mark was dropped from the text. Paragraphs are
    kept as two arrays of offsets in code points, so that a hundred thousand of them cost little.
    """

    id: str
    source: str
    text: str
    sha256: str
    encoding: str
    bom: bool
    mode: ParagraphMode
    starts: array[int]
    ends: array[int]

    def __len__(self) -> int:
        """The number of paragraphs."""
        return len(self.starts)

    def paragraph(self, n: int) -> Paragraph:
        """Paragraph `n`, from 1. Raises IndexError beyond the last."""
        if not 1 <= n <= len(self):
            raise IndexError(f"{self.id} has paragraphs 1 to {len(self)}, not {n}")
        return Paragraph(n, self.starts[n - 1], self.ends[n - 1])

    def at(self, offset: int) -> Paragraph:
        """The paragraph that holds `offset`, else the one before it, else the first."""
        return self.paragraph(max(1, bisect_right(self.starts, offset)))

    def text_of(self, paragraph: Paragraph) -> str:
        """The paragraph's own text."""
        return self.text[paragraph.start : paragraph.end]
