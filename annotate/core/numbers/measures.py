"""Reading the unit after a number: "km", "°C", "per cent", "US dollars", "-day", "km s−1"."""

import msgspec

from annotate.core.numbers.number import DASHES, HYPHENS
from annotate.core.numbers.phrase import Kind
from annotate.core.numbers.tokens import Shape, Token, joined
from annotate.core.numbers.units import (
    CURRENCY_ALIASES,
    CURRENCY_CODES,
    CURRENCY_SIGNS,
    CURRENCY_STEMS,
    DOLLAR_PREFIXES,
    NAMES,
    NATIONAL_CURRENCIES,
    NATIONALITIES,
    PERCENT_SIGNS,
    SYMBOLS,
)
from annotate.core.numbers.vocabulary import word_set

_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
# Symbols that are common words or initials unless they touch the number.
_TOUCHING_ONLY = frozenset({"A", "t", "N", "pc", "st", "in", "ns", "l", "Rs"})
_BASES = word_set("s h d m cm km kg g l L W K J V mol min yr")
_BEARINGS = frozenset({"N", "S", "E", "W", "K"})
_SHORT = {"hour": "h", "minute": "min", "second": "s"}
_SMALL_RAISED = {"2": "²", "3": "³"}


class Unit(msgspec.Struct, frozen=True):
    """A unit of a number that ends before token `stop`."""

    name: str
    kind: Kind
    stop: int


def unit_at(tokens: list[Token], i: int) -> Unit | None:
    """The unit that starts at token `i`, right after a number."""
    token = tokens[i]
    if token.shape is Shape.WORD:
        return _word_unit(tokens, i)
    text = token.text
    if text in PERCENT_SIGNS:
        return Unit(PERCENT_SIGNS[text], Kind.PERCENTAGE, i + 1)
    if text in ("°", "℃", "℉"):
        return _degrees(tokens, i)
    if text in CURRENCY_SIGNS and (joined(tokens, i) or text not in ("$", "£")):
        return Unit(CURRENCY_SIGNS[text], Kind.MONEY, i + 1)
    if text in HYPHENS and joined(tokens, i) and joined(tokens, i + 1):
        return _hyphened(tokens, i + 1)
    return None


def _word_unit(tokens: list[Token], i: int) -> Unit | None:
    token = tokens[i]
    low = token.low
    if low == "per" and tokens[i + 1].low == "cent":
        return _percent(tokens, i + 2)
    if low in ("percent", "percentage", "pct"):
        return _percent(tokens, i + (low != "percentage"))
    if low in ("wt", "vol") and tokens[i + 1].text in (".", "%"):
        j = i + 1 + (tokens[i + 1].text == ".")
        return Unit("%", Kind.PERCENTAGE, j + 1) if tokens[j].text == "%" else None
    if token.text in CURRENCY_CODES:
        return Unit(CURRENCY_ALIASES.get(token.text, token.text), Kind.MONEY, i + 1)
    if low in NATIONALITIES:
        stem = CURRENCY_STEMS.get(tokens[i + 1].low)
        name = NATIONAL_CURRENCIES.get((low, stem)) if stem else None
        return Unit(name, Kind.MONEY, i + 2) if name else None
    if low == "p" and joined(tokens, i):
        return Unit("penny", Kind.MONEY, i + 1)
    symbol = SYMBOLS.get(token.text)
    if symbol and (token.text not in _TOUCHING_ONLY or joined(tokens, i)):
        return _compound(tokens, i, *symbol)
    named = NAMES.get(low)
    if named is None and low.endswith(("'", "’", "'s", "’s")):
        named = NAMES.get(low.rstrip("s").rstrip("'’"))
    if named:
        return _per(tokens, Unit(*named, i + 1))
    if low in ("square", "cubic"):
        base = NAMES.get(tokens[i + 1].low)
        if base and base[1] is Kind.MEASURE:
            return Unit(base[0] + ("²" if low == "square" else "³"), Kind.MEASURE, i + 2)
    return None


