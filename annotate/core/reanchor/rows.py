"""A stretch of text as a row of what is compared: its words, or its sentences."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from annotate.core.reanchor.texts import Stretch, Text
from annotate.core.reanchor.tokens import sentences, tokens


class Row(NamedTuple):
    """Item `k` is `texts[k]` and begins at the offset `starts[k]`; in the order of the text.

    Two lists instead of one of pairs, because a long text has many items and most are only compared.
    """

    texts: list[str]
    starts: list[int]

    def __len__(self) -> int:
        """The number of items."""
        return len(self.starts)

    def end(self, index: int) -> int:
        return self.starts[index] + len(self.texts[index])

    def stretch(self, first: int, last: int) -> Stretch:
        """From the item `first` to the one before `last`, with what is between them."""
        return self.starts[first], self.end(last - 1)

    def size(self, first: int, last: int) -> int:
        """The characters of these items, without what is between them."""
        return sum(map(len, self.texts[first:last]))


def words_in(text: Text, stretches: Sequence[Stretch]) -> Row:
    found = [token for each in stretches for token in tokens(text.text, *each)]
    return Row([token.text for token in found], [token.start for token in found])


def sentences_in(text: Text, stretches: Sequence[Stretch]) -> Row:
    """Without gaps within a stretch."""
    texts: list[str] = []
    starts: list[int] = []
    for start, end in stretches:
        found = sentences(text.text, start, end)
        texts += found
        starts += list(accumulate(map(len, found), initial=start))[:-1]
    return Row(texts, starts)


def joined(row: Row, first: int, last: int) -> list[Stretch]:
    """What the items from `first` to the one before `last` cover; those that touch are one stretch."""
    found: list[Stretch] = []
    for index in range(first, last):
        start, end = row.starts[index], row.end(index)
        if found and found[-1][1] == start:
            found[-1] = found[-1][0], end
        else:
            found.append((start, end))
    return found
