"""Reading one number, in digits, in words or in both: "3.5", "two hundred", "15 thousand"."""

import msgspec

from annotate.core.numbers.codes import is_code
from annotate.core.numbers.digits import (
    ascii_digits,
    power_of_ten,
    tidy,
    times,
    value_of,
)
from annotate.core.numbers.tokens import Shape, Token, joined
from annotate.core.numbers.vocabulary import (
    ATTACHED_SCALES,
    DENOMINATORS,
    DOZENS,
    FRACTION_SIGNS,
    HALF_AFTER,
    MONEY_ONLY_SCALES,
    ONE_AFTER,
    ONE_BEFORE,
    ONES,
    ORDINAL_ENDINGS,
    ORDINAL_SCALES,
    ORDINALS,
    PLURAL_DENOMINATORS,
    SCALES,
    TENS,
)

HYPHENS = frozenset("-‐‑")
MINUS_SIGNS = frozenset("-−–‐‑")
SPACES = frozenset("  \u2009\u202f")


class Number(msgspec.Struct, frozen=True):
    """A number that ends before token `stop`.

    `literal` holds the digits 0-9 of a number that is nothing but digits, else it is empty.
    """

    value: int | float | None
    stop: int
    literal: str = ""
    ordinal: bool = False
    fraction: bool = False


def number_at(tokens: list[Token], i: int, money: bool = False) -> Number | None:
    """The longest number that starts at token `i`; `money` if a currency sign stands before it."""
    first = tokens[i]
    if first.shape is Shape.NUMBER:
        return _in_digits(tokens, i, money)
    if first.shape is Shape.WORD:
        if first.low in ("minus", "negative"):
            return _negated(number_at(tokens, i + 1, money))
        return _in_words(tokens, i)
    if first.text in FRACTION_SIGNS:
        return _scaled_fraction(tokens, i + 1, *FRACTION_SIGNS[first.text])
    if first.text in MINUS_SIGNS and _is_minus(tokens, i):
        return _negated(number_at(tokens, i + 1, money))
    if first.text == "+" and joined(tokens, i + 1) and not joined(tokens, i):
        return number_at(tokens, i + 1, money) if tokens[i + 1].shape is Shape.NUMBER else None
    if first.text == "." and joined(tokens, i + 1) and not joined(tokens, i):
        return _point_first(tokens, i + 1)
    return None


def _negated(number: Number | None) -> Number | None:
    if number is None or number.ordinal:
        return None
    return Number(times(number.value, -1), number.stop, fraction=number.fraction)


def _is_minus(tokens: list[Token], i: int) -> bool:
    """A sign that touches the digits after it, and nothing but an opening sign before it.

    An en dash at a space may be a dash of the sentence.
    """
    if tokens[i + 1].shape is not Shape.NUMBER or not joined(tokens, i + 1):
        return False
    if not joined(tokens, i):
        return tokens[i].text != "–" or i == 0
    return tokens[i - 1].text in ("∼", "~", "≈", "(", "[", "<", ">", "≤", "≥", "$", "€", "£", "=")


def _point_first(tokens: list[Token], i: int) -> Number | None:
    """ ".25", from the digits on."""
    token = tokens[i]
    if token.shape is not Shape.NUMBER or not token.text.isdecimal() or len(token.text) > 300:
        return None
    return Number(tidy(float("0." + ascii_digits(token.text))), i + 1)


# Digits


