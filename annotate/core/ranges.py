"""How many of something there may be."""

import msgspec


class Range(msgspec.Struct, frozen=True):
    """How many: `low..high`, `high` None for `*`."""

    low: int = 0
    high: int | None = None

    def __contains__(self, count: object) -> bool:
        return isinstance(count, int) and self.low <= count and (
            self.high is None or count <= self.high
        )

    def __str__(self) -> str:
        return f"{self.low}..{'*' if self.high is None else self.high}"
