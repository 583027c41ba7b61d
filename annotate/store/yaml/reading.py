"""Reading YAML into a tree: one document, no tags, no aliases, within limits.

The limits are checked while the text is read, before anything large can come of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from annotate.core.fitting import quoted
from annotate.store.yaml.culprit import culprit
from annotate.store.yaml.nodes import Mapping, Node, Scalar, Sequence
from annotate.store.yaml.text import MAX_DEPTH, MAX_TOKENS, YamlError, decode

_DIRECTIVE = re.compile(r"\A(?:[ \t]*(?:#[^\n]*)?\r?\n)*%")
_TAB = "a tab"
_ODD_WORDS = {
    "'\\x00'": "the end of the file",
    "('<stream end>',)": "the end of the file",
    "'<stream end>'": "the end of the file",
    "'<document start>'": "the start of a document",
    "character '\\t'": _TAB,
}


def read_node(data: bytes) -> Node:
    """The tree of the one document in `data`. Raises YamlError for anything else."""
    text = decode(data)
    _refuse_directives(text)
    yaml = YAML(typ="safe", pure=True)
    builder = _Builder()
    try:
        _, parser = yaml.get_constructor_parser(text)
        while parser.check_event():
            event = parser.get_event()
            if yaml.scanner.tokens_taken > MAX_TOKENS:
                raise _at(event, "too-long", f"more than {MAX_TOKENS:,} YAML tokens")
            builder.add(event)
    except YAMLError as error:
        began = [token.start_mark.line + 1 for token in yaml.scanner.tokens]
        raise _syntax(error, text, [*began, *builder.began]) from None
    except (ValueError, OverflowError, ArithmeticError, LookupError, AttributeError) as error:
        # ruamel meets some broken escapes and directives with errors of its own making.
        mark = yaml.reader.get_mark()
        message = f"cannot be read as YAML ({type(error).__name__})"
        raise YamlError("yaml-syntax", mark.line + 1, mark.column + 1, message) from None
    if builder.root is None:
        raise YamlError("empty", 1, 1, "the file is empty", "a schema is at least `labels: [a]`")
    return builder.root


def _refuse_directives(text: str) -> None:
    found = _DIRECTIVE.match(text)
    if found:
        line = found[0].count("\n") + 1
        hint = "leave out the line that starts with `%`"
        raise YamlError("yaml-directive", line, 1, "YAML 1.2 without directives is read", hint)


class _Open:
    """A sequence or mapping that is not closed yet; in a mapping keys and values alternate."""

    def __init__(self, event: SequenceStartEvent | MappingStartEvent) -> None:
        self.event = event
        self.items: list[Node] = []

    def close(self) -> Node:
        line, column = _place(self.event)
        if isinstance(self.event, SequenceStartEvent):
            return Sequence(tuple(self.items), line, column)
        return Mapping(tuple(self._pairs()), line, column)

    def _pairs(self) -> Iterator[tuple[Scalar, Node]]:
        for key, value in zip(self.items[::2], self.items[1::2], strict=True):
            assert isinstance(key, Scalar)  # others were refused on the way in
            yield key, value


class _Builder:
    def __init__(self) -> None:
        self.root: Node | None = None
        self._spread: list[int] = []
        self._stack: list[_Open] = []
        self._documents = 0

    @property
    def began(self) -> list[int]:
        """The lines on which something began that mostly ends on its line and did not: the last
        that ended further on, and all that have not ended yet."""
        flows = [_place(each.event)[0] for each in self._stack if each.event.flow_style]
        return self._spread + flows

    def add(self, event: Event) -> None:
        match event:
            case DocumentStartEvent():
                self._documents += 1
                if self._documents > 1:
                    hint = "keep one per file"
                    raise _at(event, "yaml-documents", "a second YAML document", hint)
            case AliasEvent():
                message = f"alias {('*' + str(event.anchor))!r}"
                raise _at(event, "yaml-alias", message, "write the value out where it is used")
            case ScalarEvent():
                self._refuse_extras(event)
                if event.style not in ("|", ">"):
                    self._note_spread(event, event)
                self._place(self._at_key(_scalar(event)), event)
            case SequenceStartEvent() | MappingStartEvent():
                self._refuse_extras(event)
                self._open(event)
            case SequenceEndEvent() | MappingEndEvent():
                opened = self._stack.pop()
                if opened.event.flow_style:
                    self._note_spread(opened.event, event)
                self._place(opened.close(), event)

    def _note_spread(self, start: Event, end: Event) -> None:
        if start.start_mark.line != end.end_mark.line:
            self._spread = [start.start_mark.line + 1]

    def _at_key(self, scalar: Scalar) -> Scalar:
        """A value that is not there stands at its key: the reader has gone on to the next line."""
        top = self._stack[-1] if self._stack else None
        if scalar.text or not scalar.plain or top is None or self._is_key():
            return scalar
        key = top.items[-1] if isinstance(top.event, MappingStartEvent) else None
        if key is None or key.line == scalar.line:
            return scalar
        return msgspec.structs.replace(scalar, line=key.line, column=key.column)

    def _refuse_extras(self, event: ScalarEvent | SequenceStartEvent | MappingStartEvent) -> None:
        if event.anchor is not None:
            message = f"anchor {('&' + str(event.anchor))!r}"
            raise _at(event, "yaml-anchor", message, "write the value out where it is used")
        if event.tag is not None:
            raise _at(event, "yaml-tag", f"tag {str(event.tag)[:60]!r}", "leave the tag out")

    def _open(self, event: SequenceStartEvent | MappingStartEvent) -> None:
        if self._is_key():
            raise _at(event, "yaml-key", "a list or mapping as a key", "keys are single words")
        if len(self._stack) >= MAX_DEPTH:
            raise _at(event, "too-deep", f"more than {MAX_DEPTH} levels deep")
        self._stack.append(_Open(event))

    def _place(self, node: Node, event: Event) -> None:
        if isinstance(node, Scalar) and self._is_key() and node.text == "<<" and node.plain:
            raise _at(event, "yaml-merge", "merge key `<<`", "write the keys out")
        if self._stack:
            self._stack[-1].items.append(node)
        else:
            self.root = node

    def _is_key(self) -> bool:
        top = self._stack[-1] if self._stack else None
        return top is not None and isinstance(top.event, MappingStartEvent) and not (len(top.items) % 2)


def _scalar(event: ScalarEvent) -> Scalar:
    line, column = _place(event)
    text = str(event.value)
    for character in text:
        if not character.isprintable() and _harmful(character):
            message = f"character U+{ord(character):04X} written as an escape"
            raise YamlError("control-character", line, column, message, "remove it")
    return Scalar(text, line, column, plain=event.style is None)


def _harmful(character: str) -> bool:
    code = ord(character)
    return (code < 0xA0 and character not in "\t\n") or 0xD800 <= code <= 0xDFFF


def _place(event: Event) -> tuple[int, int]:
    mark = event.start_mark
    return mark.line + 1, mark.column + 1


def _at(event: Event, slug: str, message: str, hint: str = "") -> YamlError:
    return YamlError(slug, *_place(event), message, hint)


def _syntax(error: YAMLError, text: str, began: list[int]) -> YamlError:
    """`began`: the lines on which what was being read began."""
    line = column = 1
    reason = "cannot be read as YAML"
    if isinstance(error, MarkedYAMLError):
        mark = error.problem_mark or error.context_mark
        if mark is not None:
            line, column = mark.line + 1, mark.column + 1
        if error.context_mark is not None:
            began.append(error.context_mark.line + 1)
        words = [str(each) for each in (error.context, error.problem) if each]
        reason = ", ".join(words) or reason
    for odd, plain in _ODD_WORDS.items():
        reason = reason.replace(odd, plain)
    safe = quoted(" ".join(reason.split()), 200)[1:-1]
    hint = "indent with spaces" if _TAB in reason else ""
    blamed = culprit(text, line, began, level="simple key" not in reason)
    if blamed != line:
        return YamlError("yaml-syntax", blamed, 1, f"{safe}: noticed on line {line}", hint)
    return YamlError("yaml-syntax", line, column, safe, hint)
