"""Finding every number phrase of a text."""

from annotate.core.graphemes import snap
from annotate.core.numbers.dates import date_at
from annotate.core.numbers.found import Found
from annotate.core.numbers.frequencies import adverb, every, times
from annotate.core.numbers.modifiers import (
    BEFORE_BY_WORD,
    is_preposition,
    modifier_after,
    modifiers_at,
)
from annotate.core.numbers.names import is_name
from annotate.core.numbers.number import HYPHENS
from annotate.core.numbers.phrase import Comparator, Kind, NumberPhrase
from annotate.core.numbers.quantities import Quantity, quantity_at
from annotate.core.numbers.ranges import bounded, to_range
from annotate.core.numbers.ratios import for_every, over, part_of_whole, part_to_part, per_many
from annotate.core.numbers.tokens import LOOKAHEAD, Shape, Token, joined, tokenize
from annotate.core.numbers.units import CURRENCY_CODES, CURRENCY_SIGNS, DOLLAR_PREFIXES
from annotate.core.numbers.vagueness import vague
from annotate.core.numbers.vocabulary import (
    ADVERBS,
    DATE_LEADS,
    DECADES,
    DOZENS,
    FOLDS,
    FRACTION_SIGNS,
    MONTHS,
    ONES,
    ORDINAL_SCALES,
    ORDINALS,
    PLURAL_SCALES,
    SCALES,
    TENS,
    VAGUE_LEADS,
    word_set,
)

# What phrases start with, digits apart. Most tokens are passed over by one look at this set.
_STARTS = frozenset(
    {*ONES, *TENS, *ORDINALS, *ORDINAL_SCALES, *SCALES, *MONTHS, *DECADES, *FOLDS, *ADVERBS,
     *FRACTION_SIGNS, *BEFORE_BY_WORD, *PLURAL_SCALES, *VAGUE_LEADS, *DOZENS, *DATE_LEADS,
     *CURRENCY_SIGNS, *(code.lower() for code in (*CURRENCY_CODES, *DOLLAR_PREFIXES)),
     *word_set("hundred half quarter a an minus negative every between from - − – + . ' ’ ‘")}
)  # fmt: skip
_ADDRESSES = frozenset({"http", "https", "www", "ftp"})
# A modifier cannot follow these: "2023 or more" is no figure.
_CLOSED = frozenset({Kind.DATE, Kind.ORDINAL, Kind.RATIO})


def find_numbers(text: str, start: int = 0, end: int | None = None) -> list[NumberPhrase]:
    """Every number phrase in `text[start:end]`, in order, none overlapping; offsets in `text`.

    A phrase holds the number, an approximator beside it, scale words and the unit of measurement,
    money, percent or time; what is counted stays outside. It never crosses a blank line.
    Takes time and space linear in the length.
    Raises ValueError unless 0 <= start <= end <= len(text).
    """
    end = len(text) if end is None else end
    if not 0 <= start <= end <= len(text):
        raise ValueError(f"need 0 <= start <= end <= {len(text)}, got {start}:{end}")
    return phrases_among(tokenize(text, start, end), text)


def phrases_among(tokens: list[Token], text: str) -> list[NumberPhrase]:
    """The number phrases of a part of `text` that was cut into `tokens`."""
    phrases: list[NumberPhrase] = []
    i, stop, named = 0, 0, 0
    while i < len(tokens) - LOOKAHEAD:
        token = tokens[i]
        if token.shape is not Shape.NUMBER and token.low not in _STARTS:
            i = _past_address(tokens, i) if token.low in _ADDRESSES else i + 1
            continue
        comparator, j = modifiers_at(tokens, i)
        found = None if j > i and _governed(tokens, i, stop) else _found_at(tokens, j)
        if found is None or (j > i and found.kind is Kind.ORDINAL):
            i += 1
        elif found.bare and j == i and is_name(tokens, i, found.stop, named):
            i = named = found.stop
        else:
            comparator, stop = _with_modifier_after(tokens, found, comparator)
            phrase = _phrase(token.start, tokens[stop - 1].end, found, comparator)
            if not _splits_character(text, phrase):
                phrases.append(phrase)
            i = stop
    return phrases


