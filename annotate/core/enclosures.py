"""Quoted stretches and parentheses, without the marks around them.

Marks pair up within one block. A quotation that is not closed ends with the block; an apostrophe
is not a mark, though it looks like one: it stands within or after a word with no open quotation
that it could close.
"""

from __future__ import annotations

import re

_CLOSING = {
    "“": "”",
    "«": "»",
    "„": "“”",
    "‚": "‘’",
    "‘": "’",
    "「": "」",
    "『": "』",
    "‹": "›",
    '"': '"',
    "״": "״",
    "'": "'",
    "”": "”",
    "»": "«",
}
_QUOTE = re.compile("[“”„‟«»‹›‘’‚״\"'「」『』]")
_BRACKETS = {"(": ")", "[": "]", "（": "）", "【": "】", "﹙": "﹚"}
_BRACKET = re.compile(r"[()\[\]（）【】﹙﹚]")
_DASHED = re.compile(r"(?<=\s)(?:–|—|--)\s+(\S[^–—.!?;]{0,400}?)\s+(?:–|—|--)(?=\s)|—([^\s—.!?;][^—.!?;]{0,400}?)—")
_SINGLE = "'‘’‚"
_SAME = "\"״'"

_DEPTH = 8
"""How many open marks a closing one is held against; people do not nest deeper, noise does."""

Spans = list[tuple[int, int]]


def quotes(text: str, start: int, end: int) -> Spans:
    """The quoted stretches in `text[start:end]`, without marks, outer before inner; empty ones
    are left out.

    A quotation that is closed and opened again is two.
    """
    found: Spans = []
    opened: list[tuple[str, int]] = []
    for match in _QUOTE.finditer(text, start, end):
        mark, place = match[0], match.start()
        before = text[place - 1] if place > start else " "
        after = text[place + 1] if place + 1 < end else " "
        if mark in _SAME and before.isalnum() and after.isalnum():
            continue  # צה"ל
        depth = _closed_by(opened, mark) if _may_close(before, mark, after) else -1
        if depth >= 0:
            found.append((opened[depth][1], place))
            del opened[depth:]
        elif _may_open(before, mark, after):
            opened.append((mark, place + 1))
    unclosed = next((begin for mark, begin in opened if mark not in _SINGLE), end)
    if unclosed < end:
        found.append((unclosed, end))
    return sorted((_trimmed(text, a, b) for a, b in found if text[a:b].strip()), key=_outer_first)


def parentheses(text: str, start: int, end: int) -> Spans:
    """What stands in brackets or between two dashes in `text[start:end]`, without the signs."""
    found: Spans = []
    opened: list[tuple[str, int]] = []
    for match in _BRACKET.finditer(text, start, end):
        sign, place = match[0], match.start()
        if sign in _BRACKETS:
            opened.append((_BRACKETS[sign], place + 1))
            continue
        recent = range(len(opened) - 1, max(-1, len(opened) - 1 - _DEPTH), -1)
        depth = next((i for i in recent if opened[i][0] == sign), -1)
        if depth >= 0:
            found.append((opened[depth][1], place))
            del opened[depth:]
    found += [m.span(1 if m[1] else 2) for m in _DASHED.finditer(text, start, end)]
    return sorted((_trimmed(text, a, b) for a, b in found if text[a:b].strip()), key=_outer_first)


def _closed_by(opened: list[tuple[str, int]], mark: str) -> int:
    """Which open quotation `mark` closes: the innermost it can, -1 if none."""
    for depth in range(len(opened) - 1, max(-1, len(opened) - 1 - _DEPTH), -1):
        if mark in _CLOSING[opened[depth][0]]:
            return depth
    return -1


def _may_close(before: str, mark: str, after: str) -> bool:
    """Not an apostrophe, and not a mark with blank space before and a word after."""
    if mark in _SINGLE:
        return not before.isspace() and not after.isalnum()
    return mark not in _SAME or not (before.isspace() and after.isalnum())


def _may_open(before: str, mark: str, after: str) -> bool:
    """A mark that may also close, or be an apostrophe, opens before a word and not after one."""
    if mark not in _CLOSING:
        return False
    if mark in "“«„‚「『‹":
        return True
    if after.isspace() or before.isalnum():
        return False
    return mark not in _SINGLE or not after.isdigit()


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while text[start].isspace():
        start += 1
    while text[end - 1].isspace():
        end -= 1
    return start, end


def _outer_first(span: tuple[int, int]) -> tuple[int, int]:
    return span[0], -span[1]
