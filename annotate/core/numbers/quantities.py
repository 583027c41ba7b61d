"""A number with its unit: "€3.5m", "20 km", "440 ± 50 K", "half an hour", "a year and a half"."""

import msgspec

from annotate.core.numbers.cardinals import number_at
from annotate.core.numbers.digits import tidy
from annotate.core.numbers.measures import Unit, currency_before, unit_at
from annotate.core.numbers.number import Number
from annotate.core.numbers.phrase import Kind
from annotate.core.numbers.shares import and_share
from annotate.core.numbers.tokens import Token

_ROUND = 1000  # "5 million of dollars" may have "of", "5 of" may not


class Quantity(msgspec.Struct, frozen=True):
    """A number, its unit if any, and the token after both; `scale` as in `Number`."""

    value: int | float | None
    unit: Unit | None
    stop: int
    ordinal: bool = False
    scale: int = 1

    @property
    def whole(self) -> int | None:
        """The value if it counts things: whole, above zero, without a unit."""
        counts = self.unit is None and not self.ordinal and isinstance(self.value, int)
        return int(self.value) if counts and self.value is not None and self.value > 0 else None

    @property
    def unit_name(self) -> str | None:
        return None if self.unit is None else self.unit.name

    @property
    def shown(self) -> str | None:
        """The value in digits for a range or a ratio; None if digits and a point cannot say it."""
        if self.value is None or self.value < 0 or "e" in str(self.value):
            return None
        return str(self.value)


def quantity_at(tokens: list[Token], i: int) -> Quantity | None:
    """The longest quantity that starts at token `i`; an ordinal has no unit."""
    money = currency_before(tokens, i)
    if money is not None:
        name, i = money
        number = number_at(tokens, i, money=True)
        if number is None or number.ordinal:
            return None
        paid = Unit(name, Kind.MONEY, number.stop)
        return Quantity(number.value, paid, number.stop, scale=number.scale)
    number = number_at(tokens, i)
    if number is None:
        return _article_unit(tokens, i)
    if number.ordinal:
        return Quantity(number.value, None, number.stop, ordinal=True)
    stop = _past_tolerance(tokens, number.stop)
    unit = unit_at(tokens, stop) or _linked_unit(tokens, number, stop)
    if unit is None:
        return Quantity(number.value, None, stop, scale=number.scale)
    return _and_a_half(tokens, number, unit)


def _past_tolerance(tokens: list[Token], i: int) -> int:
    """The token after "± 30" at token `i`, or `i`."""
    if tokens[i].text != "±":
        return i
    number = number_at(tokens, i + 1)
    return i if number is None or number.ordinal else number.stop


def _linked_unit(tokens: list[Token], number: Number, i: int) -> Unit | None:
    """The unit after "half an", "three quarters of an" or "two million of"."""
    j = i + 1 if tokens[i].low == "of" else i
    if number.fraction and tokens[j].low in ("a", "an"):
        return unit_at(tokens, j + 1)
    if j > i and number.value is not None and number.value >= _ROUND:
        unit = unit_at(tokens, j)
        return unit if unit is not None and unit.kind is Kind.MONEY else None
    return None


def _and_a_half(tokens: list[Token], number: Number, unit: Unit) -> Quantity:
    """With the "and a half" of "two years and a half"."""
    found = and_share(tokens, unit.stop)
    if found is None or number.value is None or unit.kind is not Kind.DURATION:
        return Quantity(number.value, unit, unit.stop, scale=number.scale)
    over, under, stop = found
    return Quantity(tidy(number.value + over / under), unit, stop)


def _article_unit(tokens: list[Token], i: int) -> Quantity | None:
    """Such as "An hour and a half"; an article alone is no number."""
    if tokens[i].low not in ("a", "an"):
        return None
    unit = unit_at(tokens, i + 1)
    if unit is None or and_share(tokens, unit.stop) is None:
        return None
    quantity = _and_a_half(tokens, Number(1, i + 1), unit)
    return quantity if quantity.stop > unit.stop else None
