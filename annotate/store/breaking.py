"""What a merge has put together that the schema does not allow, though neither side was wrong in it.

Two sides that each add what is allowed once have it twice when both are merged, and nothing that they
wrote is in conflict. So the result is held against the schema: paragraphs that both have changed, and all
of the file where what they did meets elsewhere. What one of the sides had already is not told again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import islice

import msgspec

from annotate.core.blocks import Block, Blocks, Records
from annotate.core.checks.conflicts import one_version
from annotate.core.checks.stream import Rules, SchemaCheck
from annotate.core.compare.blocks import Thing
from annotate.core.problems import Level, Problem
from annotate.core.records import ParagraphRecord, Record, RelationRecord, SpanRecord, end_of
from annotate.store.comparing import Source

MANY = 50
"""So many problems are told; whoever merges will hardly read more."""

Key = tuple[str, str, str]
"""What a problem is about, wherever that stands: its slug, the words, and the id."""

_CHUNK = 1 << 20
_ELSEWHERE = re.compile(r"\bon line \d+")
_decoder: msgspec.json.Decoder[Record] = msgspec.json.Decoder(Record)


class Held:
    """Records held against the schema as they come; the first stands on `line`."""

    def __init__(self, rules: Rules, path: str, line: int = 1) -> None:
        self._ends: dict[str, str] = {}
        self._check = SchemaCheck(path, rules, self._ends)
        self._cut = Blocks()
        self._line = line
        self._names: list[str] = []
        self._problems: list[Problem] = []
        self._is_readable = True

    def passing(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """The same pieces of a file, wherever they are cut, looked at as they pass."""
        rest = b""
        for piece in pieces:
            yield piece
            whole, end, piece = piece.rpartition(b"\n")
            if end:
                self._read(b"".join((rest, whole, end)))
                rest = b""
            rest += piece

    def feed(self, records: Records) -> None:
        for block in self._cut.feed(records):
            self._block(block)

    def found(self, far: bool) -> dict[Key, Problem]:
        """The errors in the records; with `far`, which is for whole files, those that no paragraph
        shows alone, too. None in a file with lines that cannot be read: that is told elsewhere."""
        for block in self._cut.end():
            self._block(block)
        if far:
            self._keep(self._check.end())
        return {self._key(each): each for each in self._problems} if self._is_readable else {}

    def _read(self, lines: bytes) -> None:
        try:
            self.feed(_decoder.decode_lines(lines))
        except (ValueError, RecursionError):
            self._is_readable = False

    def _block(self, block: Block) -> None:
        self._names += map(_name, block.records)
        things: list[Thing] = [*block.spans, *block.links]
        self._ends.update([(each.id, end_of(each)) for each in things])
        if any(each.conflict for each in block.records if each is not None):
            block = one_version(block)
        self._keep(self._check.block(msgspec.structs.replace(block, line=block.line + self._line - 1)))

    def _keep(self, problems: Iterable[Problem]) -> None:
        errors = (each for each in problems if each.level is Level.ERROR)
        self._problems += islice(errors, MANY - len(self._problems))

    def _key(self, problem: Problem) -> Key:
        name = self._names[problem.place.line - self._line]
        return problem.slug, _ELSEWHERE.sub("", problem.message), name


def broken_here(rules: Rules, path: str, line: int, result: Records, sides: Iterable[Records]) -> list[Problem]:
    """What is wrong in a paragraph of the result, that begins on `line`, and on neither side."""
    found = _in_paragraph(rules, path, line, result)
    for side in sides if found else ():
        for known in _in_paragraph(rules, path, 1, side):
            found.pop(known, None)
    return list(found.values())


def broken_anywhere(rules: Rules, result: Source, sides: Sequence[Source]) -> list[Problem]:
    """What is wrong in the whole of the result and on neither side. Raises Unreadable."""
    return newly_broken(rules, _read(rules, result), sides)


def newly_broken(rules: Rules, result: Held, sides: Sequence[Source]) -> list[Problem]:
    """The same of a result that has passed already."""
    found = result.found(far=True)
    for side in sides if found else ():
        for known in _read(rules, side).found(far=True):
            found.pop(known, None)
    return list(found.values())


def _read(rules: Rules, source: Source) -> Held:
    held = Held(rules, source.name)
    with source.open() as file:
        for _ in held.passing(iter(partial(file.read, _CHUNK), b"")):
            pass
    return held


def _in_paragraph(rules: Rules, path: str, line: int, records: Records) -> dict[Key, Problem]:
    held = Held(rules, path, line)
    held.feed(records)
    return held.found(far=False)


def _name(record: Record | None) -> str:
    match record:
        case SpanRecord() | RelationRecord():
            return record.id
        case ParagraphRecord():
            return str(record.n)
        case _:
            return ""
