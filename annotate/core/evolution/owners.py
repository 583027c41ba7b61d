"""What attributes are on, when two versions of them are compared."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

import msgspec

from annotate.core.evolution.carrying import Slot
from annotate.core.fitting import quoted


class Owner(msgspec.Struct, frozen=True):
    """What attributes are on, with what the steps of a migration already see to."""

    name: str
    relation: bool
    retyped: AbstractSet[Slot] = frozenset()
    filled: AbstractSet[Slot] = frozenset()

    def of(self, attribute: str) -> str:
        return f"{quoted(attribute)} of {quoted(self.name)}"

    def is_filled(self, attribute: str) -> bool:
        return (self.name, attribute) in self.filled

    def is_retyped(self, attribute: str) -> bool:
        return (self.name, attribute) in self.retyped
