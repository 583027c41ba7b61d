"""Reading dates, years, decades, centuries and times of day."""

import msgspec

from annotate.core.numbers.digits import ascii_digits
from annotate.core.numbers.measures import unit_at
from annotate.core.numbers.number import DASHES, HYPHENS
from annotate.core.numbers.tokens import Shape, Token, joined
from annotate.core.numbers.vocabulary import (
    DATE_LEADS,
    DECADES,
    ERAS,
    MONTHS,
    ONES,
    ORDINAL_ENDINGS,
    ORDINALS,
    TENS,
    YEAR_CUES,
    word_set,
)

_TIME_CUES = frozenset({"at", "by", "until", "till", "from", "before", "after", "around", "about",
                        "to", "and", "since"})  # fmt: skip


_AFTER_COUNTS = frozenset({"%", "°", "‰", "+", "€", "±", "×", "or", "times", "plus"})
# "Year" in Chinese, Japanese and Korean, right behind the digits.
_YEAR_SIGNS = frozenset("年년")
# "In 2021 months of …": a year even before a unit.
_SURE_CUES = word_set("in since until till by before after during year")


class Date(msgspec.Struct, frozen=True):
    """A date that ends before token `stop`; `text` is "2023-11", "XXXX-10-07", "17:30"."""

    text: str | None
    stop: int


def date_at(tokens: list[Token], i: int) -> Date | None:
    """The longest date that starts at token `i`."""
    token = tokens[i]
    if token.shape is Shape.NUMBER:
        return _digits_first(tokens, i)
    if token.shape is Shape.WORD:
        if token.low in DATE_LEADS:
            j = i + 2 if tokens[i + 1].text in HYPHENS else i + 1
            return date_at(tokens, j) if _starts_date(tokens, j) else None
        if token.low in MONTHS:
            return _month_first(tokens, i)
        return _words_first(tokens, i)
    if token.text in ("'", "’", "‘") and joined(tokens, i + 1) and not joined(tokens, i):
        return _short_decade(tokens, i + 1)
    return None


def _starts_date(tokens: list[Token], i: int) -> bool:
    low = tokens[i].low
    if low in MONTHS or low in DECADES:
        return True
    return low.isdecimal() and (tokens[i + 1].low == "s" or _year(tokens, i) is not None)


def _number(token: Token, most: int) -> int | None:
    """One or two digits up to `most`, above 0."""
    if token.shape is not Shape.NUMBER or len(token.text) > 2 or not token.text.isdecimal():
        return None
    value = int(token.text)
    return value if 0 < value <= most else None


def _year(tokens: list[Token], i: int) -> str | None:
    """Four digits from 1000 to 2199."""
    token = tokens[i]
    if token.shape is not Shape.NUMBER or len(token.text) != 4 or not token.text.isdecimal():
        return None
    year = ascii_digits(token.text)
    return year if "1000" <= year <= "2199" else None


def _day(tokens: list[Token], i: int) -> tuple[int, int] | None:
    """A day of the month, "7", "7th" or "seventh", and the token after it."""
    token = tokens[i]
    if token.low in ORDINALS and ORDINALS[token.low] <= 31:
        return ORDINALS[token.low], i + 1
    day = _number(token, 31)
    if day is None:
        return None
    if joined(tokens, i + 1):
        after = tokens[i + 1]
        if after.text in ORDINAL_ENDINGS:
            return day, i + 2
        if after.shape is Shape.WORD or after.text in ("%", ":", "°", "/"):
            return None
    return day, i + 1


def _is_month(tokens: list[Token], i: int) -> bool:
    """A capitalized month: "may" and "march" are words."""
    return tokens[i].low in MONTHS and tokens[i].text[:1].isupper()


def _after_month(tokens: list[Token], i: int) -> int:
    """The token after the month at token `i` and the full stop of its abbreviation."""
    return i + 2 if tokens[i + 1].text == "." and len(tokens[i].text) <= 4 else i + 1


def _after_year(tokens: list[Token], i: int) -> tuple[str, int]:
    """A year at token `i`, after a comma perhaps: its digits and the token after it; or XXXX."""
    j = i + 1 if tokens[i].text == "," else i
    if tokens[j].low == "of":
        j += 1
    year = _year(tokens, j)
    return (year, j + 1) if year else ("XXXX", i)


