"""Two numbers that are set against each other: "three to one", "one in five", "20 per 1,000"."""

from annotate.core.numbers.digits import tidy
from annotate.core.numbers.found import Found
from annotate.core.numbers.number import DASHES, HYPHENS
from annotate.core.numbers.phrase import Kind
from annotate.core.numbers.quantities import Quantity, quantity_at
from annotate.core.numbers.tokens import Shape, Token, joined
from annotate.core.numbers.units import NAMES
from annotate.core.numbers.vocabulary import ONES, word_set

# Before "5 to 8" or "5:8" these make it a ratio and no range or time.
_CUES = word_set("ratio ratios odds margin score scored won lost beat win defeat outnumber outnumbered vote")
_CUES_WITHIN = 4
# "One in 5 minutes" is no share; nor are larger counts "in" anything but a round number.
_ROUND_WHOLES = frozenset({100, 1000, 10_000, 100_000, 1_000_000})
_LARGEST_PART, _LARGEST_WHOLE = 9, 20
# How far "for every" may stand from its number.
_EVERY_WITHIN = 10


def is_cued(tokens: list[Token], i: int) -> bool:
    """A word shortly before token `i` announces a ratio."""
    return any(tokens[j].low in _CUES for j in range(max(0, i - _CUES_WITHIN), i))


def part_of_whole(tokens: list[Token], i: int, first: Quantity) -> Found | None:
    """Such as "One in five", "nine out of ten", "one of every three"."""
    part, j = first.whole, first.stop
    if part is None or tokens[j].low not in ("in", "out", "of"):
        return None
    link = tokens[j].low
    if link == "out":
        if tokens[j + 1].low != "of":
            return None
        j += 1
    j += 1
    every = tokens[j].low in ("every", "each")
    if link == "of" and not every:
        return None
    second = quantity_at(tokens, j + 1 if every else j)
    whole = second.whole if second is not None else None
    if second is None or whole is None or part >= whole:
        return None
    if link == "in" and not every and not _is_common(part, whole):
        return None
    return Found(second.stop, Kind.RATIO, value_text=f"{part}/{whole}")


def _is_common(part: int, whole: int) -> bool:
    """Numbers that people say with "in" and mean a share: "one in 250", "four in ten"."""
    if 1500 <= whole <= 2100:
        return False  # a year
    return part == 1 or (part <= _LARGEST_PART and (whole <= _LARGEST_WHOLE or whole in _ROUND_WHOLES))


def part_to_part(tokens: list[Token], i: int, first: Quantity) -> Found | None:
    """Such as "Three to one", "3:1", "10-to-1", "won 3–1"."""
    if first.unit is not None or first.shown is None:
        return None
    link = _link(tokens, first.stop)
    if link is None:
        return None
    j, sure = link
    second = quantity_at(tokens, j)
    if second is None or second.unit is not None or second.ordinal or second.shown is None:
        return None
    falls = first.value is not None and second.value is not None and first.value > second.value
    even = first.value == second.value and tokens[first.stop].text in DASHES
    if not (sure or falls or even or is_cued(tokens, i)):
        return None
    return Found(second.stop, Kind.RATIO, value_text=f"{first.shown}:{second.shown}")


def _link(tokens: list[Token], i: int) -> tuple[int, bool] | None:
    """Such as "To", ":" or a dash at token `i`: the token after it, and whether it can only be a ratio."""
    token = tokens[i]
    if token.low == "to":
        return i + 1, False
    if not (joined(tokens, i) and joined(tokens, i + 1)):
        return None
    if token.text in HYPHENS and tokens[i + 1].low == "to" and tokens[i + 2].text in HYPHENS:
        return i + 3, True
    if token.text == ":":
        return i + 1, True
    return (i + 1, False) if token.text in DASHES else None


def over(tokens: list[Token], i: int, first: Quantity) -> Found | None:
    """Such as "One over three", a fraction read out; before a noun, "over" has another meaning."""
    if tokens[first.stop].low != "over" or first.unit is not None or first.value is None:
        return None
    second = quantity_at(tokens, first.stop + 1)
    if second is None or second.whole is None or tokens[second.stop].shape is Shape.WORD:
        return None
    return Found(second.stop, Kind.CARDINAL, tidy(first.value / second.whole))


def for_every(tokens: list[Token], i: int, first: Quantity) -> Found | None:
    """Such as "3 women for every man", up to the noun; "two jobs for every five people", to the number."""
    j = _every_after(tokens, first.stop)
    if first.whole is None or j is None:
        return None
    second = quantity_at(tokens, j)
    if second is not None:
        whole = second.whole
        text = f"{first.whole}:{whole}"
        return Found(second.stop, Kind.RATIO, value_text=text) if whole else None
    noun = tokens[j]
    if noun.shape is not Shape.WORD or noun.low in NAMES:
        return None
    return Found(j + 1, Kind.RATIO, value_text=f"{first.whole}:1")


def _every_after(tokens: list[Token], i: int) -> int | None:
    """The token after "for every" or the like, close by and with no other number between."""
    for j in range(i, i + _EVERY_WITHIN):
        token = tokens[j]
        if token.shape in (Shape.NUMBER, Shape.BREAK) or token.low in ONES:
            return None
        if token.text in (".", ";", "!", "?"):
            return None
        if token.low in ("for", "to", "per") and tokens[j + 1].low in ("every", "each"):
            return j + 2
    return None


def per_many(tokens: list[Token], i: int, first: Quantity) -> Found | None:
    """Such as "20 per 100,000"."""
    if tokens[first.stop].low != "per" or first.unit is not None or first.shown is None:
        return None
    second = quantity_at(tokens, first.stop + 1)
    if second is None or second.whole is None:
        return None
    return Found(second.stop, Kind.RATIO, value_text=f"{first.shown}/{second.whole}")
