"""Whether what two sides did may meet in a rule of the schema that no paragraph shows alone.

Such rules need the whole file, so they are only looked into then: how many relations an annotation has,
what they join, whether they go round in a circle, how much of something a document has.
"""

from __future__ import annotations

from collections.abc import Hashable, Set

from annotate.core.checks.stream import Rules
from annotate.core.compare.blocks import Block, Sheaf, Thing
from annotate.core.merge.things import place_key
from annotate.core.merge.weaving import place_of
from annotate.core.records import ParagraphRecord, RelationRecord, Status


def meet_afar(base: Sheaf | None, ours: Sheaf, theirs: Sheaf, rules: Rules) -> bool:
    """The sheaves are of whole files, or have what is not the same on all sides."""
    acyclic = {kind.name for kind in rules.all.relations.values() if kind.acyclic}
    mine, yours = (_Doings(base, side, acyclic) for side in (ours, theirs))
    if mine.describes and yours.describes:
        return True
    if rules.wide.constraints and mine.is_any and yours.is_any:
        return True
    if not rules.all.relations:
        return False
    return (
        not mine.touched.isdisjoint(yours.touched)
        or not mine.removed.isdisjoint(yours.changed)
        or not yours.removed.isdisjoint(mine.changed)
        or (mine.is_circling and yours.is_circling)
        or not mine.decided.isdisjoint(yours.places)
        or not yours.decided.isdisjoint(mine.places)
    )


class _Doings:
    """What a side did that a rule may ask about; notes and who did it are no such things. But what was
    `changed` in any way, by id, may come back if the other side `removed` it.

    `touched` are annotations that it changed, or their relations: by id, new ones by place, too. They
    stand in the paragraphs `places`. It `decided` paragraphs. If it `describes`, it gave the document other
    labels; if it `is_circling`, it has made relations of a kind that may not go round in circles.
    """

    def __init__(self, base: Sheaf | None, side: Sheaf, acyclic: Set[str]) -> None:
        self.touched: set[Hashable] = set()
        self.changed: set[str] = set()
        self.removed: set[str] = set()
        self.places: set[int] = set()
        self.decided: set[int] = set()
        self.is_circling = False
        self.describes = side.document.labels != (base.document.labels if base else {})
        self.is_any = self.describes
        self._acyclic = acyclic
        old = {block.paragraph.n: block for block in base.blocks} if base else {}
        before = {each.id: each for block in old.values() for each in block.things}
        for block in side.blocks:
            was = old.get(block.paragraph.n)
            if was is not block:
                self._line(was.paragraph if was else None, block.paragraph)
                self._block(block, before)
                here = {each.id for each in block.things}
                for each in was.things if was else ():
                    if each.id not in here:
                        self.removed.add(each.id)
                        self._touch(block.paragraph.n, each)
        self.is_any = bool(self.is_any or self.touched or self.decided)

    def _line(self, was: ParagraphRecord | None, now: ParagraphRecord) -> None:
        if now.status is not (was.status if was else Status.TODO):
            self.decided.add(now.n)
        self.is_any = self.is_any or now.labels != (was.labels if was else {})

    def _block(self, block: Block, before: dict[str, Thing]) -> None:
        for each in block.things:
            was = before.get(each.id)
            if was is each or was == each:
                continue
            self.changed.add(each.id)
            if was is not None and _asked(was) == _asked(each):
                continue
            for version in (was, each):
                if version is not None:
                    self._touch(block.paragraph.n, version)
            self.is_circling = self.is_circling or each.label in self._acyclic

    def _touch(self, n: int, thing: Thing) -> None:
        self.places.add(n)
        self.touched.add(thing.id)
        if isinstance(thing, RelationRecord):
            self.touched.update((thing.source, thing.target))
        else:
            self.touched.add(place_key(thing))


def _asked(thing: Thing) -> tuple[object, ...]:
    """What rules may ask of an annotation."""
    return thing.label, place_of(thing), thing.attributes
