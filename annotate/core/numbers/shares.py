"""Fractions in words and signs: "half", "two thirds", "a quarter of a million", "and a half"."""

from annotate.core.numbers.digits import tidy
from annotate.core.numbers.number import HYPHENS, Number
from annotate.core.numbers.spelled import past_hyphen, small_at
from annotate.core.numbers.tokens import Shape, Token, joined
from annotate.core.numbers.vocabulary import (
    DENOMINATORS,
    DOZENS,
    HALF_AFTER,
    HALF_BEFORE,
    ORDINALS,
    PLURAL_DENOMINATORS,
    SCALES,
    SHARE_AFTER,
    TENS,
)

_SHARE_BEFORE = frozenset({"of", "as", "more", "less", "fewer", "higher", "lower"})


def share_after_article(tokens: list[Token], i: int) -> Number | None:
    """Such as "A half", "a quarter", "a third" from the article at token `i`; no "third" in a sequence."""
    low = tokens[i + 1].low
    under = DENOMINATORS.get(low)
    if under is None or tokens[i + 2].text in HYPHENS:
        return None
    if low in ("half", "quarter") or _is_share(tokens, i):
        return scaled(tokens, i + 2, 1, under)
    return None


def _is_share(tokens: list[Token], i: int) -> bool:
    """The ordinal after the article at token `i` is a part: "fell by a fifth", "a tenth of"."""
    after = tokens[i + 2]
    if after.low in _SHARE_BEFORE or after.shape is Shape.BREAK:
        return True
    return i > 0 and tokens[i - 1].low in SHARE_AFTER


def bare_share(tokens: list[Token], i: int) -> Number | None:
    """Such as "Half" or, before a scale word, "quarter" at token `i`."""
    after = tokens[i + 1]
    if tokens[i].low == "quarter":
        scales = after.low in SCALES and len(after.low) > 3
        return scaled(tokens, i + 1, 1, 4) if scales else None
    if after.low in HALF_BEFORE or (after.text in HYPHENS and joined(tokens, i + 1)):
        return None
    before = tokens[i - 1] if i else None
    if before is not None and before.low in HALF_AFTER:
        return None
    if before is not None and before.text in HYPHENS and joined(tokens, i):
        return None
    return scaled(tokens, i + 1, 1, 2)


def counted_share(tokens: list[Token], number: Number) -> Number | None:
    """Such as "Two thirds", "one-fifth", "100 and three quarters" whose count is `number`."""
    j = past_hyphen(tokens, number.stop)
    low, value = tokens[j].low, number.value
    if value is None:
        return None
    if value == 1:
        under = DENOMINATORS.get(low)
        if under is not None:
            return scaled(tokens, j + 1, 1, under)
        last = ORDINALS.get(tokens[past_hyphen(tokens, j + 1)].low, 0)
        if low in TENS and 0 < last < 10:
            return Number(tidy(1 / (TENS[low] + last)), past_hyphen(tokens, j + 1) + 1, fraction=True)
        return None
    under = PLURAL_DENOMINATORS.get(low) or _hyphened_under(tokens, value, j)
    if under is None:
        return None
    if 0 < number.after_and < under:
        return Number(tidy(value - number.after_and + number.after_and / under), j + 1)
    return scaled(tokens, j + 1, value, under)


def _hyphened_under(tokens: list[Token], over: int | float, i: int) -> int | None:
    """What "quarter" in "three-quarter" divides by; "twenty-third" is no fraction."""
    divides = tokens[i].low in ("third", "quarter", "fifth") and tokens[i - 1].text in HYPHENS
    return DENOMINATORS[tokens[i].low] if divides and over < 10 else None


def scaled(tokens: list[Token], i: int, over: int | float, under: int) -> Number:
    """The fraction that ended before token `i`, times the "million" or "of a dozen" after it."""
    j = i + 1 if tokens[i].low == "of" and tokens[i + 1].low in ("a", "one") else i
    if tokens[j].low in ("a", "one"):
        j += 1
    low = tokens[j].low
    scale = 12 if low in DOZENS else 100 if low == "hundred" else SCALES.get(low, 0)
    if scale:
        return Number(tidy(over * scale / under), j + 1)
    return Number(tidy(over / under), i, fraction=True)


def mixed(tokens: list[Token], i: int, whole: int | float | None, over: int, under: int) -> Number:
    """A whole number and a fraction that end before token `i`, with a scale word after."""
    value = None if whole is None else whole + over / under
    scale = SCALES.get(tokens[i].low)
    if scale and value is not None:
        return Number(tidy(value * scale), i + 1)
    return Number(tidy(value), i, fraction=True)


def with_share(tokens: list[Token], number: Number) -> Number:
    """`number` with "and a half" or "and three quarters" after it; of its scale word, if any.

    "Five and a half million" scales both; "one billion and a half million" the fraction only.
    """
    found = and_share(tokens, number.stop)
    if found is None or number.value is None:
        return number
    over, under, stop = found
    scale = SCALES.get(tokens[stop].low, 1)
    if scale == 1:
        value = tidy(number.value + over * number.scale / under)
        return Number(value, stop, fraction=number.scale == 1)
    if number.scale == 1:
        return Number(tidy((number.value + over / under) * scale), stop + 1)
    if scale < number.scale:
        return Number(tidy(number.value + over * scale / under), stop + 1)
    return number


def and_share(tokens: list[Token], i: int) -> tuple[int, int, int] | None:
    """Such as "And a half", "-and-three-quarters" at token `i`: over, under, the token after."""
    i = past_hyphen(tokens, i)
    if tokens[i].low != "and":
        return None
    i = past_hyphen(tokens, i + 1)
    small = (1, i + 1) if tokens[i].low in ("a", "one") else small_at(tokens, i)
    if small is None:
        return None
    over, j = small[0], past_hyphen(tokens, small[1])
    under = (DENOMINATORS if over == 1 else PLURAL_DENOMINATORS).get(tokens[j].low)
    under = under or _hyphened_under(tokens, over, j)
    return (over, under, j + 1) if under else None
