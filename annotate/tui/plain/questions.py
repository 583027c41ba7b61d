"""The questions of a form in words."""

from __future__ import annotations

from collections.abc import Iterator

from annotate.core.schema import AttributeType
from annotate.tui import prompts
from annotate.tui.plain.facts import flat
from annotate.tui.plain.line import is_plain
from annotate.tui.plain.names import Names
from annotate.tui.questions import Question, questions, shown_value
from annotate.tui.state import Answering, PromptKind, State, Typing, replace

_EARLIER = 5
_TYPED = {
    AttributeType.INT: "a whole number",
    AttributeType.NUMBER: "a number",
    AttributeType.DATE: "a date as 2024-05-31",
    AttributeType.SPAN: 'words of the paragraph, as 5-6 or "said"',
}
_EXAMPLES = {
    AttributeType.INT: "3",
    AttributeType.NUMBER: "2.5",
    AttributeType.DATE: "2024-05-31",
    AttributeType.SPAN: "1",
}
"""Values that could be typed."""


def question_lines(state: State, form: Answering, names: Names) -> Iterator[str]:
    """What is still needed, what is proposed, and how to answer."""
    asked = questions(state, form)
    subject = _subject(state, form, names)
    for question in asked:
        name = question.attribute.name
        if question.proposed:
            yield f"{subject} {name}, proposed: {_shown(state, question)}"
        elif question.due:
            yield f"{subject} needs {name}: {_answers(state, form, question)}"
        elif not form.brief:
            yield f"{subject} {name}: {_shown(state, question) or 'none'}; may be {_answers(state, form, question)}"
    if form.pending:
        question = next((each for each in asked if each.proposed), asked[0])
        yield f"ok takes what is proposed, {question.attribute.name}={_example(question)[0]} changes it"
    elif asked:
        question = asked[min(form.row, len(asked) - 1)]
        value, short = _example(question)
        yield f"answer as {question.attribute.name}={value}, or ={short}"


def _example(question: Question) -> tuple[str, str]:
    """Another answer as it may be typed, written out and as short as may be."""
    answer = next((each for each in question.answers if not each.chosen), None)
    if answer is None or question.typed:
        value = _EXAMPLES.get(question.attribute.type, '"some words"')
        return value, value
    long = answer.text if is_plain(answer.text) else f'"{answer.text}"'
    return long, answer.key or long


def _subject(state: State, form: Answering, names: Names) -> str:
    marks = state.session.marks
    thing = marks.span(form.id) or marks.relations.get(form.id)
    return names.of(thing) if thing else form.id


def _shown(state: State, question: Question) -> str:
    text = shown_value(question.attribute, question.value, state.session.document.text)
    return f"{flat(text)} by default" if text and question.by_default else flat(text)


def _answers(state: State, form: Answering, question: Question) -> str:
    if not question.typed:
        told = ", ".join(f"{each.key} {each.text}" for each in question.answers)
        several = question.attribute.type is AttributeType.SET
        return f"{told}; several with commas" if several else told
    told = _TYPED.get(question.attribute.type, "some words")
    typing = Typing(PromptKind.VALUE, "", of=question.attribute.name, back=form)
    earlier = prompts.suggestions(replace(state, doing=typing), "")[:_EARLIER]
    return f"{told}; earlier: {', '.join(map(flat, earlier))}" if earlier else told
