"""The single units about which annotators differ: what is behind each number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

import msgspec

from annotate.core.agreement.asked import Asked, shown
from annotate.core.agreement.groups import Group, Pair
from annotate.core.agreement.layout import Answer
from annotate.core.agreement.pages import Page
from annotate.core.agreement.relations import Key, Link, Relations
from annotate.core.agreement.subjects import Kind, Subject, Unit
from annotate.core.agreement.tokens import Tokens
from annotate.core.records import Labels, SpanRecord

NOTHING = "–"
"""What someone says who does not mark what another one marks."""


class Said(msgspec.Struct, frozen=True):
    """What the annotator at a position says, and on which line; that of the paragraph if there is no
    other, 0 for the file as a whole."""

    annotator: int
    line: int
    answer: str


class Unlike(msgspec.Struct, frozen=True):
    """`quote` is the text of the unit, `start` where it begins in the document (-1: nowhere);
    `count` more than 1 for tokens side by side."""

    subject: Subject
    quote: str
    start: int
    said: tuple[Said, ...]
    count: int = 1


def about_page(
    page: Page, decided: Sequence[int], found: Sequence[Group], tokens: Tokens, asked: Asked, units: frozenset[Unit]
) -> Iterator[Unlike]:
    """All that is unlike about a paragraph, but for relations."""
    if Unit.TOKEN in units:
        yield from _tokens(page, decided, tokens)
    if Unit.SPAN in units:
        lines = {
            (i, span.id): page.parts[i].span_line(index)
            for i in decided
            for index, span in enumerate(page.parts[i].block.spans)
        }
        for group in found:
            yield from _spans(page, decided, group, lines, asked)
    if Unit.PARAGRAPH in units:
        yield from _paragraph(page, decided, asked)


def about_document(labels: Mapping[int, Labels], name: str, asked: Asked) -> Iterator[Unlike]:
    """What is said about a document as a whole."""
    yield from _labels(Unit.DOCUMENT, labels, dict.fromkeys(labels, 1), name, -1, asked)


def about_relations(
    relations: Relations, pair: Pair, left: Mapping[Key, Link], right: Mapping[Key, Link]
) -> Iterator[Unlike]:
    """Relations between ends that both have, which one of two annotators lacks."""
    for key in (*left, *(key for key in right if key not in left)):
        one, other = left.get(key), right.get(key)
        link = one or other
        if link is None or (one and other):
            continue
        subject = Subject(Unit.RELATION, Kind.RELATION, link.record.label)
        said = tuple(
            Said(i, each.line if each else relations.line(i, key), each.record.label if each else NOTHING)
            for i, each in zip(pair, (one, other), strict=True)
        )
        yield Unlike(subject, relations.told(pair[0] if one else pair[1], link), link.start, said)


def _tokens(page: Page, decided: Sequence[int], tokens: Tokens) -> Iterator[Unlike]:
    paragraph = page.any.paragraph
    for start, end, count, who in tokens.runs(page, decided):
        quote = paragraph.text[start - paragraph.start : end - paragraph.start]
        for label, sayers in who.items():
            if sayers.issuperset(decided):
                continue
            said = tuple(Said(i, _line(page, i, label, start, end), label if i in sayers else NOTHING) for i in decided)
            yield Unlike(Subject(Unit.TOKEN, Kind.LABEL, label), quote, start, said, count)


def _spans(
    page: Page, decided: Sequence[int], group: Group, lines: Mapping[tuple[int, str], int], asked: Asked
) -> Iterator[Unlike]:
    first = next(iter(group.values()))
    line = {i: lines[i, group[i].id] if i in group else page.parts[i].line for i in decided}
    where = {i: (span.label, span.stretches) for i, span in group.items()}
    if len(group) < len(decided) or len(set(where.values())) > 1:
        said = tuple(Said(i, line[i], _marked(group.get(i))) for i in decided)
        for label in dict.fromkeys(span.label for span in group.values()):
            yield Unlike(Subject(Unit.SPAN, Kind.LABEL, label), first.quote, first.start, said)
    for label in dict.fromkeys(span.label for span in group.values()):
        answers = {i: asked.answers(label, span.attributes) for i, span in group.items() if span.label == label}
        told = {i: _in_words(page, each) for i, each in answers.items()}
        yield from _answers(Unit.SPAN, label, told, line, first.quote, first.start)


def _paragraph(page: Page, decided: Sequence[int], asked: Asked) -> Iterator[Unlike]:
    paragraph = page.any.paragraph
    lines = {i: page.parts[i].line for i in decided}
    status: dict[int, Answer] = {i: page.parts[i].block.paragraph.status.value for i in decided}
    subject = Subject(Unit.PARAGRAPH, Kind.DECISION)
    yield from _unlike(subject, status, lines, paragraph.text, paragraph.start)
    labels = {i: page.parts[i].block.paragraph.labels for i in decided}
    if any(labels.values()):
        yield from _labels(Unit.PARAGRAPH, labels, lines, paragraph.text, paragraph.start, asked)


def _labels(
    unit: Unit, labels: Mapping[int, Labels], lines: Mapping[int, int], quote: str, start: int, asked: Asked
) -> Iterator[Unlike]:
    for name in dict.fromkeys(chain.from_iterable(labels.values())):
        there: dict[int, Answer] = {i: name if name in each else NOTHING for i, each in labels.items()}
        yield from _unlike(Subject(unit, Kind.LABEL, name), there, lines, quote, start)
        answers = {i: asked.answers(name, each[name]) for i, each in labels.items() if name in each}
        yield from _answers(unit, name, answers, lines, quote, start)


def _answers(
    unit: Unit, name: str, answers: Mapping[int, Mapping[str, Answer]], lines: Mapping[int, int], quote: str, start: int
) -> Iterator[Unlike]:
    for attribute in dict.fromkeys(chain.from_iterable(answers.values())):
        given = {i: each[attribute] for i, each in answers.items() if attribute in each}
        yield from _unlike(Subject(unit, Kind.ATTRIBUTE, name, attribute), given, lines, quote, start)


def _unlike(
    subject: Subject, answers: Mapping[int, Answer], lines: Mapping[int, int], quote: str, start: int
) -> Iterator[Unlike]:
    if len(set(answers.values())) > 1:
        said = tuple(Said(i, lines[i], shown(each)) for i, each in answers.items())
        yield Unlike(subject, quote, start, said)


def _in_words(page: Page, answers: Mapping[str, Answer]) -> Mapping[str, Answer]:
    """The answers; a stretch of text by its words, and where they begin, as they may stand there twice."""
    paragraph = page.any.paragraph
    said: dict[str, Answer] = {}
    for name, answer in answers.items():
        said[name] = answer
        match answer:
            case (int(start), int(end)) if paragraph.start <= start < end <= paragraph.start + len(paragraph.text):
                quote = paragraph.text[start - paragraph.start : end - paragraph.start]
                said[name] = f'"{quote}" at {start}'
    return said


def _marked(span: SpanRecord | None) -> str:
    return f'{span.label} "{span.quote}"' if span else NOTHING


def _line(page: Page, annotator: int, label: str, start: int, end: int) -> int:
    part = page.parts[annotator]
    for index, span in enumerate(part.block.spans):
        if span.label == label and any(low < end and start < high for low, high in span.stretches):
            return part.span_line(index)
    return part.line
