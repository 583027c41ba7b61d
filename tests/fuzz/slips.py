"""Single mistakes at a known line: what a slip of the finger, an editor or a merge does to a file.

A slip takes lines (without their ends) and changes them; it gives the lines afterwards and those, from
1, of which any may be called the wrong one. None: it does not fit these lines.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Sequence
from typing import Any

Lines = list[str]
Slipped = tuple[Lines, set[int]] | None
Slip = Callable[[random.Random, Lines], Slipped]

LETTERS = "abcdefghijklmnopqrstuvwxyz"


def slipped(chance: random.Random, slips: Sequence[Slip], text: str) -> tuple[str, set[int], str]:
    """The text with one mistake, where it is, and what kind it is."""
    while True:
        slip = chance.choice(slips)
        found = slip(chance, text.split("\n"))
        if found and "\n".join(found[0]) != text:
            return "\n".join(found[0]), found[1], slip.__name__


def _at(chance: random.Random, lines: Lines, wanted: str = "") -> int | None:
    """The index of one of the lines that the pattern is found in; never the empty last one."""
    fitting = [i for i, line in enumerate(lines) if line.strip() and re.search(wanted, line)]
    return chance.choice(fitting) if fitting else None


def _replaced(lines: Lines, at: int, line: str) -> Slipped:
    return [*lines[:at], line, *lines[at + 1 :]], {at + 1}


def _without(chance: random.Random, lines: Lines, characters: str, wanted: str = "") -> Slipped:
    """One of these characters is missing."""
    at = _at(chance, lines, wanted or f"[{re.escape(characters)}]")
    if at is None:
        return None
    places = [i for i, each in enumerate(lines[at]) if each in characters]
    if not places:
        return None
    place = chance.choice(places)
    return _replaced(lines, at, lines[at][:place] + lines[at][place + 1 :])


def _typed(chance: random.Random, word: str) -> str:
    """The word with a slip in it."""
    i = chance.randrange(len(word))
    match chance.randrange(4):
        case 0:
            return word[:i] + chance.choice(LETTERS) + word[i:]
        case 1 if len(word) > 1:
            return word[:i] + word[i + 1 :]
        case 2 if i and word[i] != word[i - 1]:
            return word[: i - 1] + word[i] + word[i - 1] + word[i + 1 :]
        case _:
            return word[:i] + chance.choice(LETTERS) + word[i + 1 :]


def _in_match(chance: random.Random, lines: Lines, pattern: str, change: Callable[[str], str]) -> Slipped:
    """What the group of the pattern stands for, changed in one of the places."""
    at = _at(chance, lines, pattern)
    if at is None:
        return None
    found = chance.choice(list(re.finditer(pattern, lines[at])))
    line = lines[at]
    return _replaced(lines, at, line[: found.start(1)] + change(found[1]) + line[found.end(1) :])


# In any text.


def a_line_gone(chance: random.Random, lines: Lines) -> Slipped:
    at = _at(chance, lines)
    assert at is not None
    return [*lines[:at], *lines[at + 1 :]], {max(1, at), at + 1}


def garbage(chance: random.Random, lines: Lines) -> Slipped:
    at = _at(chance, lines)
    assert at is not None
    place = chance.randrange(len(lines[at]) + 1)
    word = chance.choice(["\0", "\x1b[2J", "\x07", "\ufeff", '"', "}", "]", "\\", "}{"])
    return _replaced(lines, at, lines[at][:place] + word + lines[at][place:])


def cut_off(chance: random.Random, lines: Lines) -> Slipped:
    """The rest of a line is missing."""
    at = _at(chance, lines, r"\S.{9}")
    if at is None:
        return None
    first = len(lines[at]) - len(lines[at].lstrip()) + 1
    return _replaced(lines, at, lines[at][: chance.randrange(first, len(lines[at].rstrip()))])


def conflict(chance: random.Random, lines: Lines) -> Slipped:
    at = _at(chance, lines)
    assert at is not None
    marked = ["<<<<<<< HEAD", lines[at], "=======", lines[at], ">>>>>>> topic"]
    return [*lines[:at], *marked, *lines[at + 1 :]], set(range(at + 1, at + 6))


ANY: tuple[Slip, ...] = (garbage, cut_off, conflict)


# In annotation files.


def a_quote_gone(chance: random.Random, lines: Lines) -> Slipped:
    return _without(chance, lines, '"')


def a_comma_gone(chance: random.Random, lines: Lines) -> Slipped:
    return _without(chance, lines, ",")


def a_colon_gone(chance: random.Random, lines: Lines) -> Slipped:
    return _without(chance, lines, ":")


def a_bracket_gone(chance: random.Random, lines: Lines) -> Slipped:
    return _without(chance, lines, "{}[]")


def a_field_misspelled(chance: random.Random, lines: Lines) -> Slipped:
    return _in_match(chance, lines, r'"(\w+)":', lambda word: _typed(chance, word))


def a_field_gone(chance: random.Random, lines: Lines) -> Slipped:
    return _json(chance, lines, lambda record: record.pop(chance.choice(list(record))))


def another_type(chance: random.Random, lines: Lines) -> Slipped:
    def change(record: dict[str, Any]) -> None:
        name = chance.choice(list(record))
        others = [7, -1, 1.5, "x", True, None, [], ["a"], {}, {"a": 1}]
        record[name] = chance.choice([each for each in others if type(each) is not type(record[name])])

    return _json(chance, lines, change)


def a_key_twice(chance: random.Random, lines: Lines) -> Slipped:
    return _in_match(chance, lines, r'("\w+":"\w+",)', lambda pair: pair + pair)


def a_number_changed(chance: random.Random, lines: Lines) -> Slipped:
    def change(number: str) -> str:
        return str(int(number) + chance.choice([-100, -2, -1, 1, 2, 100]))

    return _in_match(chance, lines, r'"(?:start|end|n)":(\d+)', change)


def a_label_misspelled(chance: random.Random, lines: Lines) -> Slipped:
    return _in_match(chance, lines, r'"label":"(\w+)"', lambda word: _typed(chance, word))


def an_answer_misspelled(chance: random.Random, lines: Lines) -> Slipped:
    pattern = r'"attributes":\{[^}]*?"(\w+)"'
    return _in_match(chance, lines, pattern, lambda word: _typed(chance, word))


def an_id_broken(chance: random.Random, lines: Lines) -> Slipped:
    return _in_match(chance, lines, r'"(?:id|from|to)":"(\w+)"', lambda word: _typed(chance, word))


def an_id_taken(chance: random.Random, lines: Lines) -> Slipped:
    ids = re.findall(r'"id":"(\w+)"', "\n".join(lines))
    return _in_match(chance, lines, r'"id":"(\w+)"', lambda id: chance.choice(ids)) if ids else None


def a_word_changed(chance: random.Random, lines: Lines) -> Slipped:
    """In a quote or the text of a paragraph."""
    pattern = r'"(?:quote|text)":"[^"]*?(\w+)[^"]*"'
    return _in_match(chance, lines, pattern, lambda word: _typed(chance, word))


def a_header_changed(chance: random.Random, lines: Lines) -> Slipped:
    pattern = r'"(?:document|source|sha256|encoding|schema|annotator|status|origin)":"([^"]+)"'
    return _in_match(chance, lines, pattern, lambda word: _typed(chance, word))


def lines_swapped(chance: random.Random, lines: Lines) -> Slipped:
    at = chance.randrange(len(lines) - 1)
    if at + 2 >= len(lines):
        return None
    return [*lines[:at], lines[at + 1], lines[at], *lines[at + 2 :]], {at + 1, at + 2}


def a_line_twice(chance: random.Random, lines: Lines) -> Slipped:
    at = _at(chance, lines)
    assert at is not None
    return [*lines[: at + 1], *lines[at:]], {at + 1, at + 2}


def spaces(chance: random.Random, lines: Lines) -> Slipped:
    return _in_match(chance, lines, r'("\w+":)', lambda key: key + " ")


def a_blank_line(chance: random.Random, lines: Lines) -> Slipped:
    at = _at(chance, lines)
    assert at is not None
    return [*lines[:at], "", *lines[at:]], {at + 1}


def a_carriage_return(chance: random.Random, lines: Lines) -> Slipped:
    at = _at(chance, lines)
    assert at is not None
    return _replaced(lines, at, lines[at] + "\r")


def _json(chance: random.Random, lines: Lines, change: Callable[[dict[str, Any]], object]) -> Slipped:
    at = _at(chance, lines)
    assert at is not None
    record = json.loads(lines[at])
    change(record)
    return _replaced(lines, at, json.dumps(record, ensure_ascii=False, separators=(",", ":")))


RECORDS: tuple[Slip, ...] = (
    *ANY,
    *(a_quote_gone, a_comma_gone, a_colon_gone, a_bracket_gone, a_field_misspelled, a_field_gone),
    *(another_type, a_key_twice, a_number_changed, a_label_misspelled, an_answer_misspelled),
    *(an_id_broken, an_id_taken, a_word_changed, a_header_changed, lines_swapped, a_line_twice),
    *(spaces, a_blank_line, a_carriage_return),
)


# In schemas.


def a_sign_gone(chance: random.Random, lines: Lines) -> Slipped:
    return _without(chance, lines, "\"'[]{}:,|>-", r"^[^#]*[\"'\[\]{}:,|>-]")


def another_indent(chance: random.Random, lines: Lines) -> Slipped:
    at = _at(chance, lines, r"^ +[^ #]")
    if at is None:
        return None
    bare = lines[at].lstrip(" ")
    indent = len(lines[at]) - len(bare) + chance.choice([-2, -1, 1, 2])
    return _replaced(lines, at, " " * max(0, indent) + bare)


def a_tab(chance: random.Random, lines: Lines) -> Slipped:
    at = _at(chance, lines, r"^ +[^ #]")
    return None if at is None else _replaced(lines, at, "\t" + lines[at].lstrip(" "))


def a_key_misspelled(chance: random.Random, lines: Lines) -> Slipped:
    """A key of the language: of a name nobody knows whether it is misspelled here or where it is
    used."""
    keys = (
        "title|labels|relations|constraints|overlap|span|attributes|type|values|required|default|"
        "help|guideline|do|dont|key|color|glyph|select"
    )
    return _in_match(chance, lines, rf"^[ -]*({keys}):", lambda word: _typed(chance, word))


def a_key_line_twice(chance: random.Random, lines: Lines) -> Slipped:
    at = _at(chance, lines, r"^ *[a-z_]+: [^|>&]")
    return None if at is None else ([*lines[: at + 1], *lines[at:]], {at + 1, at + 2})


def another_value(chance: random.Random, lines: Lines) -> Slipped:
    others = ["7", "-1", "nonsense", "[a]", "{a: b}", "true", "", "~", '"', "[", "*a", "&a b", "!!x y", "2024-01-01"]
    return _in_match(chance, lines, r"^[ -]*[a-z_]+:( .+)$", lambda _: " " + chance.choice(others))


def a_word_misspelled(chance: random.Random, lines: Lines) -> Slipped:
    """One of the fixed words of the language."""
    words = "scope|select|type|overlap|rule|granularity|trim|reach|suggest|symmetric|acyclic|required|out|in"
    return _in_match(chance, lines, rf"\b(?:{words}): ([a-z_]+)", lambda word: _typed(chance, word))


def a_reference_misspelled(chance: random.Random, lines: Lines) -> Slipped:
    pattern = r"\b(?:from|to|pair|default|label|relation): \[?([a-z_]+)"
    return _in_match(chance, lines, pattern, lambda word: _typed(chance, word))


def a_value_twice(chance: random.Random, lines: Lines) -> Slipped:
    return _in_match(chance, lines, r"\[([a-z_]+), ", lambda word: f"{word}, {word}")


SCHEMAS: tuple[Slip, ...] = (
    *ANY,
    *(a_sign_gone, another_indent, a_tab, a_key_misspelled, a_key_line_twice, another_value),
    *(a_word_misspelled, a_reference_misspelled, a_value_twice),
)
