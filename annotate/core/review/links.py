"""Questions about relations: which relations of several annotators are versions of one.

Relations are the same question if they have the same id; else the same name and ends; else the same
ends; else the same name and source, where no annotator has more than one such. Ends are the same if
they are the same question.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence

from annotate.core.records import RelationRecord
from annotate.core.review.cases import Case, Subject, Version
from annotate.core.review.naming import Naming
from annotate.core.review.sameness import Ends, Sameness, grouped, wants_look

Homes = dict[tuple[int, str], Case]
"""The case that an annotation is part of, by side and id."""


Member = tuple[int, RelationRecord, Ends]
"""A relation with the number of its side and the cases that it joins."""


class Unit:
    """Relations of different sides that are one question."""

    def __init__(self, side: int, relation: RelationRecord, ends: Ends) -> None:
        self.members = {side: (relation, ends)}

    def fits(self, other: Unit) -> bool:
        return self.members.keys().isdisjoint(other.members)

    def join(self, other: Unit) -> None:
        self.members.update(other.members)


class Links:
    """Puts relations together whose ends are known; those that hang on others come after these."""

    def __init__(
        self,
        sides: Sequence[Sequence[RelationRecord]],
        homes: Homes,
        names: Sequence[str],
        same: Sameness,
        naming: Naming,
        symmetric: Callable[[str], bool],
    ) -> None:
        self._waiting = [(side, each) for side, links in enumerate(sides) for each in links]
        self._homes = homes
        self._names = names
        self._same = same
        self._naming = naming
        self._symmetric = symmetric
        self._having: dict[str, set[int]] = defaultdict(set)
        if not self._waiting:
            return
        for (side, _), case in homes.items():
            self._having[case.key].add(side)

    def cases(self) -> Iterator[Case]:
        """Relations without ends, or that hang on themselves in a circle, are no questions."""
        while ready := self._ready():
            agreed, rest = self._agreed(ready)
            for unit in (*agreed, *self._joined(rest)):
                case = self._case(unit)
                for side, (relation, _) in unit.members.items():
                    self._homes[side, relation.id] = case
                    self._having[case.key].add(side)
                yield case

    def _ends(self, side: int, relation: RelationRecord) -> Ends | None:
        source = self._homes.get((side, relation.source))
        target = self._homes.get((side, relation.target))
        return (source.key, target.key) if source and target else None

    def _ready(self) -> list[Member]:
        """Those of which both ends are known by now."""
        ready: list[Member] = []
        waiting = []
        for side, each in self._waiting:
            ends = self._ends(side, each)
            if ends is None:
                waiting.append((side, each))
            else:
                ready.append((side, each, ends))
        self._waiting = waiting
        return ready

    def _agreed(self, ready: Sequence[Member]) -> tuple[list[Unit], Sequence[Member]]:
        """What all draw who have the source, with the same name and ends and only once: nothing else
        can be a version of it. And the rest."""
        if len({relation.id for _, relation, _ in ready}) < len(ready):
            return [], ready
        there: dict[Hashable, list[Member]] = defaultdict(list)
        for member in ready:
            there[member[1].label, member[2]].append(member)
        agreed: list[Unit] = []
        rest: list[Member] = []
        for members in there.values():
            sides = {side for side, _, _ in members}
            _, first, ends = members[0]
            if len(sides) == len(members) == len(self._having[ends[0]]) and not self._symmetric(first.label):
                unit = Unit(*members[0])
                unit.members.update((side, (relation, ends)) for side, relation, _ in members)
                agreed.append(unit)
            else:
                rest += members
        return agreed, rest

    def _joined(self, ready: Sequence[Member]) -> list[Unit]:
        units = [Unit(*each) for each in ready]
        units = _join(units, lambda relation, ends: relation.id)
        units = _join(units, lambda relation, ends: (relation.label, self._sorted(relation.label, ends)))
        units = _join(units, lambda relation, ends: ends)
        return _join(units, lambda relation, ends: (relation.label, ends[0]), only=True)

    def _sorted(self, label: str, ends: Ends) -> Ends:
        return min(ends, ends[::-1]) if self._symmetric(label) else ends

    def _case(self, unit: Unit) -> Case:
        members = sorted(unit.members.items(), key=lambda member: member[0])
        relations = [relation for _, (relation, _) in members]
        versions = grouped(members, self._same.relations, self._version)
        home = self._homes[members[0][0], relations[0].source]
        return Case(
            key=self._naming.of("relation", [f"{self._names[side]}:{r.id}" for side, (r, _) in members]),
            subject=Subject.RELATION,
            n=home.n,
            versions=versions,
            absent=tuple(self._silent(unit, versions)),
            start=home.start,
            end=home.end,
            flagged=wants_look(relations),
        )

    def _silent(self, unit: Unit, versions: Sequence[Version]) -> Iterator[int]:
        """The sides that have all that the relation would join, and do not join it."""
        for side in range(len(self._names)):
            if side not in unit.members and any(self._has(side, version.ends) for version in versions):
                yield side

    def _has(self, side: int, ends: Ends) -> bool:
        return all(side in self._having[end] for end in ends)

    def _version(self, sides: tuple[int, ...], members: tuple[tuple[RelationRecord, Ends], ...]) -> Version:
        relation, ends = members[0]
        digest = self._same.of_relation(relation, ends)
        return Version(sides, tuple(each for each, _ in members), digest, ends)


def _join(
    units: Sequence[Unit], feature: Callable[[RelationRecord, Ends], Hashable], *, only: bool = False
) -> list[Unit]:
    """With `only`, those of a feature are joined if each side has at most one of them, and only
    the ones that are alone."""
    there: dict[Hashable, list[Unit]] = defaultdict(list)
    for unit in units:
        for each in {feature(*member) for member in unit.members.values()}:
            there[each].append(unit)
    gone: set[int] = set()
    for group in there.values():
        if len(group) < 2 or (only and not _one_each(group)):
            continue
        _fold([each for each in group if id(each) not in gone], gone)
    return [each for each in units if id(each) not in gone]


def _fold(group: Sequence[Unit], gone: set[int]) -> None:
    kept: list[Unit] = []
    for unit in group:
        home = next((each for each in kept if each.fits(unit)), None)
        if home is None:
            kept.append(unit)
        else:
            home.join(unit)
            gone.add(id(unit))


def _one_each(group: Sequence[Unit]) -> bool:
    sides = [side for unit in group for side in unit.members]
    return len(sides) == len(set(sides))
