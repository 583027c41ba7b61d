"""The questions of a form: what is asked, what is answered, which key gives which answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import Enum
from string import ascii_letters, digits

import msgspec

from annotate.core import edit
from annotate.core.attributes import by_need, misfit, missing, visible, with_defaults
from annotate.core.numbers import NumberPhrase, find_numbers
from annotate.core.records import Attributes, SpanRecord
from annotate.core.schema import Attribute, AttributeType, Choice, Suggest, Value
from annotate.tui.offers import offers
from annotate.tui.state import Answering, Owner, State

KEYS = ascii_letters + digits
OFFERED = 4
"""Earlier answers in a row of a form; a line that is typed offers more."""
LISTED = (AttributeType.ENUM, AttributeType.SET)
_NUMBER_FIELDS = ("kind", "value", "value_text", "comparator", "unit")
_BOOLS = (Choice("true", key="y"), Choice("false", key="n"))


class Answer(msgspec.Struct, frozen=True):
    """A value and the key that gives it; `help` says what the value means."""

    key: str
    value: Value
    text: str
    chosen: bool
    help: str = ""


class Question(msgspec.Struct, frozen=True):
    """A row of a form. Answers; or with `key` something to be typed or pointed at, and the answers
    are earlier ones.

    `by_default` tells that the value is the schema's, `proposed` that it waits to be confirmed.
    """

    attribute: Attribute
    value: Value | None
    answers: tuple[Answer, ...]
    key: str = ""
    by_default: bool = False
    proposed: bool = False
    due: bool = False

    @property
    def typed(self) -> bool:
        """Whether it can be answered by more than the answers there are."""
        return not _choices(self.attribute)


def declared(state: State, form: Answering) -> tuple[Attribute, ...]:
    """All attributes of the thing that the form is about."""
    if form.owner in (Owner.SPAN, Owner.RELATION):
        return edit.attributes_of(state.session, form.id)
    label = state.session.schema.labels.get(form.id)
    return label.attributes if label else ()


def given(state: State, form: Answering) -> Attributes:
    """The values that thing has."""
    marks = state.session.marks
    match form.owner:
        case Owner.SPAN:
            span = marks.span(form.id)
            return span.attributes if span else {}
        case Owner.RELATION:
            relation = marks.relations.get(form.id)
            return relation.attributes if relation else {}
        case Owner.PARAGRAPH:
            return marks.paragraph(state.n).labels.get(form.id, {})
        case Owner.DOCUMENT:
            return marks.document.labels.get(form.id, {})


def questions(state: State, form: Answering) -> tuple[Question, ...]:
    attributes, values = declared(state, form), given(state, form)
    merged = {**values, **form.pending, **form.waiting}
    asked = visible(attributes, merged)
    if form.brief:
        asked = tuple(each for each in asked if each.needs_answer or each.name in (form.pending | form.waiting))
    due = {each.name for each in missing(attributes, merged)}
    shown = with_defaults(attributes, merged)
    first = by_need(asked)
    keys = _Keys(first)
    found = {
        each.name: Question(
            attribute=each,
            value=shown.get(each.name),
            answers=_answers(each, shown.get(each.name), keys)
            or _offered(state, form, each, shown.get(each.name), keys),
            key="" if _choices(each) else keys.take(each.name),
            by_default=each.name not in merged,
            proposed=each.name in form.pending,
            due=each.name in due,
        )
        for each in first
    }
    return tuple(found[each.name] for each in asked)


def proposals(state: State, span: SpanRecord) -> dict[str, Value]:
    """What the text itself answers: the attributes of a number phrase."""
    label = state.session.schema.labels.get(span.label)
    if label is None or not any(each.suggest is Suggest.NUMBER_PARSER for each in label.attributes):
        return {}
    phrase = _phrase(state, span)
    if phrase is None:
        return {}
    found: dict[str, Value] = {}
    for each in label.attributes:
        value: Value | None = getattr(phrase, each.name) if each.name in _NUMBER_FIELDS else None
        plain = str(value.value) if isinstance(value, Enum) else value
        if plain is not None and plain != each.default and not misfit(each, plain):
            found[each.name] = plain
    names = {each.name for each in visible(label.attributes, found)}
    return {name: value for name, value in found.items() if name in names}


def again(state: State, form: Answering) -> dict[str, Value]:
    """Earlier choices to be confirmed, of what has to be chosen anyway."""
    return {
        question.attribute.name: found[0]
        for question in questions(state, form)
        if question.due and not question.typed and (found := offers(state, form, question.attribute))
    }


def shown_value(attribute: Attribute, value: Value | None, text: str) -> str:
    """The value as a person reads it; `text` is the document's, for values that point into it."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case (int() as start, int() as end) if attribute.type is AttributeType.SPAN:
            return text[start:end]
        case tuple():
            return ", ".join(map(str, value)) or "none"
        case float():
            return f"{value:.15g}"
        case _:
            return str(value)


def _phrase(state: State, span: SpanRecord) -> NumberPhrase | None:
    """The number phrase that the span is; found in its surroundings, which tell dates from years."""
    text = state.session.document.text
    around = find_numbers(text, max(0, span.start - 80), min(len(text), span.end + 80))
    exact = next((e for e in around if (e.start, e.end) == (span.start, span.end)), None)
    return exact or next(iter(find_numbers(text, span.start, span.end)), None)


def _choices(attribute: Attribute) -> Sequence[Choice]:
    if attribute.type in LISTED:
        return attribute.choices
    return _BOOLS if attribute.type is AttributeType.BOOL else ()


def _answers(attribute: Attribute, value: Value | None, keys: _Keys) -> tuple[Answer, ...]:
    return tuple(
        Answer(
            key=keys.take(choice.name, attribute.name),
            value=(choice.name == "true") if attribute.type is AttributeType.BOOL else choice.name,
            text={"true": "yes", "false": "no"}.get(choice.name, choice.name)
            if attribute.type is AttributeType.BOOL
            else choice.name,
            chosen=_is_chosen(choice.name, value),
            help=choice.help,
        )
        for choice in _choices(attribute)
    )


def _offered(
    state: State, form: Answering, attribute: Attribute, value: Value | None, keys: _Keys
) -> tuple[Answer, ...]:
    """Earlier answers, by digits."""
    text = state.session.document.text
    return tuple(
        Answer(key, each, shown_value(attribute, each, text), each == value)
        for each in offers(state, form, attribute)[:OFFERED]
        if (key := keys.take_digit())
    )


def _is_chosen(name: str, value: Value | None) -> bool:
    match value:
        case bool():
            return name == ("true" if value else "false")
        case tuple():
            return name in value
        case _:
            return name == value


class _Keys:
    """One key for every answer of a form: those the schema declares, then the letters of the names."""

    def __init__(self, attributes: Iterable[Attribute]) -> None:
        self._free = list(KEYS)
        self._declared: dict[tuple[str, str], str] = {}
        for attribute in attributes:
            for choice in _choices(attribute):
                if choice.key in self._free:
                    self._free.remove(choice.key)
                    self._declared[attribute.name, choice.name] = choice.key

    def take(self, name: str, attribute: str = "") -> str:
        if key := self._declared.get((attribute, name)):
            return key
        wanted = [*name.lower(), *name.upper(), *self._free]
        key = next((each for each in wanted if each in self._free), "")
        if key:
            self._free.remove(key)
        return key

    def take_digit(self) -> str:
        """A digit while there is one: earlier answers do without a key rather than take a letter."""
        key = next((each for each in self._free if each in digits[1:]), "")
        if key:
            self._free.remove(key)
        return key
