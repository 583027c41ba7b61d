"""Which line to blame when YAML cannot be read: the reader gives up where nothing fits any more, and
that is often a line or more behind the mistake.

A line is to blame if the text around it could be read were another line in its place.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

_FAR = 40
"""Lines between those that may be to blame, beyond which it takes too long to try."""

_BEFORE = 3
_AFTER = 8
_FORMS = ("", "k: v", "k:", "- v", "- k: v")
_TEXT = ("k: |",)
_YAML = re.compile(r"""\s*(?:- |-$|[\w"'*@.-]+\s*:(?:\s|$)|[{}\[\]])""")
_NEAR = 3
_RARE = 2
"""Lines with an indent, up to which it is an odd one."""

_BLANK = re.compile(r"\s*(#.*)?")


def culprit(text: str, gave_up: int, began: Iterable[int], level: bool) -> int:
    """The line that is most likely wrong: where the reader gave up, the one before, or one of those
    on which what it was reading `began`; all from 1. `level`: it may be the indent that is wrong."""
    lines = text.splitlines()
    begins = sorted({line - 1 for line in began if 0 < line < gave_up}, reverse=True)
    if gave_up > len(lines):
        # Something never ends; there is nothing behind it to hold it against.
        return begins[0] + 1 if begins else gave_up
    at = gave_up - 1
    parent = next((i for i in range(at, -1, -1) if _indent(lines[i]) < _indent(lines[at])), at)
    suspects = {*begins, *_opened(lines, at), *_before(lines, at), parent} - {at}
    others = sorted((each for each in suspects if at - each <= _FAR), reverse=True)
    around = _Around(lines, min((at, *others)), at)
    if _is_prose(lines, at) and around.reads_with(parent, _TEXT):
        return parent + 1
    shifted = [each for each in (at, *others) if level and around.reads_indented(each)]
    if shifted:
        return min(shifted, key=around.plausibility) + 1
    return next((each for each in others if around.reads_with(each, _FORMS)), at) + 1


class _Around:
    """The lines from `first` to `last` with as much of the rest as decides whether they fit."""

    def __init__(self, lines: Sequence[str], first: int, last: int) -> None:
        self._lines = lines
        self._kept = [*_above(lines, first), *range(first, last + 1), *_below(lines, last)]
        self._step = _usual_step(lines)
        self._indents = sorted({_indent(lines[at]) for at in self._kept if not _is_blank(lines[at])})

    def reads_indented(self, at: int) -> bool:
        """Whether all is well if the line has another indent."""
        return any(self._reads_with(at, other) for other in self._indented(at))

    def reads_with(self, at: int, forms: Sequence[str]) -> bool:
        """Whether all is well if the line has one of these forms, at some indent."""
        others = (" " * indent + form for form in forms for indent in self._indents)
        return any(self._reads_with(at, other) for other in others)

    def plausibility(self, at: int) -> tuple[bool, int, int]:
        """Of the line's indent: its parts are deeper, other lines and its neighbors have the same."""
        indent = _indent(self._lines[at])
        misses_parts = self._lines[at].rstrip().endswith(":") and _step(self._lines, at) <= 0
        same = sum(_indent(line) == indent for line in self._lines)
        near = self._lines[max(0, at - _NEAR) : at + _NEAR + 1]
        return not misses_parts, min(same, _RARE + 1), sum(_indent(line) == indent for line in near)

    def _reads_with(self, at: int, other: str) -> bool:
        return _reads("\n".join(other if i == at else self._lines[i] for i in self._kept) + "\n")

    def _indented(self, at: int) -> Iterator[str]:
        """What has parts stays if these are as deep below it as usual; so does what is level with
        the line before."""
        line = self._lines[at]
        parts_fit = line.rstrip().endswith(":") and _step(self._lines, at) == self._step
        level = any(_indent(self._lines[i]) == _indent(line) for i in _before(self._lines, at))
        if not parts_fit and not level:
            for indent in self._indents:
                yield " " * indent + line.lstrip(" ")


def _step(lines: Sequence[str], at: int) -> int:
    """How much deeper than the line the next one is."""
    return _indent(_next(lines, at)) - _indent(lines[at])


def _next(lines: Sequence[str], at: int) -> str:
    return next((lines[i] for i in range(at + 1, len(lines)) if not _is_blank(lines[i])), "")


def _is_prose(lines: Sequence[str], at: int) -> bool:
    """Whether what is level with the line behind it is neither a key nor an item."""
    below = _next(lines, at)
    return _indent(below) == _indent(lines[at]) and not _YAML.match(below)


def _usual_step(lines: Sequence[str]) -> int:
    """How much deeper parts mostly are than what they are part of."""
    steps = (_step(lines, at) for at, line in enumerate(lines) if line.rstrip().endswith(":"))
    return max(
        Counter(step for step in steps if step > 0).items(),
        key=lambda each: each[1],
        default=(0, 0),
    )[0]


def _before(lines: Sequence[str], at: int) -> Iterable[int]:
    """The line before, if there is one."""
    return islice((i for i in range(at - 1, -1, -1) if not _is_blank(lines[i])), 1)


def _opened(lines: Sequence[str], at: int) -> list[int]:
    """The first of the lines that this one should be level with, and what they are part of."""
    stack = [(-1, -1)]
    for i in range(at):
        if not _is_blank(lines[i]):
            while stack[-1][0] > _indent(lines[i]):
                stack.pop()
            if stack[-1][0] < _indent(lines[i]):
                stack.append((_indent(lines[i]), i))
    deeper = [i for indent, i in stack if indent > _indent(lines[at])][:1]
    return [*deeper, *(each for i in deeper for each in _before(lines, i))]


def _above(lines: Sequence[str], first: int) -> list[int]:
    """A few lines before, and what these are part of."""
    kept: list[int] = []
    for at in range(first - 1, -1, -1):
        line = lines[at]
        if _is_blank(line):
            continue
        if len(kept) < _BEFORE or _is_part_of(lines[kept[0]], line):
            kept.insert(0, at)
    return kept


def _is_part_of(line: str, other: str) -> bool:
    """Whether a line before it is what the line is part of: an item may stand below its key."""
    if _indent(other) == _indent(line):
        return line.lstrip().startswith("-") and not other.lstrip().startswith("-")
    return _indent(other) < _indent(line)


def _below(lines: Sequence[str], last: int) -> list[int]:
    """The next lines that are no deeper."""
    kept: list[int] = []
    for at in range(last + 1, len(lines)):
        if not _is_blank(lines[at]) and _indent(lines[at]) <= _indent(lines[last]):
            kept.append(at)
            if len(kept) == _AFTER:
                break
    return kept


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _is_blank(line: str) -> bool:
    return _BLANK.fullmatch(line) is not None


def _reads(text: str) -> bool:
    yaml = YAML(typ="safe", pure=True)
    try:
        _, parser = yaml.get_constructor_parser(text)
        while parser.check_event():
            parser.get_event()
    except (YAMLError, ValueError, ArithmeticError, LookupError, AttributeError):
        return False
    return True
