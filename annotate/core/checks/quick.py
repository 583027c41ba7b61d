"""Whether a block is as its schema wants it, found out quickly: only that, not what is wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

import msgspec

from annotate.core.blocks import Block
from annotate.core.checks.borders import are_sound
from annotate.core.checks.demands import Demands
from annotate.core.checks.forms import Form, Plan, constraints_on
from annotate.core.checks.overlaps import Lying
from annotate.core.constraints import Passage, passage_breaches
from annotate.core.patterns import compile_pattern
from annotate.core.records import Attributes, ParagraphRecord, RelationRecord, SpanRecord
from annotate.core.requirements import Unit
from annotate.core.schema import Reach, Schema, Scope

Triple = tuple[str, str | None, str | None]
"""A kind of relation and what it joins, as `records.end_of` gives it; None for what is not known."""


class Quick:
    """One schema, made ready for many blocks. About what this calls sound, the checks of
    `local.LOCAL` have nothing to say."""

    def __init__(self, schema: Schema, demands: Demands) -> None:
        self._schema = schema
        self._spans = _forms(schema, Scope.SPAN, demands)
        self._paragraphs = _forms(schema, Scope.PARAGRAPH, demands)
        kinds = schema.relations.values()
        self._kinds = {kind.name: Form(kind) for kind in kinds}
        self._asking = {kind.name for kind in kinds if kind.attributes}
        self._near = {kind.name for kind in kinds if kind.reach is Reach.PARAGRAPH}
        self._symmetric = {kind.name for kind in kinds if kind.symmetric}
        self._known: dict[Triple, bool] = {}
        self._lying = Lying(schema)
        required = [each for each in schema.constraints if each.unit is Unit.PARAGRAPH]
        self._whole = msgspec.structs.replace(schema, constraints=tuple(required))

    def plans(self, spans: Sequence[SpanRecord]) -> list[Plan | None]:
        """What is asked of each span; None where something is wrong."""
        forms = self._spans
        return [
            form.plan(span.attributes) if (form := forms.get(span.label)) else None
            for span in spans
        ]

    def is_sound(
        self,
        block: Block,
        plans: Sequence[Plan | None],
        here: Set[str],
        ends: Mapping[str, str],
    ) -> bool:
        """`plans` are those of the block's spans, `here` its ids, `ends` as in `file_checks.Ids`,
        of this block and those before. What relations lead to behind it is not looked at."""
        paragraph = block.paragraph
        if paragraph is None or not block.tidy or None in plans:
            return False
        return (
            _answered(block.spans, plans, paragraph)
            and are_sound(paragraph, block.spans, self._schema.labels)
            and self._lying.is_sound(block.spans)
            and self._joined(block.links, here, ends)
            and self._single(block.links)
            and (not paragraph.labels or self._labeled(paragraph))
            and (not self._whole.constraints or self._passes(block, paragraph))
        )

    def _joined(
        self, links: Sequence[RelationRecord], here: Set[str], ends: Mapping[str, str]
    ) -> bool:
        """Whether each relation joins what it may, as far as it may reach."""
        known, near = self._known, self._near
        for link in links:
            name, source, target = link.label, link.source, link.target
            triple = name, ends.get(source), ends.get(target)
            joins = known.get(triple)
            if not (self._joins(triple) if joins is None else joins) or source == target:
                return False
            if name in near and target not in here:
                return False
            if link.attributes or name in self._asking:
                plan = self._kinds[name].plan(link.attributes)
                if plan is None or plan.stretches or not _fits(plan, link.attributes):
                    return False
        return True

    def _joins(self, triple: Triple) -> bool:
        name, source, target = triple
        kind = self._schema.relations.get(name)
        if kind is None or source is None:
            return False
        self._known[triple] = target is None or kind.joins(source, target)
        return self._known[triple]

    def _single(self, links: Sequence[RelationRecord]) -> bool:
        """Whether no two join the same in the same way. Those that leave the same stand together."""
        before: RelationRecord | None = None
        for link in links:
            if link.label in self._symmetric or (
                before is not None and link.source == before.source and link.label == before.label
            ):
                return len({self._pair(each) for each in links}) == len(links)
            before = link
        return True

    def _pair(self, link: RelationRecord) -> tuple[str, str, str]:
        if link.label in self._symmetric and link.target < link.source:
            return link.label, link.target, link.source
        return link.label, link.source, link.target

    def _labeled(self, paragraph: ParagraphRecord) -> bool:
        """Whether the labels of the paragraph are such, with the answers they ask for."""
        for name, values in paragraph.labels.items():
            form = self._paragraphs.get(name)
            plan = form and form.plan(values)
            if not plan or plan.stretches or not _fits(plan, values):
                return False
            if not _found(plan, paragraph):
                return False
        return True

    def _passes(self, block: Block, paragraph: ParagraphRecord) -> bool:
        passage = Passage(paragraph.n, paragraph.text, block.spans, paragraph.labels)
        return not any(True for _ in passage_breaches(self._whole, passage))


def _forms(schema: Schema, scope: Scope, demands: Demands) -> dict[str, Form]:
    return {
        label.name: Form(label, constraints_on(schema, label.name), demands)
        for label in schema.scoped(scope)
    }


def _answered(
    spans: Sequence[SpanRecord], plans: Sequence[Plan | None], paragraph: ParagraphRecord
) -> bool:
    """Whether each value is as it should be."""
    first = paragraph.start
    last = first + len(paragraph.text)
    for span, plan in zip(spans, plans, strict=True):
        if plan is None:
            return False
        tests, stretches, patterns, _ = plan
        values = span.attributes
        for name, test in tests:
            if not test(values[name]):
                return False
        for name in stretches:
            if not _is_within(values[name], first, last):
                return False
        if patterns and not _found(plan, paragraph):
            return False
    return True


def _fits(plan: Plan, values: Attributes) -> bool:
    return all(test(values[name]) for name, test in plan.tests)


def _found(plan: Plan, paragraph: ParagraphRecord) -> bool:
    return all(compile_pattern(each).found_in(paragraph.text) for each in plan.patterns)


def _is_within(value: object, first: int, last: int) -> bool:
    """Whether this is a stretch of the paragraph."""
    if type(value) is not tuple or len(value) != 2:
        return False
    start, end = value
    return type(start) is int and type(end) is int and first <= start < end <= last
