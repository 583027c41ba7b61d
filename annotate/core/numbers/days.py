"""Days and months: "November 2023", "October 7", "7-9 May 2020", "2023-11-05"."""

from annotate.core.numbers.date import Date, up_to, year_in
from annotate.core.numbers.digits import ascii_digits
from annotate.core.numbers.number import DASHES
from annotate.core.numbers.tokens import Shape, Token, joined
from annotate.core.numbers.vocabulary import MONTHS, ORDINAL_ENDINGS, ORDINALS

# A full stop after these may be an abbreviation's; March and May are never short.
_ABBREVIATED = frozenset(month for month in MONTHS if len(month) <= 4) - {"may", "june", "july"}


def _is_month(tokens: list[Token], i: int) -> bool:
    """A capitalized month: "may" and "march" are words."""
    return tokens[i].low in MONTHS and tokens[i].text[:1].isupper()


def _past_abbreviation(tokens: list[Token], i: int) -> int:
    """The token after the month at token `i` and, if it is abbreviated, its full stop."""
    return i + 2 if tokens[i].low in _ABBREVIATED and tokens[i + 1].text == "." else i + 1


def _day(tokens: list[Token], i: int) -> tuple[int, int] | None:
    """A day of the month, "7", "7th" or "seventh", and the token after it."""
    token = tokens[i]
    if token.low in ORDINALS and ORDINALS[token.low] <= 31:
        return ORDINALS[token.low], i + 1
    day = up_to(token, 31)
    if day is None:
        return None
    if joined(tokens, i + 1):
        after = tokens[i + 1]
        if after.text in ORDINAL_ENDINGS:
            return day, i + 2
        if after.shape is Shape.WORD or after.text in ("%", ":", "°", "/"):
            return None
    return day, i + 1


def _after_year(tokens: list[Token], i: int) -> tuple[str, int]:
    """A year at token `i`, after a comma perhaps, or XXXX; and the token after it."""
    j = i + 1 if tokens[i].text == "," else i
    if tokens[j].low == "of":
        j += 1
    year = year_in(tokens[j])
    return (year, j + 1) if year else ("XXXX", i)


def month_first(tokens: list[Token], i: int) -> Date | None:
    """Such as "November 2023", "October 7", "Oct. 7th, 2023", "October 7-9"."""
    if not _is_month(tokens, i):
        return None
    month = f"{MONTHS[tokens[i].low]:02d}"
    j = _past_abbreviation(tokens, i)
    if tokens[j].low in ("of", "the"):
        j += 1
    year = year_in(tokens[j])
    if year:
        return Date(f"{year}-{month}", j + 1)
    day = _day(tokens, j)
    if day is None:
        return None
    number, stop = day
    last = up_to(tokens[stop + 1], 31) if tokens[stop].text in DASHES else None
    days = f"{number:02d}" if last is None else f"{number:02d}..{last:02d}"
    stop = stop if last is None else stop + 2
    year, stop = _after_year(tokens, stop)
    return Date(f"{year}-{month}-{days}", stop)


def day_first(tokens: list[Token], i: int) -> Date | None:
    """Such as "7 October 2023", "the 7th of October", "7-9 October"."""
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
    year, stop = _after_year(tokens, _past_abbreviation(tokens, j))
    # Without a year, the full stop may end the sentence.
    return Date(f"{year}-{month}-{number:02d}{last}", j + 1 if year == "XXXX" else stop)


def numeric(tokens: list[Token], i: int) -> Date | None:
    """Such as "2023-11-05", "5/17/2018", "17.05.2018"."""
    token = tokens[i]
    if token.text.count(".") == 2:
        return _from_parts(ascii_digits(token.text).split("."), i + 1)
    sign = tokens[i + 1].text
    if sign == "/" and tokens[i + 3].text != "/":
        return _without_year(tokens, i)
    if sign not in ("-", "/") or tokens[i + 3].text != sign:
        return None
    if not all(joined(tokens, j) for j in range(i + 1, i + 5)):
        return None
    parts = [ascii_digits(tokens[j].text) for j in (i, i + 2, i + 4) if tokens[j].text.isdecimal()]
    return _from_parts(parts, i + 5)


def _without_year(tokens: list[Token], i: int) -> Date | None:
    """Such as "7/10", when it is no fraction: above one, or the day that is known as "9/11"."""
    if not (joined(tokens, i + 1) and joined(tokens, i + 2)):
        return None
    first, second = up_to(tokens[i], 31), up_to(tokens[i + 2], 31)
    if first is None or second is None:
        return None
    if (first, second) == (9, 11):
        return Date("XXXX-09-11", i + 3)
    if first < second or (first > 12 and second > 12) or (first, second) == (24, 7):
        return None
    if first > 12:
        return Date(f"XXXX-{second:02d}-{first:02d}", i + 3)
    return Date("XXXX-XX-XX", i + 3)  # the order depends on the country


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
