"""Which new paragraph has the text of an old one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import msgspec

from annotate.core.reanchor.texts import Stretch
from annotate.core.reanchor.trace import Trace

COUNTERPART = 0.5
"""The least share of the smaller of two paragraphs that has to be the same text."""


class Counterparts(msgspec.Struct, frozen=True):
    """Paragraphs by their indexes.

    `homes`: where most of each old one is now; those without are gone. `origins`: the old ones of a
    new one, the one it has most of first. `parts`: for a new one, the old one that it is a part of
    and has little else than. `same`: new ones whose words are those of their only origin.
    """

    homes: Mapping[int, int]
    origins: Mapping[int, Sequence[int]]
    parts: Mapping[int, int]
    same: frozenset[int]

    def has(self, new: int, old: int) -> bool:
        """Whether the new paragraph is the old one, or a part of it."""
        return self.homes.get(old) == new or self.parts.get(new) == old


def counterparts(trace: Trace) -> Counterparts:
    old, new = trace.old, trace.new
    shares: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for piece in trace.pieces:
        shares[old.at(piece.old)][new.at(piece.new)] += piece.length
    homes: dict[int, int] = {}
    parts: dict[int, int] = {}
    origins: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for index in sorted(shares):
        best = max(shares[index], key=lambda other: (shares[index][other], -other))
        size = shares[index][best]
        if size >= COUNTERPART * min(_size(old.stretch(index)), _size(new.stretch(best))):
            homes[index] = best
            origins[best].append((-size, index))
        for other, share in shares[index].items():
            if share > COUNTERPART * _size(new.stretch(other)):
                parts[other] = index
    ordered = {best: [index for _, index in sorted(found)] for best, found in origins.items()}
    same = frozenset(
        best
        for best, found in ordered.items()
        if len(found) == 1 and _same(old.paragraph(found[0]), new.paragraph(best))
    )
    return Counterparts(homes, ordered, parts, same)


def neighbors(homes: Mapping[int, int], count: int) -> list[int]:
    """Where what is said of each of `count` old paragraphs goes: to where it is now; of one that is
    gone to the one before it that is there still, else to the first that is."""
    found = []
    last = homes[min(homes)] if homes else 0
    for index in range(count):
        last = homes.get(index, last)
        found.append(last)
    return found


def _size(stretch: Stretch) -> int:
    return stretch[1] - stretch[0]


def _same(one: str, other: str) -> bool:
    return one == other or one.split() == other.split()
