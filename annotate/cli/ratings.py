"""Tables of ratings: a line for each item, a column for each annotator, an empty cell for no answer.

The first line has the annotators' names. A column called `item` holds names of items and is passed
over. Cells are parted by commas in `.csv`, by tabs in `.tsv`; quoted as usual.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from annotate.core.agreement.layout import Answer, Pattern
from annotate.errors import Findings
from annotate.store.reading import cannot_read, open_plain

SUFFIXES = (".csv", ".tsv")
_ITEM = b"item"
_LONGEST = 1 << 20


class Table(msgspec.Struct, frozen=True):
    annotators: tuple[str, ...]
    ratings: Counter[Pattern]


def read_table(path: Path) -> Table:
    """Lines are counted before they are taken apart: most of them are alike.

    Raises Findings if it is no such table, Unreadable.
    """
    separator = "\t" if path.suffix == ".tsv" else ","
    try:
        with open_plain(path, "a table of ratings") as file:
            head = file.readline(_LONGEST)
            lines: Counter[bytes] = Counter(_without_item(file, head, separator.encode()))
    except OSError as error:
        raise cannot_read(path, error) from None
    names = _cells(path, head.removeprefix(b"\xef\xbb\xbf"), separator, 1)
    if names and names[0].encode() == _ITEM:
        names = names[1:]
    if len(names) < 2 or len(set(names)) < len(names) or not all(names):
        raise _wrong(path, 1, "the first line is to name two annotators or more, each once")
    ratings: Counter[Pattern] = Counter()
    for line, number in lines.items():
        if line.strip():
            cells = _cells(path, line, separator, 0)
            if len(cells) != len(names):
                begin = line[:60].decode(errors="replace")
                raise _wrong(path, 0, f"{len(cells)} cells for {len(names)} annotators in {begin!r}")
            ratings[tuple(map(_answer, cells))] += number
    return Table(tuple(names), _numeric(ratings))


def _without_item(file: Iterator[bytes], head: bytes, separator: bytes) -> Iterator[bytes]:
    first = head.removeprefix(b"\xef\xbb\xbf").partition(separator)[0].strip(b'"')
    if first != _ITEM:
        return file
    return (_behind_item(line, separator) for line in file)


def _behind_item(line: bytes, separator: bytes) -> bytes:
    if not line.startswith(b'"'):
        return line.partition(separator)[2]
    end = line.replace(b'""', b"--").find(b'"', 1)
    return line[end + 1 :].partition(separator)[2]


def _cells(path: Path, line: bytes, separator: str, number: int) -> list[str]:
    try:
        return next(csv.reader([line.decode("utf-8").rstrip("\r\n")], delimiter=separator, strict=True), [])
    except (UnicodeDecodeError, csv.Error) as error:
        raise _wrong(path, number, f"{line[:60].decode(errors='replace')!r} cannot be read: {error}") from None


def _answer(cell: str) -> Answer | None:
    return cell.strip() or None


def _numeric(ratings: Counter[Pattern]) -> Counter[Pattern]:
    """The same with numbers, if all answers are."""
    answers = {each for pattern in ratings for each in pattern if each is not None}
    numbers: dict[Answer | None, Answer | None] = {None: None}
    for each in answers:
        try:
            number = float(str(each))
        except ValueError:
            return ratings
        if number != number or number in (float("inf"), float("-inf")):
            return ratings
        numbers[each] = int(number) if number.is_integer() else number
    found: Counter[Pattern] = Counter()
    for pattern, count in ratings.items():
        found[tuple(numbers[each] for each in pattern)] += count
    return found


def _wrong(path: Path, line: int, reason: str) -> Findings:
    hint = "a line for each item, a column for each annotator, their names first; see docs/agreement.md."
    return Findings(f"{path}:{line}: {reason}" if line else f"{path}: {reason}", slug="bad-table", hint=hint)


def positions(tables: Sequence[Table]) -> list[str]:
    """All annotators, in order."""
    return sorted({name for table in tables for name in table.annotators})
