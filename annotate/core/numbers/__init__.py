"""Figures in running English text: where each one is, what kind, what value, what unit."""

from annotate.core.numbers.find import find_numbers
from annotate.core.numbers.phrase import Comparator, Kind, NumberPhrase

__all__ = ["Comparator", "Kind", "NumberPhrase", "find_numbers"]
