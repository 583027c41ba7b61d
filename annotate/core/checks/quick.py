"""Whether a block is as its schema wants it, found out quickly: only that, not what is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

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


class Quick:
    """One schema, made ready for many blocks. What these functions call sound, the checks of
    `LOCAL` have nothing to say about."""

    def __init__(self, schema: Schema, demands: Demands) -> None:
        self._labels = dict(schema.labels)
        self._spans = _forms(schema, Scope.SPAN, demands)
        self._paragraphs = _forms(schema, Scope.PARAGRAPH, demands)
        self._kinds = {kind.name: Form(kind) for kind in schema.relations.values()}
        self._relations = schema.relations
        self._near = {k.name for k in schema.relations.values() if k.reach is Reach.PARAGRAPH}
        self._symmetric = {k.name for k in schema.relations.values() if k.symmetric}
        self._joined: dict[tuple[str, str, str], bool] = {}
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

    def is_sound(self, block: Block, plans: Sequence[Plan | None], ends: Mapping[str, str]) -> bool:
        """`plans` are those of the block's spans; `ends` as in `file_checks.Ids`, with what is in
        this block and before it. What relations lead to behind it is not looked at."""
        paragraph = block.paragraph
        if paragraph is None or not block.tidy or None in plans:
            return False
        return (
            self._answered(block.spans, plans, paragraph)
            and are_sound(paragraph, block.spans, self._labels)
            and self._lying.is_sound(block.spans)
            and (not block.links or self._linked(block, ends))
            and (not paragraph.labels or self._labeled(paragraph))
            and (not self._whole.constraints or self._passes(block, paragraph))
        )

    def _answered(
        self,
        spans: Iterable[SpanRecord],
        plans: Iterable[Plan | None],
        paragraph: ParagraphRecord,
    ) -> bool:
        """Whether each value is of its kind."""
        for span, plan in zip(spans, plans, strict=True):
            if plan is None or not _fits(plan, span.attributes, paragraph):
                return False
        return True

    def _linked(self, block: Block, ends: Mapping[str, str]) -> bool:
        """Whether each relation joins what it may, as far as it may reach, and once."""
        joined = self._joined
        pairs = set()
        here: set[str] = set()
        for link in block.links:
            name, source, target = link.label, link.source, link.target
            form = self._kinds.get(name)
            if form is None or source == target or source not in ends:
                return False
            if (link.attributes or form.asks) and not self._asked(form, link, block.paragraph):
                return False
            if target in ends:
                triple = name, ends[source], ends[target]
                if not (joined[triple] if triple in joined else self._joins(triple)):
                    return False
            if name in self._near:
                here = here or block.ids()
                if target not in here:
                    return False
            swapped = name in self._symmetric and target < source
            pairs.add((name, target, source) if swapped else (name, source, target))
        return len(pairs) == len(block.links)

    def _asked(self, form: Form, link: RelationRecord, paragraph: ParagraphRecord | None) -> bool:
        plan = form.plan(link.attributes)
        if plan is None or paragraph is None:
            return False
        return not plan.tests or _fits(plan, link.attributes, paragraph)

    def _joins(self, triple: tuple[str, str, str]) -> bool:
        name, source, target = triple
        self._joined[triple] = self._relations[name].joins(source, target)
        return self._joined[triple]

    def _labeled(self, paragraph: ParagraphRecord) -> bool:
        for name, values in paragraph.labels.items():
            form = self._paragraphs.get(name)
            plan = form and form.plan(values)
            if not plan or not _fits(plan, values, paragraph):
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


def _fits(plan: Plan, values: Attributes, paragraph: ParagraphRecord) -> bool:
    for name, test in plan.tests:
        if not test(values[name]):
            return False
    for name in plan.stretches:
        match values[name]:
            case (int(start), int(end)):
                if start < paragraph.start or end > paragraph.start + len(paragraph.text):
                    return False
    return not plan.patterns or all(
        compile_pattern(each).found_in(paragraph.text) for each in plan.patterns
    )
