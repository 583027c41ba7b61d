"""Figures in running English text: where each one is, what kind, what value, what unit."""

from annotate.core.numbers.phrase import Comparator, Kind, NumberPhrase

__all__ = ["Comparator", "Kind", "NumberPhrase", "find_numbers"]


def find_numbers(text: str, start: int = 0, end: int | None = None) -> list[NumberPhrase]:
    """Every number phrase in `text[start:end]`; see `find`."""
    # Imported when asked for: its tables take long to build, and the first screen needs none.
    from annotate.core.numbers.find import find_numbers as find

    return find(text, start, end)
