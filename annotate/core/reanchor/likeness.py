"""How much two texts, or what stands around them, have in common."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from annotate.core.reanchor.texts import Stretch, Text
from annotate.core.reanchor.tokens import split

_AROUND = 200
_CONTEXT = 5
_LONGEST = 2000


def alikeness(one: str, other: str) -> float:
    """From 0 to 1: the share of characters in common, in order (difflib's ratio); 1 only if they
    are the same."""
    if one == other:
        return 1.0
    if max(len(one), len(other)) > _LONGEST:
        words, others = one.split(), other.split()
        return round(min(0.99, 2 * _shared(words, others) / max(1, len(words) + len(others))), 2)
    return round(min(0.99, SequenceMatcher(None, one, other, autojunk=False).ratio()), 2)


def by_context(old: Text, here: Stretch, new: Text, there: Stretch) -> float:
    """Half for the same text, half for the words around it that are the same."""
    same = _shared(_before(old, here[0]), _before(new, there[0]))
    same += _shared(_behind(old, here[1]), _behind(new, there[1]))
    return round(0.5 + same / (4 * _CONTEXT), 2)


def sides(text: Text, start: int, end: int) -> Iterator[list[str]]:
    """The words of a stretch with those before it, and with those behind it."""
    quote = split(text.text[start:end])
    yield [*split(" ".join(_before(text, start))), *quote]
    yield [*quote, *split(" ".join(_behind(text, end)))]


def _before(text: Text, offset: int) -> list[str]:
    low = text.starts[text.at(offset)]
    return text.text[max(low, offset - _AROUND) : offset].split()[-_CONTEXT:]


def _behind(text: Text, offset: int) -> list[str]:
    high = text.ends[text.at(offset - 1)]
    return text.text[offset : min(high, offset + _AROUND)].split()[:_CONTEXT]


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    return sum((Counter(one) & Counter(other)).values())