def _in_digits(tokens: list[Token], i: int, money: bool) -> Number | None:
    if is_code(tokens, i):
        return None
    value, stop = _grouped_by_spaces(tokens, i)
    lone = stop == i + 1
    literal = ascii_digits(tokens[i].text) if lone and tokens[i].text.isdecimal() else ""
    after = tokens[stop]
    if after.start == tokens[stop - 1].end:
        if after.text in ORDINAL_ENDINGS:
            return Number(value, stop + 1, ordinal=True)
        if after.text in FRACTION_SIGNS:
            return _mixed(tokens, stop + 1, value, *FRACTION_SIGNS[after.text])
        scale = ATTACHED_SCALES.get(after.text)
        if scale and (money or after.text not in MONEY_ONLY_SCALES):
            return Number(times(value, scale), stop + 1)
        if after.text == "/":
            return _slashed(tokens, i, stop)
    power = _power_after(tokens, stop)
    if power is not None:
        factor, stop = power
        return Number(None if factor is None else times(value, factor), stop)
    if after.text in FRACTION_SIGNS:
        return _mixed(tokens, stop + 1, value, *FRACTION_SIGNS[after.text])
    if lone and after.shape is Shape.NUMBER and tokens[stop + 1].text == "/":
        part = _slashed(tokens, stop, stop + 1)
        if part is not None and part.value is not None and part.value < 1 and value is not None:
            return Number(tidy(value + part.value), part.stop, fraction=True)
    if after.shape is not Shape.WORD and after.text not in HYPHENS:
        return Number(value, stop, literal)
    if money and after.low in ("k", "m", "b", "t"):
        return Number(times(value, ATTACHED_SCALES[after.low.upper()]), stop + 1)
    if after.text == "k":
        return Number(times(value, 1000), stop + 1)
    return _with_scales(tokens, value, stop, literal)


def _grouped_by_spaces(tokens: list[Token], i: int) -> tuple[int | float | None, int]:
    """ "1 000 000" and "40 000": value and the token after it; a lone run of digits as it is."""
    lead = tokens[i].text
    stop = i + 1
    if not (lead.isdecimal() and len(lead) <= 3 and ascii_digits(lead)[0] != "0"):
        return value_of(lead), stop
    groups = [lead]
    while _is_group(tokens, stop) and len(groups) < 12:
        groups.append(tokens[stop].text)
        stop += 1
        if not groups[-1].isdecimal():
            break
    return value_of("".join(groups)), stop


def _is_group(tokens: list[Token], i: int) -> bool:
    token, before = tokens[i], tokens[i - 1]
    if token.shape is not Shape.NUMBER or token.start - before.end != 1:
        return False
    whole, _, rest = token.text.partition(".")
    return len(whole) == 3 and whole.isdecimal() and (not rest or rest.isdecimal())


def _slashed(tokens: list[Token], i: int, slash: int) -> Number | None:
    """ "3/4": digits at `i`, a slash, and digits that touch it."""
    over, under = tokens[i], tokens[slash + 1]
    if under.shape is not Shape.NUMBER or not joined(tokens, slash + 1):
        return Number(value_of(over.text), slash)
    if not (over.text.isdecimal() and under.text.isdecimal()) or len(under.text) > 9:
        return None
    top, bottom = value_of(over.text), value_of(under.text)
    if not bottom or top is None or tokens[slash + 2].text == "/":
        return None
    return Number(tidy(top / bottom), slash + 2, fraction=True)


def _power_after(tokens: list[Token], i: int) -> tuple[float | int | None, int] | None:
    """ "× 10−8", "x10^6", "e10" after digits: the factor and the token after it."""
    sign = tokens[i].low
    if sign in ("×", "x", "*", "·") and tokens[i + 1].text == "10":
        stop = i + 2
        if tokens[stop].text == "^":
            stop += 1
    elif sign == "e" and joined(tokens, i) and joined(tokens, i + 1):
        stop = i + 1
    else:
        return None
    lead = ""
    if tokens[stop].text in ("+", *MINUS_SIGNS) and joined(tokens, stop):
        lead = "" if tokens[stop].text == "+" else "-"
        stop += 1
    if tokens[stop].shape is not Shape.NUMBER or not joined(tokens, stop):
        return None
    if not tokens[stop].text.isdecimal():
        return None
    return power_of_ten(lead + ascii_digits(tokens[stop].text)), stop + 1


# Words


