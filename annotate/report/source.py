"""The text that problems are about: where on its line each one is, and how to know the line again."""

from __future__ import annotations

import re
import struct
from collections import Counter
from collections.abc import Collection, Iterator
from typing import NamedTuple

from annotate.core.problems import Place

HASHED = 16 << 20
"""Bytes, above which a file's lines get no fingerprints: code scanning then computes its own."""

_BLOCK = 100
_BASE = 37
_MODULUS = 1 << 64
_TOKEN = re.compile(r"""\"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s,:{}\[\]"']+|.""")


class Region(NamedTuple):
    """A stretch of one line. All from 1; columns count code points, `end` is behind the last."""

    line: int
    column: int
    end: int


class Source:
    """A file's content; empty where there is none to be had."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._starts: list[int] | None = None

    def line(self, number: int) -> str:
        """The line without its end; empty if there is no such line."""
        starts = self._lines()
        if not 0 < number < len(starts):
            return ""
        line = self._content[starts[number - 1] : starts[number]]
        text = line.rstrip(b"\r\n").decode("utf-8", "replace")
        return text.removeprefix("\ufeff") if number == 1 else text

    def region(self, place: Place) -> Region:
        """What is at the place: a word or a quoted text, or the whole line if there is no column."""
        number = max(1, place.line)
        text = self.line(number)
        if not place.line or not place.column:
            start = len(text) - len(text.lstrip())
            return Region(number, start + 1, max(start, len(text.rstrip())) + 1)
        token = _TOKEN.match(text, place.column - 1)
        return Region(number, place.column, (token.end() + 1) if token else place.column)

    def fingerprints(self, numbers: Collection[int]) -> dict[int, str]:
        """Those of the lines with these numbers; none if there is no text, or too much."""
        if not 0 < len(self._content) <= HASHED or not numbers:
            return {}
        return line_hashes(self._content.decode("utf-8", "replace"), numbers)

    def _lines(self) -> list[int]:
        """Where each line starts; at the end, where the last one ends."""
        if self._starts is None:
            self._starts = list(_line_starts(self._content))
        return self._starts


def line_hashes(text: str, numbers: Collection[int]) -> dict[int, str]:
    """`primaryLocationLineHash` of the lines with these numbers, from 1.

    The hash is of the 100 UTF-16 units from the start of the line on, without spaces and tabs and
    with every line end as LF; after the text come 0xFFFF and as many zeros as it takes. Behind the
    colon: how many lines up to this one have the same.
    Source: the fingerprints that GitHub's action adds to a SARIF file without any.
    """
    whole = text.replace("\r\n", "\n").replace("\r", "\n").translate({9: None, 32: None}) + "\uffff"
    units = whole.encode("utf-16-le", "surrogatepass") + bytes(2 * _BLOCK)
    seen: Counter[bytes] = Counter()
    hashes: dict[int, str] = {}
    start = 0
    for number, line in enumerate(whole.split("\n"), 1):
        block = units[start : start + 2 * _BLOCK]
        seen[block] += 1
        if number in numbers:
            hashes[number] = f"{_hash(block):x}:{seen[block]}"
        start += 2 + len(line.encode("utf-16-le", "surrogatepass"))
    return hashes


def _hash(block: bytes) -> int:
    value = 0
    for unit in struct.unpack(f"<{_BLOCK}H", block):
        value = (value * _BASE + unit) % _MODULUS
    return value


def _line_starts(content: bytes) -> Iterator[int]:
    start = 0
    while start < len(content):
        yield start
        start = content.find(b"\n", start) + 1 or len(content)
    yield len(content)
