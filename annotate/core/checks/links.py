"""Relations join what the schema lets them join, as often as it lets them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise
from typing import NamedTuple

from annotate.core.checks.sheet import Row, Sheet
from annotate.core.problems import Problem
from annotate.core.ranges import Range, amount, must
from annotate.core.records import RelationRecord, SpanRecord, end_of
from annotate.core.schema import RELATION, Reach, Relation, Schema, admits

Counted = Row[SpanRecord] | Row[RelationRecord]


class Chain(NamedTuple):
    """A relation of a kind that is acyclic, at its `line`."""

    source: str
    target: str
    line: int


CIRCLES = 10
"""How many circles of one kind are told; the others are found after these are mended."""

_STEPS = 8


def ends(sheet: Sheet, schema: Schema) -> Iterator[Problem]:
    """A relation joins two annotations that it may join, and stays within its reach."""
    places = {row.record.id: row.n for row in sheet.relations}
    places |= {row.record.id: row.n for row in sheet.spans}
    for row, kind in _known(sheet, schema):
        source, target = sheet.ends.get(row.record.source), sheet.ends.get(row.record.target)
        if row.record.source == row.record.target:
            message = f"{kind.name!r} leads from {row.record.source} to itself"
            yield sheet.problem("self-relation", row.line, message, "join two different annotations.")
        elif source is None or target is None:
            continue  # told by the checks of the file's structure
        elif not kind.joins(source, target):
            message = f"{kind.name!r} does not lead from {_named(source)} to {_named(target)}"
            yield sheet.problem("wrong-end", row.line, message, _joined(kind))
        elif kind.reach is Reach.PARAGRAPH and places.get(row.record.target) != row.n:
            message = f"{kind.name!r} leads out of paragraph {row.n}"
            hint = "it stays within one paragraph by the schema's `reach`."
            yield sheet.problem("out-of-reach", row.line, message, hint)


def repeated(sheet: Sheet, schema: Schema) -> Iterator[Problem]:
    """Two spans are joined once by a relation of a kind, whichever way round if it is symmetric."""
    seen: dict[tuple[str, ...], int] = {}
    for row, kind in _known(sheet, schema):
        pair = (row.record.source, row.record.target)
        key = (kind.name, *(sorted(pair) if kind.symmetric else pair))
        first = seen.setdefault(key, row.line)
        if first != row.line:
            message = f"{pair[0]} and {pair[1]} are joined by {kind.name!r} on line {first} already"
            yield sheet.problem("repeated-relation", row.line, message, "remove one of the two.")


def counts(sheet: Sheet, schema: Schema) -> Iterator[Problem]:
    """As many relations leave and reach each annotation as the schema says."""
    yield from counts_of((*sheet.spans, *sheet.relations), sheet, schema)


def counts_of(rows: Iterable[Counted], sheet: Sheet, schema: Schema) -> Iterator[Problem]:
    """The same for these spans and relations only; the sheet has all that leaves or reaches them.

    Too few are only a warning as long as the paragraph is not done.
    """
    bounded = [kind for kind in schema.relations.values() if kind.is_bounded]
    if not bounded:
        return
    leaving = Counter((row.record.label, row.record.source) for row in sheet.relations)
    reaching = Counter((row.record.label, row.record.target) for row in sheet.relations)
    for row in rows:
        id, end = row.record.id, end_of(row.record)
        for kind in bounded:
            sides = (
                (kind.sources, kind.outgoing, leaving[kind.name, id], "leave"),
                (kind.targets, kind.incoming, reaching[kind.name, id], "reach"),
            )
            for ends, wanted, count, verb in sides:
                if count not in wanted and admits(ends, end):
                    yield _miscount(sheet, row, f"{count} {kind.name!r} {verb}", count, wanted)


def _miscount(sheet: Sheet, row: Counted, found: str, count: int, wanted: Range) -> Problem:
    message = f"{found} this {row.record.label!r}, {amount(wanted)} {must(wanted)}"
    if count < wanted.low:
        level, hint = sheet.gap(row.n), "add what is missing."
        return sheet.problem("too-few-relations", row.line, message, hint, level)
    return sheet.problem("too-many-relations", row.line, message, "remove some of them.")


def circles(sheet: Sheet, schema: Schema) -> Iterator[Problem]:
    """A relation that is acyclic does not lead back to where one came from."""
    for kind in schema.relations.values():
        if kind.acyclic:
            rows = (row for row in sheet.relations if row.record.label == kind.name)
            chains = [Chain(row.record.source, row.record.target, row.line) for row in rows]
            yield from circles_of(kind.name, chains, sheet)


def _may_circle(chains: Sequence[Chain]) -> bool:
    """False if there is surely no circle: what leads to something that leads nowhere is on none.

    Most chains are short, so that this tells in a few steps what takes a walk much longer.
    """
    for _ in range(_STEPS):
        if not chains:
            return False
        sources = {source for source, _, _ in chains}
        chains = [each for each in chains if each.target in sources]
    return True


def circles_of(kind: str, chains: Sequence[Chain], sheet: Sheet) -> Iterator[Problem]:
    """The same for relations of one kind."""
    if not _may_circle(chains):
        return
    lines = {(source, target): line for source, target, line in chains}
    leads: dict[str, set[str]] = defaultdict(set)
    for source, target in lines:
        if source != target:
            leads[source].add(target)
    for _ in range(CIRCLES):
        circle = _circle(leads)
        if not circle:
            return
        closing = max(pairwise(circle), key=lambda pair: lines[pair])
        way = " to ".join(circle if len(circle) < 8 else [*circle[:6], "…", circle[-1]])
        message = f"{kind!r} leads round in a circle: from {way}"
        yield sheet.problem("circle", lines[closing], message, "remove one of these relations.")
        leads[closing[0]].discard(closing[1])


def _circle(leads: Mapping[str, set[str]]) -> list[str]:
    """Spans each of which leads to the next, the last being the first; empty if there are none."""
    try:
        TopologicalSorter(leads).prepare()
    except CycleError as error:
        # The sorter takes `leads` for what has to come before, so its circle runs the other way.
        circle: list[str] = error.args[1]
        return circle[::-1]
    return []


def _known(sheet: Sheet, schema: Schema) -> Iterator[tuple[Row[RelationRecord], Relation]]:
    for row in sheet.relations:
        if kind := schema.relations.get(row.record.label):
            yield row, kind


def _joined(kind: Relation) -> str:
    sources, targets = (" or ".join(map(_meant, each)) for each in (kind.sources, kind.targets))
    return f"it leads from {sources} to {targets}."


def _named(end: str) -> str:
    return f"a relation {end[1:]!r}" if end.startswith("@") else repr(end)


def _meant(end: str) -> str:
    """An end point as the schema has it, in words."""
    if end in ("*", RELATION):
        return "any label" if end == "*" else "any relation"
    return f"a relation {end[1:]}" if end.startswith("@") else end
