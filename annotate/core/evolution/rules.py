"""What differs between the rules for spans and for finished work in two versions of a schema."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations_with_replacement

import msgspec

from annotate.core.evolution.changes import Against, SchemaChange, Severity
from annotate.core.fitting import quoted
from annotate.core.problems import Level
from annotate.core.requirements import Constraint
from annotate.core.schema import (
    Granularity,
    Label,
    Overlap,
    OverlapRule,
    Schema,
    Scope,
    SpanRules,
)

_replace = msgspec.structs.replace

_STRICT = tuple(Overlap)
_COARSE = tuple(Granularity)
PAIRS = 20_000
"""So many pairs of labels are compared; of schemas with more, the written rules are."""


def compare_overlap(old: Schema, new: Schema) -> Iterator[SchemaChange]:
    """A change for each turn that a rule takes, with the pairs that take it."""
    if old.overlap == new.overlap:
        return
    names = [each.name for each in new.scoped(Scope.SPAN) if each.name in old.labels]
    if len(names) ** 2 > PAIRS:
        yield from _written_rules(new)
        return
    turns: dict[tuple[Overlap, Overlap], list[tuple[str, str]]] = {}
    for pair in combinations_with_replacement(names, 2):
        turn = old.overlap_rule(*pair), new.overlap_rule(*pair)
        if turn[0] is not turn[1]:
            turns.setdefault(turn, []).append(pair)
    for (before, after), pairs in turns.items():
        shown = ", ".join(" and ".join(map(quoted, pair)) for pair in pairs[:4])
        more = f" and {len(pairs) - 4} more pairs" if len(pairs) > 4 else ""
        message = f"overlap of {shown}{more} was {before.value}, is {after.value}"
        if _STRICT.index(after) < _STRICT.index(before):
            yield SchemaChange("overlap-widened", Severity.ADDITIVE, message)
        else:
            rules = tuple(OverlapRule(pair, after) for pair in pairs)
            concern = _overlap_probe(new, rules)
            yield SchemaChange("overlap-narrowed", Severity.BREAKING, message, concern)


def _written_rules(new: Schema) -> Iterator[SchemaChange]:
    message = "overlap rules are changed"
    probe = _overlap_probe(new, new.overlap)
    yield SchemaChange("overlap-narrowed", Severity.BREAKING, message, probe)


def _overlap_probe(new: Schema, rules: tuple[OverlapRule, ...]) -> Against:
    return Against(_bare(new, overlap=rules), frozenset({"overlap"}))


def compare_span_rules(old: Label, new: Label, schema: Schema) -> Iterator[SchemaChange]:
    one, other = old.span, new.span
    if one == other:
        return
    narrower = _narrower(one, other)
    way = "stricter" if narrower else "looser"
    message = f"span rules of {quoted(new.name)} are {way}: {', '.join(_turns(one, other))}"
    if not narrower:
        yield SchemaChange("span-rules-widened", Severity.ADDITIVE, message)
        return
    labels = {**_bare(schema).labels, new.name: Label(new.name, new.scope, span=other)}
    slugs = {"discontinuous-span", "too-many-fragments", "cut-unit", "untrimmed-span"}
    probe = Against(_bare(schema, labels=labels), frozenset(slugs))
    yield SchemaChange("span-rules-narrowed", Severity.BREAKING, message, probe)


def _turns(one: SpanRules, other: SpanRules) -> Iterator[str]:
    for name in ("granularity", "discontinuous", "max_fragments", "trim"):
        before, after = getattr(one, name), getattr(other, name)
        if before != after:
            yield f"{name} {_shown(after)}"


def _shown(value: object) -> str:
    match value:
        case Granularity():
            return value.value
        case frozenset():
            return "+".join(sorted(str(each.value) for each in value)) or "none"
        case bool():
            return str(value).lower()
        case _:
            return "any" if value is None else str(value)


def _narrower(one: SpanRules, other: SpanRules) -> bool:
    fewer = other.max_fragments is not None and (one.max_fragments is None or other.max_fragments < one.max_fragments)
    return (
        _COARSE.index(other.granularity) > _COARSE.index(one.granularity)
        or (one.discontinuous and (not other.discontinuous or fewer))
        or not other.trim <= one.trim
    )


def compare_constraints(old: Schema, new: Schema) -> Iterator[SchemaChange]:
    """Constraints by their ids. One that warns blocks nothing, so it is no narrowing."""
    before = {each.id: each for each in old.constraints}
    after = {each.id: each for each in new.constraints}
    for id in before:
        if id not in after:
            message = f"constraint {quoted(id)} is removed"
            yield SchemaChange("constraint-removed", Severity.ADDITIVE, message)
    for id, constraint in after.items():
        was = before.get(id)
        if was == constraint:
            continue
        kind = "new" if was is None else "changed"
        slug = "constraint-added" if was is None else "constraint-changed"
        message = f"constraint {quoted(id)} is {kind}"
        if was is not None and _only_words(was, constraint):
            yield SchemaChange(slug, Severity.COSMETIC, message)
        elif constraint.level is not Level.ERROR or _only_milder(was, constraint):
            yield SchemaChange(slug, Severity.ADDITIVE, message)
        else:
            probe = _replace(new, constraints=(constraint,))
            concern = Against(probe, frozenset({"constraint"}))
            yield SchemaChange(slug, Severity.BREAKING, message, concern)


def _only_words(one: Constraint, other: Constraint) -> bool:
    return _replace(one, message="") == _replace(other, message="")


def _only_milder(one: Constraint | None, other: Constraint) -> bool:
    return one is not None and _replace(one, level=other.level, message=other.message) == other


def _bare(schema: Schema, **parts: object) -> Schema:
    """Labels that ask for nothing, and the one rule that is looked at."""
    labels = {name: Label(name, scope=each.scope) for name, each in schema.labels.items()}
    return _replace(Schema(schema.id, labels, schema.version), **parts)
