"""What agreement is measured about, and what is counted for it."""

from __future__ import annotations

from enum import Enum

import msgspec

from annotate.core.agreement.alpha import Level


class Unit(str, Enum):
    """What an item is."""

    TOKEN = "token"
    SPAN = "span"
    RELATION = "relation"
    PARAGRAPH = "paragraph"
    DOCUMENT = "document"
    ITEM = "item"


class Kind(str, Enum):
    """POOLED is all labels together, LABEL whether one is there, CHOICE which label matched spans
    have, DECISION what was decided about a paragraph."""

    POOLED = "pooled"
    LABEL = "label"
    CHOICE = "choice"
    ATTRIBUTE = "attribute"
    RELATION = "relation"
    DECISION = "decision"
    RATINGS = "ratings"


class Subject(msgspec.Struct, frozen=True):
    """`attribute` only of attributes; then `name` is what it belongs to."""

    unit: Unit
    kind: Kind
    name: str = ""
    attribute: str = ""

    @property
    def title(self) -> str:
        if self.kind in (Kind.LABEL, Kind.RELATION):
            return self.name
        if self.kind is Kind.ATTRIBUTE:
            return f"{self.name}.{self.attribute}"
        return _TITLES.get(self.kind) or self.name


_TITLES = {
    Kind.POOLED: "(all labels)",
    Kind.CHOICE: "(which label)",
    Kind.DECISION: "(decision)",
    Kind.RATINGS: "(ratings)",
}


class Scale(msgspec.Struct, frozen=True):
    """How answers are compared; `order` are the categories that have a rank, in order."""

    level: Level = Level.NOMINAL
    order: tuple[str | int | float, ...] = ()


class Match(str, Enum):
    """When annotations of two annotators count as the same: same label and place; same label and
    any overlap, one to one; token by token."""

    EXACT = "exact"
    OVERLAP = "overlap"
    TOKEN = "token"


class Cell(msgspec.Struct, frozen=True):
    """A count of annotations for two annotators, `pair` their positions: those in `both`, on the
    `left`, on the `right`, and those `excluded` because the other did not decide."""

    subject: Subject
    pair: tuple[int, int]
    what: str


class Column(msgspec.Struct, frozen=True):
    """A number for some annotators, `members` their positions: of unitizing alpha the disagreement
    that is `observed` and `expected`; of gamma the sum over documents and how many these are."""

    subject: Subject
    members: tuple[int, ...]
    what: str


class Length(msgspec.Struct, frozen=True):
    """How much text with exactly these `labels` some annotators mark, `members` their positions, in a
    way that `what` names (see `partition`); without labels the length of the text."""

    members: tuple[int, ...]
    labels: tuple[str, ...]
    what: str
