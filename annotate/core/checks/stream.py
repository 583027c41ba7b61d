"""A file held against its schema paragraph by paragraph, with no more kept of it than needed.

What is found is what `check` finds in the whole file. A block that is as it should be is only seen
to be so (`quick`); the checks look at the others, and in the end at what no block shows alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from annotate.core.blocks import Block
from annotate.core.checks.demands import Demands
from annotate.core.checks.local import LOCAL
from annotate.core.checks.origins import same_schema
from annotate.core.checks.quick import Quick
from annotate.core.checks.rules import constraints
from annotate.core.checks.sheet import Row, lay_out, sheet
from annotate.core.checks.web import Web
from annotate.core.ids import Known
from annotate.core.problems import Problem
from annotate.core.records import DocumentRecord, ParagraphRecord, SpanRecord
from annotate.core.requirements import Constraint, LabelCount, LinkCount, Unit
from annotate.core.schema import Schema, Scope


class Rules:
    """A schema made ready for many files, its constraints parted by how much of a file they need:
    a paragraph, the relations of an annotation, all of it."""

    def __init__(self, schema: Schema) -> None:
        of_document = {label.name for label in schema.scoped(Scope.DOCUMENT)}
        local: list[Constraint] = []
        linked: list[Constraint] = []
        wide: list[Constraint] = []
        for each in schema.constraints:
            if each.unit is Unit.DOCUMENT or each.label in of_document:
                wide.append(each)
            elif isinstance(each.require, LinkCount):
                linked.append(each)
            else:
                local.append(each)
        self.all = schema
        self.local = replace(schema, constraints=tuple(local))
        self.linked = replace(schema, constraints=tuple(linked))
        self.wide = replace(schema, constraints=tuple(wide))
        self.counted = frozenset(label for e in wide if isinstance(e.require, LabelCount) for label in e.require.labels)
        self.demands = Demands(schema)
        self.quick = Quick(schema, self.demands)


class SchemaCheck:
    """Finds what is wrong with the blocks of a file, given one after the other.

    `known` has the ids of the file up to the block that is given, and in the end of all of it.
    """

    def __init__(self, path: str, rules: Rules, known: Known) -> None:
        self._path = path
        self._rules = rules
        self._known = known
        self._web = Web(path, rules.linked, rules.demands, known)
        self._n = 0
        self._head: Row[DocumentRecord] | None = None
        self._paragraphs: list[Row[ParagraphRecord]] = []
        self._spans: list[Row[SpanRecord]] = []

    def block(self, block: Block) -> Sequence[Problem]:
        """What is wrong in it, and in how it goes with what was before."""
        if block.paragraph is not None:
            self._n = block.paragraph.n
        quick = self._rules.quick
        plans = quick.plans(block)
        here = set(block.ids)
        sound = quick.is_sound(block, plans, here, self._known)
        self._web.add(block, self._n, plans, here)
        if self._rules.wide.constraints:
            self._keep(block)
        return () if sound else list(self._exactly(block))

    def end(self) -> Iterator[Problem]:
        """What only the whole file shows."""
        yield from self._web.problems()
        if self._rules.wide.constraints:
            part = sheet(self._path, self._head, self._paragraphs, self._spans, (), self._known)
            yield from constraints(part, self._rules.wide)

    def _exactly(self, block: Block) -> Iterator[Problem]:
        part = lay_out(self._path, block.numbered(), self._known)
        self._head = self._head or part.head
        yield from same_schema(part, self._rules.local)
        for each in LOCAL:
            yield from each(part, self._rules.local)

    def _keep(self, block: Block) -> None:
        if block.paragraph is not None:
            self._paragraphs.append(Row(block.line, self._n, block.paragraph))
        lines, _ = block.lines()
        self._spans += [
            Row(line, self._n, span)
            for line, span in zip(lines, block.spans, strict=True)
            if span.label in self._rules.counted
        ]
