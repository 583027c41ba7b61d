"""How many of something there may be."""

import msgspec


class Range(msgspec.Struct, frozen=True):
    """How many: `low..high`, `high` None for `*`."""

    low: int = 0
    high: int | None = None

    def __contains__(self, count: object) -> bool:
        return isinstance(count, int) and self.low <= count and (self.high is None or count <= self.high)

    def __str__(self) -> str:
        return f"{self.low}..{'*' if self.high is None else self.high}"


def amount(given: Range) -> str:
    """`exactly 1`, `at least 1`, `at most 2`, `2 to 4`, `no`."""
    if given.high == 0:
        return "no"
    if given.low == given.high:
        return f"exactly {given.low}"
    if given.high is None:
        return f"at least {given.low}" if given.low else "any number of"
    return f"{given.low} to {given.high}" if given.low else f"at most {given.high}"


def must(given: Range) -> str:
    """What goes with the amount: there must be some, or there may be."""
    return "must" if given.low else "may"
