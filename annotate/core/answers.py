"""What a person typed, read as a value of an attribute."""

import re

from annotate.core.fitting import misfit, quoted
from annotate.core.nearest import did_you_mean
from annotate.core.schema import Attribute, AttributeType, Value

_YES = frozenset({"true", "yes", "y", "on", "1"})
_NO = frozenset({"false", "no", "n", "off", "0"})
_MINUS = str.maketrans({"−": "-", "–": "-", "\u00a0": " ", "\u202f": " ", "\u2009": " "})
_GROUPED = re.compile(r"([+-]?[0-9]{1,3})((?:,[0-9]{3})+|(?: [0-9]{3})+|(?:_[0-9]{3})+)(\.[0-9]+)?")
_PLAIN = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")
_STRETCH = re.compile(r"\[?\s*([0-9]{1,18})\s*[-:,\s]\s*([0-9]{1,18})\s*\]?")
_LONGEST_NUMBER = 40


def parse_value(attribute: Attribute, text: str) -> Value:
    """The value that `text` means: "yes" for true, "1,000" for 1000, "a, b" for a set of both.

    Raises ValueError with the reason, in words for the person who typed it.
    """
    value = _read(attribute, text.strip())
    reason = misfit(attribute, value)
    if reason:
        raise ValueError(reason)
    return value


def _read(attribute: Attribute, text: str) -> Value:
    match attribute.type:
        case AttributeType.BOOL:
            return _bool(text)
        case AttributeType.ENUM:
            return _choice(attribute, text)
        case AttributeType.SET:
            return _set(attribute, text)
        case AttributeType.INT | AttributeType.NUMBER:
            return _number(text)
        case AttributeType.SPAN:
            return _span(text)
        case _:
            return text


def _bool(text: str) -> bool:
    word = text.casefold()
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise ValueError("must be true or false (yes or no)")


def _choice(attribute: Attribute, text: str) -> str:
    """Exactly written, else without regard to case and to `_`, `-` and space."""
    if text in attribute.values:
        return text
    alike = [each for each in attribute.values if _folded(each) == _folded(text)]
    if len(alike) == 1:
        return alike[0]
    meant = did_you_mean(text, attribute.values)
    raise ValueError(f"{quoted(text)} is not one of its values" + f"; {meant}" * bool(meant))


def _set(attribute: Attribute, text: str) -> tuple[str, ...]:
    parts = [part.strip() for part in text.split(",")]
    chosen = {_choice(attribute, part) for part in parts if part}
    return tuple(each for each in attribute.values if each in chosen)


def _number(text: str) -> int | float:
    text = text.translate(_MINUS)
    if len(text) > _LONGEST_NUMBER:
        raise ValueError("is too large a number")
    if found := _GROUPED.fullmatch(text):
        text = found[1] + re.sub("[, _]", "", found[2]) + (found[3] or "")
    if not _PLAIN.fullmatch(text):
        raise ValueError("must be a number, as 1000, 1,000 or 3.5")
    return float(text) if set(text) & set(".eE") else int(text)


def _span(text: str) -> tuple[int, int]:
    found = _STRETCH.fullmatch(text)
    if not found:
        raise ValueError("must be a stretch of text, as 12-16")
    return int(found[1]), int(found[2])


def _folded(text: str) -> str:
    return re.sub(r"[\s_-]+", "_", text.casefold())
