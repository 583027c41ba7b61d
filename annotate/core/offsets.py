"""Where a span is in its paragraph: stretches in order, the text that it quotes, whole characters."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from annotate.core.graphemes import REACH, previous_border
from annotate.core.records import ParagraphRecord, SpanRecord

_PLAIN = "\u0300"  # Below the first combining mark every character stands alone, but for CR LF.


class Fault(NamedTuple):
    slug: str
    message: str
    hint: str = ""


class Offsets:
    """A paragraph that the offsets of spans are held against."""

    def __init__(self, paragraph: ParagraphRecord) -> None:
        self._n = paragraph.n
        self._text = paragraph.text
        self._shift = paragraph.start
        self._aligned: str | None = None

    def faults(self, span: SpanRecord) -> Iterator[Fault]:
        """What is wrong with where the span is and what it quotes."""
        text, shift = self._text, self._shift
        end = shift + len(text)
        stretches = span.stretches
        if not _ascending(stretches) or (span.start, span.end) != (
            stretches[0][0],
            stretches[-1][1],
        ):
            yield Fault(
                "bad-offset",
                f"span {span.id}: {_shown(span)} is not a stretch of text in order",
                "Every start is below its end; fragments do not touch, and fill start to end.",
            )
            return
        if span.start < shift or span.end > end:
            yield Fault(
                "outside-paragraph",
                f"span {span.id}: {span.start}:{span.end} is not within paragraph {self._n} ({shift}:{end})",
            )
            return
        there = " ".join([text[a - shift : b - shift] for a, b in stretches])
        if there != span.quote:
            yield Fault(
                "wrong-quote",
                f"span {span.id}: the text at {_shown(span)} is {_short(there)}, not {_short(span.quote)}",
                "Find the right offsets, or mark the span again.",
            )
        for offset in (each for stretch in stretches for each in stretch):
            if not self._is_border(offset - shift):
                yield Fault(
                    "split-character",
                    f"span {span.id}: offset {offset} is within a character that consists of several code points",
                )

    def _is_border(self, at: int) -> bool:
        """Whether no character lies across the offset in the paragraph."""
        text = self._text
        if not 0 < at < len(text):
            return True
        before, after = text[at - 1], text[at]
        if before < _PLAIN and after < _PLAIN:
            return not (before == "\r" and after == "\n")
        # Borders in endless clusters hang on the offset in the document.
        shift = self._shift % REACH
        if self._aligned is None:
            self._aligned = "\n" * shift + text
        return previous_border(self._aligned, at + shift + 1, at + shift - 1) == at + shift


def _ascending(stretches: tuple[tuple[int, int], ...]) -> bool:
    flat = [offset for stretch in stretches for offset in stretch]
    return all(left < right for left, right in pairwise(flat))


def _shown(span: SpanRecord) -> str:
    return ", ".join(f"{start}:{end}" for start, end in span.stretches)


def _short(text: str) -> str:
    return repr(text if len(text) <= 40 else text[:39] + "…")
