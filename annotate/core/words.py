"""Words, for movement and selection.

A word is a run of letters, marks and digits, with the signs inside it that people do not split at:
"don't", "well-known", "U.S.", "3.5", "7:30", "AT&T", "€3.5m", "40%", בית־ספר, צה״ל. Chinese has no
spaces, and no dictionary is used: each character is a word. Japanese is parted by script: a run of
Han, of Hiragana, of Katakana. Emoji are words, one by one. Other punctuation belongs to no word.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache

from annotate.core.graphemes import clusters
from annotate.core.scripts import EMOJI, HAN, HIRAGANA, KATAKANA, MARKS

# Between letters or digits: apostrophes, hyphens, maqaf, gershayim, &, @, middle dot, slash.
_INNER = "['’‘\\-‐‑־׳״&@·/](?=\\w)|(?<=[א-ת])\"(?=[א-ת])"
_IN_NUMBER = "(?<=\\d)[.,:٫٬](?=\\d)"
_IN_NAME = "(?<=[a-z0-9])\\.(?=[a-z]{2,4}\\b)"
_KANA = re.compile(f"[{HIRAGANA}{KATAKANA}]")


@lru_cache
def _pattern(beside_kana: bool, marked: bool) -> re.Pattern[str]:
    """What a word looks like; `beside_kana` in a text with Kana, `marked` in one with marks.

    Made when it is asked for: the class of all marks alone takes longer to compile than anything
    else at the start of the program.
    """
    extra = f"[{MARKS}]*" if marked else ""
    run = f"(?:[^\\W_{HAN}{HIRAGANA}{KATAKANA}]{extra}|_)+"
    kinds = (
        f"[0-9#*]\ufe0f?\u20e3{extra}",
        "(?<!\\w)(?:[^\\W\\d_]\\.){2,}(?:[^\\W\\d_](?!\\w))?",
        f"[$€£¥₪₹]?{run}(?:(?:{_INNER}|{_IN_NUMBER}|{_IN_NAME}){run})*[%‰٪]?׳?",
        f"(?:[{HAN}]{extra})+" if beside_kana else f"[{HAN}]{extra}",
        f"(?:[{HIRAGANA}]{extra})+",
        f"(?:[{KATAKANA}]{extra})+",
        "[\U0001f1e6-\U0001f1ff]{2}",
        f"[{EMOJI}]{extra}(?:\u200d[{EMOJI}]{extra})*",
    )
    return re.compile("|".join(kinds))


@lru_cache
def _mark() -> re.Pattern[str]:
    return re.compile(f"[{MARKS}]")


def words(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The words in `text[start:end]`, in order, disjoint, never cutting a cluster."""
    if text[start:end].isascii():
        return [match.span() for match in _pattern(False, False).finditer(text, start, end)]
    beside_kana = _KANA.search(text, start, end) is not None
    pattern = _pattern(beside_kana, _mark().search(text, start, end) is not None)
    found = [match.span() for match in pattern.finditer(text, start, end)]
    return _snapped(text, found, start, end)


def _snapped(text: str, spans: list[tuple[int, int]], start: int, end: int) -> list[tuple[int, int]]:
    """Rare marks and controls stick to a word from outside: it grows, or joins the one before."""
    borders: list[int] = []
    whole: frozenset[int] = frozenset()
    result: list[tuple[int, int]] = []
    for low, high in spans:
        if not _clear(text, low, high, start, end):
            if not borders:
                borders = [start, *(border for _, border in clusters(text, start, end))]
                whole = frozenset(borders)
            if low not in whole or high not in whole:
                low = borders[bisect_right(borders, low) - 1]
                high = borders[bisect_left(borders, high)]
            if result and low < result[-1][1]:
                low = result.pop()[0]
        result.append((low, high))
    return result


def _clear(text: str, low: int, high: int, start: int, end: int) -> bool:
    """Whether plain characters stand on both sides, so that the borders need no closer look."""
    if text[low] in _JOIN_BEFORE or text[high - 1] in _JOIN_AFTER:
        return False
    return (low == start or text[low - 1] in _PLAIN) and (high == end or text[high] in _PLAIN)


# Letters that belong to the cluster before or after them, whatever that is.
_JOIN_BEFORE = frozenset("\u0e33\u0eb3\uff9e\uff9f")
_JOIN_AFTER = frozenset(
    "\u0d4e\U000111c2\U000111c3\U000113d1\U0001193f\U00011941\U00011a3a\U00011d46\U00011f02"
    "\U00011a84\U00011a85\U00011a86\U00011a87\U00011a88\U00011a89"
)
_PLAIN = frozenset(" \n\t.,;:!?()\"'“”‘’–—-…/،؛؟。、，！？「」『』")
