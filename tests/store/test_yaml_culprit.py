"""The line that is blamed when YAML cannot be read."""

from __future__ import annotations

import pytest

from annotate.store.yaml.reading import read_node
from annotate.store.yaml.text import YamlError

GOOD = """\
id: inns
title: Inns and ferries
principles: |
  Mark names, not descriptions: "the inn" is none.
  Take the longest.
  In doubt: mark it.
span: {trim: [space]}
overlap:
  - {pair: [inn, inn], rule: nest}
  - {pair: ["*", "*"], rule: forbid}

# What is labeled.
labels:
  inn:
    key: i
    color: "#0072B2"
    glyph: I
    attributes:
      kind: {type: enum, values: [open, closed], required: true}
      rooms: {type: int}
    help: A house with beds.
  ferry:
    key: f
    glyph: F
    guideline:
      - Mark the name.
      - The line is none.
      - Flags neither.
relations:
  near: {from: inn, to: ferry}
"""
LINES = GOOD.splitlines()

CASES = {
    "a colon is missing at a leaf": ("    key: i", "    key i"),
    "a colon is missing at what has parts": ("  ferry:", "  ferry"),
    "a colon is missing at the top": ("labels:", "labels"),
    "a key is cut off": ("    attributes:", "    attri"),
    "a quote is missing behind": ('    color: "#0072B2"', '    color: "#0072B2'),
    "a quote too many": ("    glyph: I", '    "glyph: I'),
    "a brace is missing before": ("      rooms: {type: int}", "      rooms: type: int}"),
    "a brace is missing behind": ("      rooms: {type: int}", "      rooms: {type: int"),
    "a bracket is missing behind": ("span: {trim: [space]}", "span: {trim: [space"),
    "a brace is missing in the last line": ("  near: {from: inn, to: ferry}", "  near: {from: inn, to: ferry"),
    "a bracket too many": ("    key: f", "    key:] f"),
    "the sign for a text is missing": ("principles: |", "principles:"),
    "the first of several is too deep": ("  inn:", "    inn:"),
    "the first of several is not deep enough": ("  inn:", " inn:"),
    "one of several is too deep": ("    glyph: I", "     glyph: I"),
    "one of several is not deep enough": ("    glyph: F", "   glyph: F"),
    "one stands with its parent": ("    glyph: F", "  glyph: F"),
    "a dash without a space": ("  - {pair: [inn, inn], rule: nest}", "  -{pair: [inn, inn], rule: nest}"),
    "an item is not deep enough": ("      - Flags neither.", "    - Flags neither."),
}


@pytest.mark.parametrize("old, new", CASES.values(), ids=CASES)
def test_the_line_with_the_mistake_is_blamed(old: str, new: str) -> None:
    assert LINES.count(old) == 1
    read_node(GOOD.encode())
    with pytest.raises(YamlError) as raised:
        read_node(GOOD.replace(f"{old}\n", f"{new}\n").encode())
    assert raised.value.line == LINES.index(old) + 1, raised.value


def test_where_the_reader_gave_up_is_told_if_it_is_elsewhere() -> None:
    with pytest.raises(YamlError) as raised:
        read_node(b"labels:\n  inn\n  ferry:\n    key: f\n")
    assert raised.value.line == 2 and raised.value.message.endswith("noticed on line 3")


def test_a_value_that_is_not_there_stands_at_its_key() -> None:
    node = read_node(b"a:\n\nb: 1\n")
    (_, missing), _ = node.entries  # type: ignore[union-attr]
    assert (missing.line, missing.column) == (1, 1)


def test_a_long_file_that_never_ends_is_answered_at_once() -> None:
    keys = "".join(f"k{n}:\n" for n in range(6_000))
    with pytest.raises(YamlError) as raised:
        read_node(('a: "\n' + keys).encode())
    assert raised.value.line == 1


def test_a_mistake_at_the_end_of_a_long_file_is_found() -> None:
    keys = "".join(f"k{n}:\n  a: {n}\n\n" for n in range(2_000))
    with pytest.raises(YamlError) as raised:
        read_node(f"{keys}last\nb: 1\n".encode())
    assert raised.value.line == 6_001
