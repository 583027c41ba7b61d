"""Asking a person what a new schema is to have: few questions, Enter takes the proposal."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence

from annotate.cli import output
from annotate.cli.schema.drafting import Draft, LabelDraft, Question, RelationDraft
from annotate.store.schemas.keys import dealt_keys

Ask = Callable[[str, str], str]
"""A question and the proposal -> the answer, the proposal if it was empty. At the end of the input
EOFError."""

_SELECTS = ("word", "number", "sentence", "clause", "quote", "paragraph")
_TYPES = ("bool", "int", "number", "string", "text", "date", "span", "entity")
_LINK = re.compile(r"\s*(.+?)\s*:\s*(.+?)\s*->\s*(.+?)\s*")


def at_terminal(question: str, proposal: str) -> str:
    """Asks on standard error, so that what goes to a file is not mixed with it."""
    output.prompt(f"{question} [{proposal}] " if proposal else f"{question} ")
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line.strip() or proposal


def ask_for(draft: Draft, ask: Ask, known: Sequence[str] = ()) -> Draft:
    """The draft with what the person answers; `known` are labels that its base already has."""
    title = draft.title or ask("What is it for, in a line?", "")
    names = [each.name for each in draft.labels] or _names(ask, needed=not known)
    labels = tuple(_labels(names, ask))
    links = tuple(_relations([*known, *names], ask)) if len(names) + len(known) > 0 else ()
    return Draft(draft.id, labels, title, draft.base, links)


def split(names: str) -> list[str]:
    """`claim, source` as names, each once."""
    return list(dict.fromkeys(name for each in names.split(",") if (name := each.strip())))


def drafts(names: Iterable[str]) -> tuple[LabelDraft, ...]:
    """Labels of which nothing but the name is known, with their keys."""
    keys = dealt_keys(dict.fromkeys(names, ""))
    return tuple(LabelDraft(name, key) for name, key in keys.items())


def _names(ask: Ask, needed: bool) -> list[str]:
    while True:
        names = split(ask("Labels, with commas between them:", ""))
        if names or not needed:
            return names
        output.note("  A schema has at least one label, as: claim, source")


def _labels(names: list[str], ask: Ask) -> Iterator[LabelDraft]:
    given: dict[str, str] = {}
    for name in names:
        help = ask(f"{name}: what is it for?", "")
        given[name] = _key(name, names, given, ask)
        select = _one_of(f"{name}: what does the key take ({', '.join(_SELECTS)})?", _SELECTS, ask)
        yield LabelDraft(name, given[name], help, select, tuple(_questions(name, ask)))


def _key(name: str, names: list[str], given: dict[str, str], ask: Ask) -> str:
    proposal = dealt_keys({each: given.get(each, "") for each in names})[name]
    while True:
        key = ask(f"{name}: which key?", proposal)
        owner = next((each for each, taken in given.items() if taken == key), None)
        if owner is not None:
            output.note(f"  {key} is the key of {owner}.")
        elif len(key) == 1 and key.isalnum():
            return key
        else:
            output.note("  One letter or digit.")


def _one_of(question: str, words: Sequence[str], ask: Ask) -> str:
    while True:
        answer = ask(question, words[0])
        meant = [each for each in words if each.startswith(answer.lower())]
        if len(meant) == 1 or answer in words:
            return answer if answer in words else meant[0]
        output.note(f"  One of {', '.join(words)}.")


def _questions(name: str, ask: Ask) -> Iterator[Question]:
    """As many as the person likes: `certainty = certain, probable`, `size = int`, `remark`."""
    question = f"{name}: something to ask about it (as: size = big, small; Enter: nothing)?"
    while answer := ask(question, ""):
        attribute, _, rest = (each.strip() for each in answer.partition("="))
        values = split(rest)
        if not attribute:
            output.note("  First a name, as: size = big, small")
        elif len(values) == 1 and values[0] not in _TYPES:
            output.note(f"  At least two values, or one of {', '.join(_TYPES)}.")
        elif len(values) == 1:
            yield Question(attribute, type=values[0])
        else:
            yield Question(attribute, tuple(values))
        question = f"{name}: something else (Enter: no)?"


def _relations(names: list[str], ask: Ask) -> Iterator[RelationDraft]:
    question = f"Relations (as: belongs_to: {names[0]} -> {names[-1]}; Enter: none)?"
    while answer := ask(question, ""):
        found = _LINK.fullmatch(answer)
        if found is None:
            output.note(f"  As: belongs_to: {names[0]} -> {names[-1]}")
        elif unknown := [each for each in (found[2], found[3]) if each not in names]:
            output.note(f"  There is no label {unknown[0]!r}.")
        else:
            yield RelationDraft(found[1], found[2], found[3])
        question = "Another (Enter: no)?"
