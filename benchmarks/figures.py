"""What a benchmark finds, and the table that all of it is shown in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from statistics import median, quantiles
from typing import NamedTuple


class Figure(NamedTuple):
    """`ours` and `theirs` (what it is compared with, named by `peer`) are in `unit`.

    `ratio` is the median of the ratios of runs that followed each other, so that what else the
    machine does falls on both sides. `limit` is what is to be reached: of the ratio if `of_ratio`,
    else of `ours`.
    """

    what: str
    unit: str
    ours: float
    peer: str = ""
    theirs: float | None = None
    ratio: float | None = None
    limit: float | None = None
    of_ratio: bool = False

    @property
    def met(self) -> bool | None:
        """None if there is nothing to be reached."""
        value = self.ratio if self.of_ratio else self.ours
        return None if self.limit is None or value is None else value <= self.limit


def compared(
    what: str, unit: str, ours: Sequence[float], peer: str, theirs: Sequence[float], limit: float | None = None
) -> Figure:
    """The medians of two series taken in turns; `limit` is that of the ratio."""
    ratio = median(a / b for a, b in zip(ours, theirs, strict=True))
    return Figure(what, unit, median(ours), peer, median(theirs), ratio, limit, of_ratio=True)


def p99(values: Sequence[float]) -> float:
    return quantiles(values, n=100)[98]


def table(figures: Iterable[Figure]) -> str:
    rows = [("", "ours", "reference", "ratio", "target", ""), *map(_cells, figures)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if i in (0, 5) else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )


def _cells(figure: Figure) -> tuple[str, ...]:
    target = "" if figure.limit is None else f"≤ {figure.limit:g}{'×' if figure.of_ratio else f' {figure.unit}'}"
    return (
        figure.what,
        f"{_number(figure.ours)} {figure.unit}",
        "" if figure.theirs is None else f"{figure.peer} {_number(figure.theirs)} {figure.unit}",
        "" if figure.ratio is None else f"{figure.ratio:.2f}×",
        target,
        {True: "met", False: "MISSED", None: ""}[figure.met],
    )


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"
