"""Figures in few characters."""

from __future__ import annotations

from annotate.core.agreement.values import Interval, Undefined, Value
from annotate.report.words import count

NONE = "-"


def value(number: Value) -> str:
    """Three decimals; a dash for what is undefined."""
    return NONE if isinstance(number, Undefined) else f"{number:.3f}"


def interval(found: Interval | Undefined) -> str:
    return "" if isinstance(found, Undefined) else f"[{found.low:.3f}, {found.high:.3f}]"


def drawn(found: Interval) -> str:
    """What each resample is made of."""
    match found.run:
        case 0:
            return count(found.parts, "document")
        case 1:
            return f"{count(found.parts, 'paragraph')} of one document"
        case run:
            return f"{found.parts:,} times {run:,} neighboring paragraphs of one document"
