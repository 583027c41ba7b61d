"""Counts of documents (or paragraphs), added up for all of them or for some drawn with replacement.

The counts of each are packed into one integer, a field of 64 bits for each: the sum of a thousand
of them is then a thousand additions, however many fields there are.
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
    """Parts, each with its counts (field -> count) and its numbers (column -> number). Those in
    `kept` are in the whole, and never drawn."""

    def __init__(
        self,
        counts: Sequence[Mapping[int, int]],
        numbers: Sequence[Mapping[int, float]],
        fields: int,
        columns: int,
        kept: Sequence[int] = (),
    ) -> None:
        left_out = set(kept)
        self._all = range(len(counts))
        self._drawable = [part for part in self._all if part not in left_out]
        self._fields = fields
        self._counts = counts
        self._numbers = [[each.get(column, 0.0) for each in numbers] for column in range(columns)]
        self._packed: list[int] | None = None
        if fields * len(counts) <= _CELLS:
            self._packed = [_pack(each, fields) for each in counts]

    def __len__(self) -> int:
        """How many parts are drawn each time."""
        return len(self._drawable)

    def whole(self) -> Totals:
        """Of all parts."""
        return self._drawn(self._all)

    def draws(self, resamples: int, seed: int) -> Iterator[Totals]:
        """Of as many parts as there are, drawn anew each time; the same for the same seed."""
        chance = Random(seed)
        for _ in range(resamples):
            yield self._drawn(chance.choices(self._drawable, k=len(self)))

    def _drawn(self, chosen: Sequence[int]) -> Totals:
        sums = [sum(map(column.__getitem__, chosen)) for column in self._numbers]
        if self._packed is not None:
            return Totals(_unpack(sum(map(self._packed.__getitem__, chosen)), self._fields), sums)
        counts = [0] * self._fields
        for part in chosen:
            for field, count in self._counts[part].items():
                counts[field] += count
        return Totals(counts, sums)


def _pack(counts: Mapping[int, int], fields: int) -> int:
    cells = bytearray(fields * _WIDTH)
    for field, count in counts.items():
        struct.pack_into("<Q", cells, field * _WIDTH, count)
    return int.from_bytes(cells, "little")


def _unpack(packed: int, fields: int) -> Sequence[int]:
    return struct.unpack(f"<{fields}Q", packed.to_bytes(fields * _WIDTH, "little"))
