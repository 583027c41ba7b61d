"""A number phrase among the tokens, before the modifiers around it are read."""

import msgspec

from annotate.core.numbers.phrase import Kind


class Found(msgspec.Struct, frozen=True):
    """It ends before token `stop`; the rest as in `NumberPhrase`.

    `bare` if it is one number and nothing else, so that it may be the number of a thing.
    """

    stop: int
    kind: Kind
    value: int | float | None = None
    value_text: str | None = None
    unit: str | None = None
    bare: bool = False
