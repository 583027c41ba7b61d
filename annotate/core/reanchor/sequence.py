"""What two sequences have in common, in order: patience where there are unique items, Myers elsewhere.

Sources: Cohen 2003, "patience diff" (unique items first, the longest chain of them); Myers 1986,
"An O(ND) Difference Algorithm and Its Variations".
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Hashable, Iterator, Sequence
from typing import NamedTuple

MOST_EDITS = 500
"""Beyond so many edits between unique items, two stretches have nothing in common."""

_DEEPEST = 24
_WIDTHS = (1, 2, 4, 8, 16)
_SEVERAL = -1
_FAR = 200


class Run(NamedTuple):
    """`old[a : a + length] == new[b : b + length]`."""

    a: int
    b: int
    length: int


class Hunk(NamedTuple):
    """What stands between two runs: `old[a:a_end]` became `new[b:b_end]`; one of them may be empty."""

    a: int
    a_end: int
    b: int
    b_end: int


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
            found += _myers(old, new, inner)
    return merged(sorted(found))


def merged(runs: Sequence[Run]) -> list[Run]:
    """Runs that follow each other in both sequences made one."""
    whole: list[Run] = []
    for run in runs:
        last = whole[-1] if whole else None
        if last and last.a + last.length == run.a and last.b + last.length == run.b:
            whole[-1] = Run(last.a, last.b, last.length + run.length)
        else:
            whole.append(run)
    return whole


def hunks(runs: Sequence[Run], old: int, new: int) -> Iterator[Hunk]:
    """One before each run and one behind the last, empty ones too; `old`, `new` are the lengths."""
    a = b = 0
    for run in (*runs, Run(old, new, 0)):
        yield Hunk(a, run.a, b, run.b)
        a, b = run.a + run.length, run.b + run.length


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


def doubtful(old: Sequence[Hashable], new: Sequence[Hashable], runs: Sequence[Run]) -> dict[int, tuple[int, int]]:
    """How many items at the head and at the tail of a run could as well be others, by the run's index.

    As in `a b a c`, become `a c`: which `a` is left cannot be told. An item is in doubt if it, with
    what stands between it and the hunk beside it, stands in the hunk once more.
    """
    doubts: dict[int, tuple[int, int]] = {}
    between = list(hunks(runs, len(old), len(new)))
    for index, run in enumerate(runs):
        head = _repeated(old, new, run, between[index], forward=True)
        tail = _repeated(old, new, run, between[index + 1], forward=False)
        if head or tail:
            doubts[index] = head, tail
    return doubts


def _repeated(old: Sequence[Hashable], new: Sequence[Hashable], run: Run, hunk: Hunk, *, forward: bool) -> int:
    step = 1 if forward else -1
    first = run.a if forward else run.a + run.length - 1
    most = min(run.length, _FAR)
    longest = 0
    for items, low, high in ((old, hunk.a, hunk.a_end), (new, hunk.b, hunk.b_end)):
        for place in range(low, high):
            length = 0
            while (
                length < most
                and low <= place + step * length < high
                and items[place + step * length] == old[first + step * length]
            ):
                length += 1
            longest = max(longest, length)
            if longest == most:
                return run.length
    return longest


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


def _myers(old: Sequence[Hashable], new: Sequence[Hashable], hunk: Hunk) -> list[Run]:
    """The runs of a shortest edit script; none if it takes more than `MOST_EDITS`."""
    n, m = hunk.a_end - hunk.a, hunk.b_end - hunk.b
    furthest = {1: 0}
    trail: list[dict[int, int]] = []
    for edits in range(min(n + m, MOST_EDITS) + 1):
        trail.append(dict(furthest))
        for k in range(-edits, edits + 1, 2):
            x = _step(furthest, k, edits)
            y = x - k
            while x < n and y < m and old[hunk.a + x] == new[hunk.b + y]:
                x, y = x + 1, y + 1
            furthest[k] = x
            if x >= n and y >= m:
                return _walk_back(trail, hunk, n, m)
    return []


def _step(furthest: dict[int, int], k: int, edits: int) -> int:
    if k == -edits or (k != edits and furthest[k - 1] < furthest[k + 1]):
        return furthest[k + 1]
    return furthest[k - 1] + 1


def _walk_back(trail: list[dict[int, int]], hunk: Hunk, x: int, y: int) -> list[Run]:
    runs = []
    for edits in range(len(trail) - 1, -1, -1):
        furthest, k = trail[edits], x - y
        start_x = _step(furthest, k, edits) if edits else 0
        start_y = start_x - k if edits else 0
        if x > start_x:
            runs.append(Run(hunk.a + start_x, hunk.b + start_y, x - start_x))
        if edits:
            down = k == -edits or (k != edits and furthest[k - 1] < furthest[k + 1])
            x, y = (start_x, start_y - 1) if down else (start_x - 1, start_y)
    return runs[::-1]
