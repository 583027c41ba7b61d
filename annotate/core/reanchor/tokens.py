"""The pieces of text that are compared: words, signs, and characters where words are not parted."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from annotate.core.reanchor.texts import Stretch, Text, within
from annotate.core.scripts import HAN, HIRAGANA, KATAKANA

ENOUGH_WORDS = 5
ENOUGH_CHARACTERS = 25
"""What nobody writes a second time by chance: so much text is known again wherever it is. Spaces are
not counted."""

# Thai, Lao, Myanmar and Khmer do not part words either.
_UNPARTED = f"{HAN}{HIRAGANA}{KATAKANA}\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
_TOKEN = re.compile(f"[{_UNPARTED}]|[^\\W{_UNPARTED}]+|[^\\w\\s]")
_PART = re.compile(r"(?:[^.!?\n]|[.!?](?!\s))+[.!?\n]*\s*|[.!?\n]+\s*")


class Token(NamedTuple):
    start: int
    end: int
    text: str


def tokens(text: str, start: int, end: int) -> list[Token]:
    """In order; white space belongs to none."""
    found = _TOKEN.finditer(text, start, end)
    return [Token(match.start(), match.end(), match.group()) for match in found]


def split(text: str) -> list[str]:
    """The texts of its tokens."""
    return _TOKEN.findall(text)


def words_of(text: Text, stretch: Stretch) -> list[str]:
    """The tokens' texts of a stretch that may go over several paragraphs."""
    return [word for start, end in within(text, *stretch) for word in split(text.text[start:end])]


def sentences(text: str, start: int, end: int) -> list[str]:
    """The stretch cut behind sentences and lines, without gaps: where a long text is alike, that is
    found without looking at its words."""
    return _PART.findall(text, start, end)


def telling(words: Iterable[str]) -> bool:
    """Whether the words are so many that they stand nowhere else by chance."""
    number = size = 0
    for word in words:
        size += len(word)
        number += word[0].isalnum()
        if number >= ENOUGH_WORDS and size >= ENOUGH_CHARACTERS:
            return True
    return False