def _month_first(tokens: list[Token], i: int) -> Date | None:
    """ "November 2023", "October 7", "Oct. 7th, 2023", "October 7-9"."""
    if not _is_month(tokens, i):
        return None
    month = f"{MONTHS[tokens[i].low]:02d}"
    j = _after_month(tokens, i)
    if tokens[j].low in ("of", "the"):
        j += 1
    year = _year(tokens, j)
    if year:
        return Date(f"{year}-{month}", j + 1)
    day = _day(tokens, j)
    if day is None:
        return None
    number, stop = day
    last = ""
    if tokens[stop].text in DASHES and _number(tokens[stop + 1], 31):
        last = f"..{_number(tokens[stop + 1], 31):02d}"
        stop += 2
    year, stop = _after_year(tokens, stop)
    return Date(f"{year}-{month}-{number:02d}{last}", stop)


def _digits_first(tokens: list[Token], i: int) -> Date | None:
    for rule in (_day_first, _numeric, _time, _decade_or_century, _year_span):
        found = rule(tokens, i)
        if found is not None:
            return found
    return None


def _day_first(tokens: list[Token], i: int) -> Date | None:
    """ "7 October 2023", "the 7th of October", "7-9 October"."""
    day = _day(tokens, i)
    if day is None:
        return None
    number, j = day
    last = ""
    if tokens[j].text in DASHES:
        other = _day(tokens, j + 1)
        if other is None:
            return None
        last, j = f"..{other[0]:02d}", other[1]
    if tokens[j].low == "of":
        j += 1
    if not _is_month(tokens, j):
        return None
    month = f"{MONTHS[tokens[j].low]:02d}"
    year, stop = _after_year(tokens, _after_month(tokens, j))
    if year == "XXXX" and tokens[j + 1].text != ".":
        stop = j + 1
    elif year == "XXXX":
        stop = j + 1 if tokens[j + 2].shape is Shape.BREAK else stop
    return Date(f"{year}-{month}-{number:02d}{last}", stop)


def _numeric(tokens: list[Token], i: int) -> Date | None:
    """ "2023-11-05", "5/17/2018", "17.05.2018"."""
    token = tokens[i]
    if token.text.count(".") == 2:
        return _from_parts(ascii_digits(token.text).split("."), i + 1)
    sign = tokens[i + 1].text
    if (token.text, sign, tokens[i + 2].text) == ("9", "/", "11") and tokens[i + 3].text != "/":
        return Date("XXXX-09-11", i + 3)
    if sign not in ("-", "/") or tokens[i + 3].text != sign:
        return None
    if not all(joined(tokens, j) for j in range(i + 1, i + 5)):
        return None
    parts = [ascii_digits(tokens[j].text) for j in (i, i + 2, i + 4) if tokens[j].text.isdecimal()]
    return _from_parts(parts, i + 5)


def _from_parts(parts: list[str], stop: int) -> Date | None:
    if len(parts) != 3 or not all(part.isdecimal() and len(part) <= 4 for part in parts):
        return None
    if len(parts[0]) == 4 and "1000" <= parts[0] <= "2199":
        year, month, day = parts
    elif len(parts[2]) == 4 and "1000" <= parts[2] <= "2199":
        day, month, year = parts
        if int(month) > 12:
            day, month = month, day
        elif int(day) <= 12 and int(day) != int(month):
            return Date(f"{year}-XX-XX", stop)  # the order depends on the country
    else:
        return None
    if not (0 < int(month) <= 12 and 0 < int(day) <= 31):
        return None
    return Date(f"{year}-{int(month):02d}-{int(day):02d}", stop)


def _time(tokens: list[Token], i: int) -> Date | None:
    """ "12:30", "5 pm", "5.30pm", "7 o'clock"."""
    hour = _number(tokens[i], 23) if tokens[i].text not in ("0", "00") else 0
    minute, j = 0, i + 1
    if hour is None:
        hours, dot, minutes = tokens[i].text.partition(".")
        if not dot or len(minutes) != 2 or not (hours + minutes).isdecimal() or len(hours) > 2:
            return None
        hour, minute = int(hours), int(minutes)
        if hour > 12 or minute > 59 or _half_of_day(tokens, j) is None:
            return None
    elif tokens[j].text == ":" and joined(tokens, j) and joined(tokens, j + 1):
        minutes = tokens[j + 1].text
        if len(minutes) != 2 or not minutes.isdecimal() or int(minutes) > 59:
            return None
        minute, j = int(minutes), j + 2
    half = _half_of_day(tokens, j)
    if half is not None:
        hour, stop = hour % 12 + 12 * half[0], half[1]
        return Date(f"{hour:02d}:{minute:02d}", stop)
    if tokens[j].low in ("o'clock", "o’clock"):
        return Date(f"{hour:02d}:00", j + 1)
    if j == i + 1 or (len(tokens[i].text) < 2 and not (i and tokens[i - 1].low in _TIME_CUES)):
        return None
    return Date(f"{hour:02d}:{minute:02d}", j)


