"""Whether finished work meets the rules that its schema sets (`core.requirements`)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import msgspec

from annotate.core.attributes import with_defaults
from annotate.core.conditions import holds
from annotate.core.fitting import quoted
from annotate.core.patterns import compile_pattern
from annotate.core.problems import Place, Problem
from annotate.core.ranges import Range, amount, must
from annotate.core.records import Attributes, Labels, RelationRecord, SpanRecord
from annotate.core.requirements import (
    AttributePresent,
    Constraint,
    LabelCount,
    LinkCount,
    ParagraphMatches,
    Side,
    Unit,
)
from annotate.core.schema import Schema

Links = Callable[[str], Iterable[RelationRecord]]
"""The relations that leave or reach the span with this id, as `Marks.links_of` gives them."""


class Passage(msgspec.Struct, frozen=True):
    """Paragraph `n` (from 1) with what is annotated in it; `labels` are those of the paragraph."""

    n: int
    text: str
    spans: Sequence[SpanRecord] = ()
    labels: Labels = {}


class Breach(msgspec.Struct, frozen=True):
    """A constraint that is not met: by span `id`, or else by paragraph `n`, or else (n 0) by the
    document."""

    constraint: Constraint
    message: str
    n: int = 0
    id: str = ""

    def problem(self, place: Place) -> Problem:
        return Problem("constraint", place, self.message, level=self.constraint.level)


def paragraph_breaches(schema: Schema, passage: Passage, links: Links) -> Iterator[Breach]:
    """What is not met in one paragraph: by its annotations, its labels, itself."""
    for constraint in schema.constraints:
        if constraint.unit is Unit.LABEL:
            for span in passage.spans:
                yield from _of_span(schema, constraint, span, passage, links)
        yield from _of_passage(schema, constraint, passage)


def span_breaches(schema: Schema, span: SpanRecord, passage: Passage, links: Links) -> Iterator[Breach]:
    """What one annotation of the paragraph does not meet."""
    for constraint in schema.constraints:
        if constraint.unit is Unit.LABEL:
            yield from _of_span(schema, constraint, span, passage, links)


def passage_breaches(schema: Schema, passage: Passage) -> Iterator[Breach]:
    """What the labels of the paragraph and the paragraph itself do not meet."""
    for constraint in schema.constraints:
        yield from _of_passage(schema, constraint, passage)


def document_breaches(schema: Schema, passages: Sequence[Passage], labels: Labels) -> Iterator[Breach]:
    """What the document as a whole does not meet; `labels` are those of the document."""
    for constraint in schema.constraints:
        if constraint.unit is Unit.DOCUMENT:
            yield from _of_passages(constraint, passages, tuple(labels), 0)
        elif constraint.unit is Unit.LABEL and constraint.label in labels:
            whole = Passage(0, "")
            yield from _of_label(schema, constraint, whole, labels[constraint.label])


def breaches(schema: Schema, passages: Sequence[Passage], labels: Labels, links: Links) -> Iterator[Breach]:
    """All that is not met: by the document, then paragraph by paragraph."""
    yield from document_breaches(schema, passages, labels)
    for passage in passages:
        yield from paragraph_breaches(schema, passage, links)


def links_among(relations: Iterable[RelationRecord]) -> Links:
    """Links by span, where there are no `Marks` to ask."""
    found: dict[str, list[RelationRecord]] = {}
    for relation in relations:
        for end in {relation.source, relation.target}:
            found.setdefault(end, []).append(relation)
    return lambda id: found.get(id, ())


def link_count(schema: Schema, wanted: LinkCount, id: str, links: Links) -> int:
    """How many relations of the annotation are of those that the requirement counts."""
    return sum(
        _counts(schema, wanted.side, relation, id) for relation in links(id) if relation.label in wanted.relations
    )


def label_count(labels: Iterable[str], passages: Sequence[Passage], others: Iterable[str] = ()) -> int:
    """How many annotations, and labels of paragraphs, are of these; `others` those of the document."""
    used = [span.label for passage in passages for span in passage.spans]
    used += [label for passage in passages for label in passage.labels]
    return sum(label in labels for label in (*used, *others))


def _of_span(
    schema: Schema, constraint: Constraint, span: SpanRecord, passage: Passage, links: Links
) -> Iterator[Breach]:
    if span.label == constraint.label and _concerned(schema, constraint, span.attributes):
        lack = _lack_of_span(schema, constraint, span, passage, links)
        if lack:
            yield _breach(constraint, lack, passage.n, span.id)


def _of_passage(schema: Schema, constraint: Constraint, passage: Passage) -> Iterator[Breach]:
    if constraint.unit is Unit.PARAGRAPH:
        yield from _of_passages(constraint, [passage], (), passage.n)
    elif constraint.unit is Unit.LABEL and constraint.label in passage.labels:
        yield from _of_label(schema, constraint, passage, passage.labels[constraint.label])


def _of_label(schema: Schema, constraint: Constraint, passage: Passage, values: Attributes) -> Iterator[Breach]:
    """A label of a paragraph or document; it has no relations."""
    if _concerned(schema, constraint, values):
        match constraint.require:
            case AttributePresent(attribute):
                lack = _lack_of_value(schema, constraint.label, attribute, values)
            case ParagraphMatches(pattern):
                lack = _lack_of_match(pattern, passage)
            case LabelCount(labels, _):
                lack = _lack_of_labels(constraint.require, labels, [passage], ())
            case _:
                lack = ""
        if lack:
            yield _breach(constraint, lack, passage.n, "")


def _of_passages(
    constraint: Constraint, passages: Sequence[Passage], labels: tuple[str, ...], n: int
) -> Iterator[Breach]:
    lack = ""
    match constraint.require:
        case LabelCount(wanted, _):
            lack = _lack_of_labels(constraint.require, wanted, passages, labels)
        case ParagraphMatches(pattern):
            lacks = (_lack_of_match(pattern, passage) for passage in passages)
            lack = next(filter(None, lacks), "")
    if lack:
        yield _breach(constraint, lack, n, "")


def _lack_of_span(schema: Schema, constraint: Constraint, span: SpanRecord, passage: Passage, links: Links) -> str:
    match constraint.require:
        case LinkCount():
            return _lack_of_links(schema, constraint.require, span.id, links)
        case LabelCount(labels, _):
            return _lack_of_labels(constraint.require, labels, [passage], ())
        case AttributePresent(attribute):
            return _lack_of_value(schema, span.label, attribute, span.attributes)
        case ParagraphMatches(pattern):
            return _lack_of_match(pattern, passage)


def _lack_of_links(schema: Schema, wanted: LinkCount, id: str, links: Links) -> str:
    count = link_count(schema, wanted, id, links)
    if count in wanted.count:
        return ""
    way = {Side.OUT: "leave", Side.IN: "reach", Side.DEGREE: "leave or reach"}[wanted.side]
    return _miscount(wanted.count, wanted.relations, f"{way} it", count)


def _counts(schema: Schema, side: Side, relation: RelationRecord, id: str) -> bool:
    """A symmetric relation has no direction, so it counts on either side."""
    declared = schema.relations.get(relation.label)
    if side is Side.DEGREE or (declared is not None and declared.symmetric):
        return True
    return id == (relation.source if side is Side.OUT else relation.target)


def _lack_of_labels(
    wanted: LabelCount,
    labels: tuple[str, ...],
    passages: Sequence[Passage],
    others: tuple[str, ...],
) -> str:
    count = label_count(labels, passages, others)
    if count in wanted.count:
        return ""
    return _miscount(wanted.count, labels, "be in it", count)


def _miscount(wanted: Range, names: tuple[str, ...], there: str, count: int) -> str:
    """`exactly 1 'by' must leave it, there are 2`."""
    either = " or ".join(map(quoted, names))
    found = {0: "there is none", 1: "there is 1"}.get(count, f"there are {count}")
    return f"{amount(wanted)} {either} {must(wanted)} {there}, {found}"


def _lack_of_value(schema: Schema, label: str, attribute: str, values: Attributes) -> str:
    present = _values(schema, label, values).get(attribute) is not None
    return "" if present else f"it has no {quoted(attribute)}"


def _lack_of_match(pattern: str, passage: Passage) -> str:
    if compile_pattern(pattern).found_in(passage.text):
        return ""
    return f"nothing in paragraph {passage.n} matches {quoted(pattern)}"


def _concerned(schema: Schema, constraint: Constraint, values: Attributes) -> bool:
    return constraint.where is None or holds(constraint.where, _values(schema, constraint.label, values))


def _values(schema: Schema, label: str, values: Attributes) -> Mapping[str, object]:
    declared = schema.labels.get(label)
    return values if declared is None else with_defaults(declared.attributes, values)


def _breach(constraint: Constraint, lack: str, n: int, id: str) -> Breach:
    what = {Unit.PARAGRAPH: "the paragraph", Unit.DOCUMENT: "the document"}
    subject = what.get(constraint.unit) or quoted(constraint.label)
    said = f"{constraint.message}; " if constraint.message else ""
    return Breach(constraint, f"{constraint.id}: {said}{subject}: {lack}", n, id)