def _in_words(tokens: list[Token], i: int) -> Number | None:
    low = tokens[i].low
    if low in ("a", "an"):
        return _after_article(tokens, i)
    if low == "half" or low == "quarter":
        return _bare_part(tokens, i)
    if low in ORDINALS and low not in ("half", "quarter"):
        return Number(ORDINALS[low], i + 1, ordinal=True)
    if low in ORDINAL_SCALES:
        return Number(ORDINAL_SCALES[low], i + 1, ordinal=True)
    if (low in SCALES and len(low) > 3) or low == "hundred":
        return _with_scales(tokens, 1, i, "")
    group = _group(tokens, i)
    if group is None or (low == "one" and _is_pronoun(tokens, i)):
        return None
    value, stop = group
    part = _part_of(tokens, value, stop)
    return part if part is not None else _with_scales(tokens, value, stop, "")


def _after_article(tokens: list[Token], i: int) -> Number | None:
    low = tokens[i + 1].low
    if low in DOZENS:
        return Number(12, i + 2)
    if low == "hundred" or (low in SCALES and len(low) > 3):
        return _with_scales(tokens, 1, i + 1, "")
    if low in ("half", "quarter") and tokens[i + 2].text not in HYPHENS:
        return _scaled_fraction(tokens, i + 2, 1, DENOMINATORS[low])
    if low in DENOMINATORS and _is_share(tokens, i):
        return _scaled_fraction(tokens, i + 2, 1, DENOMINATORS[low])
    return None


def _is_share(tokens: list[Token], i: int) -> bool:
    """ "A third" is 1/3 and not the next after the second."""
    after = tokens[i + 2]
    if after.low in ("of", "as", "more", "less", "fewer") or after.shape in (Shape.BREAK,):
        return True
    before = tokens[i - 1].low if i else ""
    return before in ("by", "almost", "nearly", "about", "than", "over", "under", "around", "only",
                      "roughly", "approximately", "to", "and", "fell", "rose")  # fmt: skip


def _bare_part(tokens: list[Token], i: int) -> Number | None:
    low = tokens[i].low
    scale = tokens[i + 1].low
    if low == "quarter":
        return (
            _scaled_fraction(tokens, i + 1, 1, 4)
            if scale in ("million", "billion", "trillion", "thousand")
            else None
        )
    if i and (
        tokens[i - 1].low in HALF_AFTER or (tokens[i - 1].text in HYPHENS and joined(tokens, i))
    ):
        return None
    if tokens[i + 1].text in HYPHENS and joined(tokens, i + 1) and joined(tokens, i + 2):
        return None
    if scale in ("past", "way", "time", "brother", "sister", "baked", "hearted", "wit"):
        return None
    return _scaled_fraction(tokens, i + 1, 1, 2)


def _scaled_fraction(tokens: list[Token], i: int, over: int | float, under: int) -> Number:
    """A fraction that ended before token `i`, with "million", "a dozen" or "of a million" after."""
    value = tidy(over / under)
    stop = i
    if tokens[stop].low == "of" and tokens[stop + 1].low in ("a", "one"):
        stop += 1
    if tokens[stop].low in ("a", "one"):
        stop += 1
    scale = _scale(tokens[stop].low)
    if scale:
        return Number(times(over, scale) if under == 1 else tidy(over * scale / under), stop + 1)
    return Number(value, i, fraction=True)


def _scale(low: str) -> int | None:
    return 12 if low in DOZENS else 100 if low == "hundred" else SCALES.get(low)


def _mixed(
    tokens: list[Token], stop: int, value: int | float | None, over: int, under: int
) -> Number:
    whole = None if value is None else tidy(value + over / under)
    scale = SCALES.get(tokens[stop].low)
    if scale:
        return Number(times(whole, scale), stop + 1)
    return Number(whole, stop, fraction=True)


def _part_of(tokens: list[Token], value: int, i: int) -> Number | None:
    """ "Two thirds", "one-fifth": a counted part; the numerator ended before token `i`."""
    j = i + 1 if tokens[i].text in HYPHENS else i
    low = tokens[j].low
    if value == 1 and low in DENOMINATORS:
        return _scaled_fraction(tokens, j + 1, 1, DENOMINATORS[low])
    if low in PLURAL_DENOMINATORS:
        return _scaled_fraction(tokens, j + 1, value, PLURAL_DENOMINATORS[low])
    return None


