"""One number among the tokens, and the signs that join its words."""

import msgspec

HYPHENS = frozenset("-‐‑")
DASHES = frozenset("-‐‑–—−")


class Number(msgspec.Struct, frozen=True):
    """A number that ends before token `stop`; `value` is None where no float is large enough.

    `scale` is its last scale word's worth, 1 without one: a half after "million" is 500,000.
    `after_and` is what its last "and" added: three in "one hundred and three".
    """

    value: int | float | None
    stop: int
    ordinal: bool = False
    fraction: bool = False
    scale: int = 1
    after_and: int = 0
