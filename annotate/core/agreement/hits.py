"""Precision, recall and F1: what is there on both sides through what is there on one.

The first of two annotators is taken for the standard: precision is the share of the second one's
annotations that the first has too, recall the other way around. F1 does not depend on the order.
"""

from __future__ import annotations

import msgspec

from annotate.core.agreement.values import Undefined, Value, ratio


class Hits(msgspec.Struct, frozen=True):
    """Annotations found on both sides, on the `left`, on the `right`."""

    both: int = 0
    left: int = 0
    right: int = 0

    def __add__(self, other: Hits) -> Hits:
        return Hits(self.both + other.both, self.left + other.left, self.right + other.right)


def precision(hits: Hits) -> Value:
    return ratio(hits.both, hits.right, "the second annotator has none")


def recall(hits: Hits) -> Value:
    return ratio(hits.both, hits.left, "the first annotator has none")


def f1(hits: Hits) -> Value:
    """Of more than two annotators: of the hits of all pairs together."""
    if not hits.left + hits.right:
        return Undefined("nobody has any")
    return 2 * hits.both / (hits.left + hits.right)