def _small(tokens: list[Token], i: int) -> tuple[int, int] | None:
    """A number word or two below a hundred, and the token after them."""
    low = tokens[i].low
    if low in TENS:
        j = i + 2 if tokens[i + 1].text in HYPHENS else i + 1
        ones = ONES.get(tokens[j].low, 0)
        return (TENS[low] + ones, j + 1) if 0 < ones < 10 else (TENS[low], i + 1)
    return (ONES[low], i + 1) if low in ONES else None


def _group(tokens: list[Token], i: int) -> tuple[int, int] | None:
    """Number words below a thousand, or hundreds of up to 99, and the token after them."""
    low = tokens[i].low
    small = (1, i) if low == "hundred" else _small(tokens, i)
    return small and _hundreds(tokens, *small)


def _hundreds(tokens: list[Token], value: int, i: int) -> tuple[int, int]:
    """`value` ended before token `i`; with "hundred and five" after it, if that is there."""
    j = i + 1 if tokens[i].text in HYPHENS else i
    if tokens[j].low not in ("hundred", "hundreds") or not 0 < value < 1000:
        return value, i
    value, stop = value * 100, j + 1
    j = stop + 1 if tokens[stop].low == "and" else stop
    rest = _rest(tokens, j, j > stop)
    if rest is None or not 0 < rest[0] < 100 or tokens[rest[1]].low in ("hundred", "hundreds"):
        return value, stop
    return value + rest[0], rest[1]


def _rest(tokens: list[Token], i: int, after_and: bool) -> tuple[int, int] | None:
    """The part of a number below a hundred after "hundred", in words, or in digits after "and"."""
    small = _small(tokens, i)
    if small is not None or not after_and:
        return small
    token = tokens[i]
    if token.shape is Shape.NUMBER and token.text.isdecimal() and len(token.text) <= 2:
        return int(token.text), i + 1
    return None


def _with_scales(tokens: list[Token], value: int | float | None, stop: int, literal: str) -> Number:
    """A number whose first part ended before token `stop`, with all that continues it.

    Scales must fall ("two million five thousand"), so a number has few parts.
    """
    if value is not None and isinstance(value, float):
        hundreds: int | float | None = value
        j = stop
        if tokens[j].low == "hundred":
            hundreds, j = times(value, 100), j + 1
    elif value is not None:
        hundreds, j = _hundreds(tokens, value, stop)
    else:
        return Number(None, stop)
    start, value, total, last = stop, hundreds, 0, 0
    stop = j
    whole: int | float = 0
    while value is not None:
        j = stop + 1 if tokens[stop].text in HYPHENS else stop
        scale = SCALES.get(tokens[j].low)
        if scale is None or (len(tokens[j].low) < 3 and tokens[j].text != tokens[j].low):
            scale = 12 if tokens[j].low in DOZENS else None
        if scale is None or (last and scale >= last):
            break
        stop = j + 1
        larger = SCALES.get(tokens[stop].low, 0)
        if larger > scale and (not last or scale * larger < last):
            scale, stop = scale * larger, stop + 1
        whole += value * scale
        last, total, value = scale, total + 1, 0
        following = _next_part(tokens, stop, last)
        if following is None:
            break
        value, stop = following
    else:
        value = 0
    result = Number(tidy(whole + (value or 0)), stop, literal if stop == start else "")
    result = _with_point(tokens, result)
    return _with_part(tokens, _as_ordinal(tokens, result), last or 1)


def _next_part(tokens: list[Token], stop: int, last: int) -> tuple[int, int] | None:
    """What continues a number after a scale word worth `last`: its value and the token after it."""
    j = stop + 1 if tokens[stop].low == "and" else stop
    token = tokens[j]
    if token.shape is Shape.NUMBER:
        if not token.text.isdecimal() or len(token.text) > 3 or is_code(tokens, j):
            return None
        group = _hundreds(tokens, int(token.text), j + 1)
        scaled = group[1] > j + 1 or SCALES.get(tokens[j + 1].low, last) < last
        if not scaled and (j == stop or last > 1000):
            return None
    else:
        found = _group(tokens, j)
        if found is None or (token.low == "one" and tokens[j + 1].low == "of"):
            return None
        group = found
    value, after = group
    scale = SCALES.get(tokens[after].low, 1)
    if value == 0 or value * scale >= last or tokens[after].low == "hundred":
        return None
    if j > stop and PLURAL_DENOMINATORS.get(tokens[after].low):
        return None
    return group


