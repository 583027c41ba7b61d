"""Cutting text into the tokens that number phrases are read from."""

import enum
import re
from collections.abc import Iterator

import msgspec

from annotate.core.numbers.digits import is_number


class Shape(enum.Enum):
    """What a token looks like."""

    NUMBER = "digits, with separators between them"
    WORD = "letters"
    SIGN = "one other character"
    BREAK = "end of a paragraph, or of the text"


class Token(msgspec.Struct, frozen=True, gc=False):
    """A token: `text[start:end]` as printed is `text`; `low` is its lower case."""

    shape: Shape
    start: int
    end: int
    text: str
    low: str


_NO_LETTERS = "¼-¾⅐-⅞²³¹⁰⁴-⁹"
# Every alternative matches greedily what it began, so the scan is linear on any input.
_TOKEN = re.compile(
    rf"(\d+(?:[.,٫٬'’]\d+)*)"
    rf"|([^\W\d_{_NO_LETTERS}]+(?:['’][^\W\d_{_NO_LETTERS}]+)*)"
    rf"|(\n[^\S\n]*\n|[\x0b\x0c\u2028\u2029])"
    rf"|(\S)"
)
_LIST = re.compile(r"[^,]+|,")
_SHAPES = (Shape.BREAK, Shape.NUMBER, Shape.WORD, Shape.BREAK, Shape.SIGN)
# No rule looks further ahead of a token that is not one of the empty ones.
LOOKAHEAD = 16


def tokenize(text: str, start: int, end: int) -> list[Token]:
    """The tokens of `text[start:end]`, then enough empty ones that rules may look ahead freely."""
    tokens: list[Token] = []
    for match in _TOKEN.finditer(text, start, end):
        shape = _SHAPES[match.lastindex or 0]
        printed = match.group()
        if shape is Shape.NUMBER and "," in printed and not is_number(printed):
            tokens.extend(_listed(printed, match.start()))
        else:
            tokens.append(Token(shape, match.start(), match.end(), printed, printed.lower()))
    tokens.extend([Token(Shape.BREAK, end, end, "", "")] * LOOKAHEAD)
    return tokens


def _listed(printed: str, start: int) -> Iterator[Token]:
    """The items and commas of "22,24,26": a list, as it is no number as a whole."""
    for match in _LIST.finditer(printed):
        item = match.group()
        shape = Shape.SIGN if item == "," else Shape.NUMBER
        yield Token(shape, start + match.start(), start + match.end(), item, item)


def joined(tokens: list[Token], i: int) -> bool:
    """Token `i` touches the one before it."""
    return i > 0 and tokens[i - 1].end == tokens[i].start
