"""What a migration does, or would do: steps with their counts, and the places to look at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from textwrap import wrap
from typing import NamedTuple

from annotate.core.display import display
from annotate.core.evolution import Migrated, Outcome, Spot, said
from annotate.report.words import count

PLACES = 25
"""At most so many are shown of a kind; the others are counted."""

WIDTH = 80
"""Columns of the table; only a name that is longer reaches over them."""

_COLUMN = 10
_HEADINGS = ("changed", "dropped", "noted", "no place")


class Row(NamedTuple):
    """A step, summed up over files."""

    step: str
    changed: int = 0
    dropped: int = 0
    noted: int = 0
    unmapped: int = 0


class Sum:
    """The outcome of one or many files; of places only those that are shown are kept."""

    def __init__(self) -> None:
        self.files = 0
        self.flagged = 0
        self.reopened = 0
        self.is_lossy = False
        self._versions: dict[str, dict[int, Row]] = {}
        self._unmapped: list[str] = []
        self._misfits: list[str] = []
        self._numbers = [0, 0]

    def add(self, path: str, version: str, result: Migrated) -> None:
        """`version` is the one that the file was made with."""
        self.files += 1
        self.flagged += result.flagged
        self.reopened += result.reopened
        self.is_lossy |= result.is_lossy
        rows = self._versions.setdefault(version, {})
        for index, outcome in enumerate(result.outcomes):
            rows[index] = _added(rows.get(index, Row(said(outcome.step))), outcome)
            self._keep(0, self._unmapped, path, outcome.unmapped)
        self._keep(1, self._misfits, path, result.misfits)

    def lines(self, new: str) -> Iterator[str]:
        """Not yet safe to show. `new` is the version that all come to."""
        for version, rows in self._versions.items():
            yield f"{version} -> {new}"
            yield from _table(list(rows.values())) if rows else ("  no steps",)
        yield from _listed("No place in the later schema, kept in notes", self._unmapped, self._numbers[0])
        yield from _listed("Kept as it is, but does not fit the later schema", self._misfits, self._numbers[1])
        if self.flagged or self.reopened:
            yield ""
            yield (
                f"To be looked at again: {count(self.flagged, 'annotation')} flagged, "
                f"{count(self.reopened, 'paragraph')} re-opened"
            )

    def _keep(self, which: int, kept: list[str], path: str, spots: Sequence[Spot]) -> None:
        self._numbers[which] += len(spots)
        kept += (_place(path, each) for each in spots[: PLACES - len(kept)])


def _added(row: Row, outcome: Outcome) -> Row:
    return Row(
        row.step,
        changed=row.changed + outcome.changed,
        dropped=row.dropped + outcome.dropped,
        noted=row.noted + outcome.lost,
        unmapped=row.unmapped + len(outcome.unmapped),
    )


def _table(rows: Sequence[Row]) -> Iterator[str]:
    """The steps stand last: they may be long, and are folded there."""
    yield "".join(f"{each:>{_COLUMN}}" for each in _HEADINGS)
    for row in rows:
        numbers = (row.changed, row.dropped, row.noted, row.unmapped)
        told = "".join(f"{_number(each):>{_COLUMN}}" for each in numbers)
        for line in wrap(display(row.step), WIDTH - len(told) - 2, break_long_words=False, break_on_hyphens=False):
            yield f"{told}  {line}"
            told = " " * len(told)


def _number(number: int) -> str:
    return f"{number:,}" if number else "-"


def _listed(title: str, shown: Iterable[str], number: int) -> Iterator[str]:
    kept = list(shown)
    if not kept:
        return
    yield ""
    yield f"{title} ({number:,}):"
    yield from kept
    if number > len(kept):
        yield f"… and {number - len(kept):,} more"


def _place(path: str, spot: Spot) -> str:
    quote = spot.quote if len(spot.quote) <= 40 else spot.quote[:39] + "…"
    who = " ".join(filter(None, (spot.id, repr(quote) if quote else "")))
    return f"{path}:{spot.line}: {who}{': ' if who else ''}{spot.message}"
