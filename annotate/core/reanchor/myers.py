"""A shortest way from one stretch to another.

Source: Myers 1986, "An O(ND) Difference Algorithm and Its Variations".
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from annotate.core.reanchor.runs import Hunk, Run

MOST_EDITS = 500
"""Beyond so many edits between unique items, two stretches have nothing in common."""


def shortest(old: Sequence[Hashable], new: Sequence[Hashable], hunk: Hunk) -> list[Run]:
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
