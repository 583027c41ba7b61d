"""What a number phrase is: the result type of the finder and its two sets of choices."""

import enum

import msgspec


class Kind(enum.Enum):
    """What a number phrase counts or measures."""

    CARDINAL = "cardinal"
    ORDINAL = "ordinal"
    PERCENTAGE = "percentage"
    MONEY = "money"
    MEASURE = "measure"
    DURATION = "duration"
    DATE = "date"
    RATIO = "ratio"
    MULTIPLIER = "multiplier"
    RANGE = "range"
    FREQUENCY = "frequency"
    VAGUE = "vague"


class Comparator(enum.Enum):
    """How the true number relates to the printed one, by the words around it."""

    EXACT = "exact"
    APPROX = "approx"
    ALMOST = "almost"
    MORE_THAN = "more_than"
    AT_LEAST = "at_least"
    LESS_THAN = "less_than"
    AT_MOST = "at_most"


class NumberPhrase(msgspec.Struct, frozen=True):
    """One figure in running text: `text[start:end]`, in code points, half-open.

    `value` is in `unit`, scale words applied ("3.5 million" is 3500000), a percentage as printed
    (50 for "50%"), a frequency in times per `unit` ("every two years" is 0.5, "year"). An int if
    whole and below 2**63, else a float; None for dates, ratios, ranges, vague phrases, and numbers
    beyond a float.
    `value_text` is set for dates ("2023-11", "XXXX-10-07", "199X", "17:30"), ratios ("3:1" part to
    part, "1/5" part of a whole) and ranges ("5..8"); None where digits cannot say it (negative
    bounds, years BC).
    `unit` is canonical: an ISO 4217 code, "%", a unit symbol, "day" and the like; None without one.
    """

    start: int
    end: int
    kind: Kind
    value: int | float | None = None
    value_text: str | None = None
    comparator: Comparator = Comparator.EXACT
    unit: str | None = None
