"""Beside or below the text: what is annotated in the paragraph, the form, short lists."""

from __future__ import annotations

from collections.abc import Iterator

from annotate.core import edit
from annotate.core.conflicts import Thing, own_note
from annotate.core.problems import Level
from annotate.core.records import Attributes, RelationRecord, SpanRecord
from annotate.core.schema import Attribute
from annotate.tui import conflicts
from annotate.tui.chains import home, phrase
from annotate.tui.checking import needs_of
from annotate.tui.deciding import remedy
from annotate.tui.needs import Need
from annotate.tui.questions import Answer, Question, questions, shown_value
from annotate.tui.rows import flowed, safe, wrapped
from annotate.tui.state import Answering, Choosing, Judging, Leafing, ListKind, Owner, Picking, State, Typing
from annotate.tui.theme import UNKNOWN, Fragment, Row, looks

_QUOTE = 60
_DEEPEST = 9
"""Columns that links which hang on links are moved in by at most."""
BESIDE = (
    ListKind.RELATIONS,
    ListKind.DOCUMENT_LABELS,
    ListKind.GUIDELINES,
    ListKind.LINKS,
    ListKind.ANNOTATORS,
    ListKind.REASONS,
)
"""Lists short enough to leave the text in sight."""


def panel(state: State, columns: int, most: int, beside: bool = True) -> list[Row]:
    """The rows of the side panel, at most so many, the one in hand among them."""
    doing = state.doing
    if isinstance(doing, Typing) or (isinstance(doing, Choosing) and not lists_letters(state)):
        doing = doing.back
    match doing:
        case Answering():
            rows, at = _form(state, doing, columns)
        case Picking(kind=kind) if kind in BESIDE:
            rows, at = _list(doing, columns)
            if kind is ListKind.REASONS and beside:
                from annotate.tui.review.panel import over

                under = over(state, doing, rows, columns, most)
                rows = under if len(under) <= most else rows
        case Judging():
            from annotate.tui.review.panel import panel as questions_panel

            return questions_panel(state, columns, most, beside)
        case Choosing():
            rows, at = _lettered(state, doing, columns), 0
        case _:
            rows, at, last = _annotations(state, columns, beside)
            if state.walk is not None:
                from annotate.tui.review.panel import still_open

                rows += still_open(state, columns)
            return window(rows, at, most, last)
    return window(rows, at, most)


def lists_letters(state: State) -> bool:
    """Whether letters over the text are not enough to choose by: for links, which are nowhere in it,
    and for annotations that begin at one place, whose letters stand side by side."""
    doing = state.doing
    if not isinstance(doing, Choosing):
        return False
    spans = [state.session.marks.span(hint.target) for hint in doing.hints if isinstance(hint.target, str)]
    starts = {span.start for span in spans if span}
    return len(starts) < len(spans)


