"""Located nodes as typed values; what is wrong is reported with its place, and left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from typing import TypeVar

from annotate.core.fitting import quoted
from annotate.store.yaml.nodes import Mapping, Node, Scalar, Sequence
from annotate.store.yaml.report import Report

E = TypeVar("E", bound=Enum)

_WHOLE = re.compile("[+-]?[0-9]{1,18}")
_NUMBER = re.compile(r"[+-]?[0-9]{1,18}(\.[0-9]{1,18})?")


def is_nothing(node: Node) -> bool:
    """Whether a key was written without a value, or with YAML's word for none."""
    return isinstance(node, Scalar) and node.plain and node.text in ("", "~", "null")


class Fields:
    """The keys of one mapping. Each is asked for by name; `close` reports those nobody asked for.

    `what` says in messages whose keys they are.
    """

    def __init__(self, node: Node, report: Report, what: str) -> None:
        self.node = node
        self.what = what
        self.report = report
        self._asked: list[str] = []
        self._found = dict(unique(node, report, what))
        self._keys = {key.text: key for key in self._located(node)}

    @staticmethod
    def _located(node: Node) -> Iterator[Scalar]:
        if isinstance(node, Mapping):
            for key, _ in reversed(node.entries):
                yield key

    def key(self, name: str) -> Node:
        """Where the key itself stands, or the mapping if it is not there."""
        return self._keys.get(name, self.node)

    def node_of(self, name: str) -> Node | None:
        self._asked.append(name)
        return self._found.get(name)

    def text(self, name: str, default: str = "") -> str:
        node = self.node_of(name)
        return default if node is None else text_of(node, self.report, name) or default

    def texts(self, name: str) -> tuple[str, ...]:
        return tuple(scalar.text for scalar in self.scalars(name))

    def scalars(self, name: str) -> tuple[Scalar, ...]:
        """One text or a list of them."""
        node = self.node_of(name)
        return () if node is None else tuple(scalars_of(node, self.report, name))

    def flag(self, name: str, default: bool = False) -> bool:
        node = self.node_of(name)
        if node is None:
            return default
        text = text_of(node, self.report, name)
        if text in ("true", "false"):
            return text == "true"
        if text is not None:
            message = f"{name} must be true or false, not {quoted(text)}"
            self.report.error(node, "not-a-bool", message)
        return default

    def whole(self, name: str, least: int = 0) -> int | None:
        node = self.node_of(name)
        text = None if node is None else text_of(node, self.report, name)
        if node is None or text is None:
            return None
        if not _WHOLE.fullmatch(text) or int(text) < least:
            message = f"{name} must be a whole number from {least}, not {quoted(text)}"
            self.report.error(node, "not-a-number", message)
            return None
        return int(text)

    def number(self, name: str) -> float | None:
        node = self.node_of(name)
        text = None if node is None else text_of(node, self.report, name)
        if node is None or text is None:
            return None
        if not _NUMBER.fullmatch(text):
            self.report.error(node, "not-a-number", f"{name} must be a number, not {quoted(text)}")
            return None
        return float(text)

    def choice(self, name: str, default: E) -> E:
        node = self.node_of(name)
        found = None if node is None else choice_of(node, self.report, name, type(default))
        return default if found is None else found

    def entries(self, name: str, member: str) -> list[tuple[Scalar, Node]]:
        """The entries of a mapping under the key; none if there is no such key."""
        node = self.node_of(name)
        return [] if node is None else unique_entries(node, self.report, name, member)

    def items(self, name: str) -> tuple[Node, ...]:
        """The items of a list under the key."""
        node = self.node_of(name)
        if node is None or is_nothing(node):
            return ()
        if not isinstance(node, Sequence):
            self.report.error(node, "not-a-list", f"{name} must be a list")
            return ()
        return node.items

    def close(self) -> None:
        for name in self._found:
            if name not in self._asked:
                message = f"{self.what} has no key {quoted(name)}"
                known = self.report.nearest(name, self._asked)
                self.report.error(self._keys[name], "unknown-key", message, known)


def text_of(node: Node, report: Report, name: str) -> str | None:
    if not isinstance(node, Scalar):
        report.error(node, "not-a-text", f"{name} must be a single text")
        return None
    if is_nothing(node):
        report.error(node, "missing-value", f"{name} has no value")
        return None
    return node.text


def scalars_of(node: Node, report: Report, name: str) -> Iterator[Scalar]:
    for each in node.items if isinstance(node, Sequence) else (node,):
        if text_of(each, report, name) is not None and isinstance(each, Scalar):
            yield each


def choice_of(node: Node, report: Report, name: str, kind: type[E]) -> E | None:
    text = text_of(node, report, name)
    if text is None:
        return None
    known = [str(each.value) for each in kind]
    if text in known:
        return kind(text)
    message = f"{name} cannot be {quoted(text)}"
    report.error(node, "unknown-choice", message, report.nearest(text, known))
    return None


def unique_entries(node: Node, report: Report, what: str, member: str = "key") -> list[tuple[Scalar, Node]]:
    """The entries of a mapping, later ones with the same key reported and left out.

    `what` is the mapping and `member` one of its keys, in messages.
    """
    if is_nothing(node):
        return []
    if not isinstance(node, Mapping):
        report.error(node, "not-a-mapping", f"{what} must be a mapping, `key: value`")
        return []
    first: dict[str, Scalar] = {}
    kept = []
    for key, value in node.entries:
        if key.text in first:
            hint = f"the first is on {report.seen_from(key, first[key.text])}"
            message = f"{member} {quoted(key.text)} is declared twice in {what}"
            report.error(key, f"duplicate-{member}", message, hint)
        else:
            first[key.text] = key
            kept.append((key, value))
    return kept


def unique(node: Node, report: Report, what: str) -> Iterator[tuple[str, Node]]:
    for key, value in unique_entries(node, report, what):
        yield key.text, value
