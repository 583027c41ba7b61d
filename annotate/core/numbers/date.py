"""A date among the tokens, and the whole numbers that dates are made of."""

import msgspec

from annotate.core.numbers.digits import ascii_digits
from annotate.core.numbers.tokens import Shape, Token


class Date(msgspec.Struct, frozen=True):
    """A date that ends before token `stop`; `text` as in `NumberPhrase.value_text`."""

    text: str | None
    stop: int


def up_to(token: Token, most: int) -> int | None:
    """One or two digits, worth 1 to `most`."""
    if token.shape is not Shape.NUMBER or len(token.text) > 2 or not token.text.isdecimal():
        return None
    value = int(token.text)
    return value if 0 < value <= most else None


def year_in(token: Token) -> str | None:
    """Four digits from 1000 to 2199, as 0-9."""
    if token.shape is not Shape.NUMBER or len(token.text) != 4 or not token.text.isdecimal():
        return None
    year = ascii_digits(token.text)
    return year if "1000" <= year <= "2199" else None
