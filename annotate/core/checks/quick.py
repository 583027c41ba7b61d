"""Whether a block is as its schema wants it, found out quickly: only that, not what is wrong."""

from __future__ import annotations

from collections.abc import Sequence, Set

import msgspec

from annotate.core.blocks import Block
from annotate.core.checks.borders import Edges
from annotate.core.checks.demands import Demands
from annotate.core.checks.forms import Form, Forms, Plan, constraints_on
from annotate.core.checks.overlaps import Lying
from annotate.core.constraints import Passage, passage_breaches
from annotate.core.ids import Known
from annotate.core.records import ParagraphRecord, RelationRecord
from annotate.core.requirements import Unit
from annotate.core.schema import Reach, Schema, Scope

Triple = tuple[str, str | None, str | None]
"""A kind of relation and what it joins, as `records.end_of` gives it; None if not known."""


class Quick:
    """One schema, made ready for many blocks. About what this calls sound, the checks of
    `local.LOCAL` have nothing to say."""

    def __init__(self, schema: Schema, demands: Demands) -> None:
        self._schema = schema
        self._spans = _forms(schema, Scope.SPAN, demands)
        self._paragraphs = _forms(schema, Scope.PARAGRAPH, demands)
        kinds = schema.relations.values()
        self._kinds = Forms(map(Form, kinds))
        self._near = {kind.name for kind in kinds if kind.reach is Reach.PARAGRAPH}
        self._asking = {kind.name for kind in kinds if kind.attributes}
        self._symmetric = {kind.name for kind in kinds if kind.symmetric}
        self._known: dict[Triple, bool] = {}
        self._edges = Edges(schema)
        self._lying = Lying(schema)
        required = [each for each in schema.constraints if each.unit is Unit.PARAGRAPH]
        self._whole = msgspec.structs.replace(schema, constraints=tuple(required))

    def plans(self, block: Block) -> list[Plan | None]:
        """What is asked of each span of the block; None where something is wrong."""
        paragraph, plan = block.paragraph, self._spans.plan
        if paragraph is None:
            return [None for _ in block.spans]
        return [plan(span.label, span.attributes, paragraph) for span in block.spans]

    def is_sound(
        self,
        block: Block,
        plans: Sequence[Plan | None],
        here: Set[str],
        ends: Known,
    ) -> bool:
        """`plans` are those of the block's spans, `here` its ids, `ends` those of
        this block and of those before. What relations lead to behind it is not looked at."""
        paragraph = block.paragraph
        if paragraph is None or not block.tidy or None in plans:
            return False
        return (
            self._edges.are_sound(block.spans, paragraph)
            and self._lying.is_sound(block.spans)
            and self._joined(block.links, paragraph, here, ends)
            and (not paragraph.labels or self._labeled(paragraph))
            and (not self._whole.constraints or self._passes(block, paragraph))
        )

    def _joined(
        self,
        links: Sequence[RelationRecord],
        paragraph: ParagraphRecord,
        here: Set[str],
        ends: Known,
    ) -> bool:
        """Whether each relation joins what it may, as far as it may reach, and once.

        Those that leave the same stand together; otherwise the checks of lines say so.
        """
        known, near, asking, symmetric = self._known, self._near, self._asking, self._symmetric
        before: RelationRecord | None = None
        alike = False
        for link in links:
            name, source, target = link.label, link.source, link.target
            triple = name, ends.get(source), ends.get(target)
            joins = known.get(triple)
            if not (self._joins(triple) if joins is None else joins) or source == target:
                return False
            if name in near and target not in here:
                return False
            if (link.attributes or name in asking) and not self._is_answered(link, paragraph):
                return False
            if name in symmetric or (before is not None and source == before.source and name == before.label):
                alike = True
            before = link
        return not alike or len({self._pair(each) for each in links}) == len(links)

    def _is_answered(self, link: RelationRecord, paragraph: ParagraphRecord) -> bool:
        return self._kinds.plan(link.label, link.attributes, paragraph) is not None

    def _joins(self, triple: Triple) -> bool:
        name, source, target = triple
        kind = self._schema.relations.get(name)
        if kind is None or source is None:
            return False
        self._known[triple] = target is None or kind.joins(source, target)
        return self._known[triple]

    def _pair(self, link: RelationRecord) -> tuple[str, str, str]:
        if link.label in self._symmetric and link.target < link.source:
            return link.label, link.target, link.source
        return link.label, link.source, link.target

    def _labeled(self, paragraph: ParagraphRecord) -> bool:
        """Whether the labels of the paragraph are such, with the answers they ask for."""
        plan = self._paragraphs.plan
        return all(plan(name, values, paragraph) for name, values in paragraph.labels.items())

    def _passes(self, block: Block, paragraph: ParagraphRecord) -> bool:
        passage = Passage(paragraph.n, paragraph.text, block.spans, paragraph.labels)
        return not any(True for _ in passage_breaches(self._whole, passage))


def _forms(schema: Schema, scope: Scope, demands: Demands) -> Forms:
    return Forms(Form(label, constraints_on(schema, label.name), demands) for label in schema.scoped(scope))
