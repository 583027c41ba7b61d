"""What the relations of a file make of it, as far as no paragraph shows it alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

import msgspec

from annotate.core.blocks import Block
from annotate.core.checks.demands import Demands, Tallies, are_met
from annotate.core.checks.forms import Plan
from annotate.core.checks.links import Chain, Counted, circles_of, counts_of, ends, repeated
from annotate.core.checks.rules import constraints
from annotate.core.checks.sheet import Row, Sheet, sheet
from annotate.core.ids import Known
from annotate.core.problems import Problem
from annotate.core.records import ParagraphRecord, RelationRecord, SpanRecord
from annotate.core.schema import Schema


class Web:
    """Keeps of the blocks of a file what is not settled when they are over: relations between
    paragraphs, those that may go round in circles, spans that do not have the relations they need.

    `linked` is the schema with those constraints that count an annotation's relations.
    """

    def __init__(self, path: str, linked: Schema, demands: Demands, known: Known):
        self._path = path
        self._schema = linked
        self._demands = demands
        self._known = known
        kinds = linked.relations.values()
        self._chains: dict[str, list[Chain]] = {kind.name: [] for kind in kinds if kind.acyclic}
        self._bounded = {e: of for e in linked.relations if (of := demands.of_end(f"@{e}"))}
        self._kept = demands.from_afar | {kind.name for kind in kinds if kind.symmetric}
        self._ahead: list[Row[RelationRecord]] = []
        self._beside: list[Row[SpanRecord]] = []
        self._far: list[Row[RelationRecord]] = []
        self._near: list[Row[RelationRecord]] = []
        self._unsettled: list[Row[SpanRecord]] = []
        self._unsettled_links: list[Row[RelationRecord]] = []
        self._places: dict[int, Row[ParagraphRecord]] = {}

    def add(self, block: Block, n: int, plans: Sequence[Plan | None], here: Set[str]) -> None:
        """`n` is the paragraph the block is behind, `plans` are those of its spans, `here` its ids."""
        tallies, far, chained = self._looked_through(block.links, here)
        unsettled = self._unsettled_spans(block.spans, plans, tallies)
        loose = self._unsettled_relations(block.links, tallies) if self._bounded else []
        if unsettled or loose:
            self._keep(block, n, unsettled, loose)
        if far:
            self._look_afar(block, n, here, far)
        if chained:
            _, lines = block.lines()
            for index in chained:
                link = block.links[index]
                self._chains[link.label].append(Chain(link.source, link.target, lines[index]))

    def problems(self) -> Iterator[Problem]:
        """What is wrong, now that all of the file is known."""
        if self._ahead:
            part = sheet(self._path, None, (), self._beside, self._ahead, self._known)
            yield from ends(part, self._schema)
        if self._far:
            yield from repeated(self._sheet(self._far), self._schema)
        for kind, chains in self._chains.items():
            yield from circles_of(kind, chains, self._sheet(()))
        unsettled: list[Counted] = [*self._unsettled, *self._unsettled_links]
        if unsettled:
            once = {row.line: row for row in (*self._near, *self._far)}
            part = self._sheet(list(once.values()))
            yield from counts_of(unsettled, part, self._schema)
            yield from constraints(part, self._schema)

    def _looked_through(self, links: Sequence[RelationRecord], here: Set[str]) -> tuple[Tallies, list[int], list[int]]:
        """What the relations count, which of them lead out of the block or into it, and which may
        go round in circles."""
        counted, acyclic = self._demands.counted, self._chains
        tallies = self._demands.tallies()
        far, chained = [], []
        for index, link in enumerate(links):
            kind, source, target = link.label, link.source, link.target
            for tally, leaves, reaches in counted.get(kind, ()):
                count = tallies[tally]
                if leaves:
                    count[source] = count.get(source, 0) + 1
                if reaches:
                    count[target] = count.get(target, 0) + 1
            if target not in here or source not in here:
                far.append(index)
            if kind in acyclic:
                chained.append(index)
        return tallies, far, chained

    def _unsettled_spans(
        self, spans: Sequence[SpanRecord], plans: Sequence[Plan | None], tallies: Tallies
    ) -> list[int]:
        """Those of the spans that want other relations than they have here, or may get too many."""
        are_single = self._demands.are_single(tallies)
        found = []
        for index, (span, plan) in enumerate(zip(spans, plans, strict=True)):
            if plan is None:
                if span.label in self._demands.concerned:
                    found.append(index)
            elif are_single and plan.counted_in is not None:
                for tally in plan.counted_in:
                    if span.id not in tallies[tally]:
                        found.append(index)
                        break
            elif not are_met(plan.links, tallies, span.id):
                found.append(index)
        return found

    def _unsettled_relations(self, links: Sequence[RelationRecord], tallies: Tallies) -> list[int]:
        """The same for relations that are ends of others."""
        return [
            index
            for index, link in enumerate(links)
            if not are_met(self._bounded.get(link.label, ()), tallies, link.id)
        ]

    def _keep(self, block: Block, n: int, unsettled: Sequence[int], loose: Sequence[int]) -> None:
        lines, _ = block.lines()
        self._unsettled += [Row(lines[i], n, block.spans[i]) for i in unsettled]
        self._unsettled_links += self._rows(block, n, list(dict.fromkeys(loose)))
        ids = {block.spans[i].id for i in unsettled} | {block.links[i].id for i in loose}
        near = [i for i, e in enumerate(block.links) if e.source in ids or e.target in ids]
        self._near += self._rows(block, n, near)
        if block.paragraph is not None:
            # The line and the decision are wanted; the text is what takes room.
            bare = msgspec.structs.replace(block.paragraph, text="")
            self._places[n] = Row(block.line, n, bare)

    def _look_afar(self, block: Block, n: int, here: Set[str], far: Sequence[int]) -> None:
        for row in self._rows(block, n, far):
            link = row.record
            if link.target not in self._known or link.source not in self._known:
                self._ahead.append(row)
                self._beside += [Row(0, n, e) for e in block.spans if e.id == link.target]
            if link.label in self._kept or link.source not in here:
                self._far.append(row)

    def _rows(self, block: Block, n: int, indexes: Sequence[int]) -> list[Row[RelationRecord]]:
        _, lines = block.lines()
        return [Row(lines[i], n, block.links[i]) for i in indexes]

    def _sheet(self, relations: Sequence[Row[RelationRecord]]) -> Sheet:
        places = list(self._places.values())
        return sheet(self._path, None, places, self._unsettled, relations, self._known)
