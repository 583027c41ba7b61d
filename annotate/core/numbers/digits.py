"""Numbers printed in digits: what a run of digits and separators is worth."""

import math
import re
import unicodedata

# Beyond this many characters a run of digits is a value nobody counts with; int() is quadratic
# and refuses 4,300 digits.
_LONGEST = 300
_ENGLISH = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?")
_CONTINENTAL = re.compile(r"\d{1,3}(?:\.\d{3})+,\d+|\d{1,3}(?:\.\d{3}){2,}")
_SWISS = re.compile(r"\d{1,3}(?:'\d{3})+(?:[.,]\d+)?")
_DECIMAL = re.compile(r"\d+[.,]\d+")


def ascii_digits(printed: str) -> str:
    """Digits of any script as 0-9, separators as `.`, `,` and `'`."""
    if printed.isascii():
        return printed
    separators = {"٫": ".", "٬": ",", "’": "'"}
    return "".join(separators[sign] if sign in separators else str(unicodedata.decimal(sign, sign)) for sign in printed)


def is_number(printed: str) -> bool:
    """A run from `tokenize` is one number: not a list, a version, an address or a date."""
    if printed.isdecimal():
        return True
    if len(printed) > _LONGEST:
        return False
    plain = ascii_digits(printed)
    return any(form.fullmatch(plain) is not None for form in (_DECIMAL, _ENGLISH, _CONTINENTAL, _SWISS))


def value_of(printed: str) -> int | float | None:
    """The value of a run that `is_number`; None if it is too long to have one."""
    if len(printed) > _LONGEST:
        return None
    plain = ascii_digits(printed).replace("'", "")
    if plain.isdecimal():
        return tidy(int(plain))
    if _ENGLISH.fullmatch(plain):
        plain = plain.replace(",", "")
    elif _CONTINENTAL.fullmatch(plain):
        plain = plain.replace(".", "").replace(",", ".")
    else:
        plain = plain.replace(",", ".")
    return tidy(float(plain) if "." in plain else int(plain))


def tidy(value: float | int | None) -> int | float | None:
    """A product or quotient without its binary dust: 15 significant digits, an int if whole.

    None if it is infinite.
    """
    if value is None:
        return None
    if isinstance(value, int):
        if -(2**63) < value < 2**63:
            return value
        return float(value) if abs(value) < 10**308 else None
    if not math.isfinite(value):
        return None
    rounded = float(f"{value:.15g}")
    return int(rounded) if rounded.is_integer() and abs(rounded) < 2**53 else rounded


def times(value: float | int | None, factor: float | int) -> int | float | None:
    """`value * factor`, tidy; None stays None."""
    return None if value is None else tidy(value * factor)


def raised(value: float | int | None, exponent: str) -> int | float | None:
    """`value` to a printed exponent; None if that has no value or no float holds it."""
    if value is None or len(exponent) > 4 or (value == 0 and exponent.startswith("-")):
        return None
    try:
        return tidy(float(value) ** int(exponent))
    except OverflowError:
        return None


def power_of_ten(exponent: str) -> float | int | None:
    """10 to a printed exponent with its sign; None beyond what a float holds."""
    if len(exponent) > 4:
        return None
    power = int(exponent)
    if not -300 <= power <= 300:
        return None
    return 10**power if power >= 0 else float(f"1e{power}")
