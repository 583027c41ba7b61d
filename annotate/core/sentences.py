"""Sentences, for movement, selection and as the frame of clauses.

A sentence ends at `. ! ? …` and their like in other scripts, with the quotation marks and
brackets that close there, if blank space follows (not needed after 。！？). A full stop does not
end one after a title, an initial, or an abbreviation that goes on; but it does before a small
letter, which machine translation leaves at the start of sentences. What is left at the end of a
paragraph is a sentence too.
"""

from __future__ import annotations

import re

from annotate.core.cues import word_set

_CLOSERS = "[\"'”’»›)\\]}」』）】]*"
_END = re.compile(
    # A second stop that stands apart ("7. .") belongs to the first.
    f"(?:(?<![.!?…])[.!?…؟۔।॥‼⁇⁈⁉]+{_CLOSERS}(?:\\s+[.!?…]+{_CLOSERS})*(?=\\s|$)|[。！？｡]+{_CLOSERS})(\\s*)"
)
_NEXT = re.compile("[\"'“‘«‹„‚(\\[{「『（¿¡–—-]*\\s*(\\w?)")
_NEXT_WORD = re.compile("[\"'“‘«‹„‚(\\[]*([^\\W\\d_]+)")
_TOKEN = re.compile(r"[^\s\"'“”‘’«»()\[\]]+$")
_LOOK_BACK = 24
_INITIAL = re.compile(r"[^\W\d_]\.")
_ACRONYM = re.compile(r"(?:[^\W\d_]\.){2,}")
_LIST_NUMBER = re.compile(r"(?:\d{1,3}|[ivxIVX]{1,4})\.")

_TITLES = word_set(
    "mr mrs ms messrs dr prof st rev hon gen lt col capt cmdr sgt maj adm brig sen rep gov pres"
    " supt insp mt ft e.g i.e cf viz vs v approx ca al",
)
_BEFORE_NUMBERS = word_set(
    "no nos vol p pp art arts fig figs sec sect ch chap para ver jan feb mar apr jun jul aug sep sept oct nov dec",
)
_MAY_END = word_set("etc inc ltd co corp bros jr sr dept est ave blvd a.m p.m am pm")
_STARTERS = word_set(
    "a an the this that these those it its he she they we you i his her their our in on at as but",
    "and however if when while after before for from there by with although though because since",
    "what who how why no not some many most all one two",
)


def sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The sentences in `text[start:end]`, in order, without the blank space between them."""
    found = []
    low = _skip_space(text, start, end)
    for match in _END.finditer(text, start, end):
        stop = match.start(1)
        if stop > low and _ends(text, low, match, end):
            found.append((low, stop))
            low = match.end()
    high = end
    while high > low and text[high - 1].isspace():
        high -= 1
    if high > low:
        found.append((low, high))
    return found


def _skip_space(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start


def _ends(text: str, low: int, match: re.Match[str], end: int) -> bool:
    """Whether the stop that `match` found ends the sentence that began at `low`."""
    if match.end() >= end:
        return True
    marks = match.group().rstrip()
    small = _starts_small(text, match.end(), end)
    if len(marks) > 1 and (marks[-1] not in ".!?…" or marks.startswith(("...", "…"))) and small:
        return False  # “Stop!” he said; well... maybe
    if marks[0] == "…":
        return not small
    return marks != "." or not _abbreviates(text, low, match.start() + 1, match.end(), end)


def _starts_small(text: str, start: int, end: int) -> bool:
    found = _NEXT.match(text, start, end)
    return bool(found and found[1] and found[1].islower())


def _abbreviates(text: str, low: int, stop: int, following: int, end: int) -> bool:
    """Whether the full stop before `stop` belongs to the word there and the sentence goes on."""
    found = _TOKEN.search(text[max(low, stop - _LOOK_BACK) : stop])
    if not found:
        return False
    token = found.group()
    word = token[:-1].casefold()
    first = text[following]
    if stop - len(token) == low and _LIST_NUMBER.fullmatch(token):
        return True
    if word in _TITLES:
        return True
    if word in _BEFORE_NUMBERS:
        return first.isdigit()
    if word in _MAY_END:
        return _starts_small(text, following, end) or first.isdigit()
    if _ACRONYM.fullmatch(token) or (_INITIAL.fullmatch(token) and token not in ("I.", "i.")):
        return not _starts_sentence(text, following, end)
    return False


def _starts_sentence(text: str, following: int, end: int) -> bool:
    """Whether a word that only begins sentences follows; a name may follow an initial or "U.S."."""
    found = _NEXT_WORD.match(text, following, end)
    return bool(found and found[1][0].isupper() and found[1].casefold() in _STARTERS)
