"""Each line that the line mode offers can be typed as it stands, and does what it names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotate.core import edit
from annotate.core.edit import Refused
from annotate.core.marks import Conflict
from annotate.core.schema import Schema
from annotate.core.session import Session, advance
from annotate.store.schemas import load_schema
from annotate.tui.checking import document_needs, needs_of
from annotate.tui.dispatch import keyboard
from annotate.tui.needs import Need
from annotate.tui.plain.call import Call
from annotate.tui.plain.commands import found
from annotate.tui.plain.facts import paragraph_lines
from annotate.tui.plain.line import head_of
from annotate.tui.plain.names import Names
from annotate.tui.plain.needs import need_line, remedies
from annotate.tui.plain.questions import question_lines
from annotate.tui.state import Answering, Env, Owner, State, place, replace
from tests.tui.scribe import NOW, Scribe, ids
from tests.tui.typist import document_of

TEXT = "The council said that 40 bridges need repair, and the mayor said so too."
WORDS = tuple((each.start(), each.end()) for each in re.finditer(r"\w+", TEXT))
RULES = """
id: rules
version: 1.0.0
labels:
  claim:
    key: c
    attributes:
      sure: {type: bool, required: true}
      mood: {type: enum, values: [sad, glad, "very glad"]}
      kind: {type: enum, values: [one, two, three, four]}
      amount: {type: int}
      day: {type: date}
  source: {key: s, select: word}
  note: {key: n, select: sentence}
  role: {scope: paragraph, attributes: {part: {type: enum, values: [lead, end]}}}
  mark: {scope: paragraph}
  genre: {scope: document, key: g}
  kind: {scope: document}
relations:
  says: {from: [source], to: [claim], key: y}
  backs: {from: [claim, "@says"], to: [claim, "@says"]}
constraints:
  - {id: a, each: claim, require: {any_relation: [says], in: 1..1}}
  - {id: b, each: source, require: {any_relation: [says], out: 1..1}, level: warning}
  - {id: c, each: claim, require: {any_relation: [backs], out: 0..0}, level: info}
  - {id: d, each: claim, require: {attribute: mood}, level: warning}
  - {id: e, each: claim, require: {attribute: kind}, level: info}
  - {id: f, each: paragraph, require: {any_label: [claim, note], count: 1..2}}
  - {id: g, each: paragraph, require: {any_label: [role, mark], count: 1..1}}
  - {id: h, each: document, require: {any_label: [genre, kind], count: 1..1}}
  - {id: i, each: document, require: {any_label: [note], count: 0..1}}
