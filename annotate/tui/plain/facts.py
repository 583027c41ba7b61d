"""What is annotated, in plain lines: one fact in each, no sign that has to be seen."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from annotate.core.conflicts import own_note, versions_of
from annotate.core.edit import attributes_of
from annotate.core.events import Change, DocumentMark, Event, Item, ParagraphMark, Redo, Step
from annotate.core.records import Attributes, Labels, RelationRecord, SpanRecord, Status
from annotate.core.rulings import Ruling
from annotate.core.schema import Attribute
from annotate.core.session import Session, reverse
from annotate.core.units import block_at
from annotate.tui.chains import phrase
from annotate.tui.conflicts import explained
from annotate.tui.plain.names import Names, Thing
from annotate.tui.plain.needs import need_lines
from annotate.tui.plain.places import part
from annotate.tui.questions import shown_value
from annotate.tui.state import State

Facts = dict[tuple[str, str], str]
"""What can be said about a thing: kind of fact and what it is about -> what it says."""

STATUS = {Status.TODO: "to do", Status.DONE: "done", Status.FLAGGED: "flagged"}
_LINE_END = re.compile("\r\n|\n|\r")
_FAR = 60


def flat(text: str) -> str:
    """The text in one line."""
    return _LINE_END.sub(" ", text)


def paragraph_lines(state: State, names: Names) -> Iterator[str]:
    """The paragraph, of a giant one the part that is read, with everything said about it."""
    session = state.session
    document, marks = session.document, session.marks
    mark = marks.paragraph(state.n)
    yield f"{document.id}: paragraph {state.n} of {len(document)}, {STATUS[mark.status]}"
    at, parts = part(state)
    if parts > 1:
        yield f"part {at} of {parts}"
    start, end = block_at(document, state.cursor)
    yield f"text: {flat(document.text[start:end])}"
    shown = _lines("", _of_line(session, msgspec.structs.replace(mark, flag=False)))
    yield from shown
    yield from need_lines(state, names, "")
    for span in marks.shelf(state.n).crossing(start, end):
        yield from thing_lines(session, names, span)
        yield from need_lines(state, names, span.id)
        for relation in _links(state, span.id):
            yield from thing_lines(session, names, relation)
            yield from need_lines(state, names, relation.id)


def _links(state: State, id: str) -> Iterator[RelationRecord]:
    """The links that leave it or come from other paragraphs, each with those that hang on it."""
    marks = state.session.marks
    for relation in marks.links_of(id):
        if relation.source == id or marks.paragraph_of(relation.source) != state.n:
            yield relation
            yield from _links(state, relation.id)


def document_lines(session: Session) -> Iterator[str]:
    return _lines("document ", _of_line(session, msgspec.structs.replace(session.marks.document, flag=False)))


def thing_lines(session: Session, names: Names, thing: Thing) -> Iterator[str]:
    """An annotation or link, and what is said about it."""
    return _lines(f"{names.of(thing)} ", _facts(session, names, thing))


def event_lines(before: Session, after: Session, names: Names, event: Event) -> Iterator[str]:
    """What is other than it was."""
    for change in _changes(before, event):
        yield from _changed(before, after, names, change)


def _changes(before: Session, event: Event) -> Sequence[Change]:
    if isinstance(event, Step):
        return event.changes
    if isinstance(event, Redo):
        return before.next.changes if before.next else ()
    return reverse(before.last).changes if before.last else ()


def _changed(before: Session, after: Session, names: Names, change: Change) -> Iterator[str]:
    thing = change.after or change.before
    if thing is None or isinstance(thing, Ruling):
        return
    lead = _lead(names, thing)
    if change.after is None and isinstance(thing, SpanRecord | RelationRecord):
        yield f"{lead}deleted"
        return
    was = _facts(before, names, change.before or _blank(thing))
    now = _facts(after, names, change.after or _blank(thing))
    yield from _lines(lead, {key: text for key, text in now.items() if was.get(key) != text})
    for (kind, about), text in was.items():
        # A label without answers is told by its name, and with them by these.
        answered = kind == "label" and any(each.startswith(f"{about} ") for _, each in now)
        if (kind, about) not in now and not answered:
            yield f"{lead}{about}: none" if text else f"{lead}not {about}"


def _blank(thing: Item) -> Item | None:
    """What a paragraph or document is before anything is said about it."""
    match thing:
        case ParagraphMark(n=n):
            return ParagraphMark(n)
        case DocumentMark():
            return DocumentMark()
        case _:
            return None


def _lead(names: Names, item: Item) -> str:
    match item:
        case SpanRecord() | RelationRecord():
            return f"{names.of(item)} "
        case ParagraphMark(n=n):
            return f"paragraph {n} "
        case DocumentMark():
            return "document "
        case Ruling():
            return ""


def _lines(lead: str, facts: Facts) -> Iterator[str]:
    for (_, about), text in facts.items():
        yield lead + ": ".join(each for each in (about, text) if each)


def _facts(session: Session, names: Names, item: Item | None) -> Facts:
    match item:
        case SpanRecord():
            head: Facts = {("is", ""): f"{item.label}: {_quote(session, item)}"}
            said = _of_attributes(session, attributes_of(session, item.id), item.attributes)
            return head | said | _of_note(item.note, item.flag) | _of_conflict(session, item, names)
        case RelationRecord():
            head = {("is", ""): f"{item.label}: {_ends(session, names, item)}"}
            said = _of_attributes(session, attributes_of(session, item.id), item.attributes)
            return head | said | _of_note(own_note(item), item.flag) | _of_conflict(session, item, names)
        case ParagraphMark():
            return {("is", ""): STATUS[item.status]} | _of_line(session, item)
        case DocumentMark():
            return _of_line(session, item)
        case Ruling() | None:
            return {}


def _quote(session: Session, span: SpanRecord) -> str:
    text = session.document.text
    return " ... ".join(flat(text[start:end]) for start, end in span.stretches)


def _ends(session: Session, names: Names, relation: RelationRecord) -> str:
    """Both ends by name; one that lies in another paragraph with its words."""
    marks = session.marks
    home = marks.paragraph_of(relation.source)
    source, target = marks.thing(relation.source), marks.thing(relation.target)
    if source is None or target is None:
        return ""
    far = marks.paragraph_of(target.id)
    words = f", in paragraph {far}: {flat(_words(session, target))[:_FAR]}" if far != home else ""
    return f"{names.of(source)} to {names.of(target)}{words}"


def _words(session: Session, thing: Thing) -> str:
    return _quote(session, thing) if isinstance(thing, SpanRecord) else phrase(session.marks, thing.id)


def _of_attributes(session: Session, declared: Sequence[Attribute], values: Attributes, label: str = "") -> Facts:
    known = {each.name: each for each in declared}
    text = session.document.text
    return {
        ("attribute", f"{label} {name}".strip()): flat(
            shown_value(known[name], value, text) if name in known else str(value)
        )
        for name, value in values.items()
    }


def _of_labels(session: Session, labels: Labels) -> Facts:
    facts: Facts = {}
    for name, values in labels.items():
        label = session.schema.labels.get(name)
        said = _of_attributes(session, label.attributes if label else (), values, name)
        facts |= said or {("label", name): ""}
    return facts


def _of_line(session: Session, mark: ParagraphMark | DocumentMark) -> Facts:
    facts = _of_labels(session, mark.labels) | _of_note(own_note(mark), mark.flag)
    return facts | ({("conflict", "conflict"): explained(session.marks, mark)} if mark.conflict else {})


def _of_conflict(session: Session, thing: Thing, names: Names) -> Facts:
    """That it is one version of what a merge left, and of what the others are called."""
    if not thing.conflict:
        return {}
    others = [names.of(each) for each in versions_of(session.marks, thing) if each.id != thing.id]
    beside = f"; beside it {' and '.join(others)}" if others else ""
    return {("conflict", "conflict"): explained(session.marks, thing) + beside}


def _of_note(note: str, flag: bool = False) -> Facts:
    noted: Facts = {("note", "note"): flat(note)} if note else {}
    return noted | ({("flag", "flagged"): ""} if flag else {})