def list_rows(picking: Picking, columns: int, most: int) -> list[Row]:
    """A long list, over the whole middle of the screen; only what is visible is made."""
    first = max(0, min(picking.at - most // 2, len(picking.entries) - (most - 2)))
    shown = picking.entries[first : first + most - 2]
    part = Picking(picking.kind, picking.title, shown, picking.at - first)
    rows, _ = _list(part, columns)
    return rows[:most]


def page_rows(page: Leafing, columns: int, most: int) -> list[Row]:
    where = f"  from line {page.at + 1} of {len(page.lines)}" if len(page.lines) > most - 2 else ""
    rows: list[Row] = [(("class:title", safe(page.title, columns)), ("class:faint", where)), ()]
    for style, text in page.lines[page.at : page.at + most]:
        rows += wrapped(style, text, columns)
    return rows[:most]


def window(rows: list[Row], at: int, most: int, last: int = 0) -> list[Row]:
    """So many rows that `at` is among them, and those behind it up to `last` as far as may be."""
    first = max(0, min(at - most // 2, len(rows) - most))
    if last >= first + most:
        first = min(at, last - most + 1)
    return rows[first : first + most]


def _annotations(state: State, columns: int, beside: bool) -> tuple[list[Row], int, int]:
    """The paragraph's annotations, the one in hand with all that is said about it; its first and
    last row."""
    marks = state.session.marks
    rows: list[Row] = list(_paragraph(state, columns, beside))
    at = last = 0
    inner = home(state.session.marks, state.focus)
    for span in _near(state):
        if span.id == inner:
            at = len(rows)
        rows += _span(state, span, columns)
        if span.id == inner:
            last = len(rows) - 1
    if not rows:
        nothing = "Nothing labeled here yet."
        if marks.count == 0:
            nothing += " A label's key labels what is under the cursor."
        rows += wrapped("class:faint", nothing, columns)
    return rows, at, last


def _near(state: State) -> tuple[SpanRecord, ...]:
    """The annotations of the paragraph; of very many, those around the cursor."""
    shelf = state.session.marks.shelf(state.n)
    if len(shelf) <= 60:
        return shelf.spans
    return tuple(shelf.crossing(state.cursor - 1000, state.cursor + 1000))[:60]


def _paragraph(state: State, columns: int, beside: bool) -> Iterator[Row]:
    """What is said about the paragraph, and about the document: where that would take rows from the
    text, in the first paragraph only."""
    mark = state.session.marks.paragraph(state.n)
    for name, values in mark.labels.items():
        label = state.session.schema.labels.get(name)
        attributes = label.attributes if label else ()
        yield from flowed([(("class:title", safe(name)),), *_values(state, attributes, values)], columns, 2)
    document = state.session.marks.document
    at_document = beside or state.n == 1
    for name in document.labels if at_document else ():
        yield (("class:title", f"document: {safe(name)}"),)
    if note := own_note(mark):
        yield from wrapped("class:faint", f"note: {safe(note, 300)}", columns)
    yield from _conflict(state, mark, columns, "")
    for need in needs_of(state.session, state.n, ""):
        yield from _lacking(state, need, columns, "")
    if at_document and (note := own_note(document)):
        yield from wrapped("class:faint", f"document note: {safe(note, 300)}", columns)
    yield from _conflict(state, document, columns, "document ")


def _span(state: State, span: SpanRecord, columns: int) -> Iterator[Row]:
    look = looks(state.session.schema).get(span.label, UNKNOWN)
    label = state.session.schema.labels.get(span.label)
    attributes = label.attributes if label else ()
    focused = span.id == state.focus
    opened = span.id == home(state.session.marks, state.focus)
    lacking = needs_of(state.session, state.n, span.id)
    signs: list[Fragment] = [("class:flagged", " !")] if span.flag else []
    signs += [_CONFLICT] if span.conflict else []
    signs += [_sign(need) for need in lacking[:1]]
    name = look.name if look.name != "?" else safe(span.label)
    room = max(8, columns - len(name) - 5 - sum(len(text) for _, text in signs))
    head: Row = (
        ("class:accent", "▸" if focused else " "),
        (f"{look.bar} class:title" if focused else look.bar, f"{look.sign} {name} "),
        ("class:title" if focused else "", safe(span.quote, min(room, _QUOTE))),
        *signs,
    )
    yield head
    if opened:
        yield from _details(state, span, attributes, columns)
        yield from _conflict(state, span, columns, "   ")
        for need in lacking:
            yield from _lacking(state, need, columns, "   ")


_CONFLICT: Fragment = ("class:error", " conflict")
"""Behind one version of what a merge left."""


def _conflict(state: State, thing: Thing, columns: int, lead: str) -> Iterator[Row]:
    if thing.conflict:
        text = f"{lead}conflict: {safe(conflicts.explained(state.session.marks, thing), 300)}"
        yield from wrapped("class:error", text, columns)


def _sign(need: Need) -> Fragment:
    """What is missing, in a word; in brackets if it may be."""
    word = f"{safe(need.names[0], 24)}?" if need.names else "?"
    if need.level is Level.ERROR:
        return "class:error", f" {word}"
    return "class:warning" if need.level is Level.WARNING else "class:faint", f" ({word})"


def _lacking(state: State, need: Need, columns: int, lead: str) -> Iterator[Row]:
    style = {Level.ERROR: "class:error", Level.WARNING: "class:warning", Level.INFO: "class:faint"}
    text = f"{need.level.value}: {need.text}; {remedy(state.session.schema, need)}"
    yield from wrapped(style[need.level], lead + safe(text, 300), columns)


def _details(state: State, span: SpanRecord, attributes: tuple[Attribute, ...], columns: int) -> Iterator[Row]:
    if span.attributes:
        yield from flowed(_values(state, attributes, span.attributes, lead="   "), columns, 3)
    for relation in state.session.marks.links_of(span.id):
        yield from _link(state, span.id, relation, columns)
    if span.note:
        yield from wrapped("class:faint", f"   note: {safe(span.note, 300)}", columns)


def _link(state: State, id: str, relation: RelationRecord, columns: int, indent: int = 3) -> Iterator[Row]:
    """A link of the annotation or link with this id; below it, those that hang on it."""
    marks = state.session.marks
    leaves = relation.source == id
    lacking = needs_of(state.session, state.n, relation.id)
    signs = [_CONFLICT] if relation.conflict else []
    signs += [_sign(need) for need in lacking[:1]]
    room = columns - indent - len(relation.label) - 3 - sum(len(text) for _, text in signs)
    other = safe(phrase(marks, relation.target if leaves else relation.source), max(8, room))
    pointer = "▸" if relation.id == state.focus else " "
    lead = f"{' ' * (indent - 1)}{pointer}{'→' if leaves else '←'} {safe(relation.label)} "
    yield (("class:accent", lead), ("", other), *signs)
    if relation.id == state.focus:
        declared = edit.attributes_of(state.session, relation.id)
        if relation.attributes:
            values = _values(state, declared, relation.attributes, lead=" " * (indent + 2))
            yield from flowed(values, columns, indent + 2)
        if note := own_note(relation):
            yield from wrapped("class:faint", f"{' ' * (indent + 2)}note: {safe(note, 300)}", columns)
        yield from _conflict(state, relation, columns, " " * (indent + 2))
        for need in lacking:
            yield from _lacking(state, need, columns, " " * (indent + 2))
    if indent < _DEEPEST:
        for each in marks.links_of(relation.id):
            yield from _link(state, relation.id, each, columns, indent + 2)


def _lettered(state: State, doing: Choosing, columns: int) -> list[Row]:
    """What can be chosen, each behind its letters, in their order."""
    rows: list[Row] = [(("class:title", "Letters of what can be linked"),)]
    for hint in doing.hints:
        if hint.letters.startswith(doing.typed) and isinstance(hint.target, str):
            left = hint.letters[len(doing.typed) :]
            rows.append((("class:key", f" {left:<3}"), *_choice(state, hint.target, columns - 5)))
    return rows


def _choice(state: State, id: str, columns: int) -> Row:
    marks = state.session.marks
    span = marks.span(id)
    if span is None:
        return (("", safe(phrase(marks, id).strip("()"), max(8, columns))),)
    look = looks(state.session.schema).get(span.label, UNKNOWN)
    name = f"{look.sign} {safe(span.label, 24)} "
    return ((look.bar, name), ("", safe(span.quote, max(8, columns - len(name)))))


def _values(
    state: State, attributes: tuple[Attribute, ...], values: Attributes, lead: str = ""
) -> list[tuple[Fragment, ...]]:
    known = {each.name: each for each in attributes}
    text = state.session.document.text
    pieces: list[tuple[Fragment, ...]] = []
    for name, value in values.items():
        shown = shown_value(known[name], value, text) if name in known else str(value)
        pieces.append((("class:faint", f"{lead}{safe(name)}: "), ("", safe(shown, _QUOTE))))
        lead = ""
    return pieces


def _form(state: State, form: Answering, columns: int) -> tuple[list[Row], int]:
    rows: list[Row] = list(wrapped("class:title", _form_title(state, form), columns))
    at = 0
    asked = questions(state, form)
    for row, question in enumerate(asked):
        if row == form.row:
            at = len(rows)
        rows += _question(state, question, row == form.row, columns)
        if row == form.row and question.attribute.help:
            rows += wrapped("class:faint", f"   {safe(question.attribute.help, 300)}", columns)
    if any(question.proposed for question in asked):
        rows.append((("class:warning", "? is proposed by the text: Enter confirms"),))
    return rows, at


def _form_title(state: State, form: Answering) -> str:
    marks = state.session.marks
    match form.owner:
        case Owner.SPAN:
            span = marks.span(form.id)
            return f"{safe(span.label)}: {safe(span.quote, 50)}" if span else ""
        case Owner.RELATION:
            relation = marks.relations.get(form.id)
            return f"link {safe(relation.label)}" if relation else ""
        case Owner.PARAGRAPH:
            return f"{safe(form.id)} of paragraph {state.n}"
        case Owner.DOCUMENT:
            return f"{safe(form.id)} of the document"


def _question(state: State, question: Question, current: bool, columns: int) -> Iterator[Row]:
    name = safe(question.attribute.name)
    style = "class:title" if current else "class:warning" if question.due else ""
    pointer = ("class:accent", "▸" if current else " ")
    # A digit that is typed is text, and the line has a list of its own.
    told = () if question.typed and isinstance(state.doing, Typing) else question.answers
    answers = [_answer(question, answer) for answer in told]
    head: tuple[Fragment, ...] = (pointer, (style, f"{name}:"))
    if not question.typed:
        yield from flowed([head, *answers], columns, 3)
        return
    shown = shown_value(question.attribute, question.value, state.session.document.text)
    sign = "?" if question.proposed else "·" if question.by_default and shown else ""
    what = safe(shown, _QUOTE) or f"({question.attribute.type.value})"
    key = question.key or "Space"
    value = (("class:key", key), ("class:warning", sign), ("" if shown else "class:faint", f" {what}"))
    yield from flowed([head, value, *answers], columns, 3)


def _answer(question: Question, answer: Answer) -> tuple[Fragment, ...]:
    """Key and value; a chosen one has a sign: ✓ by a person, · by default, ? proposed."""
    name = safe(answer.text)
    if not answer.chosen:
        return (("class:key", answer.key), ("", f" {name}"))
    sign = "?" if question.proposed else "·" if question.by_default else "✓"
    style = "class:warning" if question.proposed else "class:good"
    return (("class:key", answer.key), (f"{style} class:focus", f"{sign}{name}"))


def _list(picking: Picking, columns: int) -> tuple[list[Row], int]:
    rows: list[Row] = list(wrapped("class:title", safe(picking.title, 300), columns))
    at = len(rows) + picking.at
    ticking = picking.kind is ListKind.OCCURRENCES
    for i, entry in enumerate(picking.entries):
        style = "class:menu-current" if i == picking.at else ""
        tick = ("[x] " if entry.ticked else "[ ] ") if ticking else ""
        key = f"{entry.key} " if entry.key else ""
        text = safe(entry.text, max(4, columns - len(tick) - len(key) - 1))
        pointer = "▸" if i == picking.at else " "
        rows.append(((f"{style} class:key", f"{pointer}{key}"), (style, f"{tick}{text}")))
    return rows, at
