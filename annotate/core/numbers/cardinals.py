"""Reading one number, in digits, in words or in both: "3.5", "two hundred", "-15 thousand"."""

from annotate.core.numbers.digits import ascii_digits, tidy, times
from annotate.core.numbers.number import DASHES, Number
from annotate.core.numbers.numerals import digits_at
from annotate.core.numbers.pronouns import is_pronoun
from annotate.core.numbers.shares import (
    bare_share,
    counted_share,
    mixed,
    share_after_article,
    with_share,
)
from annotate.core.numbers.spelled import as_ordinal, whole_at, with_decimals
from annotate.core.numbers.tokens import Shape, Token, joined
from annotate.core.numbers.vocabulary import (
    DOZENS,
    FRACTION_SIGNS,
    ORDINAL_SCALES,
    ORDINALS,
    SCALES,
)

_BEFORE_MINUS = frozenset("∼~≈([<>≤≥⩽⩾$€£=±")
_LONGEST_DECIMALS = 300


def number_at(tokens: list[Token], i: int, money: bool = False) -> Number | None:
    """The longest number that starts at token `i`; `money` if a currency sign stands before it."""
    first = tokens[i]
    if first.shape is Shape.NUMBER:
        return digits_at(tokens, i, money)
    if first.shape is Shape.WORD:
        return _negative(tokens, i, money) or _in_words(tokens, i)
    if first.text in FRACTION_SIGNS:
        return mixed(tokens, i + 1, 0, *FRACTION_SIGNS[first.text])
    after = tokens[i + 1]
    if after.shape is not Shape.NUMBER or not joined(tokens, i + 1):
        return None
    if first.text in DASHES and _is_minus(tokens, i):
        return _negated(digits_at(tokens, i + 1, money))
    if first.text == "+" and not joined(tokens, i):
        return digits_at(tokens, i + 1, money)
    if first.text == "." and not joined(tokens, i):
        return _point_first(after, i + 2)
    return None


def _negative(tokens: list[Token], i: int, money: bool) -> Number | None:
    """Such as "Minus five", "negative 5"."""
    if tokens[i].low not in ("minus", "negative"):
        return None
    if tokens[i + 1].shape is Shape.NUMBER:
        return _negated(digits_at(tokens, i + 1, money))
    return _negated(_in_words(tokens, i + 1))


def _negated(number: Number | None) -> Number | None:
    if number is None or number.ordinal:
        return None
    return Number(times(number.value, -1), number.stop, fraction=number.fraction)


def _is_minus(tokens: list[Token], i: int) -> bool:
    """The dash at token `i`, which touches digits, is no hyphen and no dash of the sentence."""
    if not joined(tokens, i):
        return tokens[i].text not in "–—" or i == 0
    return tokens[i - 1].text in _BEFORE_MINUS


def _point_first(digits: Token, stop: int) -> Number | None:
    """Such as ".25", whose digits end before token `stop`."""
    if not digits.text.isdecimal() or len(digits.text) > _LONGEST_DECIMALS:
        return None
    return Number(tidy(float("0." + ascii_digits(digits.text))), stop)


def _in_words(tokens: list[Token], i: int) -> Number | None:
    low = tokens[i].low
    if low in ("a", "an"):
        return _after_article(tokens, i)
    if low in ("half", "quarter"):
        return bare_share(tokens, i)
    if low in ORDINALS or low in ORDINAL_SCALES:
        return Number(ORDINALS.get(low) or ORDINAL_SCALES[low], i + 1, ordinal=True)
    whole = whole_at(tokens, i)
    if whole is None or (low == "one" and whole.stop == i + 1 and is_pronoun(tokens, i)):
        return None
    return _finished(tokens, whole)


def _after_article(tokens: list[Token], i: int) -> Number | None:
    """Such as "A dozen", "a hundred and five", "a third" from the article at token `i`."""
    low = tokens[i + 1].low
    if low in DOZENS:
        return Number(12, i + 2)
    if low == "hundred" or (low in SCALES and len(low) > 3):
        whole = whole_at(tokens, i + 1)
        return whole and _finished(tokens, whole)
    return share_after_article(tokens, i)


def _finished(tokens: list[Token], whole: Number) -> Number:
    """A whole number with what makes it a fraction, a decimal or an ordinal."""
    part = counted_share(tokens, whole)
    if part is not None:
        return part
    decimals = with_decimals(tokens, whole)
    if decimals is not whole:
        return decimals
    return with_share(tokens, as_ordinal(tokens, whole))
