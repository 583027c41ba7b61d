"""Numbers that are only hinted at: "thousands", "several hundred", "millions of dollars"."""

from annotate.core.numbers.found import Found
from annotate.core.numbers.measures import unit_at
from annotate.core.numbers.phrase import Kind
from annotate.core.numbers.tokens import Token
from annotate.core.numbers.vocabulary import DOZENS, PLURAL_SCALES, SCALES, VAGUE_LEADS

# Words of their own unless "of" follows: "tens of thousands", "scores of boats".
_NEED_OF = frozenset({"tens", "scores"})
_UNITS = frozenset({Kind.MONEY, Kind.MEASURE, Kind.DURATION})


def vague(tokens: list[Token], i: int) -> Found | None:
    """A vague number at token `i`, with its unit of money, measure or time."""
    stop = _scale_words(tokens, _past_lead(tokens, i), led=_past_lead(tokens, i) > i)
    if stop is None:
        return None
    unit = unit_at(tokens, stop + 1 if tokens[stop].low == "of" else stop)
    if unit is not None and unit.kind in _UNITS:
        return Found(unit.stop, Kind.VAGUE, unit=unit.name)
    return Found(stop, Kind.VAGUE)


def _past_lead(tokens: list[Token], i: int) -> int:
    """The token after "several", "a few", "a couple of", or `i`."""
    j = i + 1 if tokens[i].low == "a" else i
    if tokens[j].low not in VAGUE_LEADS:
        return i
    return j + 2 if tokens[j + 1].low == "of" else j + 1


def _scale_words(tokens: list[Token], i: int, led: bool) -> int | None:
    """The token after "hundreds of thousands" or, if `led` by "several", "hundred million"."""
    low = tokens[i].low
    if low in _NEED_OF and tokens[i + 1].low != "of":
        return None
    scale = low in DOZENS or low == "hundred" or (low in SCALES and len(low) > 3)
    if low not in PLURAL_SCALES and not (led and scale):
        return None
    stop = i + 1
    while tokens[stop].low == "of" and tokens[stop + 1].low in PLURAL_SCALES:
        stop += 2
    return stop + 1 if len(tokens[stop].low) > 3 and tokens[stop].low in SCALES else stop
