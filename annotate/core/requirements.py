"""The rules a schema sets for finished work: its `constraints`, as data.

`core.constraints` says whether they are met.
"""

from enum import Enum

import msgspec

from annotate.core.conditions import Condition
from annotate.core.problems import Level
from annotate.core.ranges import Range


class Unit(str, Enum):
    """What a constraint looks at, one by one."""

    LABEL = "label"
    PARAGRAPH = "paragraph"
    DOCUMENT = "document"


class Side(str, Enum):
    """Which relations of an annotation are counted: those that leave it, reach it, or both."""

    OUT = "out"
    IN = "in"
    DEGREE = "degree"


class LinkCount(msgspec.Struct, frozen=True, tag=True):
    """The annotation has so many relations of these kinds in all."""

    relations: tuple[str, ...]
    side: Side
    count: Range


class LabelCount(msgspec.Struct, frozen=True, tag=True):
    """The paragraph (or document) has so many annotations with one of these labels."""

    labels: tuple[str, ...]
    count: Range


class AttributePresent(msgspec.Struct, frozen=True, tag=True):
    """The annotation has a value, chosen or by default, for the attribute."""

    attribute: str


class ParagraphMatches(msgspec.Struct, frozen=True, tag=True):
    """The pattern is found in the paragraph's text."""

    pattern: str


Requirement = LinkCount | LabelCount | AttributePresent | ParagraphMatches


class Constraint(msgspec.Struct, frozen=True):
    """`label` only if the unit is a label; `where`, on its attributes, narrows which count."""

    id: str
    unit: Unit
    require: Requirement
    label: str = ""
    where: Condition | None = None
    level: Level = Level.ERROR
    message: str = ""
