"""A value read anew as another type."""

from __future__ import annotations

from annotate.core.answers import parse_value
from annotate.core.conditions import text_of
from annotate.core.fitting import misfit
from annotate.core.schema import Attribute, AttributeType, Value


def retyped(value: Value, kind: AttributeType) -> Value | None:
    """The value as this type, None if it cannot be one.

    Choices are not known here: a choice is any text, a set the texts between commas; what is not
    among the choices shows when the value is held against the later schema.
    """
    if isinstance(value, tuple) and not all(isinstance(each, str) for each in value):
        return value if kind is AttributeType.SPAN else None
    plain = Attribute("", kind)
    match kind:
        case AttributeType.ENUM:
            texts = _texts(value)
            return texts[0] if len(texts) == 1 else None
        case AttributeType.SET:
            return _parted(value)
        case _ if misfit(plain, value) is None:
            return value
        case _:
            return _parsed(", ".join(_texts(value)), plain)


def fitted(value: Value, attribute: Attribute) -> Value | None:
    """The value in the form that the attribute has it, None if it does not fit however written."""
    if misfit(attribute, value) is None:
        return value
    return _parsed(", ".join(_texts(value)), attribute)


def _parsed(text: str, attribute: Attribute) -> Value | None:
    try:
        value = parse_value(attribute, text)
    except ValueError:
        if attribute.type is not AttributeType.INT:
            return None
        return _whole(text)
    return value


def _whole(text: str) -> int | None:
    """3.0 is a whole number; 3.5 is not."""
    try:
        number = parse_value(Attribute("", AttributeType.NUMBER), text)
    except ValueError:
        return None
    return int(number) if isinstance(number, float) and number.is_integer() else None


def _parted(value: Value) -> Value:
    if isinstance(value, str):
        return tuple(part for part in (each.strip() for each in value.split(",")) if part)
    return _texts(value)


def _texts(value: Value) -> tuple[str, ...]:
    return tuple(map(text_of, value)) if isinstance(value, tuple) else (text_of(value),)
