"""What a reviewer decided about questions that annotators answered differently.

A ruling is kept with the marks of the session that it was made in: a step holds it like any other
change, so the journal, undo and recovery know nothing special of it.
"""

from __future__ import annotations

from enum import Enum

import msgspec


class How(str, Enum):
    """How a question was settled.

    `UNANIMOUS` and `MAJORITY` were accepted beforehand, `ALONG` came with the annotations that a
    relation joins; `NONE`: no version is right, or it is right that there is none; `OWN`: by an
    annotation that the reviewer made. `OPEN`: not yet, only a reason or a note was given.
    """

    UNANIMOUS = "unanimous"
    MAJORITY = "majority"
    ALONG = "along"
    TAKEN = "taken"
    UNION = "union"
    INTERSECTION = "intersection"
    NONE = "none"
    OWN = "own"
    OPEN = "open"


BEFOREHAND = frozenset({How.UNANIMOUS, How.MAJORITY, How.ALONG})
"""Settled without the reviewer having looked at it."""


class Reason(str, Enum):
    """Why annotators disagreed; any other text may stand in its place."""

    SLIP = "slip"
    OVERLOOKED = "overlooked"
    GUIDELINE = "guideline-unclear"
    AMBIGUOUS = "ambiguous-text"
    SCHEMA = "schema-gap"


REASONS = {
    Reason.SLIP: "somebody knew better: a wrong key, a border next to the right one",
    Reason.OVERLOOKED: "somebody did not see it",
    Reason.GUIDELINE: "the guideline does not say, or can be read in two ways",
    Reason.AMBIGUOUS: "the text can be read in two ways",
    Reason.SCHEMA: "the schema has nothing that fits",
}


class Ruling(msgspec.Struct, frozen=True, tag="ruling", omit_defaults=True):
    """What was decided about the question `case` in paragraph `n` (0: about the document).

    Attributes:
        of: the annotations that it was made from, as "annotator:id".
        about: all that the question was about, if these are more than `of`.
        seen: digests of the versions there were, sorted; "" if somebody had none.
        took: the digest of the version that was taken, if it was one.
        made: ids of what the result has of it.
        reason: a `Reason` or the reviewer's own words.
    """

    case: str
    n: int
    how: How
    of: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    seen: tuple[str, ...] = ()
    took: str = ""
    made: tuple[str, ...] = ()
    reason: str = ""
    note: str = ""
    at: str = ""

    @property
    def sources(self) -> tuple[str, ...]:
        return self.about or self.of

    @property
    def settles(self) -> bool:
        return self.how is not How.OPEN
