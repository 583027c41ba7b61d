"""Names that a schema gives, and names it uses."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping

from annotate.core.fitting import quoted
from annotate.core.schema import Label, Scope
from annotate.store.yaml.nodes import Scalar
from annotate.store.yaml.report import Report

MAX_NAME = 64
# Persian and several Indic scripts cannot be spelled without them.
_JOINERS = "\u200c\u200d"


def good_name(scalar: Scalar, report: Report, what: str) -> bool:
    """Whether the text can be a name; reported if not."""
    reason = _flaw(scalar.text)
    if reason:
        report.error(scalar, "bad-name", f"{what} {quoted(scalar.text)} {reason}")
    return not reason


def span_labels_in(
    scalars: Iterable[Scalar], labels: Mapping[str, Label], also: Iterable[str], report: Report
) -> Iterator[str]:
    """Those that are labels of spans or in `also`, each once; others are reported."""
    fitting = []
    for scalar in scalars:
        label = labels.get(scalar.text)
        if label is None or label.scope is Scope.SPAN:
            fitting.append(scalar)
        else:
            message = f"{quoted(label.name)} labels a {label.scope.value}"
            hint = "here only labels of spans can stand"
            report.error(scalar, "not-for-scope", message, hint)
    known = [each.name for each in labels.values() if each.scope is Scope.SPAN]
    yield from names_in(fitting, [*known, *also], report, "label")


def names_in(scalars: Iterable[Scalar], known: Iterable[str], report: Report, what: str) -> Iterator[str]:
    """Those that are known, each once; others are reported with the nearest known name."""
    names = dict.fromkeys(known)
    given: set[str] = set()
    for scalar in scalars:
        if scalar.text not in names:
            message = f"there is no {what} {quoted(scalar.text)}"
            report.error(scalar, f"unknown-{what}", message, report.nearest(scalar.text, names))
        elif scalar.text in given:
            report.error(scalar, "named-twice", f"{what} {quoted(scalar.text)} is named twice")
        else:
            given.add(scalar.text)
            yield scalar.text


def _flaw(name: str) -> str:
    if not name.strip():
        return "is blank"
    if len(name) > MAX_NAME:
        return f"is longer than {MAX_NAME} characters"
    if name != name.strip():
        return "begins or ends with a space"
    if name == "*" or name.startswith("@"):
        return "has a meaning of its own here"
    if not all(each.isprintable() or each in _JOINERS for each in name):
        return "has a character that cannot be seen"
    if unicodedata.combining(name[0]):
        return "begins with a combining mark"
    return ""
