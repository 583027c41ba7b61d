"""What became of annotations and paragraphs."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

import msgspec

from annotate.core.reanchor.counterparts import Counterparts
from annotate.core.records import Record


class Word(str, Enum):
    """`exact`: the same text at the same place of its paragraph, wherever that is now. `moved`: the
    same text at another place, and certainly this one. `fuzzy`: the text was changed a little, or
    the place is not certain. `lost`: there is no such text any more."""

    EXACT = "exact"
    MOVED = "moved"
    FUZZY = "fuzzy"
    LOST = "lost"


class Fate(msgspec.Struct, frozen=True, gc=False):
    """A span before and after. `n` and `to` are the numbers of its paragraphs, `was` and `now` its
    quotes, `score` how alike they are: from 0 to 1."""

    id: str
    label: str
    word: Word
    n: int
    to: int
    was: str
    now: str
    start: int
    end: int
    score: float = 1.0

    @property
    def certain(self) -> bool:
        return self.word in (Word.EXACT, Word.MOVED)


class Outcome(msgspec.Struct, frozen=True):
    """The file for the new document. `records` are in their order there, `paragraphs` says which new ones
    are which old ones.

    `reopened` are the numbers of paragraphs that were decided and are to do again; `gone`, as they
    were in the old document, of those that have no counterpart, `fresh` of those that had none.
    """

    records: Sequence[Record]
    fates: Sequence[Fate]
    paragraphs: Counterparts
    reopened: tuple[int, ...] = ()
    gone: tuple[int, ...] = ()
    fresh: tuple[int, ...] = ()

    @property
    def counts(self) -> dict[Word, int]:
        found = dict.fromkeys(Word, 0)
        for fate in self.fates:
            found[fate.word] += 1
        return found
