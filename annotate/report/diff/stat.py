"""How much differs, a line for each pair of files."""

from __future__ import annotations

from collections.abc import Mapping

from annotate.core.compare.differences import Kind
from annotate.core.display import display
from annotate.report.diff.pair import Pair, counted
from annotate.report.words import count


def line(pair: Pair) -> str:
    """Safe to show."""
    return f" {display(names(pair))} | {amount(pair)}"


def amount(pair: Pair) -> str:
    """`3 of 12 paragraphs: 2 added, 1 removed`."""
    if pair.comparison is None:
        return "only on the left" if pair.left else "only on the right"
    numbers = {each.n for each in pair.comparison.differences if each.n}
    return f"{len(numbers):,} of {count(pair.comparison.count, 'paragraph')}: {counted(pair.kinds)}"


def names(pair: Pair) -> str:
    """Both names, or the one there is."""
    return " -> ".join(dict.fromkeys(filter(None, (pair.left, pair.right))))


def summary(differing: int, looked_at: int, kinds: Mapping[Kind, int]) -> str:
    """What all the lines come to."""
    differ = "differs" if differing == 1 else "differ"
    return ": ".join(filter(None, (f"{differing:,} of {count(looked_at, 'pair')} {differ}", counted(kinds))))
