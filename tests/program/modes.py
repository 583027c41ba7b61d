"""What a program may write to a terminal, and what it has switched on when it has ended."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_PIECES = re.compile(
    r"(?P<mode>\x1b\[\?(?P<numbers>[0-9;]+)(?P<onoff>[hl]))"
    r"|(?P<look>\x1b\[[0-9;]*m)"
    r"|(?P<move>\x1b\[(?:[0-9]+;[0-9]+)?H|\x1b\[[0-9]*[ABCD]|\r|\n|\x08)"
    r"|(?P<erase>\x1b\[[0-2]?[JK]|\x1b\[[0-9]+X)"
    r"|(?P<scroll>\x1b\[(?P<region>[0-9]+;[0-9]+)?r|\x1b[78DM])"
    r"|(?P<ask>\x1b\[6n)"
    r"|(?P<text>.)",
    re.DOTALL,
)
MODES = frozenset((1, 7, 12, 25, 1000, 1003, 1006, 1015, 1049, 2004))
"""Cursor keys, line wrap, cursor's blinking, cursor, four of the mouse, other screen, paste."""
AS_BEFORE = {1: False, 7: True, 12: False, 25: True}
"""Those that a terminal may start with; all others are off."""

_HIDDEN = frozenset((0xAD, 0x34F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0, 0xFFFC))
_UNSAFE = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


def leaks(output: bytes) -> list[str]:
    """Everything in the output that neither is harmless text nor what a screen is drawn with."""
    return list(_leaks(output))


def _leaks(output: bytes) -> Iterator[str]:
    text = output.decode("utf-8", "surrogateescape")
    for found in _PIECES.finditer(text):
        if found.lastgroup == "text" and not is_harmless(found["text"]):
            yield repr(text[found.start() : found.start() + 20])
        elif found["mode"] and not MODES.issuperset(map(int, found["numbers"].split(";"))):
            yield repr(found[0])


def is_harmless(character: str) -> bool:
    """Whether it can be seen and drives nothing; independent of the program's own function."""
    if ord(character) in _HIDDEN or 0x180B <= ord(character) <= 0x180F:
        return False
    return unicodedata.category(character) not in _UNSAFE


def left_on(output: bytes) -> list[str]:
    """The modes that are not as before at the end, by number, `look` for colors, and `region` if
    only a part of the screen would scroll."""
    modes = dict(AS_BEFORE)
    look, region = "", False
    for found in _PIECES.finditer(output.decode("utf-8", "surrogateescape")):
        if found["mode"]:
            for number in found["numbers"].split(";"):
                modes[int(number)] = found["onoff"] == "h"
        elif found["look"]:
            look = found["look"]
        elif found["scroll"] and found["scroll"].endswith("r"):
            region = found["region"] is not None
    left = [str(number) for number, on in modes.items() if on != AS_BEFORE.get(number, False)]
    left += ["look"] if look not in ("", "\x1b[0m", "\x1b[m") else []
    return left + (["region"] if region else [])
