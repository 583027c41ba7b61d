"""Whether a value is one that an attribute may have."""

import math
from collections.abc import Callable, Mapping
from datetime import date

from annotate.core.patterns import PatternError, compile_pattern
from annotate.core.schema import Attribute, AttributeType, Value

BIGGEST = 2**63 - 1
"""Numbers beyond it do not survive every reader of the files."""


def misfit(attribute: Attribute, value: Value) -> str | None:
    """Why the value does not fit the attribute, or None if it does.

    A set fits in the schema's order only, a date as `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
    `min` and `max` bound a number, the length of a text, or the size of a set.
    """
    return _FITTING[attribute.type](attribute, value)


def _bool(attribute: Attribute, value: Value) -> str | None:
    return None if isinstance(value, bool) else "must be true or false"


def _enum(attribute: Attribute, value: Value) -> str | None:
    if not isinstance(value, str):
        return "must be one of its values, as text"
    return None if value in attribute.values else f"{quoted(value)} is not one of its values"


def _set(attribute: Attribute, value: Value) -> str | None:
    if not isinstance(value, tuple) or not all(isinstance(each, str) for each in value):
        return "must be a list of its values"
    for each in value:
        if each not in attribute.values:
            return f"{quoted(str(each))} is not one of its values"
    if len(set(value)) < len(value):
        return "has a value twice"
    if value != tuple(each for each in attribute.values if each in value):
        return "must have its values in the order of the schema"
    return _bounded(attribute, len(value), "values")


def _int(attribute: Attribute, value: Value) -> str | None:
    if isinstance(value, bool) or not isinstance(value, int):
        return "must be a whole number"
    return _number(attribute, value)


def _number(attribute: Attribute, value: Value) -> str | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return "must be a number"
    if not math.isfinite(value) if isinstance(value, float) else abs(value) > BIGGEST:
        return "is too large a number"
    return _bounded(attribute, value)


def _string(attribute: Attribute, value: Value) -> str | None:
    if isinstance(value, str) and any(each in value for each in _LINE_ENDS):
        return "must be one line"
    return _text(attribute, value)


def _text(attribute: Attribute, value: Value) -> str | None:
    if not isinstance(value, str):
        return "must be text"
    if not value.strip():
        return "must not be blank"
    if any("\ud800" <= each <= "\udfff" for each in value):
        return "has half a character (a lone surrogate)"
    if attribute.pattern is not None and not _full(attribute.pattern, value):
        return f"{quoted(value)} does not match {quoted(attribute.pattern)}"
    return _bounded(attribute, len(value), "characters")


def _date(attribute: Attribute, value: Value) -> str | None:
    if not isinstance(value, str) or not _is_date(value):
        return "must be a date: 2024, 2024-05 or 2024-05-31"
    return None


def _span(attribute: Attribute, value: Value) -> str | None:
    if not isinstance(value, tuple) or len(value) != 2:
        return "must be a stretch of text: start and end"
    start, end = value
    if not isinstance(start, int) or not isinstance(end, int):
        return "must be a stretch of text: start and end"
    if isinstance(start, bool) or isinstance(end, bool) or not 0 <= start < end <= BIGGEST:
        return "must be a stretch of text with 0 <= start < end"
    return None


_FITTING: Mapping[AttributeType, Callable[[Attribute, Value], str | None]] = {
    AttributeType.BOOL: _bool,
    AttributeType.ENUM: _enum,
    AttributeType.SET: _set,
    AttributeType.INT: _int,
    AttributeType.NUMBER: _number,
    AttributeType.STRING: _string,
    AttributeType.TEXT: _text,
    AttributeType.DATE: _date,
    AttributeType.SPAN: _span,
    AttributeType.ENTITY: _string,
}
_LINE_ENDS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"


def quoted(text: str, length: int = 60) -> str:
    """The text in quotes on one line, what cannot be printed escaped, the end left out if long."""
    return repr(text if len(text) <= length else text[: length - 1] + "…")


def plain_number(number: float) -> str:
    """3 for 3.0; a schema's bounds are kept as floats."""
    return str(int(number)) if number == int(number) else str(number)


def _bounded(attribute: Attribute, size: float, unit: str = "") -> str | None:
    of = f" {unit}" if unit else ""
    if attribute.min is not None and size < attribute.min:
        return f"must be at least {plain_number(attribute.min)}{of}"
    if attribute.max is not None and size > attribute.max:
        return f"must be at most {plain_number(attribute.max)}{of}"
    return None


def _full(pattern: str, value: str) -> bool:
    try:
        return compile_pattern(pattern).matches(value)
    except PatternError:
        return True  # not from the loader, which refuses it; no reason to refuse the value


def _is_date(text: str) -> bool:
    if len(text) not in (4, 7, 10) or not text.isascii():
        return False
    full = text + "0000-01-01"[len(text) :]
    try:
        return date.fromisoformat(full).isoformat() == full
    except ValueError:
        return False
