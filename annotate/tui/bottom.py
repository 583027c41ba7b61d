"""The last lines of the screen: what the labels' keys are, what can be done next, what is saved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import islice

from annotate.core.display import width
from annotate.core.schema import Label, Scope
from annotate.tui.dispatch import Keyboard, completions
from annotate.tui.held import Same
from annotate.tui.keys import ARROWS, Binding, Keymap, Mode, mode_of, rows
from annotate.tui.rows import fitted, flowed, safe
from annotate.tui.state import (
    Answering,
    Choosing,
    Judging,
    ListKind,
    Marking,
    Picking,
    Purpose,
    Reading,
    State,
    Typing,
)
from annotate.tui.theme import Fragment, Row, looks
from annotate.tui.wording import besides, count

COMPLETIONS = 6


def legend(state: State, keys: Keyboard, columns: int, most: int) -> list[Row]:
    """The labels with their keys, on at most so many rows; the last tells if there are more."""
    pieces = [_entry(state, key, label) for key, label in keys.labels.items()]
    found = list(islice(flowed(pieces, columns - 2, 1), most + 1))
    shown = [fitted((("", " "), *row), columns) for row in found[:most]]
    if len(found) > most:
        shown[-1] = fitted((*fitted(shown[-1], columns - 12), ("class:faint", " … ? for all")), columns)
    return shown


def next_steps(state: State, keys: Keyboard, columns: int, ascii: bool = False) -> Row:
    """The most useful keys of the moment, as many as there is room for, help and leaving always."""
    if isinstance(state.doing, Typing):
        tab = " Tab completes," if completions(state, "") else ""
        return fitted([("class:faint", f" Enter takes it,{tab} Esc leaves")], columns)
    lead = tuple(_lead(state))
    if isinstance(state.doing, Choosing):
        return fitted(lead, columns)
    found = {
        binding.name: _step(ARROWS.get(name, name) if ascii else name, binding)
        for name, binding in _useful(state, keys)
    }
    always = _ALWAYS if columns >= _NARROW else _ALWAYS[:1]
    last = [found.pop(name) for name in always if name in found]
    room = columns - sum(map(_width, (lead, *last)))
    shown: list[Row] = []
    for step in found.values():
        if _width(step) <= room:
            shown.append(step)
            room -= _width(step)
    # Help and leaving stay where they are: found by a glance, and not sent again.
    apart: Row = (("", " " * room),) if last and columns >= _NARROW else ()
    return fitted([each for step in (lead, *shown, apart, *last) for each in step], columns)


def status(state: State, saved: int, unsaved: int, failure: str, columns: int) -> Row:
    """How much is on the disk, and the latest message. `failure` is why something is not, or is
    in the journal but not in the annotation file."""
    parts: list[Fragment] = [("class:good" if not unsaved else "class:warning", f" saved {saved} ")]
    if unsaved:
        parts.append(("class:error", f" {unsaved} not saved: {safe(failure, 200)} "))
        if not state.alert:
            parts.append(("", " ctrl-s again, ctrl-w elsewhere "))
    elif failure:
        parts.append(("class:error", f" only in the journal: {safe(failure, 200)} "))
    if not unsaved:
        parts += [("", f" {each} ") for each in besides(state.session.marks)]
    if state.message:
        style = "class:warning" if state.alert else ""
        parts.append((style, f" {safe(state.message, 300)}"))
    return fitted(parts, columns, "class:status")


def completion_rows(state: State, text: str, at: int, columns: int) -> list[Row]:
    """What the typed line could become, the chosen one marked."""
    found = completions(state, text)[:COMPLETIONS]
    return [
        fitted(
            [("class:key", f" {safe(name, 40):<24}"), ("", f" {safe(help, 200)}")],
            columns,
            "class:menu-current" if i == at else "class:menu",
        )
        for i, (name, help) in enumerate(found)
    ]


def _entry(state: State, key: str, label: Label) -> tuple[Fragment, ...]:
    look = looks(state.session.schema)[label.name]
    scope = {Scope.SPAN: "", Scope.PARAGRAPH: "¶", Scope.DOCUMENT: "§"}[label.scope]
    return (("class:key", key), ("", " "), (look.bar, f"{scope}{safe(label.name, 24)}"))


def _lead(state: State) -> Iterator[Fragment]:
    """What stands before the keys where the moment needs words."""
    match state.doing:
        case Choosing(purpose=Purpose.END):
            yield "class:title", " last word: its letters"
            yield "", "  or a label for this word, Enter to select it, Esc"
        case Choosing(purpose=Purpose.LAST):
            yield "class:title", " last word: its letters"
            yield "", "  or Enter for this one word, Esc"
        case Choosing(purpose=Purpose.TO):
            yield "class:title", f" {Purpose.TO.value}: its letters"
            yield "", "  or > for a list of all, Esc"
        case Choosing(purpose=Purpose.FROM, of=of) if of:
            yield "class:title", " what links to this: type its letters"
            yield "", "  Esc leaves"
        case Choosing(purpose=purpose):
            yield "class:title", f" {purpose.value}: type its letters"
            yield "", "  Esc leaves"
        case Marking(of="") if state.session.schema.labels:
            yield "class:title", " label: its key "
        case Marking():
            yield "class:title", " edges: Enter keeps, a label relabels "
        case Answering():
            yield "class:title", " answer: its letter "
        case Picking():
            yield "class:title", " choose "
        case Judging():
            from annotate.tui.review.bottom import digits

            yield from digits(state)
        case Reading() if state.walk is not None and isinstance(state.rest, Reading) and not state.parts:
            yield "class:title", " editing freely "
        case Reading() if state.parts:
            yield "class:title", f" {count(len(state.parts), 'part')}: select more, or a label's key "


def _useful(state: State, keys: Keyboard) -> Iterator[tuple[str, Binding]]:
    """The keys to be told of, in the order of their use."""
    mode = mode_of(state.doing)
    told = _told(Same(keys.bound), mode) if mode else ()
    return (each for each in told if _means_something(state, each[1].name))


@lru_cache(maxsize=16)
def _told(bound: Same[Keymap], mode: Mode) -> tuple[tuple[str, Binding], ...]:
    """All that may be told of, each by its first name if that is short."""
    found = [
        (names[0] if len(names[0]) <= _SHORT else min(names, key=len), binding)
        for names, binding in rows(bound.of, mode)
        if binding.short
    ]
    first = _FIRST.get(mode, ())
    return tuple(sorted(found, key=lambda each: each[1].name not in first))


def _means_something(state: State, name: str) -> bool:
    marking = isinstance(state.doing, Marking)
    if isinstance(state.doing, Judging):
        from annotate.tui.review.bottom import helps

        return helps(state, name)
    if name in _IN_HAND:
        return bool(state.focus) or marking
    if name == "drop":
        return marking or bool(state.parts)
    if name == "next-match":
        return _found(state)
    if name in ("tick", "tick-all"):
        return isinstance(state.doing, Picking) and state.doing.kind is ListKind.OCCURRENCES
    return name != "undo" or not marking


def _found(state: State) -> bool:
    """Whether what is selected was searched for."""
    if not isinstance(state.doing, Marking) or not state.search:
        return False
    selected = state.session.document.text[state.doing.start : state.doing.end]
    return selected.casefold() == state.search.casefold()


def _step(name: str, binding: Binding) -> Row:
    return ("class:key", f" {name}"), ("", f" {binding.short} ")


def _width(row: Row) -> int:
    return sum(width(text) for _, text in row)


_IN_HAND = ("attributes", "link", "end-edge", "delete")
"""What is done to an annotation."""
_FIRST: Mapping[Mode, tuple[str, ...]] = {
    Reading: ("accept", *_IN_HAND),
    Judging: ("take-none", "accept", "edit", "union", "intersection", "next-open"),
    Marking: ("next-match", "edge-right", "larger", "drop"),
}
"""Told of before the others of a mode, where there is little room."""
_ALWAYS = ("help", "quit")
_SHORT = len("Space")
_NARROW = 40
"""With fewer columns the first key of the moment is worth more than that of leaving."""
