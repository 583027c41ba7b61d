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
# Latin letters and the usual signs: no marks, emoji, Han or Kana.
_PLAIN_TEXT = re.compile(
    "[\0-\xa8\xaa-\xad\xaf-\u02ff\u2010-\u2027\u2030-\u203b\u203d-\u2048\u204a-\u205e\u20a0-\u20cf]*"
)


def _general(run: str) -> tuple[str, str]:
    """Abbreviations as "U.S.", and words of runs of letters."""
    return (
        "(?<!\\w)(?:[^\\W\\d_]\\.){2,}(?:[^\\W\\d_](?!\\w))?",
        f"[$€£¥₪₹]?{run}(?:(?:{_INNER}|{_IN_NUMBER}|{_IN_NAME}){run})*[%‰٪]?׳?",
    )


_PLAIN_WORD = re.compile("|".join(_general("\\w+")))


@lru_cache
def _word(beside_kana: bool) -> re.Pattern[str]:
    """A word of any text. Made when asked for: its classes take long to compile, and most texts
    are plain."""
    extra = f"[{MARKS}]*"
    kinds = (
        f"[0-9#*]\ufe0f?\u20e3{extra}",
        *_general(f"(?:[^\\W_{HAN}{HIRAGANA}{KATAKANA}]{extra}|_)+"),
        f"(?:[{HAN}]{extra})+" if beside_kana else f"[{HAN}]{extra}",
        f"(?:[{HIRAGANA}]{extra})+",
        f"(?:[{KATAKANA}]{extra})+",
        "[\U0001f1e6-\U0001f1ff]{2}",
        f"[{EMOJI}]{extra}(?:\u200d[{EMOJI}]{extra})*",
    )
    return re.compile("|".join(kinds))


def words(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The words in `text[start:end]`, in order, disjoint, never cutting a cluster."""
    if _PLAIN_TEXT.fullmatch(text, start, end):
        return [match.span() for match in _PLAIN_WORD.finditer(text, start, end)]
    pattern = _word(re.search(f"[{HIRAGANA}{KATAKANA}]", text[start:end]) is not None)
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
