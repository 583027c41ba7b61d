"""Figures in few characters."""

from __future__ import annotations

from annotate.core.agreement.values import Interval, Undefined, Value

NONE = "-"


def value(number: Value) -> str:
    """Three decimals; a dash for what is undefined."""
    return NONE if isinstance(number, Undefined) else f"{number:.3f}"


def interval(found: Interval | Undefined) -> str:
    return "" if isinstance(found, Undefined) else f"[{found.low:.3f}, {found.high:.3f}]"
