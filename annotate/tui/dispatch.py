"""From a key to the next state: the one place where keys, labels and commands meet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from annotate.core.edit import Refused
from annotate.core.marks import Conflict
from annotate.core.schema import Label, Schema, Scope
from annotate.tui import answering, choosing, picking, prompts, searching
from annotate.tui.choosing import labels_by_key
from annotate.tui.keys import Binding, Keymap, bindings_of, key_name, keymap, mode_of, rows
from annotate.tui.labeling import press_label
from annotate.tui.rows import safe
from annotate.tui.state import (
    Answering,
    Choosing,
    Env,
    Judging,
    Leafing,
    Marking,
    Picking,
    PromptKind,
    Reading,
    Request,
    State,
    Typing,
    refuse,
    replace,
)

_DIGITS = frozenset("123456789")
"""The numbers of versions; 0 has a row among the keys."""


class Keyboard(msgspec.Struct, frozen=True):
    """What every key means with one schema and one configuration."""

    bound: Keymap
    labels: Mapping[str, Label]


def keyboard(
    schema: Schema, remapped: Mapping[str, Sequence[str]] | None = None, *, reviewing: bool = False
) -> Keyboard:
    names = labels_by_key(schema)
    return Keyboard(
        keymap(schema, remapped, reviewing=reviewing),
        {key: schema.labels[name] for key, name in names.items()},
    )


def press(state: State, env: Env, keys: Keyboard, key: str) -> State:
    """The state after a key. What is not allowed is said in the message and changes nothing."""
    try:
        after = _reviewed(_press(state, env, keys, key), env)
    except (Refused, Conflict) as reason:
        return refuse(state, str(reason))
    return _with_help(after, keys)


def finish(state: State, env: Env, keys: Keyboard, text: str) -> State:
    """The state after a typed line is ended by Enter."""
    prompt = prompts.typing(state)
    try:
        if prompt.kind is PromptKind.COMMAND:
            after = run(replace(state, doing=prompt.back), env, text.strip())
            return _with_help(_reviewed(after, env), keys)
        return _reviewed(prompts.done(state, env, text), env)
    except (Refused, Conflict) as reason:
        return refuse(replace(state, doing=prompt.back), str(reason))


def run(state: State, env: Env, command: str) -> State:
    """A command by name: an action, a label, or the number of a paragraph."""
    if not command:
        return state
    if command.isdigit():
        return prompts.done(replace(state, doing=Typing(PromptKind.GOTO, "")), env, command)
    label = state.session.schema.labels.get(command.removeprefix("label "))
    if label is not None:
        return _refused_label(state, label) if isinstance(state.doing, Judging) else press_label(state, env, label)
    binding = next((each for each in _here(state) if each.name == command), None)
    if binding is None:
        raise Refused(f"there is no command {command[:40]!r} here; ? shows all")
    return binding.action(state, env)


def commands(state: State, text: str) -> tuple[tuple[str, str], ...]:
    """The commands that begin with the text or hold it, with what they do."""
    prompt = state.doing
    back = replace(state, doing=prompt.back) if isinstance(prompt, Typing) else state
    labels = () if isinstance(back.doing, Judging) else state.session.schema.labels.values()
    known = [
        *((binding.name, binding.help) for binding in _here(back)),
        *((f"label {label.name}", label.help) for label in labels),
    ]
    small = text.strip().casefold()
    fitting = [each for each in known if small in each[0].casefold() or small in each[1].casefold()]
    return tuple(sorted(fitting, key=lambda each: not each[0].startswith(small)))


def _here(state: State) -> Iterator[Binding]:
    """The commands of the present mode."""
    return (each for each in bindings_of(state.walk is not None) if type(state.doing) in each.modes)


def completions(state: State, text: str) -> tuple[tuple[str, str], ...]:
    """What the line being typed could become, each with an explanation."""
    if isinstance(state.doing, Typing) and state.doing.kind is PromptKind.COMMAND:
        return commands(state, text)
    return tuple((each, "") for each in prompts.suggestions(state, text))


def help_page(keys: Keyboard, state: State) -> Leafing:
    """All keys that work in the present mode, and the labels of the schema."""
    return Leafing("Keys", tuple(_help(keys, state)), back=state.doing)


def _help(keys: Keyboard, state: State) -> Iterator[tuple[str, str]]:
    mode = mode_of(state.doing) or Reading
    if mode is Judging:
        yield "class:title", "Digits take versions; labels' keys act only while you edit freely (e)"
        yield "", f"  {'1 2 3 … 9':<22} Take this version"
    if mode in (Reading, Marking):
        yield "class:title", "Labels: act on the selection, or take by themselves"
        for key, label in keys.labels.items():
            takes = label.select if label.scope is Scope.SPAN else label.scope
            yield "", f"  {key:<22} {safe(label.name)} ({takes.value})"
        yield "", ""
    if mode is Choosing:
        yield "class:title", "Type the letters over a place to choose it"
    if mode is Answering:
        yield "class:title", "Type the letter before a value to choose it"
    for names, binding in rows(keys.bound, mode):
        yield "", f"  {'  '.join(names):<22} {binding.help}"
    if mode is Reading:
        yield "", ""
        yield "class:title", "While text is selected"
        for names, binding in rows(keys.bound, Marking):
            if Reading not in binding.modes:
                yield "", f"  {'  '.join(names):<22} {binding.help}"
        yield "class:title", "While attributes are asked"
        for names, binding in rows(keys.bound, Answering):
            if Reading not in binding.modes:
                yield "", f"  {'  '.join(names):<22} {binding.help}"


def _press(state: State, env: Env, keys: Keyboard, key: str) -> State:
    binding = _binding(state, keys, key)
    letter = len(key) == 1 and key.isprintable()
    match state.doing:
        case Judging() if key in _DIGITS:
            return _take(state, env, int(key))
        case Judging() if binding is None and key in keys.labels:
            return _refused_label(state, keys.labels[key])
        case Reading() | Marking() if key in keys.labels:
            return press_label(state, env, keys.labels[key])
        case Choosing() if letter and binding is None:
            return choosing.press(state, env, key)
        case Answering() if letter and binding is None:
            return answering.press(state, env, key)
        case Picking(entries=entries) if letter and key in {each.key for each in entries}:
            return picking.press(state, env, key)
    if binding is None:
        name = repr(key) if letter else key_name(key)
        return refuse(state, f"{name} does nothing here; ? shows the keys")
    return binding.action(state, env)


def _reviewed(state: State, env: Env) -> State:
    """In a review, what was edited settles its question, and there is one in hand if there can be."""
    if state.walk is None:
        return state
    from annotate.tui.review import editing, hand

    return hand.held(editing.conclude(state, env))


def _take(state: State, env: Env, number: int) -> State:
    from annotate.tui.review import settling

    return settling.take_number(state, env, number)


def _refused_label(state: State, label: Label) -> State:
    """A label's key while a question is in hand."""
    what = "labels" if label.scope is Scope.SPAN else "is put on"
    return refuse(state, f"{label.name} {what} only while you edit freely: e")


def _binding(state: State, keys: Keyboard, key: str) -> Binding | None:
    mode = mode_of(state.doing)
    return keys.bound.get((mode, key)) if mode else None


def _with_help(state: State, keys: Keyboard) -> State:
    if state.request is not Request.HELP:
        return state
    return replace(state, request=Request.NONE, doing=help_page(keys, state))


def is_command(state: State) -> bool:
    return isinstance(state.doing, Typing) and state.doing.kind is PromptKind.COMMAND


def is_complete(state: State, text: str) -> bool:
    """Whether a typed command is one as it stands."""
    known = {name for name, _ in commands(state, text)}
    return not text.strip() or text.strip().isdigit() or text.strip() in known


def retyped(state: State, text: str) -> State:
    """While a search is typed, the cursor goes along to the first place."""
    prompt = state.doing
    if not isinstance(prompt, Typing) or prompt.kind is not PromptKind.SEARCH:
        return state
    return searching.look(state, int(prompt.of), text)


def shown_title(title: str) -> str:
    return safe(title, 60)
