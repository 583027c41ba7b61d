"""A command of the line mode with what it was called with."""

from __future__ import annotations

import msgspec

from annotate.core.edit import Refused
from annotate.core.schema import Label
from annotate.tui import dispatch
from annotate.tui.dispatch import Keyboard
from annotate.tui.plain.line import Word, words_in
from annotate.tui.plain.names import Names
from annotate.tui.state import Env, State


class Call(msgspec.Struct, frozen=True):
    """A command with what it was called with; `rest` is the line behind its name, `saved` the
    line about what is on the disk."""

    state: State
    env: Env
    keys: Keyboard
    names: Names
    rest: str = ""
    saved: str = ""

    @property
    def words(self) -> tuple[Word, ...]:
        return words_in(self.rest)

    def run(self, command: str, state: State | None = None) -> State:
        """The action of the screen with this name."""
        return dispatch.run(state or self.state, self.env, command)


def first_name(call: Call) -> str:
    words = call.words
    if not words or words[0].name is not None or words[0].quoted:
        raise Refused("say which annotation first, as a1")
    return words[0].text


def texts_of(call: Call, count: int = 0) -> tuple[str, ...]:
    words = call.words
    if not words or count not in (0, len(words)) or any(w.name is not None for w in words):
        raise Refused("say which; help shows how")
    return tuple(word.text for word in words)


def label_named(call: Call, name: str) -> Label | None:
    """The label by its name or key."""
    return call.state.session.schema.labels.get(name) or call.keys.labels.get(name)


def raise_alert(state: State) -> None:
    if state.alert:
        raise Refused(state.message)