def _past_address(tokens: list[Token], i: int) -> int:
    """The token after the web address at token `i`."""
    if tokens[i + 1].text not in (":", "."):
        return i + 1
    i += 1
    while joined(tokens, i) and tokens[i].text:
        i += 1
    return i


def _governed(tokens: list[Token], i: int, stop: int) -> bool:
    """The modifier at token `i` is a preposition: "talks about two plans", "$20 over 3 years"."""
    return is_preposition(tokens, i) or (i > 0 and stop == i and tokens[i].low == "over")


def _with_modifier_after(tokens: list[Token], found: Found, before: Comparator) -> tuple[Comparator, int]:
    """The comparator with an "or so" or "+" after the phrase, and the token after it."""
    said = modifier_after(tokens, found.stop)
    if said is None or found.kind in _CLOSED:
        return before, found.stop
    return said[0] if before in (Comparator.EXACT, Comparator.APPROX) else before, said[1]


def _phrase(start: int, end: int, found: Found, comparator: Comparator) -> NumberPhrase:
    return NumberPhrase(
        start=start,
        end=end,
        kind=found.kind,
        value=found.value,
        value_text=found.value_text,
        comparator=comparator,
        unit=found.unit,
    )


def _splits_character(text: str, phrase: NumberPhrase) -> bool:
    """A border lies inside what is shown as one character, as in a keycap emoji."""
    around = text[max(0, phrase.start - 1) : phrase.start] + text[phrase.end : phrase.end + 1]
    if around.isascii():
        return False
    borders = phrase.start, phrase.end
    return snap(text, *borders, 0, len(text)) != borders


def _found_at(tokens: list[Token], i: int) -> Found | None:
    """The longest phrase without modifiers that starts at token `i`."""
    date = date_at(tokens, i)
    if date is not None:
        return Found(date.stop, Kind.DATE, value_text=date.text, bare=date.stop == i + 1)
    for rule in (every, adverb, vague, bounded):
        found = rule(tokens, i)
        if found is not None:
            return found
    first = quantity_at(tokens, i)
    if first is None:
        return None
    return _ordinal(tokens, i, first) if first.ordinal else _amount(tokens, i, first)


def _amount(tokens: list[Token], i: int, first: Quantity) -> Found | None:
    """A quantity, with what sets it against another one."""
    for rule in (part_of_whole, part_to_part, to_range, for_every, per_many, over):
        found = rule(tokens, i, first)
        if found is not None:
            return found
    repeated = times(tokens, first)
    if repeated is not None:
        return repeated
    if first.unit is not None:
        return Found(first.stop, first.unit.kind, first.value, unit=first.unit.name)
    return Found(first.stop, Kind.CARDINAL, first.value, bare=first.stop == i + 1)


def _ordinal(tokens: list[Token], i: int, first: Quantity) -> Found | None:
    """Such as "The first", "2nd", but not "at first", "first of all", "Second, …", "first-class"."""
    stop = first.stop
    after, low = tokens[stop], tokens[i].low
    before = tokens[i - 1].text if i else "."
    if after.text in HYPHENS and joined(tokens, stop) and joined(tokens, stop + 1):
        return None
    if after.text == "," and before in ("", ".", "!", "?", ";", ":") and tokens[i].shape is Shape.WORD:
        return None
    if low == "first" and (before.lower() == "at" or tokens[stop + 1].low == "all"):
        return None
    if low == "second" and (before in ("split", "per") or tokens[stop + 1].low == "none"):
        return None
    return Found(stop, Kind.ORDINAL, first.value, bare=stop <= i + 2)
