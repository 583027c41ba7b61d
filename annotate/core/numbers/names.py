"""Telling a number from a name that holds one: "Article 5", "Second World War", "[12]"."""

from annotate.core.numbers.tokens import Shape, Token, joined
from annotate.core.numbers.vocabulary import ABBREVIATIONS, REFERENCES

_LIST_LINKS = frozenset({",", "and", "&", "or", "to", "-", "–", "/"})


def is_name(tokens: list[Token], i: int, stop: int, named: int) -> bool:
    """The bare number in tokens `i` to `stop` names a thing and counts nothing.

    `named` is where the last such number ended: "Figs. 4 and 5" name two.
    """
    if _is_list_marker(tokens, i, stop):
        return True
    if i == 0:
        return False
    if named and named in (i - 1, i - 2) and tokens[named].low in _LIST_LINKS:
        after = tokens[stop]
        return after.shape is not Shape.WORD or after.low in _LIST_LINKS
    return _is_referred(tokens, i, stop) or _is_capitalized(tokens, i, stop)


def _is_list_marker(tokens: list[Token], i: int, stop: int) -> bool:
    """Such as "1)", "(2)" or "3." at the start of a paragraph."""
    after = tokens[stop]
    if i and tokens[i - 1].text == "(":
        i -= 1
    if (i and tokens[i - 1].shape is not Shape.BREAK) or len(tokens[stop - 1].text) > 3:
        return False
    return after.text == ")" or (after.text == "." and tokens[stop + 1].shape is Shape.WORD)


def _is_referred(tokens: list[Token], i: int, stop: int) -> bool:
    before = tokens[i - 1]
    if before.text == "[" and tokens[stop].text in ("]", ",", "–", "-"):
        return True
    j = i - 2 if before.text in ("(", "№", "#") else i - 1
    if j >= 0 and tokens[j].text == "." and joined(tokens, j):
        return j > 0 and tokens[j - 1].low in ABBREVIATIONS
    return before.text in ("№", "#") or (j >= 0 and tokens[j].low in REFERENCES)


def _is_capitalized(tokens: list[Token], i: int, stop: int) -> bool:
    """Such as "Second World War", "7th Army": inside a sentence, with a capital after it."""
    first, before, after = tokens[i], tokens[i - 1], tokens[stop]
    named = first.text[:1].isupper() if first.shape is Shape.WORD else stop == i + 2
    return named and before.shape is Shape.WORD and after.shape is Shape.WORD and after.text[:1].isupper()
