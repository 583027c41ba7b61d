"""Numbers that start with digits: "1,000", "3½", "1 000 000", "2nd", "15 thousand", "10k"."""

from annotate.core.numbers.codes import is_code
from annotate.core.numbers.digits import ascii_digits, power_of_ten, raised, tidy, times, value_of
from annotate.core.numbers.number import DASHES, HYPHENS, Number
from annotate.core.numbers.shares import counted_share, mixed, with_share
from annotate.core.numbers.spelled import continued
from annotate.core.numbers.tokens import Shape, Token, joined
from annotate.core.numbers.vocabulary import (
    ATTACHED_SCALES,
    EASTERN_SCALES,
    FRACTION_SIGNS,
    MONEY_ONLY_SCALES,
    ORDINAL_ENDINGS,
)

_MOST_GROUPS = 12


def digits_at(tokens: list[Token], i: int, money: bool) -> Number | None:
    """The number whose digits are token `i`; `money` if a currency sign stands before it."""
    if is_code(tokens, i):
        return None
    value, stop = _spaced(tokens, i)
    after = tokens[stop]
    if joined(tokens, stop):
        if after.text in ORDINAL_ENDINGS:
            return Number(value, stop + 1, ordinal=True)
        if after.text == "/":
            return _slashed(tokens, i, stop)
        scale = ATTACHED_SCALES.get(after.text, 1)
        if scale > 1 and (money or after.text not in MONEY_ONLY_SCALES):
            return Number(times(value, scale), stop + 1, scale=scale)
        if after.text[:1] in EASTERN_SCALES:
            return Number(None, stop)
    if after.text in FRACTION_SIGNS:
        return mixed(tokens, stop + 1, value, *FRACTION_SIGNS[after.text])
    special = _power(tokens, value, stop) or _with_slashed(tokens, value, stop)
    if special is not None:
        return special
    if after.shape is not Shape.WORD and after.text not in HYPHENS:
        return Number(value, stop)
    if after.text == "k" or (money and after.low in ("k", "m", "b", "bn")):
        scale = ATTACHED_SCALES[after.low]
        return Number(times(value, scale), stop + 1, scale=scale)
    number = continued(tokens, value, stop)
    return counted_share(tokens, number) or with_share(tokens, number)


def _spaced(tokens: list[Token], i: int) -> tuple[int | float | None, int]:
    """Such as "1 000 000", "40 000.5": value and the token after it; a lone run of digits as it is."""
    lead, stop = tokens[i].text, i + 1
    if not (lead.isdecimal() and len(lead) <= 3 and ascii_digits(lead)[0] != "0"):
        return value_of(lead), stop
    run = lead
    while _is_group(tokens, stop) and stop < i + _MOST_GROUPS:
        run += tokens[stop].text
        stop += 1
        if not run.isdecimal():
            break
    return value_of(run), stop


def _is_group(tokens: list[Token], i: int) -> bool:
    """Three digits, one space after the ones before, and perhaps decimals."""
    token = tokens[i]
    if token.shape is not Shape.NUMBER or token.start - tokens[i - 1].end != 1:
        return False
    whole, _, rest = token.text.partition(".")
    return len(whole) == 3 and whole.isdecimal() and (not rest or rest.isdecimal())


def _slashed(tokens: list[Token], i: int, slash: int) -> Number | None:
    """Such as "3/4" from token `i`; just the digits there if none touch the slash; None for 1/2/3."""
    over, under = tokens[i].text, tokens[slash + 1]
    if under.shape is not Shape.NUMBER or not joined(tokens, slash + 1):
        return Number(value_of(over), slash)
    if not (over + under.text).isdecimal() or tokens[slash + 2].text == "/":
        return None
    top, bottom = value_of(over), value_of(under.text)
    if top is None or not bottom:
        return None
    return Number(tidy(top / bottom), slash + 2, fraction=True)


def _with_slashed(tokens: list[Token], value: int | float | None, i: int) -> Number | None:
    """Such as "1 4/5": a fraction below one at token `i` after a whole number."""
    if not tokens[i].text.isdecimal() or tokens[i + 1].text != "/":
        return None
    part = _slashed(tokens, i, i + 1)
    if value is None or part is None or part.value is None or not part.value < 1:
        return None
    return Number(tidy(value + part.value), part.stop, fraction=True)


def _power(tokens: list[Token], value: int | float | None, i: int) -> Number | None:
    """Such as "× 10−8", "x10^6", "e10", "^3" at token `i` after digits."""
    sign = tokens[i].low
    if sign in ("×", "x", "*", "·") and tokens[i + 1].text == "10":
        exponent = _exponent(tokens, i + 3 if tokens[i + 2].text == "^" else i + 2)
    elif sign in ("e", "^") and joined(tokens, i):
        exponent = _exponent(tokens, i + 1)
    else:
        return None
    if exponent is None:
        return None
    power, stop = exponent
    if sign == "^":
        return Number(raised(value, power), stop)
    factor = power_of_ten(power)
    return Number(None if factor is None else times(value, factor), stop)


def _exponent(tokens: list[Token], i: int) -> tuple[str, int] | None:
    """A whole exponent that touches what is before token `i`, and the token after it."""
    sign = ""
    if tokens[i].text in DASHES or tokens[i].text == "+":
        if not joined(tokens, i):
            return None
        sign, i = "" if tokens[i].text == "+" else "-", i + 1
    if not joined(tokens, i) or not tokens[i].text.isdecimal():
        return None
    return sign + ascii_digits(tokens[i].text), i + 1
