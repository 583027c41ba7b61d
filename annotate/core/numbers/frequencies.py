"""How often and how many times as much: "every two years", "twice a week", "three times"."""

from annotate.core.numbers.cardinals import number_at
from annotate.core.numbers.digits import tidy
from annotate.core.numbers.found import Found
from annotate.core.numbers.measures import unit_at
from annotate.core.numbers.number import HYPHENS
from annotate.core.numbers.phrase import Kind
from annotate.core.numbers.quantities import Quantity
from annotate.core.numbers.tokens import Token, joined
from annotate.core.numbers.vocabulary import ADVERBS, FOLDS, word_set

_PERIODS = word_set("second minute hour day night week weekend fortnight month quarter year decade century")
# "Times" before these multiplies, else it counts occasions.
_COMPARED = word_set("as more less fewer the that what his her its their our this")
# "Once" counts after these, else it means "formerly", "as soon as" or "together".
_ONCE_COUNTED_AFTER = word_set("than least only exactly just")


def every(tokens: list[Token], i: int) -> Found | None:
    """Such as "Every two years"."""
    if tokens[i].low != "every":
        return None
    number = number_at(tokens, i + 1)
    unit = unit_at(tokens, number.stop) if number is not None else None
    if number is None or unit is None or unit.kind is not Kind.DURATION:
        return None
    rate = tidy(1 / number.value) if number.value else None
    return Found(unit.stop, Kind.FREQUENCY, rate, unit=unit.name)


def _period(tokens: list[Token], i: int) -> tuple[str, int, float] | None:
    """Such as "A week", "per day", "every two years": unit, token after it, how many periods per unit."""
    low = tokens[i].low
    if low == "every":
        found = every(tokens, i)
        if found is not None and found.unit is not None and found.value is not None:
            return found.unit, found.stop, found.value
    if low not in ("a", "an", "per", "each", "every") or tokens[i + 1].low not in _PERIODS:
        return None
    return tokens[i + 1].low, i + 2, 1


def _repeated(tokens: list[Token], i: int, value: int | float | None) -> Found:
    """`value` times, said before token `i`: per period, as a multiplier, or as occasions."""
    period = _period(tokens, i)
    if period is not None:
        rate = None if value is None else tidy(value * period[2])
        return Found(period[1], Kind.FREQUENCY, rate, unit=period[0])
    low = tokens[i].low
    compared = low in _COMPARED or (low.endswith("er") and len(low) > 4)
    return Found(i, Kind.MULTIPLIER if compared else Kind.FREQUENCY, value)


def adverb(tokens: list[Token], i: int) -> Found | None:
    """Such as "Twice a week", "twice as many", "threefold", "more than once"."""
    low = tokens[i].low
    if low in FOLDS:
        return Found(i + 1, Kind.MULTIPLIER, FOLDS[low])
    if low not in ADVERBS:
        return None
    found = _repeated(tokens, i + 1, ADVERBS[low])
    if low == "once" and found.unit is None:
        counted = i > 0 and tokens[i - 1].low in _ONCE_COUNTED_AFTER
        return Found(i + 1, Kind.FREQUENCY, 1) if counted else None
    return found


def times(tokens: list[Token], first: Quantity) -> Found | None:
    """Such as "Three times as many", "five times a day", "1.5x", "10-fold" after the number."""
    if first.unit is not None or first.ordinal:
        return None
    j = first.stop
    low = tokens[j].low
    if low in ("x", "×", "fold") and joined(tokens, j) and not tokens[j + 1].low.isdecimal():
        return Found(j + 1, Kind.MULTIPLIER, first.value)
    if tokens[j].text in HYPHENS and joined(tokens, j) and tokens[j + 1].low in ("fold", "times"):
        return Found(j + 2, Kind.MULTIPLIER, first.value)
    return _repeated(tokens, j + 1, first.value) if low == "times" else None
