"""Values that a schema itself holds: defaults, and what conditions compare with."""

from __future__ import annotations

import re

from annotate.core.attributes import misfit
from annotate.core.fitting import quoted
from annotate.core.schema import Attribute, AttributeType, Value
from annotate.store.yaml.fields import scalars_of, text_of
from annotate.store.yaml.nodes import Node, Scalar
from annotate.store.yaml.report import Report

_WHOLE = re.compile("[+-]?[0-9]{1,18}")
_NUMBER = re.compile(r"[+-]?[0-9]{1,18}(?:\.[0-9]{1,18})?")


def single_value(scalar: Scalar, kind: AttributeType) -> Value | None:
    """The text as a value of that type, None if it cannot be one; strict, as YAML 1.2 writes it."""
    text = scalar.text
    match kind:
        case AttributeType.BOOL:
            return text == "true" if text in ("true", "false") else None
        case AttributeType.INT:
            return int(text) if _WHOLE.fullmatch(text) else None
        case AttributeType.NUMBER:
            if _WHOLE.fullmatch(text):
                return int(text)
            return float(text) if _NUMBER.fullmatch(text) else None
        case AttributeType.SPAN:
            return None
        case _:
            return text


def default_value(node: Node, attribute: Attribute, report: Report) -> Value | None:
    """The default in `node`, None and reported if the attribute cannot have it."""
    if attribute.type is AttributeType.SET:
        return _set(node, attribute, report)
    text = text_of(node, report, "default")
    if text is None or not isinstance(node, Scalar):
        return None
    value = single_value(node, attribute.type)
    if value is None:
        reason = f"{quoted(text)} is no {attribute.type.value}"
        if attribute.type is AttributeType.SPAN:
            reason = "a stretch of text has none"
    else:
        reason = misfit(attribute, value) or ""
    if reason:
        message = f"default of {quoted(attribute.name)}: {reason}"
        report.error(node, "bad-default", message, report.nearest(text, attribute.values))
        return None
    return value


def _set(node: Node, attribute: Attribute, report: Report) -> Value | None:
    chosen = set()
    for scalar in scalars_of(node, report, "default"):
        chosen.add(scalar.text)
        if scalar.text not in attribute.values:
            message = f"default of {quoted(attribute.name)}: {quoted(scalar.text)} is no value"
            hint = report.nearest(scalar.text, attribute.values)
            report.error(scalar, "bad-default", message, hint)
    value = tuple(each for each in attribute.values if each in chosen)
    if len(value) == len(chosen) and (reason := misfit(attribute, value)):
        report.error(node, "bad-default", f"default of {quoted(attribute.name)}: {reason}")
        return None
    return value
