"""Reading dates, years, decades, centuries and times of day."""

from annotate.core.numbers.clock import hour_in_words, time_at
from annotate.core.numbers.date import Date, year_in
from annotate.core.numbers.days import day_first, month_first, numeric
from annotate.core.numbers.spelled import past_hyphen
from annotate.core.numbers.tokens import Shape, Token, joined
from annotate.core.numbers.vocabulary import DATE_LEADS, DECADES, MONTHS
from annotate.core.numbers.years import decade_or_century, in_words, short, year_at

_DIGITS_FIRST = (day_first, numeric, time_at, decade_or_century, year_at)
_WORDS_FIRST = (month_first, day_first, hour_in_words, in_words)
_QUOTES = frozenset("'’‘")


def date_at(tokens: list[Token], i: int) -> Date | None:
    """The longest date that starts at token `i`."""
    token = tokens[i]
    if token.shape is Shape.SIGN:
        quoted = token.text in _QUOTES and joined(tokens, i + 1) and not joined(tokens, i)
        return short(tokens, i + 1) if quoted else None
    if token.low in DATE_LEADS:
        i = past_hyphen(tokens, i + 1)
        if not _may_be_led(tokens, i):
            return None
    rules = _DIGITS_FIRST if tokens[i].shape is Shape.NUMBER else _WORDS_FIRST
    for rule in rules:
        found = rule(tokens, i)
        if found is not None:
            return found
    return None


def _may_be_led(tokens: list[Token], i: int) -> bool:
    """A month, a decade or a year is at token `i`, so "last" or "early" before it belongs."""
    if tokens[i].low in MONTHS or tokens[i].low in DECADES:
        return True
    if not tokens[i].text.isdecimal():
        return False
    return tokens[i + 1].low == "s" or year_in(tokens[i]) is not None
