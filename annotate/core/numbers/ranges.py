"""From a lower to a higher number: "5–8", "10 to 15 per cent", "between May and June 2023"."""

import msgspec

from annotate.core.numbers.date import Date
from annotate.core.numbers.dates import date_at
from annotate.core.numbers.digits import tidy
from annotate.core.numbers.found import Found
from annotate.core.numbers.frequencies import times
from annotate.core.numbers.modifiers import modifiers_at
from annotate.core.numbers.number import DASHES, HYPHENS
from annotate.core.numbers.phrase import Kind
from annotate.core.numbers.quantities import Quantity, quantity_at
from annotate.core.numbers.tokens import Token, joined
from annotate.core.numbers.vocabulary import word_set

_LINKS = {"between": frozenset({"and"}), "from": frozenset({"to", "until", "till", *DASHES})}

# Bounds may be in two units: "20 keV to 3 MeV", "six months to two years".
_SCALABLE = frozenset({Kind.MEASURE, Kind.DURATION})

# After these, "from 5 to 8" tells of two moments.
_CHANGES = word_set(
    "rise rises rose risen rising fall falls fell fallen falling grow grows grew grown growing increase increases "
    "increased increasing decrease decreases decreased decreasing decline declined drop drops dropped jump jumped "
    "climb climbed slip slipped cut raised reduced lowered up down went changed shrank shrunk doubled"
)


def bounded(tokens: list[Token], i: int) -> Found | None:
    """Such as "Between 40 and 50%", "from 5 to 8", "from 1948 until 1967" at token `i`."""
    links = _LINKS.get(tokens[i].low)
    if links is None:
        return None
    _, j = modifiers_at(tokens, i + 1)
    date = date_at(tokens, j)
    if date is not None:
        return _from_date(tokens, date, links)
    first = quantity_at(tokens, j)
    if first is None or first.ordinal or tokens[first.stop].low not in links:
        return None
    second = _second(tokens, first.stop + 1)
    if second is None or _is_change(tokens, i, first, second):
        return None
    return _range(tokens, first, second)


def _is_change(tokens: list[Token], i: int, first: Quantity, second: Quantity) -> bool:
    """Two figures and no range: "fell from 5% to 3%", where token `i` is "from"."""
    if i < 0 or tokens[i].low != "from":
        return False
    if first.unit_name == second.unit_name and first.value is not None and second.value is not None:
        shared = _shared_scale(first, second)
        if shared.value is not None and shared.value > second.value:
            return True
    return any(tokens[j].low in _CHANGES for j in range(max(0, i - 2), i))


def _from_date(tokens: list[Token], first: Date, links: frozenset[str]) -> Found | None:
    """From that date to one after a link; None leaves a date like "5–6 April" to itself."""
    if tokens[first.stop].low not in links:
        return None
    second = date_at(tokens, first.stop + 1)
    if first.text is None or second is None or second.text is None:
        return None
    return Found(second.stop, Kind.DATE, value_text=f"{first.text}..{second.text}")


def _second(tokens: list[Token], i: int) -> Quantity | None:
    """The upper bound at token `i`, with modifiers of its own."""
    _, j = modifiers_at(tokens, i)
    second = quantity_at(tokens, j)
    return None if second is None or second.ordinal else second


def to_range(tokens: list[Token], i: int, first: Quantity) -> Found | None:
    """Such as "10 to 15 per cent", "5–8", "one or two", "27 keV to 21 MeV" after its lower bound."""
    at = first.stop
    if tokens[at].text in HYPHENS and tokens[at + 1].low in ("to", "or"):
        at += 1  # "18- to 24-year-olds"
    link = tokens[at]
    dash = link.text in DASHES and joined(tokens, at) == joined(tokens, at + 1)
    if not dash and link.low not in ("to", "or"):
        return None
    if dash and not joined(tokens, at) and first.unit is not None:
        return None
    second = _second(tokens, at + 1)
    if second is None or not _rises(first, second) or _is_change(tokens, i - 1, first, second):
        return None
    if link.low == "or" and not _is_guess(first, second):
        return None
    found = _range(tokens, first, second)
    return msgspec.structs.replace(found, bare=found.stop == i + 3)


def _rises(first: Quantity, second: Quantity) -> bool:
    if first.unit is not None and second.unit is not None and first.unit.name != second.unit.name:
        return first.unit.kind is second.unit.kind and first.unit.kind in _SCALABLE
    if first.unit is not None and second.unit is None and first.unit.kind is not Kind.MONEY:
        return False
    return first.value is not None and second.value is not None and first.value < second.value


def _is_guess(first: Quantity, second: Quantity) -> bool:
    """Such as "One or two", "10 or 15 million": close together, and one unit for both."""
    first = _shared_scale(first, second)
    if first.value is None or second.value is None or first.unit is not None:
        return False
    return second.value <= 2 * first.value


def _shared_scale(first: Quantity, second: Quantity) -> Quantity:
    """The lower bound of "5 to 10 million" is five million."""
    if first.scale > 1 or second.scale == 1 or first.value is None or second.value is None:
        return first
    if first.value * second.scale >= second.value:
        return first
    value = tidy(first.value * second.scale)
    return Quantity(value, first.unit, first.stop, scale=second.scale)


def _range(tokens: list[Token], first: Quantity, second: Quantity) -> Found:
    """The range of two bounds; without digits if they are in different units."""
    first = _shared_scale(first, second)
    unit = second.unit or first.unit
    one_unit = None in (first.unit, second.unit) or first.unit_name == second.unit_name
    text = None
    if one_unit and first.shown is not None and second.shown is not None:
        text = f"{first.shown}..{second.shown}"
    repeated = times(tokens, second) if unit is None else None
    if repeated is not None:
        return Found(repeated.stop, Kind.RANGE, value_text=text, unit=repeated.unit)
    return Found(second.stop, Kind.RANGE, value_text=text, unit=unit.name if unit else None)