def _half_of_day(tokens: list[Token], i: int) -> tuple[int, int] | None:
    """0 for "am" or "a.m.", 1 for "pm" at token `i`, and the token after it."""
    low = tokens[i].low
    if low in ("am", "pm"):
        return int(low == "pm"), i + 1
    if low in ("a", "p") and tokens[i + 1].text == "." and tokens[i + 2].low == "m":
        stop = i + 4 if tokens[i + 3].text == "." and joined(tokens, i + 3) else i + 3
        return int(low == "p"), stop
    return None


def _decade_or_century(tokens: list[Token], i: int) -> Date | None:
    """ "1990s", "20s", "21st century"."""
    token, after = tokens[i], tokens[i + 1]
    if not token.text.isdecimal() or len(token.text) > 4:
        return None
    digits = ascii_digits(token.text)
    if after.low in ("s", "'s", "’s") and joined(tokens, i + 1) and digits.endswith("0"):
        if _year(tokens, i):
            return Date(digits[:3] + "X" if digits[2:] != "00" else digits[:2] + "XX", i + 2)
        return Date(f"XX{digits[0]}X", i + 2) if len(digits) == 2 else None
    if after.text in ORDINAL_ENDINGS and joined(tokens, i + 1):
        return _century(tokens, int(digits), i + 2)
    return None


def _short_decade(tokens: list[Token], i: int) -> Date | None:
    """ "'90s", from the digits on."""
    digits = tokens[i].text
    if _number(tokens[i], 99) is None or len(digits) != 2 or tokens[i + 1].low != "s":
        return None
    return Date(f"XX{ascii_digits(digits)[0]}X", i + 2)


def _century(tokens: list[Token], number: int, i: int) -> Date | None:
    """The "century" after an ordinal that ended before token `i`."""
    j = i + 1 if tokens[i].text in HYPHENS else i
    if tokens[j].low not in ("century", "centuries") or not 0 < number <= 22:
        return None
    if tokens[j + 1].text in ERAS or tokens[j + 1].low == "b":
        return (
            Date(None, j + 2)
            if tokens[j + 1].text in ("BC", "BCE")
            else Date(f"{number - 1:02d}XX", j + 2)
        )
    return Date(f"{number - 1:02d}XX", j + 1)


def _year_span(tokens: list[Token], i: int) -> Date | None:
    """ "1948", "2005–2010", "2019/20", "610 AD"."""
    token = tokens[i]
    if tokens[i + 1].text in ERAS and token.text.isdecimal() and len(token.text) <= 4:
        bc = tokens[i + 1].text in ("BC", "BCE")
        return Date(None if bc else ascii_digits(token.text).zfill(4), i + 2)
    year = _year(tokens, i)
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
    counts = (
        after.shape is Shape.WORD
        and after.text.islower()
        and (
            (after.low.endswith("s") and len(after.low) > 3)
            or after.low in ("people", "men", "women", "children")
        )
    )
    return not counts


def _words_first(tokens: list[Token], i: int) -> Date | None:
    """ "Twenty-first century", "nineteen forty-eight", "the sixties", "five o'clock"."""
    low = tokens[i].low
    if low in DECADES:
        before = tokens[i - 1].low if i else ""
        named = before in ("the", "early", "late", "mid")
        return Date(f"XX{DECADES[low]}X", i + 1) if named else None
    if low in ORDINALS:
        seventh = _day_first(tokens, i) if ORDINALS[low] <= 31 else None
        return seventh or _century(tokens, ORDINALS[low], i + 1)
    if low == "twenty":
        j = i + 2 if tokens[i + 1].text in HYPHENS else i + 1
        last = ORDINALS.get(tokens[j].low, 10)
        return _century(tokens, 20 + last, j + 1) if last < 10 else None
    ones = ONES.get(low)
    if ones is None or not 1 <= ones <= 20:
        return None
    if tokens[i + 1].low in ("o'clock", "o’clock"):
        return Date(f"{ones:02d}:00", i + 2) if ones <= 12 else None
    if ones >= 15 and tokens[i + 1].low in TENS:
        j = i + 3 if tokens[i + 2].text in HYPHENS else i + 2
        last = ONES.get(tokens[j].low, 0)
        stop, last = (j + 1, last) if 0 < last < 10 else (i + 2, 0)
        return Date(f"{ones}{TENS[tokens[i + 1].low] + last}", stop)
    return None
