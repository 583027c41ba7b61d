"""A typed line as words: `claim "40 bridges"#2 attribution=attributed`."""

from __future__ import annotations

import re

import msgspec

from annotate.core.edit import Refused

_WORD = re.compile(
    r"""(?:(?P<name>[^\s="]*)=)?
        (?: "(?P<quoted>(?:[^"\\]|\\.)*)" (?:\#(?P<nth>[0-9]{1,9}))?
          | (?P<bare>[^\s"]*) )
        (?=\s|\Z)""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPED = re.compile(r'\\(["\\])')


class Word(msgspec.Struct, frozen=True):
    """`name` is what stood before `=`, None without one; `nth` the number behind `"..."#2`, or 0."""

    text: str
    name: str | None = None
    quoted: bool = False
    nth: int = 0


def head_of(line: str) -> tuple[str, str]:
    """The first word and the rest of the line, without the space around them."""
    first, _, rest = line.strip().partition(" ")
    return first, rest.strip()


def words_in(line: str) -> tuple[Word, ...]:
    """Raises Refused if a quotation mark stands alone or within a word."""
    found: list[Word] = []
    at = 0
    while at < len(line):
        if line[at].isspace():
            at += 1
            continue
        match = _WORD.match(line, at)
        if match is None:
            raise Refused('quotes stand around whole words, as "40 bridges"; write \\" for one inside')
        found.append(_word(match))
        at = match.end()
    return tuple(found)


def _word(match: re.Match[str]) -> Word:
    if match["quoted"] is None:
        return Word(match["bare"], match["name"])
    return Word(_ESCAPED.sub(r"\1", match["quoted"]), match["name"], True, int(match["nth"] or 0))


def is_plain(text: str) -> bool:
    """Whether the text is one word as it stands."""
    return bool(text) and not any(letter.isspace() or letter in '"=' for letter in text)
