"""A map that is never changed: `set` gives a new one and shares almost everything with the old.

A session keeps every earlier state alive for undo and has to take a label among 100,000 as fast
as among ten; copying one dictionary of that size would cost a millisecond a key.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import compress
from operator import is_not
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")

_BUCKETS = 1024


class PersistentMap(Mapping[K, V], Generic[K, V]):
    """An immutable mapping in 1,024 buckets, of which a change copies one."""

    __slots__ = ("_buckets", "_size")

    def __init__(self, items: Iterable[tuple[K, V]] = ()) -> None:
        buckets: list[dict[K, V]] = [{} for _ in range(_BUCKETS)]
        for key, value in items:
            buckets[hash(key) % _BUCKETS][key] = value
        self._buckets = buckets
        self._size = sum(map(len, buckets))

    def set(self, key: K, value: V) -> PersistentMap[K, V]:
        return self._with(key, {**self._bucket(key), key: value})

    def drop(self, key: K) -> PersistentMap[K, V]:
        """Without the key; the same map if it was not there."""
        if key not in self:
            return self
        return self._with(key, {k: v for k, v in self._bucket(key).items() if k != key})

    def __getitem__(self, key: K) -> V:
        return self._bucket(key)[key]

    def __iter__(self) -> Iterator[K]:
        for bucket in self._buckets:
            yield from bucket

    def __len__(self) -> int:
        return self._size

    def differing(self, other: PersistentMap[K, V]) -> Iterator[K]:
        """The keys whose values are not the same objects; quick if one map was made from the
        other."""
        one, two = self._buckets, other._buckets
        for mine, theirs in compress(zip(one, two, strict=True), map(is_not, one, two)):
            for key in mine.keys() | theirs.keys():
                if key not in mine or key not in theirs or mine[key] is not theirs[key]:
                    yield key

    def _bucket(self, key: object) -> dict[K, V]:
        return self._buckets[hash(key) % _BUCKETS]

    def _with(self, key: K, bucket: dict[K, V]) -> PersistentMap[K, V]:
        changed = PersistentMap.__new__(PersistentMap)
        changed._buckets = self._buckets.copy()
        changed._buckets[hash(key) % _BUCKETS] = bucket
        changed._size = self._size + len(bucket) - len(self._bucket(key))
        return changed
