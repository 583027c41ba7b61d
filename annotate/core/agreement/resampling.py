"""Counts of documents, added up for all of them or for documents drawn with replacement.

The counts of a document are packed into one integer, a field of 64 bits for each: the sum of a
thousand documents is then a thousand additions, however many fields there are.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping, Sequence
from random import Random

import msgspec

_WIDTH = 8
_CELLS = 1 << 23
"""Fields of all documents together, above which only those that are not 0 are kept."""


class Totals(msgspec.Struct, frozen=True):
    """`counts` by the number of the field, `sums` by that of the column."""

    counts: Sequence[int]
    sums: Sequence[float]


class Pool:
    """Documents, each with its counts (field -> count) and its numbers (column -> number)."""

    def __init__(
        self, counts: Sequence[Mapping[int, int]], numbers: Sequence[Mapping[int, float]], fields: int, columns: int
    ) -> None:
        self._fields = fields
        self._counts = counts
        self._numbers = [[each.get(column, 0.0) for each in numbers] for column in range(columns)]
        self._packed: list[int] | None = None
        if fields * len(counts) <= _CELLS:
            self._packed = [_pack(each, fields) for each in counts]

    def __len__(self) -> int:
        return len(self._counts)

    def whole(self) -> Totals:
        """Of all documents."""
        return self._drawn(range(len(self)))

    def draws(self, resamples: int, seed: int) -> Iterator[Totals]:
        """Of as many documents as there are, drawn anew each time; the same for the same seed."""
        chance = Random(seed)
        everyone = range(len(self))
        for _ in range(resamples):
            yield self._drawn(chance.choices(everyone, k=len(self)))

    def _drawn(self, chosen: Sequence[int]) -> Totals:
        sums = [sum(map(column.__getitem__, chosen)) for column in self._numbers]
        if self._packed is not None:
            return Totals(_unpack(sum(map(self._packed.__getitem__, chosen)), self._fields), sums)
        counts = [0] * self._fields
        for document in chosen:
            for field, count in self._counts[document].items():
                counts[field] += count
        return Totals(counts, sums)


def _pack(counts: Mapping[int, int], fields: int) -> int:
    cells = bytearray(fields * _WIDTH)
    for field, count in counts.items():
        struct.pack_into("<Q", cells, field * _WIDTH, count)
    return int.from_bytes(cells, "little")


def _unpack(packed: int, fields: int) -> Sequence[int]:
    return struct.unpack(f"<{fields}Q", packed.to_bytes(fields * _WIDTH, "little"))
