"""Rules of a schema as people say them."""

from __future__ import annotations

from collections.abc import Sequence

from annotate.core.conditions import All, AnyOf, Condition, NoneOf, OneOf, Present
from annotate.core.fitting import plain_number
from annotate.core.ranges import Range, amount
from annotate.core.requirements import (
    AttributePresent,
    Constraint,
    LabelCount,
    LinkCount,
    ParagraphMatches,
    Side,
    Unit,
)
from annotate.core.schema import (
    RELATION,
    Attribute,
    AttributeType,
    Granularity,
    Label,
    Overlap,
    OverlapRule,
    Reach,
    Relation,
    Scope,
    Select,
    SpanRules,
    Trim,
    Value,
)

T = AttributeType
SCOPES = {
    Scope.SPAN: "words",
    Scope.PARAGRAPH: "the paragraph",
    Scope.DOCUMENT: "the document",
}
_SELECTS = {
    Select.WORD: "the word under the cursor",
    Select.NUMBER: "the next number",
    Select.SENTENCE: "the next sentence",
    Select.CLAUSE: "the next clause",
    Select.QUOTE: "the next quotation",
}
_GRANULARITIES = {
    Granularity.CHAR: "any characters",
    Granularity.WORD: "whole words",
    Granularity.SENTENCE: "whole sentences",
}
_TYPES = {
    T.BOOL: "yes or no",
    T.ENUM: "one of these",
    T.SET: "any of these",
    T.INT: "a whole number",
    T.NUMBER: "a number",
    T.STRING: "a line of text",
    T.TEXT: "text",
    T.DATE: "a date: year, month or day",
    T.SPAN: "words of the paragraph, pointed at",
    T.ENTITY: "a name or identifier",
}
_UNITS = {T.SET: " values", T.STRING: " characters", T.TEXT: " characters", T.ENTITY: " characters"}
_OVERLAPS = {
    Overlap.ALLOW: "may overlap freely",
    Overlap.NEST: "one inside the other, or apart",
    Overlap.FORBID: "must not overlap",
}
_SIDES = {Side.OUT: "leaving it", Side.IN: "reaching it", Side.DEGREE: "leaving or reaching it"}


def condition(given: Condition) -> str:
    """`certainty is probable or possible, and cue is given`."""
    match given:
        case OneOf(attribute, values):
            return f"{attribute} is {either(values)}"
        case NoneOf(attribute, values):
            return f"{attribute} is not {either(values)}"
        case Present(attribute):
            return f"{attribute} is given"
        case All(conditions):
            return " and ".join(_within(each) for each in conditions)
        case AnyOf(conditions):
            return " or ".join(_within(each) for each in conditions)


def _within(given: Condition) -> str:
    """A part of a condition; in brackets what could be read with its neighbors."""
    alone = isinstance(given, Present) or (isinstance(given, OneOf | NoneOf) and len(given.values) == 1)
    return condition(given) if alone else f"({condition(given)})"


def either(words: Sequence[str], last: str = "or") -> str:
    """`a`, `a or b`, `a, b or c`."""
    *first, final = words
    return f"{', '.join(first)} {last} {final}" if first else final


def span_rules(rules: SpanRules) -> str:
    """`whole words, in up to 4 parts, without spaces and punctuation at the ends`."""
    parts = [_GRANULARITIES[rules.granularity]]
    if rules.discontinuous:
        most = f"up to {rules.max_fragments}" if rules.max_fragments else "several"
        parts.append(f"in {most} parts if need be")
    edges = [each for each in Trim if each in rules.trim]
    if edges:
        words = {Trim.SPACE: "spaces", Trim.PUNCTUATION: "punctuation"}
        parts.append(f"without {either([words[each] for each in edges], 'and')} at the ends")
    return ", ".join(parts)


def taken(label: Label) -> str:
    """What the label's key takes by itself."""
    return _SELECTS[label.select]


def question(attribute: Attribute) -> list[str]:
    """What an answer is, and when it is asked for; parts of a sentence."""
    parts = [_TYPES[attribute.type]]
    low, high = attribute.min, attribute.max
    unit = _UNITS.get(attribute.type, "")
    if low is not None and high is not None:
        parts.append(f"{plain_number(low)} to {plain_number(high)}{unit}")
    elif low is not None:
        parts.append(f"at least {plain_number(low)}{unit}")
    elif high is not None:
        parts.append(f"at most {plain_number(high)}{unit}")
    if attribute.pattern is not None:
        parts.append(f"of the form {attribute.pattern}")
    if attribute.default is not None:
        parts.append(f"{value(attribute.default)} if nothing is said")
    elif attribute.required:
        parts.append("must be answered")
    if attribute.when is not None:
        parts.append(f"asked only if {condition(attribute.when)}")
    return parts


def value(given: Value) -> str:
    if isinstance(given, bool):
        return "yes" if given else "no"
    if isinstance(given, tuple):
        return either([str(each) for each in given], "and") if given else "none"
    return plain_number(given) if isinstance(given, float) else str(given)


def ends(relation: Relation) -> str:
    """`from claim to source or stance`."""
    return f"from {_end(relation.sources)} to {_end(relation.targets)}"


def _end(names: tuple[str, ...]) -> str:
    told = {"*": "any label", RELATION: "any relation"}
    return either([told.get(each) or _end_name(each) for each in names])


def _end_name(name: str) -> str:
    return f"a relation {name[1:]}" if name.startswith("@") else name


def relation_rules(relation: Relation) -> list[str]:
    parts = []
    if relation.outgoing != Range():
        parts.append(f"{amount(relation.outgoing)} from each")
    if relation.incoming != Range():
        parts.append(f"{amount(relation.incoming)} to each")
    if relation.reach is Reach.PARAGRAPH:
        parts.append("within a paragraph")
    if relation.symmetric:
        parts.append("the same both ways")
    if relation.acyclic:
        parts.append("never round in a circle")
    if relation.transitive:
        parts.append("passed on: a to b and b to c means a to c")
    return parts


def overlap(rule: OverlapRule) -> tuple[str, str]:
    """Which spans, and what they may do."""
    one, other = sorted(rule.pair, key="*".__eq__)
    if one == "*":
        return "any two", _OVERLAPS[rule.rule]
    return f"{one} and {'any label' if other == '*' else other}", _OVERLAPS[rule.rule]


def rule(constraint: Constraint) -> str:
    """`each claim, if certainty is probable, has exactly 1 attributed_to leaving it`."""
    where = f", if {condition(constraint.where)}," if constraint.where else ""
    return f"{_subject(constraint)}{where} has {_requirement(constraint)}"


def _subject(constraint: Constraint) -> str:
    if constraint.unit is Unit.DOCUMENT:
        return "the document"
    return f"each {constraint.label if constraint.unit is Unit.LABEL else 'paragraph'}"


def _requirement(constraint: Constraint) -> str:
    match constraint.require:
        case LinkCount(relations, side, count):
            return f"{amount(count)} {either(relations)} {_SIDES[side]}"
        case LabelCount(labels, count):
            where = "its paragraph" if constraint.unit is Unit.LABEL else "it"
            return f"{amount(count)} {either(labels)} in {where}"
        case AttributePresent(attribute):
            return f"an answer to {attribute}"
        case ParagraphMatches(pattern):
            where = "text" if constraint.unit is Unit.PARAGRAPH else "paragraph"
            return f"something of the form {pattern} in its {where}"
