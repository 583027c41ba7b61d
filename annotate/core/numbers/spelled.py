"""Whole numbers in words: "two hundred and five", and the scale words after digits."""

from annotate.core.numbers.digits import tidy, times
from annotate.core.numbers.number import HYPHENS, Number
from annotate.core.numbers.tokens import Shape, Token
from annotate.core.numbers.vocabulary import (
    DENOMINATORS,
    DOZENS,
    ONES,
    ORDINAL_SCALES,
    ORDINALS,
    PLURAL_DENOMINATORS,
    SCALES,
    TENS,
)

_HUNDRED = frozenset({"hundred", "hundreds"})
_MOST_DECIMALS = 12


def past_hyphen(tokens: list[Token], i: int) -> int:
    """The token after the hyphen at token `i`, or `i` if there is none."""
    return i + 1 if tokens[i].text in HYPHENS else i


def small_at(tokens: list[Token], i: int) -> tuple[int, int] | None:
    """A number below a hundred in words, and the token after it."""
    low = tokens[i].low
    if low not in TENS:
        return (ONES[low], i + 1) if low in ONES else None
    j = past_hyphen(tokens, i + 1)
    ones = ONES.get(tokens[j].low, 0)
    return (TENS[low] + ones, j + 1) if 0 < ones < 10 else (TENS[low], i + 1)


def whole_at(tokens: list[Token], i: int) -> Number | None:
    """The longest whole number in words that starts at token `i`; a bare "million" is one."""
    low = tokens[i].low
    if low in _HUNDRED or (low in SCALES and len(low) > 3):
        return continued(tokens, 1, i)
    small = small_at(tokens, i)
    return continued(tokens, *small) if small is not None else None


def continued(tokens: list[Token], value: int | float | None, stop: int) -> Number:
    """A number whose first part ended before token `stop`, with the words that continue it.

    Its scales must fall, as in "two million five thousand and six", so its parts are few.
    """
    if value is None:
        return Number(None, stop)
    whole: int | float = 0
    last, joined_by_and = 1, 0
    part: int | float = value
    part, stop, joined_by_and = _hundreds(tokens, part, stop)
    while True:
        scale, after = _scale_at(tokens, stop)
        if scale == 1 or (last > 1 and part * scale >= last):
            break
        if scale == 12 and joined_by_and:
            return Number(tidy(whole + part + 11 * joined_by_and), after)
        whole, last, stop = whole + part * scale, scale, after
        part, joined_by_and = 0, 0
        following = _next_part(tokens, stop, last)
        if following is None:
            break
        part, stop, joined_by_and = following
    return Number(tidy(whole + part), stop, scale=last, after_and=joined_by_and)


def _hundreds(tokens: list[Token], value: int | float, i: int) -> tuple[int | float, int, int]:
    """`value` ended before token `i`; with "hundred and five" after it if that is there.

    Returns the value, the token after it, and what "and" added.
    """
    j = past_hyphen(tokens, i)
    if tokens[j].low not in _HUNDRED or not 0 < value < 1000:
        return value, i, 0
    hundreds, stop = times(value, 100) or 0, j + 1
    j = stop + 1 if tokens[stop].low == "and" else stop
    rest = _below_hundred(tokens, j, j > stop)
    if rest is None or rest[0] == 0 or tokens[rest[1]].low in _HUNDRED:
        return hundreds, stop, 0
    if j > stop and _is_part(tokens, rest):
        return hundreds, stop, 0
    return hundreds + rest[0], rest[1], rest[0] if j > stop else 0


def _below_hundred(tokens: list[Token], i: int, digits: bool) -> tuple[int, int] | None:
    small = small_at(tokens, i)
    token = tokens[i]
    if small is None and digits and token.shape is Shape.NUMBER and len(token.text) <= 2:
        return int(token.text), i + 1
    return small


def _is_part(tokens: list[Token], group: tuple[int, int]) -> bool:
    """The number is the counter of a fraction smaller than one: three in "three quarters"."""
    value, stop = group
    low = tokens[past_hyphen(tokens, stop)].low
    if value == 1:
        return low in DENOMINATORS
    return value < PLURAL_DENOMINATORS.get(low, 0)


def _scale_at(tokens: list[Token], i: int) -> tuple[int, int]:
    """What the scale words at token `i` multiply by, 1 without any, and the token after them.

    A larger scale right after a smaller one multiplies it: "lakh crore", "thousand million".
    """
    j = past_hyphen(tokens, i)
    word = tokens[j]
    if word.low in DOZENS:
        return 12, j + 1
    scale = SCALES.get(word.low, 1)
    if scale == 1 or (len(word.low) <= 3 and word.text != word.low):
        return 1, i
    larger = SCALES.get(tokens[j + 1].low, 0)
    return (scale * larger, j + 2) if larger > scale else (scale, j + 1)


def _next_part(tokens: list[Token], stop: int, last: int) -> tuple[int, int, int] | None:
    """What goes on after a scale word worth `last`: value, token after it, what "and" added."""
    j = stop + 1 if tokens[stop].low == "and" else stop
    token = tokens[j]
    if token.shape is Shape.NUMBER:
        if not token.text.isdecimal() or len(token.text) > 3:
            return None
        first, after = int(token.text), j + 1
        followed = tokens[after].low in _HUNDRED or 1 < SCALES.get(tokens[after].low, 1) < last
        if not followed and (j == stop or last > 1000):
            return None
    else:
        small = (1, j) if token.low in _HUNDRED else small_at(tokens, j)
        if small is None or _is_part(tokens, small):
            return None
        first, after = small
    value, after, added = _hundreds(tokens, first, after)
    scale, _ = _scale_at(tokens, after)
    if value == 0 or value * scale >= last or tokens[after].low in _HUNDRED:
        return None
    if token.low == "one" and tokens[after].low == "of":
        return None
    return int(value), after, added or (int(value) if j > stop else 0)


def with_decimals(tokens: list[Token], number: Number) -> Number:
    """Such as "Five point two five", "nought point eleven"; `number` where no point follows."""
    i = number.stop
    if tokens[i].low != "point" or number.value is None:
        return number
    digits, i = "", i + 1
    while len(digits) < _MOST_DECIMALS:
        small = small_at(tokens, i)
        if small is None:
            break
        digits, i = digits + str(small[0]), small[1]
    return Number(tidy(float(f"{number.value}.{digits}")), i) if digits else number


def as_ordinal(tokens: list[Token], number: Number) -> Number:
    """Such as "Twenty-first", "one hundred and fifth", "two hundredth"; else `number`."""
    value = number.value
    if not isinstance(value, int) or value <= 0:
        return number
    i = number.stop
    plain = tokens[i].low != "and"
    j = past_hyphen(tokens, i) if plain else i + 1
    last, tens = ORDINALS.get(tokens[j].low, 0), value % 100
    if last and (tens == 0 or (plain and tens >= 20 and tens % 10 == 0 and last < 10)):
        return Number(value + last, j + 1, ordinal=True)
    scale = ORDINAL_SCALES.get(tokens[j].low, 0)
    if scale and plain and value > 1:
        return Number(tidy(value * scale), j + 1, ordinal=True)
    return number
