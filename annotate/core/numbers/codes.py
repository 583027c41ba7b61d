"""Digits that belong to a name, version, address or phone number and are no figures."""

from annotate.core.numbers.digits import is_number
from annotate.core.numbers.tokens import Shape, Token, joined
from annotate.core.numbers.units import CURRENCY_CODES, CURRENCY_SIGNS, SYMBOLS
from annotate.core.numbers.vocabulary import (
    ATTACHED_SCALES,
    NUMBER_PREFIXES,
    ORDINAL_ENDINGS,
    SCALES,
)

_CODE_SIGNS = frozenset("#@_\\)]")
_JOINERS = frozenset("-./:_\\‐‑−+")
_ENDINGS = frozenset({"s", "S", "x", "X", "am", "pm", "AM", "PM", "a", "p", "fold", "pp", "pc",
                      "o", "e", "E", "in", "ft", "pct", "h", "bn"})  # fmt: skip


def is_western(word: str) -> bool:
    """Written in a script that puts spaces around numbers: Latin, Greek or Cyrillic."""
    return word[-1] < "\u0530" or "\u1e00" <= word[-1] < "\u2000"


def is_code(tokens: list[Token], i: int) -> bool:
    """The digits at token `i` are part of a code: "F-16", "A4", "192.168.1.2", "x@y7.org"."""
    return (
        _is_round_the_clock(tokens, i)
        or _led_by_letters(tokens, i)
        or _followed_by_letters(tokens, i)
        or _is_chain(tokens, i)
    )


def _is_round_the_clock(tokens: list[Token], i: int) -> bool:
    """Either number of "24/7"."""
    if tokens[i].text == "7":
        i -= 2
    return i >= 0 and [token.text for token in tokens[i : i + 3]] == ["24", "/", "7"]


def _led_by_letters(tokens: list[Token], i: int) -> bool:
    if not joined(tokens, i):
        return False
    before = tokens[i - 1]
    if before.shape is Shape.WORD:
        return is_western(before.text) and before.text not in CURRENCY_CODES
    if before.text in _CODE_SIGNS:
        return True
    if before.text in _JOINERS and joined(tokens, i - 1):
        lead = tokens[i - 2]
        return (
            lead.shape is Shape.WORD
            and is_western(lead.text)
            and lead.low not in NUMBER_PREFIXES
            and before.text != ":"
        )
    return False


def _followed_by_letters(tokens: list[Token], i: int) -> bool:
    after = tokens[i + 1]
    if after.start != tokens[i].end:
        return False
    if after.shape is Shape.WORD:
        return is_western(after.text) and (not _is_ending(tokens, i) or _is_formula(tokens, i + 1))
    return after.text in ("_", "@") or (after.text == "-" and joined(tokens, i + 2) and _is_capital(tokens[i + 2]))


def _is_ending(tokens: list[Token], i: int) -> bool:
    """The letters that touch the digits at token `i` are a unit, a scale or the like."""
    word = tokens[i + 1].text
    if word == "b":
        return "." in tokens[i].text or (i > 0 and tokens[i - 1].text in CURRENCY_SIGNS)
    return (
        word in _ENDINGS
        or word in ORDINAL_ENDINGS
        or word in ATTACHED_SCALES
        or word in SYMBOLS
        or word in CURRENCY_CODES
        or word in SCALES
    )


def _is_formula(tokens: list[Token], i: int) -> bool:
    """More digits and letters touch the letters at token `i`: "2Mg3NF3"."""
    return (
        tokens[i + 1].shape is Shape.NUMBER
        and joined(tokens, i + 1)
        and tokens[i + 2].shape is Shape.WORD
        and joined(tokens, i + 2)
    )


def _is_capital(token: Token) -> bool:
    return token.shape is Shape.WORD and len(token.text) == 1 and token.text.isupper()


def _is_chain(tokens: list[Token], i: int) -> bool:
    """Third or further of digits joined by hyphens, dots and slashes, or one that leads two such.

    An ISO or slashed date is read before this is asked.
    """
    if not is_number(tokens[i].text):
        return True
    return sum((_link(tokens, i, -1), _link(tokens, i, 1))) >= 2 or (
        (_link(tokens, i, 1) and _link(tokens, i + 2, 1)) or (_link(tokens, i, -1) and _link(tokens, i - 2, -1))
    )


def _link(tokens: list[Token], i: int, step: int) -> bool:
    """Digits are joined to those at token `i`, before it (-1) or after it (1)."""
    j = i + 2 * step
    if j < 0 or tokens[j].shape is not Shape.NUMBER or tokens[i + step].text not in _JOINERS:
        return False
    low = min(i, j)
    return joined(tokens, low + 1) and joined(tokens, low + 2)
