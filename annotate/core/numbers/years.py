"""Years, decades and centuries: "1948", "2005–2010", "the 1990s", "21st century", "44 BC"."""

from annotate.core.numbers.date import Date, up_to, year_in
from annotate.core.numbers.digits import ascii_digits
from annotate.core.numbers.measures import unit_at
from annotate.core.numbers.number import DASHES, HYPHENS
from annotate.core.numbers.spelled import past_hyphen
from annotate.core.numbers.tokens import Shape, Token, joined
from annotate.core.numbers.vocabulary import (
    DECADES,
    ERAS,
    ONES,
    ORDINAL_ENDINGS,
    ORDINALS,
    TENS,
    YEAR_CUES,
    word_set,
)

_PLURALS = word_set("people men women children")
# Before these a number counts.
_AFTER_COUNTS = frozenset({"%", "°", "‰", "+", "€", "±", "×", "or", "times", "plus"})
# "Year" in Chinese, Japanese and Korean, right behind the digits.
_YEAR_SIGNS = frozenset("年년")
# "In 2021 months of …": a year even before a unit.
_SURE_CUES = word_set("in since until till by before after during year")
_BEFORE_CHRIST = frozenset({"BC", "BCE"})
_DECADE_LEADS = word_set("the early late mid")


def year_at(tokens: list[Token], i: int) -> Date | None:
    """Such as "1948", "2005–2010", "2019/20", "610 AD"."""
    token = tokens[i]
    if tokens[i + 1].text in ERAS and token.text.isdecimal() and len(token.text) <= 4:
        before = tokens[i + 1].text in _BEFORE_CHRIST
        return Date(None if before else ascii_digits(token.text).zfill(4), i + 2)
    year = year_in(tokens[i])
    if year is None:
        return None
    after = tokens[i + 1]
    if (after.text in DASHES or after.text == "/") and tokens[i + 2].text.isdecimal():
        second = ascii_digits(tokens[i + 2].text)
        full = second if len(second) == 4 else year[:2] + second if len(second) == 2 else ""
        if full and year < full <= "2199" and joined(tokens, i + 1) == joined(tokens, i + 2):
            return Date(f"{year}..{full}", i + 3)
        return None
    return Date(year, i + 1) if _is_year(tokens, i, year) else None


def _is_year(tokens: list[Token], i: int, year: str) -> bool:
    """A lone run of four digits is a year and counts nothing."""
    after = tokens[i + 1]
    if joined(tokens, i + 1) and (after.shape is Shape.WORD or after.text in HYPHENS):
        return after.text[0] in _YEAR_SIGNS
    if after.low in _AFTER_COUNTS:
        return False
    cued = i > 0 and tokens[i - 1].low in YEAR_CUES
    unit = unit_at(tokens, i + 1)
    if unit is not None and not (i > 0 and tokens[i - 1].low in _SURE_CUES and after.low >= "a"):
        return False
    if not "1500" <= year <= "2099":
        return cued and after.shape is not Shape.WORD
    if cued:
        return True
    return not (after.shape is Shape.WORD and after.text.islower() and _is_plural(after.low))


def _is_plural(word: str) -> bool:
    return (word.endswith("s") and len(word) > 3) or word in _PLURALS


def decade_or_century(tokens: list[Token], i: int) -> Date | None:
    """Such as "1990s", "20s", "21st century"."""
    token, after = tokens[i], tokens[i + 1]
    if not token.text.isdecimal() or len(token.text) > 4:
        return None
    digits = ascii_digits(token.text)
    if after.low in ("s", "'s", "’s") and joined(tokens, i + 1) and digits.endswith("0"):
        if year_in(tokens[i]):
            return Date(digits[:3] + "X" if digits[2:] != "00" else digits[:2] + "XX", i + 2)
        return Date(f"XX{digits[0]}X", i + 2) if len(digits) == 2 else None
    if after.text in ORDINAL_ENDINGS and joined(tokens, i + 1):
        return _century(tokens, int(digits), i + 2)
    return None


def short(tokens: list[Token], i: int) -> Date | None:
    """Such as "'90s" or, after "in" and the like, "'48"; from the digits on."""
    digits = tokens[i].text
    if up_to(tokens[i], 99) is None or len(digits) != 2:
        return None
    digits = ascii_digits(digits)
    if tokens[i + 1].low == "s":
        return Date(f"XX{digits[0]}X", i + 2)
    return Date(f"XX{digits}", i + 1) if i > 1 and tokens[i - 2].low in YEAR_CUES else None


def _century(tokens: list[Token], number: int, i: int) -> Date | None:
    """The "century" after an ordinal that ended before token `i`."""
    j = i + 1 if tokens[i].text in HYPHENS else i
    if tokens[j].low not in ("century", "centuries") or not 0 < number <= 22:
        return None
    era = tokens[j + 1].text
    stop = j + 2 if era in ERAS else j + 1
    return Date(None if era in _BEFORE_CHRIST else f"{number - 1:02d}XX", stop)


def in_words(tokens: list[Token], i: int) -> Date | None:
    """Such as "twenty-first century", "nineteen forty-eight", "the sixties"."""
    low = tokens[i].low
    if low in DECADES:
        named = i > 0 and tokens[i - 1].low in _DECADE_LEADS
        return Date(f"XX{DECADES[low]}X", i + 1) if named else None
    if low in ORDINALS:
        return _century(tokens, ORDINALS[low], i + 1)
    if low == "twenty":
        j = past_hyphen(tokens, i + 1)
        last = ORDINALS.get(tokens[j].low, 10)
        return _century(tokens, 20 + last, j + 1) if last < 10 else None
    return _spoken_year(tokens, i)


def _spoken_year(tokens: list[Token], i: int) -> Date | None:
    """Such as "nineteen forty-eight", from 1520 to 2099."""
    century, tens = ONES.get(tokens[i].low, 0), TENS.get(tokens[i + 1].low)
    if century < 15 or tens is None:
        return None
    j = past_hyphen(tokens, i + 2)
    ones = ONES.get(tokens[j].low, 0)
    if not 0 < ones < 10:
        return Date(f"{century}{tens}", i + 2)
    return Date(f"{century}{tens + ones}", j + 1)
