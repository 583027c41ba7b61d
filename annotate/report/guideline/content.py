"""What a schema says to the people who label."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from itertools import pairwise

from annotate.core.attributes import by_need
from annotate.core.colors import PALETTE
from annotate.core.problems import Level
from annotate.core.requirements import Constraint, LabelCount
from annotate.core.schema import Attribute, Example, Label, Relation, Schema, Scope
from annotate.report.guideline import wording
from annotate.report.guideline.page import (
    Badge,
    Block,
    Bullets,
    Choice,
    Entries,
    Entry,
    Examples,
    Line,
    Look,
    Overview,
    Page,
    Prose,
    Run,
    Section,
)
from annotate.report.words import count

_BREAKS = re.compile(r"\s*[\r\n]\s*")
_DUTIES = {Level.ERROR: "must", Level.WARNING: "should", Level.INFO: "remark"}


def guideline(schema: Schema, names: tuple[str, ...] = ()) -> Page:
    """The page of the schema; of these labels and what has to do with them, if any are named."""
    labels = [label for label in schema.labels.values() if not names or label.name in names]
    title = schema.title or schema.id
    return Page(
        title=_flat(title),
        about=_about(schema),
        sections=tuple(_sections(schema, labels, whole=not names)),
        language=schema.language,
    )


def _about(schema: Schema) -> Line:
    parts = [f"version {schema.version}", count(len(schema.labels), "label")]
    if schema.language:
        parts.append(f"for texts in {schema.language}")
    return Run(schema.id, Look.NAME), Run(f", {', '.join(parts)}")


def _sections(schema: Schema, labels: list[Label], whole: bool) -> Iterator[Section]:
    principles = tuple(_line(each) for each in schema.principles.splitlines() if each.strip())
    if principles:
        yield Section("Principles", (Bullets(principles),))
    if whole:
        rows = tuple(
            (_badge(schema, each), _flat(each.name), each.key, wording.SCOPES[each.scope], _flat(each.help))
            for each in labels
        )
        yield Section("Labels", (Overview(rows),))
    for label in labels:
        yield Section(_flat(label.name), tuple(_of_label(label)), _badge(schema, label))
    names = {label.name for label in labels}
    relations = [_relation(each) for each in schema.relations.values() if whole or _joins(each, names)]
    if relations:
        yield Section("Relations", (Entries("", tuple(relations)),))
    overlaps = tuple(_overlaps(schema, names, whole))
    if overlaps:
        first = Prose(_line("The first line that names the two decides; two that none names may overlap freely."))
        yield Section("Overlaps", (first, Bullets(overlaps)))
    constraints = [each for each in schema.constraints if whole or _concerns(each, names)]
    if constraints:
        yield Section("Before work is done", (Bullets(tuple(map(_constraint, constraints))),))


def _of_label(label: Label) -> Iterator[Block]:
    if label.help:
        yield Prose((Run(_flat(label.help), Look.STRONG),))
    if label.scope is Scope.SPAN:
        key = f", which takes {wording.taken(label)} if nothing is selected" if label.key else ""
        rules = wording.span_rules(label.span)
        yield Prose((Run("Key "), Run(label.key or "none", Look.NAME), Run(f"{key}. Marks {rules}.")))
    else:
        where = wording.SCOPES[label.scope]
        yield Prose((Run("Key "), Run(label.key or "none", Look.NAME), Run(f". Stands on {where} as a whole.")))
    lines = tuple(_line(line) for rule in label.guideline for line in rule.splitlines() if line.strip())
    if lines:
        yield Bullets(lines)
    if label.do:
        yield Examples(True, tuple(map(_example, label.do)))
    if label.dont:
        yield Examples(False, tuple(map(_example, label.dont)))
    if label.attributes:
        yield Entries("Questions", _questions(label.attributes))


def _example(example: Example) -> tuple[Line, str]:
    return marked(example), _flat(example.why)


def marked(example: Example) -> Line:
    """The text with brackets around what is marked; of a mark that occurs twice, the first."""
    text = example.text
    places = [(text.find(mark), mark) for mark in example.marks if mark]
    stretches = [(start, start + len(mark)) for start, mark in places if start >= 0]
    cuts = sorted({0, len(text), *(edge for stretch in stretches for edge in stretch)})
    runs: list[Run] = []
    for low, high in pairwise(cuts):
        runs += [Run("[", Look.BRACKET)] * sum(start == low for start, _ in stretches)
        inside = any(start <= low < end for start, end in stretches)
        runs.append(Run(_BREAKS.sub(" ", text[low:high]), Look.MARK if inside else Look.PLAIN))
        runs += [Run("]", Look.BRACKET)] * sum(end == high for _, end in stretches)
    return tuple(runs)


def _questions(attributes: Sequence[Attribute]) -> tuple[Entry, ...]:
    """Where answers share a key it is the first one's in the order in which the screen deals them out,
    and the others get another there: no key is told for those."""
    entries: dict[str, Entry] = {}
    taken: set[str] = set()
    for attribute in by_need(attributes):
        entries[attribute.name] = _question(attribute, frozenset(taken))
        taken.update(choice.key for choice in attribute.choices)
    return tuple(entries[each.name] for each in attributes)


def _question(attribute: Attribute, taken: Set[str]) -> Entry:
    choices = tuple(
        Choice("" if each.key in taken else each.key, _flat(each.name), _flat(each.help)) for each in attribute.choices
    )
    what = _line("; ".join(wording.question(attribute)))
    return Entry(_flat(attribute.name), "", what, _flat(attribute.help), choices)


def _relation(relation: Relation) -> Entry:
    what = _line("; ".join([wording.ends(relation), *wording.relation_rules(relation)]))
    inner = _questions(relation.attributes)
    return Entry(_flat(relation.name), relation.key, what, _flat(relation.help), inner=inner)


def _joins(relation: Relation, names: set[str]) -> bool:
    return bool({*relation.sources, *relation.targets} & {*names, "*"})


def _overlaps(schema: Schema, names: set[str], whole: bool) -> Iterator[Line]:
    for rule in schema.overlap:
        if whole or {*rule.pair} & {*names, "*"}:
            which, what = wording.overlap(rule)
            yield Run(_flat(which), Look.STRONG), Run(f": {what}")


def _concerns(constraint: Constraint, names: set[str]) -> bool:
    counted = constraint.require.labels if isinstance(constraint.require, LabelCount) else ()
    return bool({constraint.label, *counted} & names)


def _constraint(constraint: Constraint) -> Line:
    said = f" - {constraint.message}" if constraint.message else ""
    rule = _flat(f"{wording.rule(constraint)}{said}")
    return Run(f"{_DUTIES[constraint.level]}:", Look.STRONG), Run(f" {rule}")


def _badge(schema: Schema, label: Label) -> Badge:
    index = list(schema.labels).index(label.name)
    return Badge(label.glyph, label.color or PALETTE[index % len(PALETTE)])


def _line(text: str) -> Line:
    return (Run(_flat(text)),)


def _flat(text: str) -> str:
    """In one line."""
    return _BREAKS.sub(" ", text.strip())