"""
KINDS = ("claim", "source", "note", "says", "backs", "role", "mark", "genre", "kind", "delete", "answer")
WORK = st.lists(st.tuples(st.sampled_from(KINDS), st.integers(0, 30), st.integers(0, 30)), max_size=14)


def rules(folder: Path) -> Schema:
    path = folder / "rules.yaml"
    path.write_text(RULES, encoding="utf-8")
    return load_schema(path)


@pytest.fixture(scope="module")
def schema(tmp_path_factory: pytest.TempPathFactory) -> Schema:
    return rules(tmp_path_factory.mktemp("schema"))


def worked(schema: Schema, work: Sequence[tuple[str, int, int]]) -> State:
    """A paragraph after some work, as far as it is allowed."""
    session = Session(document_of(TEXT), schema, "alice")
    new = ids()
    for what, one, other in work:
        try:
            session = advance(session, _step(session, what, one, other, next(new)))
        except (Refused, Conflict, ZeroDivisionError):
            continue
    return place(State(session), 1)


def _step(session: Session, what: str, one: int, other: int, id: str):  # type: ignore[no-untyped-def]
    things = [*session.marks.places, *session.marks.relations]
    match what:
        case "claim" | "source" | "note":
            first, last = sorted((one % len(WORDS), other % len(WORDS)))
            return edit.create(session, id, NOW, what, ((WORDS[first][0], WORDS[last][1]),))
        case "says" | "backs":
            return edit.relate(session, id, NOW, what, things[one % len(things)], things[other % len(things)])
        case "role" | "mark":
            return edit.label_paragraph(session, NOW, 1, what, {} if one % 2 else None)
        case "genre" | "kind":
            return edit.label_document(session, NOW, 1, what, {} if one % 2 else None)
        case "delete":
            return edit.delete(session, NOW, things[one % len(things)])
        case _:
            return edit.set_attributes(session, NOW, things[one % len(things)], {"sure": True, "mood": "sad"})


def needed(state: State) -> Iterator[Need]:
    marks = state.session.marks
    for id in (*marks.places, *marks.relations, ""):
        yield from needs_of(state.session, 1, id)
    yield from document_needs(state.session)


@settings(max_examples=150)
@given(WORK)
def test_what_is_offered_for_a_need_can_be_typed_and_does_it(schema: Schema, work: list[tuple[str, int, int]]) -> None:
    state, names = worked(schema, work), Names()
    list(paragraph_lines(state, names))  # as it was read: everything here has its name
    for need in needed(state):
        commands, tail = remedies(state, names, need)
        said_in = need_line(state, names, need)
        assert said_in.endswith(f"; {' or '.join(commands)}{tail}") or " needs " in said_in
        for line in commands:
            name, said = head_of(line)[0], typed(state, names, line)
            if name in ("help", "attributes", "labels"):
                assert isinstance(said, tuple) and said, line
                continue
            assert isinstance(said, State), line
            assert not said.alert, (line, said.message)
            changed = said.session.marks is not state.session.marks
            asks = isinstance(said.doing, Answering)
            assert changed or asks, line
            kinds = {"link": "link", "unlink": "unlink", "set": "answer", "delete": "delete", "flag": "flag"}
            if changed and name in kinds and said.session.last:
                assert kinds[name] in (said.session.last.action, kinds[name]), line


def test_a_link_too_many_is_offered_by_its_name(schema: Schema) -> None:
    state, names = worked(schema, [("claim", 0, 1), ("claim", 4, 5), ("backs", 0, 1)]), Names()
    list(paragraph_lines(state, names))
    offered = [remedies(state, names, need)[0] for need in needed(state)]
    assert ("unlink r1",) in offered
    assert not cast(State, typed(state, names, "unlink r1")).session.marks.relations


@settings(max_examples=60)
@given(WORK)
def test_how_to_answer_can_be_typed(schema: Schema, work: list[tuple[str, int, int]]) -> None:
    state, names = worked(schema, work), Names()
    for span in state.session.marks.spans(1):
        form = Answering(Owner.SPAN, span.id)
        asked = replace(state, doing=form)
        for line in question_lines(asked, form, names):
            if not line.startswith("answer as "):
                continue
            for answer in line.removeprefix("answer as ").split(", or "):
                said = typed(asked, names, f"answer {answer}")
                assert isinstance(said, State) and not said.alert, answer


def typed(state: State, names: Names, line: str) -> State | tuple[str, ...]:
    env = Env(ids().__next__, lambda: NOW, lambda: 1, (0, len(TEXT)), lambda state, count: state.cursor)
    name, rest = head_of(line)
    call = Call(state, env, keyboard(state.session.schema), names, rest)
    return found(call, name).do(call)


@pytest.mark.parametrize(
    ("line", "offered"),
    [("sure=yes", "help set"), ("set a1", "help set"), ("clear a1", "help clear"), ("guideline x", "labels")],
)
def test_what_a_refused_line_offers_can_be_typed(schema: Schema, tmp_path: Path, line: str, offered: str) -> None:
    said = Scribe(tmp_path, schema, TEXT).type(["claim 4-5 sure=yes", line, offered])
    at = said.index(f"> {line}")
    assert said[at + 1].startswith("error: ") and offered in said[at + 1]
    assert not said[said.index(f"> {offered}") + 1].startswith("error: ")
