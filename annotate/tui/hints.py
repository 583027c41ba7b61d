"""Letters painted over the screen, so that any place is one or two keys away."""

from __future__ import annotations

from collections.abc import Sequence
from string import ascii_uppercase, digits
from typing import Generic, TypeVar

import msgspec

T = TypeVar("T")

LETTERS = "fjdkslaghrueiwoqptyvbncmxz"  # the easiest to reach first
FEWEST = 9
"""With fewer letters than these left over by the labels, hints take all letters."""


class Hint(msgspec.Struct, Generic[T], frozen=True):
    """`letters` stand over the text at `offset` and mean `target`; without an offset, in the list
    beside the text."""

    letters: str
    offset: int | None
    target: T


def alphabet(taken: Sequence[str]) -> str:
    """The letters for hints that no label needs, so that a label's key works among hints too."""
    free = "".join(each for each in LETTERS + digits if each not in taken)
    if len(free) >= FEWEST:
        return free
    return free + "".join(each for each in ascii_uppercase if each not in taken) or LETTERS


def codes(count: int, letters: str) -> list[str]:
    """`count` codes of which none begins another, as short as they can be, shortest first."""
    base = len(letters)
    if count <= base:
        return list(letters[:count])
    prefixes = min(base, -(-(count - base) // (base - 1)))
    short = list(letters[: base - prefixes])
    heads = letters[base - prefixes :]
    rest = codes(-(-(count - len(short)) // prefixes), letters)
    return short + sorted((head + tail for tail in rest for head in heads), key=len)


def hints(places: Sequence[tuple[int | None, T]], letters: str) -> tuple[Hint[T], ...]:
    """A hint for each place, the first ones the shortest. Two at one offset stand side by side."""
    made: list[Hint[T]] = []
    taken: set[int] = set()
    for (offset, target), code in zip(places, codes(len(places), letters), strict=False):
        if offset is not None:
            while taken & set(range(offset, offset + len(code))):
                offset += 1
            taken |= set(range(offset, offset + len(code)))
        made.append(Hint(code, offset, target))
    return tuple(made)
