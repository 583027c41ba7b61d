"""Every key, as rows: the screen binds them, the help and the README list them.

The first key of a row is one that no label can take; the letters behind it are habits from other
programs that give way where the schema uses them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set

import msgspec

from annotate.core.fitting import quoted
from annotate.core.nearest import did_you_mean
from annotate.core.schema import Schema
from annotate.tui import (
    answering,
    asking,
    choosing,
    deciding,
    guidelines,
    labeling,
    leafing,
    marking,
    moving,
    picking,
    pointing,
    prompts,
    searching,
)
from annotate.tui.state import (
    Action,
    Answering,
    Choosing,
    Doing,
    Judging,
    Leafing,
    Marking,
    Picking,
    Reading,
)

Mode = type[Reading] | type[Judging] | type[Marking] | type[Choosing] | type[Answering] | type[Picking] | type[Leafing]


class Binding(msgspec.Struct, frozen=True):
    """An action under its stable name, the keys for it, and when they mean it.

    `short` is what the bottom line calls it, empty if it is not shown there. A row with `label` is
    not there in a review, where another one has its place.
    """

    name: str
    keys: tuple[str, ...]
    action: Action
    modes: tuple[Mode, ...]
    help: str
    short: str = ""
    label: bool = False


READ: tuple[Mode, ...] = (Reading,)
JUDGE: tuple[Mode, ...] = (Judging,)
MARK: tuple[Mode, ...] = (Marking,)
TEXT: tuple[Mode, ...] = (Reading, Marking)
SHOWN: tuple[Mode, ...] = (Reading, Marking, Judging)
FORM: tuple[Mode, ...] = (Answering,)
LIST: tuple[Mode, ...] = (Picking,)
HINT: tuple[Mode, ...] = (Choosing,)
PAGE: tuple[Mode, ...] = (Leafing,)
ANY: tuple[Mode, ...] = (Reading, Judging, Marking, Choosing, Answering, Picking, Leafing)

BINDINGS: tuple[Binding, ...] = (
    # Deciding
    Binding("accept", ("enter",), deciding.accept, READ, "Paragraph done as it is, go on", "done", True),
    Binding("flag", ("!",), deciding.flag_paragraph, (*READ, *JUDGE), "Flag the paragraph, go on", "flag"),
    Binding("reopen", ("_",), deciding.reopen, READ, "Take the decision back"),
    Binding("undo", ("c-u", "c-_", "u"), labeling.undo, TEXT, "Undo", "undo"),
    Binding("redo", ("c-r", "U"), labeling.redo, TEXT, "Redo"),
    # Going
    Binding("next-word", ("right", "w", "l"), moving.next_word, READ, "Next word"),
    Binding("previous-word", ("left", "b", "h"), moving.previous_word, READ, "Previous word"),
    Binding("line-down", ("down", "j"), moving.line_down, READ, "Next line"),
    Binding("line-up", ("up", "k"), moving.line_up, READ, "Previous line"),
    Binding("start", ("home", "c-a", "0"), moving.paragraph_start, READ, "Start of the paragraph"),
    Binding("end", ("end", "c-e", "$"), moving.paragraph_end, READ, "End of the paragraph"),
    Binding("next-annotation", ("tab",), moving.next_annotation, READ, "Next annotation", "next"),
    Binding("previous-annotation", ("s-tab", "`"), moving.previous_annotation, READ, "Previous annotation"),
    Binding("next-paragraph", ("pagedown", "}", "J"), moving.next_paragraph, SHOWN, "Next paragraph"),
    Binding("previous-paragraph", ("pageup", "{", "K"), moving.previous_paragraph, SHOWN, "Previous paragraph"),
    Binding("next-undecided", ("%",), moving.next_undecided, TEXT, "Next paragraph still to do"),
    Binding("goto", ("c-g", "G"), prompts.goto, (*READ, *JUDGE), "Go to a paragraph by its number"),
    # Selecting
    Binding(
        "hint",
        (";", "g"),
        pointing.jump,
        TEXT,
        "Letters over words: first, then last word; or where the edge goes",
        "jump",
    ),
    Binding("select-word", ("space", "v"), marking.mark_word, READ, "Select the word", "select"),
    Binding("select-sentence", (".",), marking.mark_sentence, TEXT, "Select the sentence"),
    Binding("select-clause", (",",), marking.mark_clause, TEXT, "Select the clause"),
    Binding("select-quote", ("'",), marking.mark_quote, TEXT, "Select the quotation"),
    Binding("select-parenthesis", ("(",), marking.mark_parenthesis, TEXT, "Select what is in brackets"),
    Binding("select-number", ("#",), marking.mark_number, TEXT, "Select the next number phrase"),
    Binding("edge-right", ("right", "w", "l"), marking.edge_right, MARK, "Edge one word to the right", "word"),
    Binding("edge-left", ("left", "b", "h"), marking.edge_left, MARK, "Edge one word to the left"),
    Binding("character-right", (">",), marking.character_right, MARK, "Edge one character to the right", "character"),
    Binding("character-left", ("<",), marking.character_left, MARK, "Edge one character to the left"),
    Binding("larger", ("up", "k"), marking.larger, MARK, "Larger: phrase, clause, sentence, paragraph", "larger"),
    Binding("smaller", ("down", "j"), marking.smaller, MARK, "Smaller again", "smaller"),
    Binding("other-edge", ("space", "o"), marking.other_edge, MARK, "Move the other edge", "other edge"),
    Binding("start-edge", ("[",), marking.start_edge, TEXT, "Move the first edge (of the annotation in hand)"),
    Binding("end-edge", ("]",), marking.end_edge, TEXT, "Move the last edge (of the annotation in hand)", "edges"),
    Binding("keep-edges", ("enter",), marking.keep_edges, MARK, "Keep the edges so"),
    Binding(
        "keep-part", ("+",), marking.keep_part, MARK, "Keep this part, select the next (discontinuous)", "add part"
    ),
    Binding("add-fragment", ("&",), marking.add_to_focus, MARK, "Add the selection to the annotation in hand"),
    Binding("remove-fragment", ("-",), marking.remove_fragment, READ, "Remove the fragment under the cursor"),
    Binding("drop", ("escape",), marking.drop, TEXT, "Drop the selection", "drop", True),
    # Annotations
    Binding(
        "attributes",
        ("=", "e"),
        answering.edit_attributes,
        READ,
        "Attributes, note, flag of the annotation",
        "attributes",
    ),
    Binding("link", (">",), pointing.link_from_focus, READ, "Link this annotation to another", "link"),
    Binding("link-any", ("<",), pointing.link, READ, "Link two annotations: from, to"),
    Binding("delete", ("backspace", "delete", "x"), labeling.delete, READ, "Delete the annotation", "delete"),
    Binding("everywhere", ("*",), searching.occurrences, READ, "Label the same text everywhere"),
    Binding("note", ('"',), prompts.note_paragraph, READ, "Note on the annotation or paragraph"),
    Binding("document-labels", ("@",), picking.document_labels, READ, "Labels of the document"),
    Binding("document-note", ("^",), prompts.note_document, READ, "Note on the document"),
    # Finding
    Binding("search", ("/",), searching.ask, TEXT, "Search", "search"),
    Binding("next-match", ("c-n", "n"), searching.next_match, TEXT, "Next match", "next match"),
    Binding("previous-match", ("c-p", "N"), searching.previous_match, TEXT, "Previous match"),
    # Forms
    Binding("confirm", ("enter",), answering.confirm, FORM, "Confirm and close", "confirm"),
    Binding("close-form", ("escape",), answering.close, FORM, "Close", "close"),
    Binding("next-question", ("down", "tab"), answering.next_row, FORM, "Next question"),
    Binding("previous-question", ("up", "s-tab"), answering.previous_row, FORM, "Previous question"),
    Binding("next-value", ("right",), answering.next_value, FORM, "Next value"),
    Binding("previous-value", ("left",), answering.previous_value, FORM, "Previous value"),
    Binding("type-answer", ("space",), answering.open_row, FORM, "Type the answer, or next value"),
    Binding("clear-answer", ("backspace", "delete"), answering.clear, FORM, "Take the answer back", "clear"),
    Binding("note-thing", ('"',), prompts.note_thing, FORM, "Note", "note"),
    Binding("flag-thing", ("!",), answering.flag, FORM, "Flag for another look", "flag"),
    Binding("take-off", ("-",), answering.take_off, FORM, "Remove the label, annotation or link", "remove"),
    Binding("links", (">",), asking.links, FORM, "Links of this annotation", "links"),
    Binding("undo", ("c-u", "c-_"), labeling.undo, FORM, "Undo", "undo"),
    Binding("redo", ("c-r",), labeling.redo, FORM, "Redo"),
    # Letters
    Binding("stay", ("enter", "space"), choosing.stay, HINT, "This one word"),
    Binding("letter-back", ("backspace",), choosing.back, HINT, "Take the letter back"),
    Binding("all-targets", (">",), pointing.all_targets, HINT, "List all that can be linked to"),
    Binding("leave-letters", ("escape",), choosing.leave, HINT, "Leave"),
    # Lists
    Binding("take", ("enter",), picking.take, LIST, "Take it", "take"),
    Binding("tick", ("space",), picking.tick, LIST, "Tick or untick", "tick"),
    Binding("tick-all", ("*",), picking.tick_all, LIST, "Tick all or none"),
    Binding("down", ("down", "tab"), picking.down, LIST, "Down"),
    Binding("up", ("up", "s-tab"), picking.up, LIST, "Up"),
    Binding("page-down", ("pagedown",), picking.page_down, LIST, "A page down"),
    Binding("page-up", ("pageup",), picking.page_up, LIST, "A page up"),
    Binding("leave-list", ("escape",), picking.leave, LIST, "Leave", "leave"),
    # Reading help
    Binding("scroll-down", ("down", "j", "enter"), leafing.down, PAGE, "Down", "down"),
    Binding("scroll-up", ("up", "k"), leafing.up, PAGE, "Up"),
    Binding("scroll-page-down", ("pagedown", "space"), leafing.page_down, PAGE, "A page down", "page"),
    Binding("scroll-page-up", ("pageup", "backspace"), leafing.page_up, PAGE, "A page up"),
    Binding("leave-page", ("escape", "q", "?", "\\"), leafing.leave, PAGE, "Back to the text", "back"),
    # The program
    Binding("help", ("?",), asking.help, (*TEXT, *JUDGE, *FORM, *HINT, *LIST), "All keys that work now", "help"),
    Binding("guideline", ("\\",), guidelines.guideline, (*TEXT, *FORM), "Guideline of the label", "guideline"),
    Binding("command", (":",), asking.command, (*READ, *JUDGE), "Type a command by name", "commands"),
    Binding("documents", ("c-o",), asking.documents, (*READ, *JUDGE), "List of documents"),
    Binding("next-document", ("c-t",), asking.next_document, (*READ, *JUDGE), "Next document"),
    Binding("previous-document", ("c-b",), asking.previous_document, (*READ, *JUDGE), "Previous document"),
    Binding("panel", ("|",), asking.panel, SHOWN, "Show or hide the list of annotations"),
    Binding("theme", ("~",), asking.theme, SHOWN, "Next theme: dark, light, contrast, mono"),
    Binding("save", ("c-s",), asking.save, ANY, "Save now"),
    Binding("elsewhere", ("c-w",), asking.elsewhere, (*READ, *JUDGE), "Save into another folder"),
    Binding("redraw", ("c-l",), asking.redraw, ANY, "Draw the screen again"),
    Binding("suspend", ("c-z",), asking.suspend, ANY, "Back to the shell; fg returns"),
    Binding("quit", ("c-q", "c-c", "c-d"), asking.quit, ANY, "Save and leave", "leave"),
)

Keymap = Mapping[tuple[Mode, str], Binding]

_SHOWN = {
    "space": "Space", "enter": "Enter", "escape": "Esc", "backspace": "Backspace",
    "delete": "Del", "tab": "Tab", "s-tab": "Shift-Tab", "up": "↑", "down": "↓", "left": "←",
    "right": "→", "pageup": "PgUp", "pagedown": "PgDn", "home": "Home", "end": "End",
}  # fmt: skip


_CONTROL = re.compile(r"c-[a-z@\\\]^_]")


def keymap(schema: Schema, remapped: Mapping[str, Sequence[str]] | None = None, *, reviewing: bool = False) -> Keymap:
    """Which row a key means in a mode. Labels win the letters while text is read or marked;
    `remapped` gives other keys to actions by name. One that would be left without any keeps its own.
    """
    taken = {label.key for label in schema.labels.values()}
    chosen = remapped or {}
    found: dict[tuple[Mode, str], Binding] = {}
    bindings = bindings_of(reviewing)
    for binding in bindings:
        _bind(found, binding, chosen.get(binding.name, binding.keys), modes_of(binding, reviewing), taken)
    for binding in bindings:
        if binding.name in chosen:
            modes = modes_of(binding, reviewing)
            without = tuple(mode for mode in modes if not _bound(found, binding, mode))
            _bind(found, binding, binding.keys, without, taken)
    order = {id(binding): place for place, binding in enumerate(bindings)}
    return dict(sorted(found.items(), key=lambda entry: order[id(entry[1])]))


def bindings_of(reviewing: bool) -> tuple[Binding, ...]:
    """The rows that there are in a review, or outside of one; names are never twice in one mode."""
    if not reviewing:
        return BINDINGS
    # Loaded where there are questions: labeling starts without all that they need.
    from annotate.tui.review.keys import QUESTIONS

    return (*QUESTIONS, *(each for each in BINDINGS if not each.label))


def modes_of(binding: Binding, reviewing: bool) -> tuple[Mode, ...]:
    return tuple(mode for mode in binding.modes if reviewing or mode is not Judging)


def displaced(bound: Keymap, remapped: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """For each key given to an action that means something else wherever the action is, a sentence."""
    reviewing = any(mode is Judging for mode, _ in bound)
    for name in dict.fromkeys(binding.name for binding in bindings_of(reviewing)):
        for key in remapped.get(name, ()):
            if not any(of.name == name and k == key for (_, k), of in bound.items()):
                own = next((key_name(k) for (_, k), of in bound.items() if of.name == name), "")
                place = f"is on {own}" if own else "has no key, only its name behind :"
                yield f"the key {key_name(key)} is taken: {name} {place}"


def _bind(
    found: dict[tuple[Mode, str], Binding],
    binding: Binding,
    keys: Sequence[str],
    modes: Sequence[Mode],
    taken: Set[str],
) -> None:
    for mode in modes:
        for key in keys:
            label_wins = mode in (Reading, Marking) and key in taken
            letter = mode in (Choosing, Answering, Picking) and len(key) == 1 and key.isalnum()
            if not label_wins and not letter:
                found.setdefault((mode, key), binding)


def _bound(found: Keymap, binding: Binding, mode: Mode) -> bool:
    return any(each is binding and of is mode for (of, _), each in found.items())


def unfit(remapped: Mapping[str, Sequence[str]]) -> tuple[str, str] | None:
    """The first mistake in keys given to actions, and a hint."""
    names = [binding.name for binding in BINDINGS]
    for name, keys in remapped.items():
        if name not in names:
            names = list(dict.fromkeys((*names, *(binding.name for binding in bindings_of(reviewing=True)))))
        if name not in names:
            hint = did_you_mean(name, names) or f"the actions are {', '.join(names)}."
            return f"there is no action {quoted(name)}", hint
        for key in keys:
            if len(key) != 1 and key not in _SHOWN and not _CONTROL.fullmatch(key):
                hint = f"write one character, c-k for ctrl-k, or one of {', '.join(_SHOWN)}."
                return f"{quoted(key)} for {name!r} is not the name of a key", hint
    return None


ARROWS = {"↑": "Up", "↓": "Down", "←": "Left", "→": "Right"}
"""What these keys are called where only ASCII is drawn."""


def key_name(key: str) -> str:
    if key.startswith("c-"):
        return f"ctrl-{key[2:]}"
    return _SHOWN.get(key, key)


def rows(bound: Keymap, mode: Mode) -> Iterator[tuple[tuple[str, ...], Binding]]:
    """What can be done in a mode, in the order of the table."""
    # In one pass: the bottom line asks this for every key that is pressed.
    found: dict[int, tuple[list[str], Binding]] = {}
    for (of, key), binding in bound.items():
        if of is mode:
            found.setdefault(id(binding), ([], binding))[0].append(key_name(key))
    for names, binding in found.values():
        yield tuple(names), binding


def mode_of(doing: Doing) -> Mode | None:
    """None while a line is typed: then every key belongs to the line."""
    kind = type(doing)
    return kind if kind in ANY else None