def _with_point(tokens: list[Token], number: Number) -> Number:
    """ "five point two five" and "nought point eleven"."""
    i = number.stop
    if tokens[i].low != "point" or number.value is None or number.literal:
        return number
    digits, i = "", i + 1
    while len(digits) < 12:
        small = _small(tokens, i)
        if small is None:
            break
        digits += str(small[0])
        i = small[1]
    if not digits:
        return number
    return Number(tidy(number.value + int(digits) / 10 ** len(digits)), i)


def _as_ordinal(tokens: list[Token], number: Number) -> Number:
    """ "Twenty-first", "one hundred and fifth", "two hundredth"."""
    i, value = number.stop, number.value
    if number.literal or not isinstance(value, int) or value <= 0:
        return number
    j = i + 1 if tokens[i].text in HYPHENS or tokens[i].low == "and" else i
    low = tokens[j].low
    last = ORDINALS.get(low)
    if last and (value % 100 == 0 or (value % 100 >= 20 and value % 10 == 0 and last < 10)):
        return Number(value + last, j + 1, ordinal=True)
    if low in ORDINAL_SCALES and value > 1:
        return Number(tidy(value * ORDINAL_SCALES[low]), j + 1, ordinal=True)
    return number


def _with_part(tokens: list[Token], number: Number, last: int) -> Number:
    """ "And a half", "and three quarters" after a number whose last scale word is worth `last`."""
    i = number.stop
    if number.ordinal or number.value is None:
        return number
    if tokens[i].text in HYPHENS:
        i += 1
    if tokens[i].low != "and":
        return number
    i += 2 if tokens[i + 1].text in HYPHENS else 1
    if tokens[i].low in ("a", "one"):
        over, j = 1, i + 1
    else:
        small = _small(tokens, i)
        if small is None or small[0] == 0:
            return number
        over, j = small
    if tokens[j].text in HYPHENS:
        j += 1
    table = DENOMINATORS if over == 1 else PLURAL_DENOMINATORS
    under = table.get(tokens[j].low)
    if under is None:
        return number
    scale = SCALES.get(tokens[j + 1].low)
    if scale and last == 1:
        return Number(tidy((number.value + over / under) * scale), j + 2)
    if scale and scale < last:
        return Number(tidy(number.value + over * scale / under), j + 2)
    return Number(tidy(number.value + over * last / under), j + 1, fraction=last == 1)


def _is_pronoun(tokens: list[Token], i: int) -> bool:
    """ "One" at token `i` stands for someone or something and counts nothing."""
    before = tokens[i - 1].low if i else ""
    after = tokens[i + 1]
    if after.low in SCALES or after.low == "hundred" or after.low in DENOMINATORS:
        return False
    if after.text in HYPHENS and joined(tokens, i + 1):
        return tokens[i + 2].low in ("sided", "time", "off", "way", "eyed", "size")
    if after.low in ("in", "out", "to", "per", "for", "or", "of") and _counts_next(tokens, i + 1):
        return False
    if before in ("minus", "negative", "than", "least", "about", "point"):
        return False
    if before in ("to", "or", *HYPHENS) and i > 1 and _counts_next(tokens, i - 3):
        return False
    if before in ONE_AFTER or before.endswith(("'s", "’s")):
        return True
    return after.shape is not Shape.WORD or after.low in ONE_BEFORE


def _counts_next(tokens: list[Token], i: int) -> bool:
    """A number follows token `i`, after "out of", "in every", "to" or the like perhaps."""
    j = i + 1
    while tokens[j].low in ("of", "every", "each", "a") and j < i + 3:
        j += 1
    token = tokens[j]
    return (
        token.shape is Shape.NUMBER
        or token.low in ONES
        or token.low in TENS
        or (token.low in ("hundred", "thousand", "million", "dozen"))
    )
