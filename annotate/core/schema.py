"""A label schema as typed, immutable data. `store.schemas` reads it from YAML."""

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType

import msgspec

from annotate.core.conditions import Condition
from annotate.core.migrations import Migration
from annotate.core.ranges import Range as Range
from annotate.core.requirements import Constraint

Value = bool | int | float | str | tuple[int | str, ...]
"""An attribute's value: a set is a tuple of strings, a span is the tuple (start, end)."""


RELATION = "@relation"
"""Stands among the end points of a relation for relations of any kind, `@name` for those of one
kind; no label begins so."""


class Scope(str, Enum):
    SPAN = "span"
    PARAGRAPH = "paragraph"
    DOCUMENT = "document"


class Select(str, Enum):
    """What a label's key takes when nothing is selected."""

    WORD = "word"
    NUMBER = "number"
    SENTENCE = "sentence"
    CLAUSE = "clause"
    QUOTE = "quote"


class Granularity(str, Enum):
    CHAR = "char"
    WORD = "word"
    SENTENCE = "sentence"


class Trim(str, Enum):
    SPACE = "space"
    PUNCTUATION = "punctuation"


class Reach(str, Enum):
    PARAGRAPH = "paragraph"
    DOCUMENT = "document"


class Overlap(str, Enum):
    ALLOW = "allow"
    NEST = "nest"
    FORBID = "forbid"


class AttributeType(str, Enum):
    BOOL = "bool"
    ENUM = "enum"
    SET = "set"
    INT = "int"
    NUMBER = "number"
    STRING = "string"
    TEXT = "text"
    DATE = "date"
    SPAN = "span"
    ENTITY = "entity"


class Suggest(str, Enum):
    PREVIOUS_SAME_TEXT = "previous_same_text"
    RECENT_VALUES = "recent_values"
    NUMBER_PARSER = "number_parser"


class Choice(msgspec.Struct, frozen=True):
    """One value of an enum or set; `key` is empty only where letters and digits did not suffice."""

    name: str
    help: str = ""
    key: str = ""


class Attribute(msgspec.Struct, frozen=True):
    """A question about an annotation; `choices` only of enum and set, `when` None: always asked."""

    name: str
    type: AttributeType
    choices: tuple[Choice, ...] = ()
    required: bool = False
    default: Value | None = None
    min: float | None = None
    max: float | None = None
    pattern: str | None = None
    when: Condition | None = None
    suggest: Suggest | None = None
    compare: bool = True
    help: str = ""

    @property
    def values(self) -> tuple[str, ...]:
        return tuple(choice.name for choice in self.choices)

    @property
    def needs_answer(self) -> bool:
        """Whether it is required, and nothing stands in by default."""
        return self.required and self.default is None


class Example(msgspec.Struct, frozen=True):
    """A text of the guideline with what is marked in it, and why (or why not)."""

    text: str
    marks: tuple[str, ...] = ()
    why: str = ""


class SpanRules(msgspec.Struct, frozen=True):
    granularity: Granularity = Granularity.CHAR
    trim: frozenset[Trim] = frozenset({Trim.SPACE})
    discontinuous: bool = False
    max_fragments: int | None = None


class Label(msgspec.Struct, frozen=True):
    """What an annotation is called, with everything its annotator needs.

    `key` is empty only where a schema has more labels than letters and digits. `color` is
    `#rrggbb`, an ANSI color as `ansired`, or empty: then the theme chooses.
    """

    name: str
    scope: Scope = Scope.SPAN
    key: str = ""
    color: str = ""
    glyph: str = ""
    select: Select = Select.WORD
    span: SpanRules = SpanRules()
    help: str = ""
    guideline: tuple[str, ...] = ()
    do: tuple[Example, ...] = ()
    dont: tuple[Example, ...] = ()
    attributes: tuple[Attribute, ...] = ()

    def attribute(self, name: str) -> Attribute | None:
        return next((each for each in self.attributes if each.name == name), None)


class Relation(msgspec.Struct, frozen=True):
    """A kind of link, `sources` and `targets` what it may join: labels, `*` for all of them,
    `@name` for relations of a kind and `RELATION` for those of all kinds.

    `outgoing` bounds the relations of this kind that leave one end, `incoming` those that arrive.
    """

    name: str
    sources: tuple[str, ...] = ("*",)
    targets: tuple[str, ...] = ("*",)
    key: str = ""
    outgoing: Range = Range()
    incoming: Range = Range()
    symmetric: bool = False
    transitive: bool = False
    acyclic: bool = False
    reach: Reach = Reach.DOCUMENT
    help: str = ""
    attributes: tuple[Attribute, ...] = ()

    def joins(self, source: str, target: str) -> bool:
        """Whether it may lead from a span labeled `source` to one labeled `target`.

        For an end that is itself a relation, `@` and its label stand, as `records.end_of` gives it.
        """
        return admits(self.sources, source) and admits(self.targets, target)

    @property
    def is_bounded(self) -> bool:
        return self.outgoing != Range() or self.incoming != Range()

    @property
    def leaves_relations(self) -> bool:
        return any(each.startswith("@") for each in self.sources)

    @property
    def reaches_relations(self) -> bool:
        return any(each.startswith("@") for each in self.targets)


class OverlapRule(msgspec.Struct, frozen=True):
    pair: tuple[str, str]
    rule: Overlap


class Schema(msgspec.Struct, frozen=True):
    """Everything a file of annotations may say. `hash` is the SHA-256 of the YAML file's
    bytes, or of the hashes of all the files that it is made of."""

    id: str
    labels: Mapping[str, Label]
    version: str = "0.0.0"
    title: str = ""
    language: str = ""
    principles: str = ""
    overlap: tuple[OverlapRule, ...] = ()
    relations: Mapping[str, Relation] = MappingProxyType({})
    constraints: tuple[Constraint, ...] = ()
    migrations: tuple[Migration, ...] = ()
    hash: str = ""
    path: str = ""

    def scoped(self, scope: Scope) -> tuple[Label, ...]:
        return tuple(label for label in self.labels.values() if label.scope is scope)

    def overlap_rule(self, one: str, other: str) -> Overlap:
        """What two spans with these labels may do; the first rule that names the pair decides."""
        for rule in self.overlap:
            first, second = rule.pair
            if _pairs(first, second, one, other):
                return rule.rule
        return Overlap.ALLOW

    def relations_between(self, source: str, target: str) -> tuple[Relation, ...]:
        """The kinds that may lead from one end to the other: labels, or `@` and a relation."""
        return tuple(each for each in self.relations.values() if each.joins(source, target))


def admits(ends: tuple[str, ...], end: str) -> bool:
    """Whether `end`, as `records.end_of` gives it, is among the sources or targets `ends`."""
    return end in ends or (RELATION if end.startswith("@") else "*") in ends


def _pairs(first: str, second: str, one: str, other: str) -> bool:
    return any(first in ("*", left) and second in ("*", right) for left, right in ((one, other), (other, one)))
