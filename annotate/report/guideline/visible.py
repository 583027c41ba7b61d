"""Text for pages that a browser or an editor shows: what cannot be seen there is written out."""

from __future__ import annotations

import unicodedata

_UNSAFE = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))
# Persian and Indic words and pictures of several characters are written with them.
_JOINERS = "\u200c\u200d"


def visible(text: str) -> str:
    """In one line, with `<U+202E>` for characters that hide, turn text around or drive something."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_visible, text))


def _visible(character: str) -> str:
    if character in "\t\n\r":
        return " "
    if character in _JOINERS or unicodedata.category(character) not in _UNSAFE:
        return character
    return f"<U+{ord(character):04X}>"
