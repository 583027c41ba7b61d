"""The one function that makes text safe to show, for the screen and every command's output.

What could drive a terminal, hide, or turn text around is shown as a substitute of known width:

    ESC and the other C0, DEL   ^[ ^@ ^?         TAB         ⇥ and three spaces
    line feed, CR LF            ↵ (CR alone ^M)  the rest    <U+202E>

The rest: C1, bidi controls, tags, zero-width and filler characters, soft hyphen, U+2028 and
U+2029, interlinear annotation, private use, unassigned, noncharacters, lone surrogates. Within a
cluster a joiner of an emoji sequence and one variation selector per character are left out
without a trace: they change a picture, not a text. A joiner after a letter, as Persian has it, is
shown as ¦. A cluster shows at most `MARKS` marks, `COLUMNS` columns and one substitute; `<+n>`
counts the rest.

Widths are those that both wcwidth and prompt_toolkit (which adds up code points) give. Where they
differ, as for most emoji sequences, only the first code point is shown; a flag is shown as its
two letters.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import repeat

import msgspec
from wcwidth import wcswidth, wcwidth

from annotate.core.graphemes import clusters

MARKS = 6
"""Combining marks that one cell shows; pointed and cantillated Hebrew needs five."""

COLUMNS = 8
"""A family of four, shown side by side."""

_HARMLESS = re.compile(r"[ -~]*\Z")
_TAB = "⇥   "
_LINE_END = "↵"
_BEARER = "\u25cc"
_JOINER = "\u200d"
_JOINERS = "\u200c\u200d"
# Letters and marks by category, but nothing is to be seen of them.
_INVISIBLE = frozenset("\u00ad\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\ufffc")
_UNSAFE = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))


class Cell(msgspec.Struct, frozen=True, gc=False):
    """One cluster, `text[start:end]`, as it is shown; `width` is in terminal columns, at least 1.

    `shown` differs from the text exactly where something had to be replaced.
    """

    start: int
    end: int
    shown: str
    width: int


def cells(text: str, start: int, end: int) -> list[Cell]:
    """`text[start:end]` cluster by cluster, in order and without gaps."""
    if _HARMLESS.match(text[start:end]):
        ends = range(start + 1, end + 1)
        return list(map(Cell, range(start, end), ends, text[start:end], repeat(1)))
    return [Cell(a, b, *_shown(text[a:b])) for a, b in clusters(text, start, end)]


def display(text: str) -> str:
    """The text in one line that can do no harm: nothing hidden, no control, no line end."""
    if _HARMLESS.match(text):
        return text
    return "".join(_shown(text[a:b])[0] for a, b in clusters(text, 0, len(text)))


def width(shown: str) -> int:
    """Columns that `shown` takes. Only for what `display` or `cells` gave."""
    return len(shown) if shown.isascii() else sum(map(_columns, shown))


def direction(text: str) -> str:
    """`"rtl"` if the first letter with a direction is Hebrew, Arabic or the like, else `"ltr"`."""
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind in ("R", "AL"):
            return "rtl"
        if kind == "L":
            return "ltr"
    return "ltr"


@lru_cache(maxsize=1024)
def _columns(character: str) -> int:
    return max(0, wcwidth(character))


@lru_cache(maxsize=8192)
def _shown(cluster: str) -> tuple[str, int]:
    """How a cluster is shown, and its columns."""
    if cluster in ("\n", "\r\n"):
        return _LINE_END, 1
    shown = _composed(cluster) if len(cluster) > 1 else _flag(cluster) or _base(cluster)
    return shown, width(shown)


def _composed(cluster: str) -> str:
    base = _base(cluster[0])
    kept, hidden = _sorted_out(cluster, width(base))
    whole = _flag(cluster) or base + "".join(kept)
    if not _agreed(whole):
        whole = base + _lost(cluster[0], kept)
    if hidden and hidden[0] in _JOINERS and unicodedata.category(cluster[0]) == "Lo":
        whole += "¦"
    elif hidden:
        whole += _substitute(hidden[0])
    if len(hidden) > 1:
        whole += f"<+{len(hidden) - 1}>"
    return whole


def _sorted_out(cluster: str, columns: int) -> tuple[list[str], list[str]]:
    """What is kept beside the first character, `columns` wide, and what must not be hidden."""
    kept: list[str] = []
    hidden: list[str] = []
    marks = 0
    for index in range(1, len(cluster)):
        character = cluster[index]
        if _silent(cluster, index):
            continue
        if unicodedata.category(character)[0] == "M":
            marks += 1
        columns += _columns(character)
        fits = _visible(character) and marks <= MARKS and columns <= COLUMNS
        (kept if fits else hidden).append(character)
    return kept, hidden


def _silent(cluster: str, index: int) -> bool:
    """One variation selector after a character, or the joiner within an emoji sequence."""
    character, before = cluster[index], cluster[index - 1]
    if _selects(character):
        return not _selects(before) and _visible(before)
    last = index == len(cluster) - 1
    return character == _JOINER and not last and unicodedata.category(cluster[index + 1]) == "So"


def _selects(character: str) -> bool:
    return "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"


def _flag(cluster: str) -> str:
    """`FR` for the regional indicators of a flag, `F` for one alone; empty for anything else."""
    letters = [ord(c) - 0x1F1E6 for c in cluster[:2] if "\U0001f1e6" <= c <= "\U0001f1ff"]
    return "".join(chr(ord("A") + n) for n in letters)


def _lost(first: str, kept: list[str]) -> str:
    """A dot for each letter or vowel sign whose width is not certain; none in emoji."""
    if unicodedata.category(first)[0] != "L":
        return ""
    return "·" * sum(unicodedata.category(c) != "Mn" for c in kept)


def _base(character: str) -> str:
    """One character on its own."""
    if not _visible(character):
        return _substitute(character)
    if _columns(character) > 0:
        return character
    borne = _BEARER + character
    return borne if _mark(character) and _agreed(borne) else _substitute(character)


def _mark(character: str) -> bool:
    return unicodedata.category(character)[0] == "M"


def _visible(character: str) -> bool:
    """Whether a character may be shown as it is, alone or on its base."""
    if character in _INVISIBLE or _selects(character) or "\u180b" <= character <= "\u180f":
        return False
    return unicodedata.category(character) not in _UNSAFE


def _agreed(shown: str) -> bool:
    """Whether both ways to measure agree, so that the cursor stays where it is thought to be."""
    return wcswidth(shown) == sum(map(_columns, shown)) > 0


def _substitute(character: str) -> str:
    code = ord(character)
    if character == "\t":
        return _TAB
    if code < 0x20 or code == 0x7F:
        return "^" + chr(code ^ 0x40)
    return f"<U+{code:04X}>"
