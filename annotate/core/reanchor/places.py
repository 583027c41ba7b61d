"""Several places in a text made one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from annotate.core.reanchor.texts import Stretch, Text, within


def hull(text: Text, places: Iterable[Stretch]) -> Stretch | None:
    """What the places cover in the paragraph that has most of them; None if that is nothing to be
    seen."""
    parts = [part for place in places for part in _visible(text, place)]
    shares: Counter[int] = Counter()
    for start, end in parts:
        shares[text.at(start)] += end - start
    if not shares:
        return None
    home = max(shares, key=lambda index: (shares[index], -index))
    inside = [part for part in parts if text.at(part[0]) == home]
    return min(start for start, _ in inside), max(end for _, end in inside)


def _visible(text: Text, place: Stretch) -> Iterator[Stretch]:
    """The place without white space at its edges, paragraph by paragraph."""
    for low, high in within(text, *place):
        inside = text.text[low:high]
        low += len(inside) - len(inside.lstrip())
        high -= len(inside) - len(inside.rstrip())
        if low < high:
            yield low, high
