"""Where a step is taken, and what it means there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping

import msgspec

from annotate.core.attributes import with_defaults
from annotate.core.conditions import Condition, holds
from annotate.core.evolution.things import Kind, Thing, declared
from annotate.core.schema import Schema

Names = Mapping[str, str]
Change = Callable[[Thing], Thing]


class Stage(msgspec.Struct, frozen=True):
    """Where a step is taken: `index` counts the steps, `before` is the schema as it is then, for
    its defaults; `labels` are all names that are a label's and so not a relation's."""

    index: int
    before: Schema
    labels: frozenset[str]

    def is_on(self, thing: Thing, name: str) -> bool:
        """Whether a step that names a label, or a relation, means this thing."""
        return thing.label == name and (thing.kind is not Kind.RELATION or name not in self.labels)

    def meets(self, thing: Thing, condition: Condition | None) -> bool:
        if condition is None:
            return True
        asked = declared(self.before, thing.kind, thing.label)
        return holds(condition, with_defaults(asked, thing.attributes))


def joined(names: Names, used: Iterable[str]) -> frozenset[str]:
    """The new names under which, afterwards, things stand that had different ones."""
    counted = Counter(names.get(each, each) for each in set(used))
    return frozenset(name for name, count in counted.items() if count > 1)
