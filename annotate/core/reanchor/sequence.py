"""What two sequences have in common, in order: patience where there are unique items, Myers elsewhere.

Source: Cohen 2003, "patience diff": unique items first, the longest chain of them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Hashable, Iterator, Sequence

from annotate.core.reanchor.myers import MOST_EDITS, shortest
from annotate.core.reanchor.runs import Hunk, Run, merged

_DEEPEST = 24
_WIDTHS = (1, 2, 4, 8, 16)
_SEVERAL = -1


def common(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Run]:
    """Runs in the order of both sequences, as long as they go."""
    found: list[Run] = []
    waiting = [(Hunk(0, len(old), 0, len(new)), 0)]
    while waiting:
        hunk, depth = waiting.pop()
        inner = _trim(old, new, hunk, found)
        if inner.a == inner.a_end or inner.b == inner.b_end:
            continue
        anchors = _anchors(old, new, inner) if depth < _DEEPEST else []
        if anchors:
            found += [Run(a, b, 1) for a, b in anchors]
            waiting += ((gap, depth + 1) for gap in _gaps(anchors, inner))
        else:
            found += shortest(old, new, inner)
    return merged(sorted(found))


def longest_chain(values: Sequence[int]) -> list[int]:
    """The indexes of a longest rising subsequence."""
    tails: list[int] = []
    ends: list[int] = []
    before = [-1] * len(values)
    for index, value in enumerate(values):
        place = bisect_left(tails, value)
        before[index] = ends[place - 1] if place else -1
        if place == len(tails):
            tails.append(value)
            ends.append(index)
        else:
            tails[place], ends[place] = value, index
    chain = []
    at = ends[-1] if ends else -1
    while at >= 0:
        chain.append(at)
        at = before[at]
    return chain[::-1]


def _trim(old: Sequence[Hashable], new: Sequence[Hashable], hunk: Hunk, found: list[Run]) -> Hunk:
    """The hunk without what its sides begin and end with in common."""
    a, a_end, b, b_end = hunk
    while a < a_end and b < b_end and old[a] == new[b]:
        a, b = a + 1, b + 1
    if a > hunk.a:
        found.append(Run(hunk.a, hunk.b, a - hunk.a))
    while a < a_end and b < b_end and old[a_end - 1] == new[b_end - 1]:
        a_end, b_end = a_end - 1, b_end - 1
    if a_end < hunk.a_end:
        found.append(Run(a_end, b_end, hunk.a_end - a_end))
    return Hunk(a, a_end, b, b_end)


def _anchors(old: Sequence[Hashable], new: Sequence[Hashable], hunk: Hunk) -> list[tuple[int, int]]:
    """The longest chain of items that are unique on both sides of the hunk; in a long one without
    any, of as few items together as are unique."""
    for width in _WIDTHS:
        there = _groups(old, hunk.a, hunk.a_end, width)
        here = _groups(new, hunk.b, hunk.b_end, width)
        pairs = sorted(
            (a, here[item]) for item, a in there.items() if a != _SEVERAL and here.get(item, _SEVERAL) != _SEVERAL
        )
        if pairs:
            return [pairs[index] for index in longest_chain([b for _, b in pairs])]
        if hunk.a_end - hunk.a + hunk.b_end - hunk.b <= MOST_EDITS:
            break
    return []


def _groups(items: Sequence[Hashable], start: int, end: int, width: int) -> dict[Hashable, int]:
    """Where each group of so many items is, `_SEVERAL` if there are more of the same."""
    found: dict[Hashable, int] = {}
    for place in range(start, end - width + 1):
        group = items[place] if width == 1 else tuple(items[place : place + width])
        found[group] = _SEVERAL if group in found else place
    return found


def _gaps(anchors: Sequence[tuple[int, int]], hunk: Hunk) -> Iterator[Hunk]:
    a, b = hunk.a, hunk.b
    for next_a, next_b in (*anchors, (hunk.a_end, hunk.b_end)):
        if a < next_a and b < next_b:
            yield Hunk(a, next_a, b, next_b)
        a, b = next_a + 1, next_b + 1
