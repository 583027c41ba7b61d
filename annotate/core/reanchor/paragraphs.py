"""Which paragraph is which: those with the same text, in sequence and moved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from annotate.core.reanchor.doubts import doubtful
from annotate.core.reanchor.runs import Hunk, hunks
from annotate.core.reanchor.sequence import common
from annotate.core.reanchor.tokens import telling, tokens

_HEAD = 400
"""Characters of a paragraph that are looked at to know whether it tells enough."""


class Pair(NamedTuple):
    """Paragraphs with the same text, by their indexes; not `sure` if it could be another one."""

    old: int
    new: int
    sure: bool


class Gap(NamedTuple):
    """Paragraphs that have no partner with the same text, between two that have."""

    old: tuple[int, ...]
    new: tuple[int, ...]


class Matching(NamedTuple):
    pairs: list[Pair]
    gaps: list[Gap]


def match(old: Sequence[str], new: Sequence[str]) -> Matching:
    """Every paragraph in a pair or in a gap."""
    chain = common(old, new)
    doubts = doubtful(old, new, chain)
    pairs = []
    for index, run in enumerate(chain):
        head, tail = doubts.get(index, (0, 0))
        for k in range(run.length):
            sure = head <= k < run.length - tail
            pairs.append(Pair(run.a + k, run.b + k, sure))
    between = list(hunks(chain, len(old), len(new)))
    moved = _moved(old, new, between)
    from_, to = {pair.old for pair in moved}, {pair.new for pair in moved}
    gaps = [
        Gap(
            tuple(a for a in range(hunk.a, hunk.a_end) if a not in from_),
            tuple(b for b in range(hunk.b, hunk.b_end) if b not in to),
        )
        for hunk in between
    ]
    return Matching([*pairs, *moved], [gap for gap in gaps if gap.old or gap.new])


def _moved(old: Sequence[str], new: Sequence[str], between: Iterable[Hunk]) -> list[Pair]:
    """Paragraphs that stand elsewhere now, with those beside them that went along.

    A text is followed if it is the only one of its kind that is left over on both sides. A short
    one is sure only together with others.
    """
    left: list[int] = []
    right: list[int] = []
    for hunk in between:
        left += range(hunk.a, hunk.a_end)
        right += range(hunk.b, hunk.b_end)
    there, here = Counter(old[a] for a in left), Counter(new[b] for b in right)
    places = {new[b]: b for b in right}
    partner = {a: places[old[a]] for a in left if there[old[a]] == 1 == here[old[a]]}
    _extend(partner, old, new, set(left), set(right))
    return [
        Pair(a, b, sure=_is_telling(old[index] for index in group))
        for group in _groups(partner)
        for a, b in ((index, partner[index]) for index in group)
    ]


def _extend(partner: dict[int, int], old: Sequence[str], new: Sequence[str], left: set[int], right: set[int]) -> None:
    """Neighbors with the same text go along, also where that text stands elsewhere too.

    Source: Heckel 1978, "A Technique for Isolating Differences Between Files".
    """
    taken = set(partner.values())
    for step in (1, -1):
        for start in sorted(partner):
            a, b = start + step, partner[start] + step
            while a in left and b in right and a not in partner and b not in taken and old[a] == new[b]:
                partner[a] = b
                taken.add(b)
                a, b = a + step, b + step


def _groups(partner: dict[int, int]) -> Iterator[list[int]]:
    """Paragraphs that moved together."""
    group: list[int] = []
    for a in sorted(partner):
        if group and (a != group[-1] + 1 or partner[a] != partner[group[-1]] + 1):
            yield group
            group = []
        group.append(a)
    if group:
        yield group


def _is_telling(texts: Iterable[str]) -> bool:
    return telling(token.text for text in texts for token in tokens(text, 0, min(len(text), _HEAD)))
