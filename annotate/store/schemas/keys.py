"""Keys and glyphs that stand for names: declared in the file, or dealt out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from string import ascii_lowercase, ascii_uppercase, digits

from annotate.core.display import width
from annotate.core.fitting import quoted
from annotate.store.yaml.fields import text_of
from annotate.store.yaml.nodes import Node, Scalar
from annotate.store.yaml.report import Report


class Keys:
    """Keys within one space: declared ones must differ, the others are dealt out."""

    def __init__(self, report: Report, *, signs: bool = False) -> None:
        self._report = report
        self._signs = signs
        self._owners: dict[str, str] = {}

    def declare(self, node: Node | None, name: str) -> None:
        """Take note of the key that the file gives to `name`."""
        key = None if node is None else text_of(node, self._report, "key")
        if node is None or key is None:
            return
        if not self._possible(key):
            kind = "letter, digit or sign" if self._signs else "letter or digit"
            message = f"key of {quoted(name)} must be exactly one {kind}, not {quoted(key)}"
            self._report.error(node, "bad-key", message)
        elif key in self._owners:
            other = self._owners[key]
            message = f"key {quoted(key)} of {quoted(name)} is already that of {quoted(other)}"
            self._report.error(node, "key-taken", message, "give each its own key")
        else:
            self._owners[key] = name

    def deal(self, names: Iterable[str]) -> Mapping[str, str]:
        """Name -> key for all: as declared, else the first free letter of the name, else any free
        letter or digit, else empty."""
        dealt = {name: key for key, name in self._owners.items()}
        for name in names:
            if name not in dealt:
                dealt[name] = self._free(name)
                self._owners[dealt[name]] = name
        return dealt

    def _free(self, name: str) -> str:
        own: list[str] = [each for each in name.lower() if each.isalpha() and self._possible(each)]
        spare = ascii_lowercase + digits + ascii_uppercase
        return next((each for each in [*own, *spare] if each not in self._owners), "")

    def _possible(self, key: str) -> bool:
        if len(key) != 1 or width(key) < 1:
            return False
        return key.isalnum() or (self._signs and key.isprintable() and not key.isspace())


def dealt_keys(given: Mapping[str, str]) -> Mapping[str, str]:
    """Name -> key for all: the one given or, where that is empty, a free one as `Keys` deals it."""
    keys = Keys(Report(""))
    for name, key in given.items():
        if key:
            keys.declare(Scalar(key, 1, 1), name)
    dealt = keys.deal(given)
    return {name: dealt.get(name, "") for name in given}


class Glyphs:
    """The letters that stand for labels where color does not."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._owners: dict[str, str] = {}

    def declare(self, node: Node | None, name: str) -> None:
        glyph = None if node is None else text_of(node, self._report, "glyph")
        if node is None or glyph is None:
            return
        if len(glyph) != 1 or width(glyph) != 1 or not glyph.isprintable() or glyph.isspace():
            message = f"glyph of {quoted(name)} must be one character of width 1"
            self._report.error(node, "bad-glyph", f"{message}, not {quoted(glyph)}")
        elif glyph in self._owners:
            other = self._owners[glyph]
            message = f"glyph {quoted(glyph)} of {quoted(name)} is already that of {quoted(other)}"
            self._report.error(node, "glyph-taken", message, "give each its own glyph")
        else:
            self._owners[glyph] = name

    def deal(self, names: Iterable[str]) -> Mapping[str, str]:
        """Name -> glyph for all: as declared, else the first free letter of the name as a capital,
        else any free capital or digit, else `*`."""
        dealt = {name: glyph for glyph, name in self._owners.items()}
        for name in names:
            if name not in dealt:
                dealt[name] = self._free(name)
                self._owners.setdefault(dealt[name], name)
        return dealt

    def _free(self, name: str) -> str:
        own: list[str] = [each for each in name.upper() if each.isalpha() and width(each) == 1]
        spare = ascii_uppercase + digits + ascii_lowercase
        return next((each for each in [*own, *spare] if each not in self._owners), "*")
