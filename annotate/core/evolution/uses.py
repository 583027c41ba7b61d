"""How much of what a schema changed is in use: asked of records, file by file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from annotate.core.attributes import hidden_values, misfit, missing
from annotate.core.checks import check
from annotate.core.checks.sheet import lay_out
from annotate.core.conditions import text_of
from annotate.core.evolution.aftermath import key_of
from annotate.core.evolution.changes import (
    Against,
    Named,
    SchemaChange,
    Severity,
    Unasked,
    Unfit,
    Unset,
    Uses,
    Valued,
)
from annotate.core.evolution.comparing import difference, steps_between
from annotate.core.evolution.migrating import stepped
from annotate.core.evolution.outcomes import Outcome
from annotate.core.evolution.things import Kind, Thing, things_of
from annotate.core.problems import Place
from annotate.core.records import Record
from annotate.core.schema import Schema, Value

FIRST = 3
"""How many places are told of each change."""


class Tally:
    """The difference of two versions with what files use of it. Files come one after the other,
    each as a whole, in the earlier version; nothing of them is kept."""

    def __init__(self, old: Schema, new: Schema) -> None:
        self._old = old
        self._new = new
        self._steps = steps_between(old, new) or ()
        self._changes = difference(old, new)
        self._uses = [Uses() for _ in self._changes]

    def add(self, path: str, records: Sequence[Record]) -> None:
        moved, outcomes = stepped(records, self._steps, self._old, self._new)
        for index, outcome in enumerate(outcomes):
            self._count(index, path, _lines(outcome), outcome.changed)
        things: dict[tuple[str, bool], list[Thing]] = {}
        for thing in things_of(moved):
            key = thing.label, thing.kind is Kind.RELATION
            things.setdefault(key, []).append(thing)
        places = {key_of(record): line for line, record in enumerate(records, 1)}
        for index, change in enumerate(self._changes):
            if change.concern is not None and change.severity is not Severity.ADDITIVE:
                found = [places[key_of(moved[at])] for at in _touched(change, things, moved)]
                self._count(index, path, found, len(found))

    def changes(self) -> tuple[SchemaChange, ...]:
        pairs = zip(self._changes, self._uses, strict=True)
        return tuple(msgspec.structs.replace(change, uses=uses) for change, uses in pairs)

    def _count(self, index: int, path: str, lines: Sequence[int], count: int) -> None:
        if not count:
            return
        uses = self._uses[index]
        places = (*uses.first, *(Place(path, line) for line in lines))
        self._uses[index] = Uses(uses.count + count, uses.files + 1, places[:FIRST])


def _lines(outcome: Outcome) -> list[int]:
    return [outcome.first.line] if outcome.first else []


def _touched(
    change: SchemaChange,
    things: Mapping[tuple[str, bool], Sequence[Thing]],
    records: Sequence[Record],
) -> list[int]:
    """The indexes of the records that a change touches, as they are after the steps."""
    match change.concern:
        case Against(probe, slugs):
            sheet = lay_out("", enumerate(records, 1))
            found = (each for each in check(sheet, probe) if each.slug in slugs)
            return sorted({each.place.line - 1 for each in found})
        case Named(name, relation):
            return [each.at for each in things.get((name, relation), ())]
        case Valued() | Unset() | Unfit() | Unasked() as concern:
            there = things.get((concern.owner, concern.relation), ())
            return [each.at for each in there if _is_meant(each, concern)]
        case None:
            return []


def _is_meant(thing: Thing, concern: Valued | Unset | Unfit | Unasked) -> bool:
    match concern:
        case Valued(attribute=name, values=values):
            value = thing.attributes.get(name)
            return value is not None and (not values or bool({*_texts(value)} & {*values}))
        case Unset(attribute=name):
            return name not in thing.attributes
        case Unfit(attribute=attribute):
            value = thing.attributes.get(attribute.name)
            return value is not None and misfit(attribute, value) is not None
        case Unasked(name=name, attributes=asked):
            due = name in (each.name for each in missing(asked, thing.attributes))
            return due or name in hidden_values(asked, thing.attributes)


def _texts(value: Value) -> Iterator[str]:
    if isinstance(value, tuple):
        yield from map(text_of, value)
    else:
        yield text_of(value)
