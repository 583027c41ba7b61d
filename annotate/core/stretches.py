"""Stretches of text put together."""

from collections.abc import Iterable


def union(stretches: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """What any of them covers, in order; what touches is one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(stretches):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined
