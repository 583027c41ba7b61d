"""Stretches of a text that movement and selection know, from paragraphs to words, by one import.

Every function takes the whole text and bounds in it, and gives offsets in it. On a paragraph that
may be a giant, give all but `paragraphs` and `blocks` one block at a time.

The first screen needs words only: what takes longer to load is loaded when it is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator

from annotate.core.paragraphs import BLOCK, blocks, is_heading, paragraphs
from annotate.core.words import words

__all__ = [
    "BLOCK",
    "blocks",
    "clauses",
    "is_heading",
    "paragraphs",
    "parentheses",
    "quotes",
    "sentences",
    "words",
]

Spans = list[tuple[int, int]]


def clauses(text: str, start: int, end: int, after: int = 0) -> Iterator[tuple[int, int]]:
    from annotate.core import clauses

    return clauses.clauses(text, start, end, after)


def parentheses(text: str, start: int, end: int) -> Spans:
    from annotate.core import enclosures

    return enclosures.parentheses(text, start, end)


def quotes(text: str, start: int, end: int) -> Spans:
    from annotate.core import enclosures

    return enclosures.quotes(text, start, end)


def sentences(text: str, start: int, end: int) -> Spans:
    from annotate.core import sentences

    return sentences.sentences(text, start, end)
