"""Stretches that were changed and moved: known by what only they have in common."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

SHINGLE = 3
"""Words that follow each other, and are looked for as one."""

_SEVERAL = -1

Shingle = tuple[str, ...]


def kin(old: Sequence[Sequence[str]], new: Sequence[Sequence[str]], share: float) -> list[tuple[int, int]]:
    """Pairs of indexes: stretches of words that have more in common with each other than with any
    other.

    Only shingles that stand in one of the old and one of the new stretches count; `share` is the
    part of the smaller one's that has to be found in the other.
    """
    homes, others = _homes(old), _homes(new)
    votes: dict[tuple[int, int], int] = {}
    for shingle, a in homes.items():
        b = others.get(shingle, _SEVERAL)
        if a != _SEVERAL and b != _SEVERAL:
            votes[a, b] = votes.get((a, b), 0) + 1
    favorites = _favorites(votes, 0), _favorites(votes, 1)
    return sorted(
        (a, b)
        for (a, b), count in votes.items()
        if favorites[0].get(a) == b
        and favorites[1].get(b) == a
        and count >= share * (min(len(old[a]), len(new[b])) - SHINGLE + 1)
    )


def _homes(stretches: Sequence[Sequence[str]]) -> dict[Shingle, int]:
    """Where each shingle stands, `_SEVERAL` if in more than one."""
    homes: dict[Shingle, int] = {}
    for index, words in enumerate(stretches):
        for shingle in set(shingles(words)):
            homes[shingle] = _SEVERAL if shingle in homes else index
    return homes


def shingles(words: Sequence[str]) -> Iterator[Shingle]:
    """All of them, in order; none of fewer words."""
    return zip(*(words[start:] for start in range(SHINGLE)), strict=False)


def _favorites(votes: dict[tuple[int, int], int], side: int) -> dict[int, int]:
    """Whom most votes of each go to; nobody where two have as many."""
    best: dict[int, tuple[int, int]] = {}
    for pair, count in votes.items():
        one, other = pair[side], pair[1 - side]
        most, _ = best.get(one, (0, 0))
        if count >= most:
            best[one] = count, _SEVERAL if count == most else other
    return {one: other for one, (_, other) in best.items() if other != _SEVERAL}
