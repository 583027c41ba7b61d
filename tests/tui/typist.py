"""A person at the keyboard of the pure screen: presses keys, reads hints, counts.

Everything a key does is done by the same functions as in the program; the window is 80 x 24, ids and
times are made up in order.
"""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from annotate.core.document import Document, ParagraphMode
from annotate.core.events import Event
from annotate.core.records import RelationRecord, SpanRecord
from annotate.core.schema import Schema
from annotate.core.segments import paragraphs
from annotate.core.session import Session
from annotate.store.schemas import load_schema, shipped_schemas
from annotate.tui import dispatch
from annotate.tui.questions import questions
from annotate.tui.screen import Surroundings, draw, lines_away
from annotate.tui.state import Answering, Choosing, Env, Request, State, Typing, place, replace

_LETTERS = "abcdefghijklmnopqrstuvwxyz234567"


def document_of(text: str, mode: ParagraphMode = ParagraphMode.AUTO) -> Document:
    starts, ends = paragraphs(text, mode)
    return Document("article", "article.txt", text, "0" * 64, "utf-8", False, mode, starts, ends)


def schema_of(yaml: str, folder: Path) -> Schema:
    path = folder / "test.yaml"
    path.write_text(yaml, encoding="utf-8")
    return load_schema(path)


def news_claims() -> Schema:
    return load_schema(shipped_schemas()["news-claims"])


def counted_ids() -> Iterator[str]:
    for i in count(1):
        yield "".join(_LETTERS[i >> shift & 31] for shift in range(35, -1, -5))


@dataclass
class Typist:
    state: State
    columns: int = 80
    rows: int = 24
    pressed: int = 0
    requests: list[Request] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    new_id: Callable[[], str] = field(default_factory=lambda: counted_ids().__next__)
    now: Callable[[], str] = lambda: "2026-01-01T10:00:00Z"
    seconds: Callable[[], int] = lambda: 5

    def __post_init__(self) -> None:
        self._keys = dispatch.keyboard(self.state.session.schema, reviewing=self.state.walk is not None)
        self._draw()

    @classmethod
    def at(cls, text: str, schema: Schema, annotator: str = "alice") -> Typist:
        session = Session(document_of(text), schema, annotator)
        return cls(place(State(session), 1))

    def press(self, *keys: str) -> Typist:
        """Each key by its name: `press("f", "enter")`."""
        for key in keys:
            self.pressed += 1
            if isinstance(self.state.doing, Typing):
                raise AssertionError(f"{key!r} would be typed into {self.state.doing.title!r}")
            self._become(dispatch.press(self.state, self._env(), self._keys, key))
        return self

    def do(self, keys: str) -> Typist:
        """Keys in one line, quoted ones typed into a prompt and ended by Enter."""
        for token in shlex.split(keys, posix=False):
            if token.startswith('"'):
                self.type(token.strip('"'))
            else:
                self.press(token)
        return self

    def type(self, text: str) -> Typist:
        """A line typed into a prompt, with Enter."""
        self.pressed += len(text) + 1
        self._become(dispatch.finish(self.state, self._env(), self._keys, text))
        return self

    def jump(self, first: str, last: str = "") -> Typist:
        """Select from one word to another by the letters over them."""
        self.press("g").hint(first)
        return self.hint(last or first) if last else self

    def hint(self, text: str) -> Typist:
        """Press the letters that stand over a word or annotation."""
        doing = self.state.doing
        assert isinstance(doing, Choosing), self.state.message
        document = self.state.session.document.text
        for hint in doing.hints:
            if isinstance(hint.target, str):
                span = self.state.session.marks.span(hint.target)
                shown = span.quote if span else ""
            else:
                shown = document[slice(*hint.target)]
            if shown == text:
                return self.press(*hint.letters)
        raise AssertionError(f"no hint over {text!r}")

    def answer(self, *values: str) -> Typist:
        """Press the keys of these values in the open form."""
        for value in values:
            form = self.state.doing
            assert isinstance(form, Answering), f"no form is open: {self.state.message}"
            keys = {answer.text: answer.key for question in questions(self.state, form) for answer in question.answers}
            self.press(keys[value])
        return self

    def ask(self, name: str) -> Typist:
        """Press the key of what is to be typed or pointed at in the open form."""
        form = self.state.doing
        assert isinstance(form, Answering), f"no form is open: {self.state.message}"
        return self.press(next(each.key for each in questions(self.state, form) if each.attribute.name == name))

    @property
    def spans(self) -> list[SpanRecord]:
        shelves = self.state.session.marks.shelves
        return [span for n in sorted(shelves) for span in shelves[n].spans]

    @property
    def labeled(self) -> list[tuple[str, str]]:
        return [(span.label, span.quote) for span in self.spans]

    @property
    def links(self) -> list[RelationRecord]:
        return list(self.state.session.marks.relations.values())

    def shown(self) -> str:
        """The screen as text."""
        return "\n".join("".join(text for _, text in row) for row in self._drawn.rows)

    def _become(self, state: State) -> None:
        if state.request is not Request.NONE:
            self.requests.append(state.request)
        self.events.extend(state.outbox)
        self.state = replace(state, outbox=(), request=Request.NONE)
        self._draw()

    def _draw(self) -> None:
        around = Surroundings(self._keys, saved=self.state.session.marks.count)
        self._drawn = draw(self.state, around, self.columns, self.rows)

    def _env(self) -> Env:
        pane = self._drawn.pane
        visible = pane.window if pane else (0, 0)
        return Env(
            new_id=self.new_id,
            now=self.now,
            seconds=self.seconds,
            visible=visible,
            move=lambda state, lines: lines_away(self._drawn, state.cursor, lines),
        )
