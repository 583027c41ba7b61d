"""What `annotate agree` is asked for."""

from __future__ import annotations

import msgspec

from annotate.core.agreement.metrics import usual
from annotate.core.agreement.subjects import Subject


class Wish(msgspec.Struct, frozen=True):
    """What was asked for; nothing means everything. `extra` are measures of gates."""

    units: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    metrics: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()
    disagreements: bool = False
    resamples: int = 0
    seed: int = 0
    schema: str | None = None

    @property
    def names(self) -> list[str]:
        return list(dict.fromkeys((*(self.metrics or usual()), *self.extra)))

    def wants(self, subject: Subject) -> bool:
        if self.units and subject.unit.value not in self.units:
            return False
        return not self.labels or subject.name in self.labels
