"""What differs between two versions of a schema, as data."""

from __future__ import annotations

from enum import Enum

import msgspec

from annotate.core.problems import Place
from annotate.core.schema import Attribute, Schema


class Severity(str, Enum):
    """How much a change asks of annotations there are, from nothing to most."""

    COSMETIC = "cosmetic"
    ADDITIVE = "additive"
    MIGRATED = "migrated"
    MIGRATION = "needs migration"
    BREAKING = "breaking"


class Named(msgspec.Struct, frozen=True):
    """Everything with this label, or relations of this kind."""

    name: str
    relation: bool = False


class Valued(msgspec.Struct, frozen=True):
    """Answers to an attribute, those with one of `values` if there are any."""

    owner: str
    attribute: str
    values: tuple[str, ...] = ()
    relation: bool = False


class Unset(msgspec.Struct, frozen=True):
    """What has no answer to an attribute that it could be asked."""

    owner: str
    attribute: str
    relation: bool = False


class Unfit(msgspec.Struct, frozen=True):
    """Answers that do not fit the attribute as it is later."""

    owner: str
    attribute: Attribute
    relation: bool = False


class Unasked(msgspec.Struct, frozen=True):
    """Answers to `name` where it would not be asked, or none where it would be required, with the
    attributes as they are later."""

    owner: str
    name: str
    attributes: tuple[Attribute, ...]
    relation: bool = False


class Against(msgspec.Struct, frozen=True):
    """What breaks a rule: problems of these kinds when held against a schema of that rule alone."""

    probe: Schema
    slugs: frozenset[str]


Concern = Named | Valued | Unset | Unfit | Unasked | Against
"""Which records a change touches."""


class Uses(msgspec.Struct, frozen=True):
    """How many records a change touches, in how many files, and where the first of them are."""

    count: int = 0
    files: int = 0
    first: tuple[Place, ...] = ()


class SchemaChange(msgspec.Struct, frozen=True):
    """One difference. `slug` names its kind; `uses` is None as long as no records were asked.

    What an earlier version had and records do not use is no loss to them: `is_harmless`.
    """

    slug: str
    severity: Severity
    message: str
    concern: Concern | None = None
    uses: Uses | None = None

    @property
    def is_harmless(self) -> bool:
        return self.asks and self.uses is not None and not self.uses.count

    @property
    def asks(self) -> bool:
        """Whether it asks for something if records use what is changed."""
        return self.severity in (Severity.MIGRATION, Severity.BREAKING)


def verdict(changes: tuple[SchemaChange, ...]) -> Severity:
    """ADDITIVE (compatible), MIGRATION or BREAKING: the most that any change asks for."""
    asked = {each.severity for each in changes if each.asks and not each.is_harmless}
    if Severity.BREAKING in asked:
        return Severity.BREAKING
    return Severity.MIGRATION if asked else Severity.ADDITIVE


def cosmetic(what: str, message: str) -> SchemaChange:
    return SchemaChange(f"{what}-changed", Severity.COSMETIC, message)