def _percent(tokens: list[Token], i: int) -> Unit | None:
    """After "per cent" or at "percentage"; with "points" it is the unit pp."""
    if tokens[i].low == "percentage":
        points = tokens[i + 1].low in ("point", "points")
        return Unit("pp", Kind.PERCENTAGE, i + 2) if points else None
    return Unit("%", Kind.PERCENTAGE, i)


def _degrees(tokens: list[Token], i: int) -> Unit:
    sign = tokens[i].text
    if sign != "°":
        return Unit("°C" if sign == "℃" else "°F", Kind.MEASURE, i + 1)
    letter = tokens[i + 1]
    if letter.text in ("C", "F") or (letter.text in _BEARINGS and joined(tokens, i + 1)):
        return Unit("°" + letter.text, Kind.MEASURE, i + 2)
    return Unit("°", Kind.MEASURE, i + 1)


def _hyphened(tokens: list[Token], i: int) -> Unit | None:
    """The "day" of "12-day", the "year-old" of "15-year-old"."""
    found = NAMES.get(tokens[i].low) or SYMBOLS.get(tokens[i].text)
    if found is None:
        return None
    stop = i + 1
    if tokens[stop].text in HYPHENS and tokens[stop + 1].low in ("old", "olds", "long"):
        stop += 2
    return Unit(*found, stop)


def _per(tokens: list[Token], unit: Unit) -> Unit:
    """With "per hour", "an hour" or "/h" after a unit of measurement."""
    i = unit.stop
    if unit.kind is Kind.MEASURE and tokens[i].low == "per":
        under = NAMES.get(tokens[i + 1].low)
        if under:
            return Unit(f"{unit.name}/{_SHORT.get(under[0], under[0])}", unit.kind, i + 2)
    return unit


def _compound(tokens: list[Token], i: int, name: str, kind: Kind) -> Unit:
    """A symbol with its exponent, and further ones: "cm2", "W m−2", "km/h"."""
    power, stop = _exponent(tokens, i + 1)
    name += power
    for _ in range(3):
        token = tokens[stop]
        if token.text == "/" and joined(tokens, stop) and joined(tokens, stop + 1):
            under = tokens[stop + 1]
            if under.shape is not Shape.WORD:
                break
            power, stop = _exponent(tokens, stop + 2)
            name, kind = f"{name}/{under.text}{power}", Kind.MEASURE
        elif token.text in _BASES or token.text in SYMBOLS:
            power, after = _exponent(tokens, stop + 1)
            if not power:
                break
            name, kind, stop = f"{name} {token.text}{power}", Kind.MEASURE, after
        else:
            break
    return _per(tokens, Unit(name, kind, stop))


def _exponent(tokens: list[Token], i: int) -> tuple[str, int]:
    """A small whole exponent that touches the symbol before it, "" if there is none."""
    if not joined(tokens, i):
        return "", i
    token = tokens[i]
    raised = token.text.translate(_RAISED)
    if token.shape is Shape.SIGN and raised.isdecimal() and not token.text.isdecimal():
        return _SMALL_RAISED.get(raised, raised), i + 1
    if token.text in ("⁻", *DASHES) and joined(tokens, i + 1):
        raised = tokens[i + 1].text.translate(_RAISED)
        if raised in ("1", "2", "3", "4"):
            return "-" + raised, i + 2
    return (_SMALL_RAISED[token.text], i + 1) if token.text in _SMALL_RAISED else ("", i)


def currency_before(tokens: list[Token], i: int) -> tuple[str, int] | None:
    """A currency sign or code before a number: its canonical name and the token after it."""
    text = tokens[i].text
    if text in CURRENCY_SIGNS and text != "¢":
        return CURRENCY_SIGNS[text], i + 1
    if text in DOLLAR_PREFIXES and tokens[i + 1].text == "$" and joined(tokens, i + 1):
        return DOLLAR_PREFIXES[text], i + 2
    if text in CURRENCY_CODES:
        return CURRENCY_ALIASES.get(text, text), i + 1
    return None
