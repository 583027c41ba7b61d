"""Which line to blame when YAML cannot be read: the reader gives up where nothing fits any more, and
that is often a line or more behind the mistake.

A line is to blame if the text around it could be read were another line in its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

_FAR = 40
"""Lines between those that may be to blame, beyond which it takes too long to try."""

_BEFORE = 3
_AFTER = 8
_FORMS = ("", "k: v", "k:", "- v", "- k: v", "k: |")
_BLANK = re.compile(r"\s*(#.*)?")


def culprit(text: str, gave_up: int, began: Iterable[int]) -> int:
    """The line that is most likely wrong: where the reader gave up, the one before, or one of those
    on which what it was reading `began`; all from 1."""
    lines = text.splitlines()
    begins = sorted({line - 1 for line in began if 0 < line < gave_up}, reverse=True)
    if gave_up > len(lines):
        # Something never ends; there is nothing behind it to hold it against.
        return begins[0] + 1 if begins else gave_up
    at = gave_up - 1
    near = [each for each in begins if at - each <= _FAR]
    before = next((i for i in range(at - 1, -1, -1) if not _is_blank(lines[i])), None)
    others = list(dict.fromkeys([*near, *([] if before is None else [before])]))
    around = _Around(lines, min((at, *others)), at)
    shifted = [each for each in (at, *others) if around.reads_indented(each)]
    if shifted and shifted[0] == at:
        return min(shifted, key=around.plausibility) + 1
    wrong = next((each for each in others if around.reads_without(each)), at)
    return wrong + 1


class _Around:
    """The lines from `first` to `last` with as much of the rest as decides whether they fit."""

    def __init__(self, lines: Sequence[str], first: int, last: int) -> None:
        self._lines = lines
        self._kept = [*_above(lines, first), *range(first, last + 1), *_below(lines, last)]
        self._indents = sorted({_indent(lines[at]) for at in self._kept if not _is_blank(lines[at])})

    def reads_indented(self, at: int) -> bool:
        """Whether all is well if the line has another indent."""
        return any(self._reads_with(at, other) for other in self._indented(at))

    def reads_without(self, at: int) -> bool:
        """Whether all is well if the line says something else."""
        forms = (" " * indent + form for form in _FORMS for indent in self._indents if form or not indent)
        return any(self._reads_with(at, other) for other in forms)

    def plausibility(self, at: int) -> tuple[bool, int]:
        """Of the line's indent: its parts are deeper, many lines have the same."""
        indent = _indent(self._lines[at])
        without_parts = self._lines[at].rstrip().endswith(":") and _indent(self._next(at)) <= indent
        return not without_parts, sum(_indent(line) == indent for line in self._lines)

    def _reads_with(self, at: int, other: str) -> bool:
        return _reads("\n".join(other if i == at else self._lines[i] for i in self._kept) + "\n")

    def _next(self, at: int) -> str:
        return next((each for each in self._lines[at + 1 :] if not _is_blank(each)), "")

    def _indented(self, at: int) -> Iterator[str]:
        line = self._lines[at]
        below = self._next(at)
        has_parts = line.rstrip().endswith(":") and _indent(below) > _indent(line)
        for indent in self._indents:
            if indent != _indent(line) and not (has_parts and indent >= _indent(below)):
                yield " " * indent + line.lstrip(" ")


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
