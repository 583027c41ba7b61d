"""The last lines of the screen: what the labels' keys are, what can be done next, what is saved."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from annotate.core.schema import Label, Scope
from annotate.tui.dispatch import Keyboard, completions
from annotate.tui.keys import mode_of, rows
from annotate.tui.rows import fitted, flowed, safe
from annotate.tui.state import Answering, Choosing, Marking, Picking, Purpose, Reading, State, Typing
from annotate.tui.theme import Fragment, Row, looks

COMPLETIONS = 6


def legend(state: State, keys: Keyboard, columns: int, most: int) -> list[Row]:
    """The labels with their keys, on at most so many rows; the last tells if there are more."""
    pieces = [_entry(state, key, label) for key, label in keys.labels.items()]
    found = list(islice(flowed(pieces, columns - 2, 1), most + 1))
    shown = [fitted((("", " "), *row), columns) for row in found[:most]]
    if len(found) > most:
        shown[-1] = fitted((*fitted(shown[-1], columns - 12), ("class:faint", " … ? for all")), columns)
    return shown


def next_steps(state: State, keys: Keyboard, columns: int) -> Row:
    """The most useful keys of the moment."""
    if isinstance(state.doing, Typing):
        return fitted([("class:faint", " Enter takes it, Tab completes, Esc leaves")], columns)
    return fitted(_steps(state, keys), columns)


def status(
    state: State, saved: int, unsaved: int, failure: str, columns: int
) -> Row:
    """How much is on the disk, and the latest message. `failure` is why something is not."""
    marks = state.session.marks
    parts: list[Fragment] = [("class:good" if not unsaved else "class:warning", f" saved {saved} ")]
    if unsaved:
        parts.append(("class:error", f" {unsaved} not saved: {safe(failure, 200)} "))
        if not state.alert:
            parts.append(("", " ctrl-s tries again, ctrl-w saves elsewhere "))
    elif failure:
        parts.append(("class:error", f" {safe(failure, 200)} "))
    links = len(marks.relations)
    if links and not unsaved:
        parts.append(("", f" {links} links "))
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


def _steps(state: State, keys: Keyboard) -> Iterator[Fragment]:
    """Text before the keys where the moment needs words."""
    match state.doing:
        case Choosing(purpose=Purpose.END):
            yield "class:title", " last word: its letters"
            yield "", "  or a label for this word, Enter to select it, Esc"
            return
        case Choosing(purpose=Purpose.LAST):
            yield "class:title", " last word: its letters"
            yield "", "  or Enter for this one word, Esc"
            return
        case Choosing(purpose=purpose):
            yield "class:title", f" {purpose.value}: type its letters"
            yield "", "  Esc leaves"
            return
        case Marking(of="") if state.session.schema.labels:
            yield "class:title", " label: its key "
        case Marking():
            yield "class:title", " edges: Enter keeps, a label's key relabels "
        case Answering():
            yield "class:title", " answer: its letter "
        case Picking():
            yield "class:title", " choose "
        case Reading() if state.parts:
            yield "class:title", f" {len(state.parts)} part(s): select more, or a label's key "
    mode = mode_of(state.doing)
    for names, binding in rows(keys.bound, mode) if mode else ():
        if binding.short and _useful(state, binding.name):
            yield "class:key", f" {names[0]}"
            yield "", f" {binding.short} "


_NEEDS_FOCUS = {"attributes", "link", "delete", "end-edge"}


def _useful(state: State, name: str) -> bool:
    return name not in _NEEDS_FOCUS or bool(state.focus) or isinstance(state.doing, Marking)
