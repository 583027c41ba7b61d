"""Telling "one" the number from "one" the pronoun."""

from annotate.core.numbers.number import HYPHENS
from annotate.core.numbers.shares import and_share
from annotate.core.numbers.tokens import Shape, Token, joined
from annotate.core.numbers.vocabulary import (
    DENOMINATORS,
    ONE_AFTER,
    ONE_BEFORE,
    ONE_COUNTED_AFTER,
    ONE_HYPHENED,
    ONES,
    SCALES,
    TENS,
)

_LINKS = frozenset({"over", "in", "out", "to", "per", "for", "or", "of", "and", "point"})


def is_pronoun(tokens: list[Token], i: int) -> bool:
    """Such as "One" at token `i` stands for someone or something and counts nothing."""
    after = tokens[i + 1]
    if after.low in SCALES or after.low == "hundred" or after.low in DENOMINATORS:
        return False
    if after.low in TENS and tokens[i + 2].text in HYPHENS:
        return False
    if after.text in HYPHENS and joined(tokens, i + 1):
        return tokens[i + 2].low in ONE_HYPHENED
    if _counts_on(tokens, i):
        return False
    before = tokens[i - 1].low if i else ""
    if before in ONE_COUNTED_AFTER or _counted_before(tokens, i):
        return False
    if before in ONE_AFTER or before.endswith(("'s", "’s")):
        return True
    return after.shape is not Shape.WORD or after.low in ONE_BEFORE


def _counts_on(tokens: list[Token], i: int) -> bool:
    """A number follows "one": "one in every five", "one to ten", "one and a half"."""
    link = tokens[i + 1].low
    if link not in _LINKS:
        return False
    j = i + 2
    while tokens[j].low in ("of", "every", "each", "a") and j < i + 4:
        j += 1
    if link == "and":
        return and_share(tokens, i + 1) is not None
    if link == "of":
        return tokens[i + 2].low in ("every", "each") and _is_number(tokens[j])
    return _is_number(tokens[j])


def _counted_before(tokens: list[Token], i: int) -> bool:
    """A number stands before: "three to one", "ten-to-one"."""
    j = i - 1
    if j > 0 and tokens[j].text in HYPHENS:
        j -= 1
    if j < 1 or tokens[j].low not in ("to", "or"):
        return False
    j -= 2 if tokens[j - 1].text in HYPHENS else 1
    return j >= 0 and _is_number(tokens[j])


def _is_number(token: Token) -> bool:
    return (
        token.shape is Shape.NUMBER
        or token.low in ONES
        or token.low in TENS
        or token.low in SCALES
        or token.low in ("hundred", "dozen")
    )
