"""Places in the text without counting characters: quoted words, numbered words, natural units."""

from __future__ import annotations

import re
from collections.abc import Sequence

from annotate.core.document import Document
from annotate.core.edit import Refused
from annotate.core.units import block_at, blocks_of, words_of
from annotate.tui.marking import (
    mark_clause,
    mark_number,
    mark_parenthesis,
    mark_quote,
    mark_sentence,
    mark_word,
)
from annotate.tui.plain.line import Word
from annotate.tui.state import Action, Env, Marking, State, place, replace

Stretch = tuple[int, int]

UNITS: dict[str, Action] = {
    "word": mark_word,
    "number": mark_number,
    "clause": mark_clause,
    "sentence": mark_sentence,
    "quote": mark_quote,
    "parenthesis": mark_parenthesis,
}

_NUMBERS = re.compile(r"([0-9]{1,9})(?:-([0-9]{1,9}))?")
_SHOWN = 8
# What a keyboard has for the marks that print has.
_ALIKE = {"'": "['’‘]", '"': '["“”„«»]', "-": "[-‐‑–—]"}


def numbered(state: State) -> Sequence[Stretch]:
    """The words that have numbers now: those of the paragraph, of a giant one those of the part."""
    return words_of(state.session.document, block_at(state.session.document, state.cursor))


def part(state: State) -> tuple[int, int]:
    """Which part of the paragraph is read, and of how many; any but a giant has one."""
    parts = blocks_of(state.session.document, state.n)
    return parts.index(block_at(state.session.document, state.cursor)) + 1, len(parts)


def to_part(state: State, number: int) -> State:
    parts = blocks_of(state.session.document, state.n)
    if not 1 <= number <= len(parts):
        raise Refused(f"this paragraph has parts 1 to {len(parts)}")
    return place(state, state.n, parts[number - 1][0])


def stretches(state: State, env: Env, words: Sequence[Word]) -> tuple[Stretch, ...]:
    """What the words mean, in their order: `"40 bridges"`, `5-9`, `3,7-9`, `clause`,
    `clause at 5`. Raises Refused."""
    found: list[Stretch] = []
    left = list(words)
    while left:
        word = left.pop(0)
        if word.quoted:
            found.append(quoted(state, word))
        elif word.text in UNITS:
            start = state
            if left and left[0].text == "at":
                start = at_word(state, left[1:2])
                del left[:2]
            found.append(_unit(start, env, word.text))
        else:
            found += [_numbers(state, each) for each in word.text.split(",")]
    return tuple(found)


def at_word(state: State, words: Sequence[Word]) -> State:
    """The cursor at the word with that number."""
    start, _ = _numbers(state, words[0].text if words else "")
    return replace(state, cursor=start)


def where(state: State, stretch: Stretch) -> str:
    """The stretch in numbers of words: `words 5-9`, `word 5`, or empty if no numbered word is in
    it."""
    inside = [i for i, word in enumerate(numbered(state), 1) if word[0] < stretch[1] and stretch[0] < word[1]]
    if not inside:
        return ""
    return f"words {inside[0]}-{inside[-1]}" if len(inside) > 1 else f"word {inside[0]}"


def quoted(state: State, word: Word) -> Stretch:
    """The place where the text stands in the paragraph; refused if it is not the only one."""
    if not word.text.strip():
        raise Refused("there is nothing between the quotes")
    document = state.session.document
    paragraph = document.paragraph(state.n)
    found = _found(document, word.text.strip(), (paragraph.start, paragraph.end))
    if not found:
        raise Refused(f'"{word.text[:60]}" is not in this paragraph')
    if word.nth > len(found):
        raise Refused(f'"{word.text[:60]}" stands here only {len(found)} times')
    if word.nth:
        return found[word.nth - 1]
    if len(found) > 1:
        raise Refused(_which(state, word.text[:60], found))
    return found[0]


def _which(state: State, text: str, found: Sequence[Stretch]) -> str:
    places = [
        f'"{text}"#{i} is {where(state, each) or "not among the words"}' for i, each in enumerate(found[:_SHOWN], 1)
    ]
    more = ", and so on" if len(found) > _SHOWN else ""
    return f"this stands here {len(found)} times: {', '.join(places)}{more}"


def _found(document: Document, text: str, within: Stretch) -> list[Stretch]:
    """The places of the text, as whole words if there are such, in the same case if there are."""
    written = r"\s+".join("".join(_ALIKE.get(letter, re.escape(letter)) for letter in part) for part in text.split())
    before = r"(?<!\w)" if text[0].isalnum() else ""
    behind = r"(?!\w)" if text[-1].isalnum() else ""
    whole = f"{before}{written}{behind}"
    for pattern, flags in (
        (whole, 0),
        (written, 0),
        (whole, re.IGNORECASE),
        (written, re.IGNORECASE),
    ):
        found = [each.span() for each in re.compile(pattern, flags).finditer(document.text, *within)]
        if found:
            return found
    return []


def _numbers(state: State, text: str) -> Stretch:
    match = _NUMBERS.fullmatch(text)
    if match is None:
        raise Refused(f'{text[:40]!r} is no place: say "some text", or word numbers as 5-9')
    words = numbered(state)
    first, last = int(match[1]), int(match[2] or match[1])
    if not 1 <= first <= last <= len(words):
        raise Refused(f"there are words 1 to {len(words)} here, not {text[:40]}")
    return words[first - 1][0], words[last - 1][1]


def _unit(state: State, env: Env, name: str) -> Stretch:
    marked = UNITS[name](state, env)
    if not isinstance(marked.doing, Marking):
        raise Refused(marked.message)
    return marked.doing.start, marked.doing.end
