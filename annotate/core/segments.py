"""Stretches of a text that movement and selection know, from paragraphs to words, by one import.

Every function takes the whole text and bounds in it, and gives offsets in it. On a paragraph that
may be a giant, give all but `paragraphs` and `blocks` one block at a time.
"""

from annotate.core.clauses import clauses
from annotate.core.enclosures import parentheses, quotes
from annotate.core.paragraphs import BLOCK, blocks, is_heading, paragraphs
from annotate.core.sentences import sentences
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
